"""What was spent against what was budgeted: of each 科目 (公开05表, 公开07表) and of the “三公” items (公开09表)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding, Severity
from ..model.record import FunctionRow
from ..model.source import Fact, Source
from ..model.terms import TERMS
from .amounts import Amounts, known, name, place, yuan

PUBLIC = ("abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "hospitality", "three_public_total")
COLUMNS = (
    "basic_expenditure",
    "project_expenditure",
    "remitted_expenditure",
    "operating_expenditure",
    "subsidy_expenditure",
)
INITIAL, FULL, ACTUAL = (TERMS[field].zh for field in ("initial_budget", "full_budget", "actual"))
TOLD = 3


class Spent(NamedTuple):
    """What was spent on one item, and its budgets; None where the record does not say. `slack` is how far rounding
    may have moved them."""

    called: str
    actual: Decimal
    initial: Decimal | None
    full: Decimal | None
    slack: Decimal
    source: Source | None


def spending_is_within_the_budget(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T21: nothing is spent above the 全年预算, which holds what was added in the year (《预算法》第十三条: 支出必须以
    经批准的预算为依据; 公开05表, 公开09表). Above the 年初预算, where that is all that is known, is lawful if it was
    added to: information, once for the record."""
    items = [*_rows(now), *_public(now)]
    for item in items:
        if item.full is not None and item.actual - item.full > item.slack:
            message = f"{item.called}的{ACTUAL} {yuan(item.actual)} 大于{FULL} {yuan(item.full)}，"
            message += f"多 {yuan(item.actual - item.full)}"
            hint = "核对这两项：支出不能超过预算；年中调整过预算的，全年预算写调整以后的数"
            yield Finding("T21", Severity.WARNING, message, item.source, hint)
    above = [i for i in items if i.full is None and i.initial is not None and i.actual - i.initial > i.slack]
    if above:
        told = "、".join(
            f"{i.called} {yuan(i.actual)}（{INITIAL} {yuan(i.initial or Decimal(0))}）" for i in above[:TOLD]
        )
        rest = f" 等 {len(above)} 项" if len(above) > TOLD else ""
        hint = "年中追加过预算的不必改；可以写上全年预算，程序用它核对"
        yield Finding("T21", Severity.INFO, f"{ACTUAL}大于{INITIAL}：{told}{rest}", above[0].source, hint)


def _rows(amounts: Amounts) -> Iterator[Spent]:
    expenditure = amounts.record.expenditure
    for row in (expenditure and expenditure.by_function) or []:
        spent = [fact for column in COLUMNS if (fact := getattr(row, column))]
        budgets = [fact for fact in (row.initial_budget, row.full_budget) if fact]
        slack = sum((fact.slack for fact in (*spent, *budgets)), Decimal(0))
        actual = sum((fact.value for fact in spent), Decimal(0))
        budgeted = (_value(row.initial_budget), _value(row.full_budget))
        yield Spent(_called(row), actual, *budgeted, slack, row.code.source)


def _called(row: FunctionRow) -> str:
    fund = f"（{row.fund.value}）" if row.fund else ""
    return f"科目 {row.code.value} {row.name.value}{fund}"


def _value(fact: Fact[Decimal] | None) -> Decimal | None:
    return fact.value if fact else None


def _public(amounts: Amounts) -> Iterator[Spent]:
    for item in PUBLIC:
        keys = [f"three_public.{item}.{column}" for column in ("actual", "initial_budget", "full_budget")]
        figures = [known(amounts, key) for key in keys]
        # The sum of both kinds of costs of vehicles tells nothing that they do not.
        if (actual := figures[0]) and (item != "vehicles" or amounts.stated(keys[0])):
            initial, full = (figure.exact if figure else None for figure in figures[1:])
            slack = sum((figure.slack for figure in figures if figure), Decimal(0))
            largest = max(actual.inputs, key=lambda part: part.exact, default=actual)
            yield Spent(name(keys[0]), actual.exact, initial, full, slack, place(largest))
