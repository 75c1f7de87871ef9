"""Slips that no total shows: a year written in another money unit, a reason copied from another year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.record import FunctionRow
from ..model.source import Source
from .amounts import Amounts, known, name, place, yuan

TIMES, WORTH_A_LOOK, TOLD = 100, Decimal(10000), 3
# Balances are left out: they move freely, and T07 holds them against last year's.
COMPARED = (
    "income.current_income",
    "expenditure.current_expenditure",
    "income.general_budget_income",
    "income.government_funds_income",
    "income.state_capital_income",
    "income.superior_subsidy_income",
    "income.business_income",
    "income.operating_income",
    "income.affiliated_income",
    "income.other_income",
    "expenditure.basic_expenditure",
    "expenditure.project_expenditure",
    "fiscal.fiscal_expenditure",
    "basic.basic",
    "basic.personnel_costs",
    "basic.public_costs",
    "basic.wages",
    "basic.goods_and_services",
    "basic.personal_subsidies",
    "basic.capital_costs",
    "three_public.three_public_total.actual",
    "three_public.abroad.actual",
    "three_public.vehicle_purchase.actual",
    "three_public.vehicle_operation.actual",
    "three_public.hospitality.actual",
    "organ_operation",
    "procurement.procurement_total",
)
SPENT = ("basic_expenditure", "project_expenditure")
YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=\s*年)")


def amounts_resemble_the_last_year(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T14: no amount is more than a hundred times last year's, or less than a hundredth, unless both are small
    (部门决算报表 is filled in 元, 公开表 in 万元: the two are mixed up). Told once for a record."""
    if before is None:
        return
    this, last = dict(_compared(now)), dict(_compared(before))
    odd = [called for called in this if called in last and _unlike(this[called][0], last[called][0])]
    if odd:
        told = "、".join(f"{called} {yuan(this[called][0])}（上年 {yuan(last[called][0])}）" for called in odd[:TOLD])
        rest = f" 等 {len(odd)} 项" if len(odd) > TOLD else ""
        message = f"与上年相差一百倍以上：{told}{rest}"
        hint = "核对两年记录的金额单位（元、万元）和小数点；确实相差这么多的，不必改"
        yield Finding("T14", Severity.WARNING, message, this[odd[0]][1] or now.record.source, hint)


def _unlike(one: Decimal, other: Decimal) -> bool:
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and large > WORTH_A_LOOK and large > TIMES * small


def _compared(amounts: Amounts) -> Iterator[tuple[str, tuple[Decimal, Source | None]]]:
    """The amounts that two years are compared by, with their names and places; then what each 项 spent."""
    for key in COMPARED:
        if figure := known(amounts, key):
            yield name(key), (figure.exact, place(figure))
    rows: dict[str, list[FunctionRow]] = {}
    for row in (amounts.record.expenditure and amounts.record.expenditure.by_function) or []:
        rows.setdefault(row.code.value, []).append(row)
    for code, own in rows.items():
        spent = sum((getattr(row, column).value for row in own for column in SPENT), Decimal(0))
        yield f"科目 {code} {own[0].name.value}", (spent, own[0].code.source)


def reasons_speak_of_these_years(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T15: a reason that names a year names this one or the last (a move is explained between the two years)."""
    year = now.record.year.value
    for subject, words in (now.record.reasons or {}).items():
        others = [found for found in dict.fromkeys(YEAR.findall(words.value)) if int(found) not in (year, year - 1)]
        if others:
            message = f"“{subject}”的原因里写着{'、'.join(f'{found}年' for found in others)}，本记录是 {year} 年的"
            hint = f"像是从别的年度抄来的：改成 {year} 年或 {year - 1} 年的情况；确实要提到那一年的，不必改"
            yield Finding("T15", Severity.WARNING, message, words.source, hint)
