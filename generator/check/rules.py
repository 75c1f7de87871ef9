"""The rules of one year and of two, and the tables that register them. A rule takes the amounts of a year and yields
findings; both sides of a comparison come from the ledger or the record, with the places they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model.figure import Figure
from ..model.finding import Finding, Severity
from .amounts import Amounts, gap, name, parts, place, show
from .carried import opens_as_the_last_year_closed
from .counts import amounts_agree_with_counts, vehicles_add_up
from .doubts import amounts_are_not_negative, operation_belongs_to_organs, projects_are_told_once
from .economic import classes_are_those_of_basic, classes_equal_functions, official_costs_are_within
from .names import outdated
from .plausible import amounts_resemble_the_last_year, reasons_speak_of_these_years
from .wholes import contracts_are_within_spending, parts_are_within_their_whole

FULL_MARKS = 100

Check = Callable[[Amounts], Iterator[Finding]]
DraftCheck = Callable[[Amounts, Amounts | None], Iterator[Finding]]


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
            yield Finding("T02", Severity.ERROR, message, place(one) or place(other), hint)


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
            yield Finding("T04", Severity.WARNING, message, place(form.weight), hint)


def names_are_current(amounts: Amounts) -> Iterator[Finding]:
    """W09: no 科目 bears a name that was given up by the record's year (《政府收支分类科目》)."""
    yield from outdated(amounts.record)


CHECKS: tuple[Check, ...] = (
    totals_equal_their_parts,
    income_equals_expenditure,
    points_equal_the_form,
    weights_add_up,
    names_are_current,
    classes_are_those_of_basic,
    classes_equal_functions,
    parts_are_within_their_whole,
    contracts_are_within_spending,
    vehicles_add_up,
    amounts_agree_with_counts,
    projects_are_told_once,
    official_costs_are_within,
    operation_belongs_to_organs,
    amounts_are_not_negative,
)
# What is asked of the report year alone, beside the year before it where there is one.
DRAFT_CHECKS: tuple[DraftCheck, ...] = (
    opens_as_the_last_year_closed,
    amounts_resemble_the_last_year,
    reasons_speak_of_these_years,
)


def check(now: Amounts, before: Amounts | None = None) -> list[Finding]:
    """What all rules find in the report year, in the year before it, and between the two."""
    years = [now, *([before] if before else [])]
    found = [finding for year in years for rule in CHECKS for finding in rule(year)]
    return found + [finding for between in DRAFT_CHECKS for finding in between(now, before)]
