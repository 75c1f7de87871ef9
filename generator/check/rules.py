"""The rules that a draft cannot do without. Each takes the amounts of a year and yields findings; none computes sums
of its own: both sides of a comparison come from the ledger, with the places they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from ..model.evaluation_form import EvaluationForm
from ..model.figure import Figure, How, Unit, Value
from ..model.finding import Finding, Severity
from ..model.record import YearRecord
from ..model.source import Source
from ..model.terms import TERMS
from .names import outdated

FULL_MARKS = 100


class Amounts(Protocol):
    """One year's amounts, as the ledger gives them, and the record that they were read from."""

    sums: Mapping[str, object]
    equals: Mapping[str, str]
    record: YearRecord

    @property
    def forms(self) -> Sequence[EvaluationForm | None]: ...

    def value(self, key: str) -> Value: ...
    def stated(self, key: str) -> Figure | None: ...
    def summed(self, key: str) -> Value | None: ...


Check = Callable[[Amounts], Iterator[Finding]]


def totals_equal_their_parts(amounts: Amounts) -> Iterator[Finding]:
    """T01: a stated total equals the sum of its parts (部门决算报表编制说明, 表内关系)."""
    for key in amounts.sums:
        stated, summed = amounts.stated(key), amounts.summed(key)
        if stated and isinstance(summed, Figure) and stated.exact != summed.exact:
            message = f"{name(key)} {show(stated)} 与各项之和 {show(summed)} 相差 {gap(stated, summed)}"
            hint = f"核对这一项和它的各项：{parts(summed)}；合计可以不写，由程序加总"
            yield Finding("T01", Severity.ERROR, message, stated.source, hint)


def income_equals_expenditure(amounts: Amounts) -> Iterator[Finding]:
    """T02: 收入总计 equals 支出总计, for all funds and for the fiscal appropriation (公开01表, 公开04表)."""
    for left, right in amounts.equals.items():
        one, other = amounts.value(left), amounts.value(right)
        if isinstance(one, Figure) and isinstance(other, Figure) and one.exact != other.exact:
            message = f"{name(left)} {show(one)} 与 {name(right)} {show(other)} 相差 {gap(one, other)}"
            hint = f"核对收入这边：{parts(one)}；支出这边：{parts(other)}"
            yield Finding("T02", Severity.ERROR, message, _place(one) or _place(other), hint)


def points_equal_the_form(amounts: Amounts) -> Iterator[Finding]:
    """T03: the points that a project states are the sum of its 项目支出绩效自评表."""
    for form in filter(None, amounts.forms):
        stated, summed = form.stated_score, form.score
        if isinstance(stated, Figure) and isinstance(summed, Figure) and stated.exact != summed.exact:
            message = f"项目“{form.project.text}”写的得分 {stated.exact} 与自评表各项得分之和 {summed.exact} "
            message += f"相差 {gap(stated, summed)}"
            hint = "核对自评表各行的得分和执行得分；得分可以不写，由程序加总"
            yield Finding("T03", Severity.WARNING, message, stated.source, hint)


def weights_add_up(amounts: Amounts) -> Iterator[Finding]:
    """T04: the weights of a 项目支出绩效自评表, that of the execution rate among them, add up to 100
    (《项目支出绩效评价管理办法》, 财预〔2020〕10号)."""
    for form in filter(None, amounts.forms):
        if isinstance(form.weight, Figure) and form.weight.exact != FULL_MARKS:
            difference = abs(form.weight.exact - FULL_MARKS)
            message = (
                f"项目“{form.project.text}”自评表的分值合计 {form.weight.exact}，不是 {FULL_MARKS}，相差 {difference}"
            )
            hint = "核对各指标的分值和执行分值"
            yield Finding("T04", Severity.WARNING, message, _place(form.weight), hint)


def names_are_current(amounts: Amounts) -> Iterator[Finding]:
    """W09: no 科目 bears a name that was given up by the record's year (《政府收支分类科目》)."""
    yield from outdated(amounts.record)


def name(key: str) -> str:
    """What people call the item at `key`: 公务接待费的年初预算, 科目 2080505 的基本支出."""
    path = key.partition("@")[0].split(".")[1:]
    named = [TERMS[part].zh if part in TERMS else f"科目 {part} " for part in path if part not in UNSPOKEN]
    return "的".join(named)


UNSPOKEN = frozenset({"actual", "by_function", "by_economic_class"})


def show(figure: Figure) -> str:
    return f"{figure.exact:,.2f} 元" if figure.unit is Unit.YUAN else f"{figure.exact}"


def gap(one: Figure, other: Figure) -> str:
    difference: Decimal = abs(one.exact - other.exact)
    return f"{difference:,.2f} 元" if one.unit is Unit.YUAN else f"{difference}"


def parts(figure: Figure, most: int = 8) -> str:
    """What a sum was made of, without the zeros; `most` of them at most."""
    spoken = [f"{name(part.key)} {show(part)}" for part in figure.inputs if part.exact]
    rest = f" 等 {len(spoken)} 项" if len(spoken) > most else ""
    return "、".join(spoken[:most]) + rest or f"{name(figure.key)} {show(figure)}"


def _place(figure: Figure) -> Source | None:
    if figure.how is How.FACT:
        return figure.source
    return next((place for part in figure.inputs if (place := _place(part))), None)


CHECKS: tuple[Check, ...] = (
    totals_equal_their_parts,
    income_equals_expenditure,
    points_equal_the_form,
    weights_add_up,
    names_are_current,
)


def check(amounts: Amounts) -> list[Finding]:
    """What all rules find in one year."""
    return [finding for rule in CHECKS for finding in rule(amounts)]
