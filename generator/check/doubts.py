"""What may be true and seldom is: a project told twice, 机关运行经费 of a 事业单位, negative amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.group import Group
from ..model.source import Fact, Source
from ..model.terms import TERMS
from .amounts import Amounts, known, place, show, yuan

INSTITUTION = "事业单位"
# Balances may be overdrawn; everything else that a group holds was received or spent.
BALANCES = frozenset({"opening_carry_over", "closing_carry_over"})
GROUPS = ("income", "expenditure", "basic", "three_public", "procurement")


def projects_are_told_once(amounts: Amounts) -> Iterator[Finding]:
    """T11: no project evaluates itself twice (《项目支出绩效评价管理办法》, 财预〔2020〕10号)."""
    first: dict[str, Source] = {}
    for project in (amounts.record.performance and amounts.record.performance.projects) or []:
        title = project.name.value.strip()
        if title in first:
            message = f"绩效项目“{title}”写了两次（前一次在 {first[title]}）"
            hint = "重复的删去一个；确是两个项目的，在名称里写明区别"
            yield Finding("T11", Severity.WARNING, message, project.name.source, hint)
        first.setdefault(title, project.name.source)


def operation_belongs_to_organs(amounts: Amounts) -> Iterator[Finding]:
    """T13: only 行政单位 and 参照公务员法管理的事业单位 have 机关运行经费
    (部门决算公开, 名词解释: 机关运行经费). A department has it where any of the units in it is one."""
    record, spent = amounts.record, known(amounts, "organ_operation")
    natures = [record.nature, *(unit.nature for unit in record.member_units or [])]
    if spent and spent.exact and {nature.value for nature in natures if nature} == {INSTITUTION}:
        message = f"单位性质是事业单位，机关运行经费却是 {show(spent)}，不是 0"
        hint = "只有行政单位和参照公务员法管理的事业单位有机关运行经费：核对单位性质；没有就写 0"
        yield Finding("T13", Severity.WARNING, message, place(spent), hint)


def amounts_are_not_negative(amounts: Amounts) -> Iterator[Finding]:
    """T16: income and spending are not negative, but for what was taken back (部门决算报表 公开01表–公开09表)."""
    record = amounts.record
    groups = [group for key in GROUPS if isinstance(group := getattr(record, key), Group)]
    stated = [item for group in groups for item in _amounts(group, "")]
    if record.organ_operation:
        stated.append((TERMS["organ_operation"].zh, record.organ_operation))
    for called, fact in stated:
        if fact.value < 0:
            message = f"{called} {yuan(fact.value)} 是负数"
            hint = "核对正负号；收回、冲减以前年度款项的可以是负数，不必改"
            yield Finding("T16", Severity.WARNING, message, fact.source, hint)


def _amounts(group: Group, inside: str) -> Iterator[tuple[str, Fact[Decimal]]]:
    """Every amount in a part of a record that is no balance, with what it is called."""
    code = getattr(group, "code", None)
    within = f"科目 {code.value} 的" if isinstance(code, Fact) else inside
    for field in (field for field in type(group).model_fields if field not in BALANCES):
        value, called = getattr(group, field), within + TERMS[field].zh
        if isinstance(value, Fact) and isinstance(value.value, Decimal):
            yield called, value
        elif isinstance(value, Group):
            yield from _amounts(value, called + "的")
        elif isinstance(value, list):
            yield from (item for row in value if isinstance(row, Group) for item in _amounts(row, called + "的"))
