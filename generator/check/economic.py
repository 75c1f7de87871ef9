"""一般公共预算基本支出 by economic class (公开06表) against what else the record says of the same money.

Amounts by class are those of the general public budget alone; 三公 items also hold project spending, so that they may
be greater than their class, never smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding, Severity
from .amounts import Amounts, differing, gap, known, name, parts, place, show, weight, yuan

# The 类 of 公开06表. A stated 309 counts under 资本性支出, and the tables tell that they have no line for it.
BASIC_CLASSES = ("301", "302", "303", "307", "310", "399")
BASIC = "basic.basic"
BASIC_BY_FUNCTION = "fiscal.general_budget_expenditure.basic_expenditure"
# Where the rows are not stated, totals that the basic expenditure is a part of.
WHOLES = ("fiscal.general_budget_expenditure", "expenditure.basic_expenditure")
OFFICIAL_COSTS = {
    "30212": "three_public.abroad.actual",
    "30217": "three_public.hospitality.actual",
    "30231": "three_public.vehicle_operation.actual",
    "31013": "three_public.vehicle_purchase.actual",
}


def classes_are_those_of_basic(amounts: Amounts) -> Iterator[Finding]:
    """T05: basic expenditure is of a 类 that 公开06表 has a line for (部门决算报表 公开06表); the other 类 are
    spent on projects. No total would count any other."""
    for row in (amounts.record.basic and amounts.record.basic.by_economic_class) or []:
        if row.amount.value and not row.code.value.startswith((*BASIC_CLASSES, "309")):
            message = f"基本支出里没有 {row.code.value[:3]} 这一类：科目 {row.code.value} {row.name.value}"
            message += f" {yuan(row.amount.value)} 不会计入人员经费或公用经费"
            hint = f"核对科目编码：公开06表只有 {'、'.join(BASIC_CLASSES)} 各类；"
            hint += "属于项目支出的，从这里删去，计入按功能分类的项目支出"
            yield Finding("T05", Severity.ERROR, message, row.code.source, hint)


def classes_equal_functions(amounts: Amounts) -> Iterator[Finding]:
    """T06: 人员经费 and 公用经费 together equal the basic expenditure of the rows by function that the general public
    budget pays for (公开06表 against 公开05表). Where rows are not stated, no total of theirs may be smaller."""
    one, other = known(amounts, BASIC), known(amounts, BASIC_BY_FUNCTION)
    if one and other and (severity := weight(one, other, Severity.ERROR)):
        message = f"按经济分类的{name(BASIC)} {show(one)} 与按功能分类的基本支出 {show(other)} 相差 {gap(one, other)}"
        hint = f"核对经济分类：{parts(one)}；功能分类：{parts(other)}；不是一般公共预算的行要写资金来源"
        yield differing("T06", severity, message, place(one) or place(other), hint)
    for whole in (known(amounts, key) for key in WHOLES):
        if one and not other and whole and one.exact - whole.exact > one.slack + whole.slack:
            message = f"按经济分类的{name(BASIC)} {show(one)} 大于{name(whole.key)} {show(whole)}，多 {gap(one, whole)}"
            hint = f"核对这两项，前一项是后一项的一部分；经济分类：{parts(one)}"
            yield Finding("T06", Severity.ERROR, message, place(one), hint)


def official_costs_are_within(amounts: Amounts) -> Iterator[Finding]:
    """T12: what 公开06表 spends on “三公” classes is part of the “三公” item (公开09表, 财政拨款 of all kinds)."""
    rows = (amounts.record.basic and amounts.record.basic.by_economic_class) or []
    for code, key in OFFICIAL_COSTS.items():
        own = [row for row in rows if row.code.value == code]
        spent, whole = sum((row.amount.value for row in own), Decimal(0)), known(amounts, key)
        slack = sum((row.amount.slack for row in own), whole.slack if whole else Decimal(0))
        if own and whole and spent - whole.exact > slack:
            message = f"经济分类科目 {code} {own[0].name.value} {yuan(spent)} 大于“三公”经费的{name(key)} {show(whole)}"
            hint = "核对这两项：“三公”经费包括基本支出和项目支出里的同类支出，不会比基本支出小"
            yield Finding("T12", Severity.WARNING, message, own[0].amount.source, hint)
