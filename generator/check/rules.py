"""The rules of one year and of two, and the tables that register them. A rule takes the amounts of a year and yields
findings; both sides of a comparison come from the ledger or the record, with the places they were read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..model.classification import UNKNOWN, Classification
from ..model.figure import Figure
from ..model.finding import Finding, Severity
from .amounts import Amounts, differing, gap, name, parts, place, show, weight
from .budgets import spending_is_within_the_budget
from .carried import opens_as_the_last_year_closed
from .cells import Seen, at, folded, shown
from .codes import codes_exist
from .copied import reasons_are_not_copied
from .counts import amounts_agree_with_counts, vehicles_add_up
from .doubts import amounts_are_not_negative, operation_belongs_to_organs, projects_are_told_once
from .economic import classes_are_those_of_basic, classes_equal_functions, official_costs_are_within
from .moves import moves_have_reasons
from .names import names_are_current, names_are_those_of_their_codes
from .plausible import amounts_resemble_the_last_year, reasons_speak_of_these_years
from .projects import evaluations_are_within_spending, projects_are_within_spending
from .table_pairs import fiscal_spending_is_within_all, tables_agree
from .table_sums import balances_carry_over, columns_add_up, items_add_up, rows_add_up
from .wholes import contracts_are_within_spending, parts_are_within_their_whole, what_suppliers_won_is_within_all

FULL_MARKS = 100

Check = Callable[[Amounts], Iterator[Finding]]
DraftCheck = Callable[[Amounts, Amounts | None], Iterator[Finding]]
CodeCheck = Callable[[Amounts, Classification], Iterator[Finding]]


def totals_equal_their_parts(amounts: Amounts) -> Iterator[Finding]:
    """T01: a stated total equals the sum of its parts (部门决算报表编制说明, 表内关系)."""
    in_tables = {cell.source for table in amounts.tables for cell in table.cells}
    for key in amounts.sums:
        stated, summed = amounts.stated(key), amounts.summed(key)
        if stated is None or not isinstance(summed, Figure) or stated.source in in_tables:
            continue  # what an official table states is held against its own cells
        if severity := weight(stated, summed, Severity.ERROR):
            message = f"{name(key)} {show(stated)} 与各项之和 {show(summed)} 相差 {gap(stated, summed)}"
            hint = f"核对这一项和它的各项：{parts(summed)}；合计可以不写，由程序加总"
            yield differing("T01", severity, message, stated.source, hint)


def income_equals_expenditure(amounts: Amounts) -> Iterator[Finding]:
    """T02: 收入总计 equals 支出总计, for all funds and for the fiscal appropriation (公开01表, 公开04表)."""
    for left, right in amounts.equals.items():
        one, other = amounts.value(left), amounts.value(right)
        if both := _printed_together(amounts, left, right):
            yield from _unlike(*both)
        elif isinstance(one, Figure) and isinstance(other, Figure):
            severity = weight(one, other, Severity.ERROR)
            if severity:
                message = f"{name(left)} {show(one)} 与 {name(right)} {show(other)} 相差 {gap(one, other)}"
                hint = f"核对收入这边：{parts(one)}；支出这边：{parts(other)}"
                yield differing("T02", severity, message, place(one) or place(other), hint)


def _printed_together(amounts: Amounts, left: str, right: str) -> tuple[Seen, Seen] | None:
    """The cells of the table that prints both totals; None where none does."""
    for table in amounts.tables:
        by_key = {cell.key: cell for cell in table.cells}
        if left in by_key and right in by_key:
            return Seen(table, by_key[left]), Seen(table, by_key[right])
    return None


def _unlike(one: Seen, other: Seen) -> Iterator[Finding]:
    apart = abs(one.cell.figure.exact - other.cell.figure.exact)
    severity = weight(one.cell.figure, other.cell.figure, Severity.ERROR)
    if severity:
        message = f"{one.table.called}收入的“{one.cell.row}” {shown(one.cell.figure.exact, one)} 与支出的"
        message += f"“{other.cell.row}” {shown(other.cell.figure.exact, other)}（{at(other.cell.source)}）"
        message += f"相差 {shown(apart, one)}"
        found = differing("T02", severity, message, one.cell.source, "收、支总计应当相等：核对两边的各项")
        yield replace(found, also=(other.cell.source,))


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


CHECKS: tuple[Check, ...] = (
    totals_equal_their_parts,
    items_add_up,
    rows_add_up,
    columns_add_up,
    balances_carry_over,
    tables_agree,
    fiscal_spending_is_within_all,
    income_equals_expenditure,
    points_equal_the_form,
    weights_add_up,
    classes_are_those_of_basic,
    classes_equal_functions,
    parts_are_within_their_whole,
    contracts_are_within_spending,
    what_suppliers_won_is_within_all,
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
    spending_is_within_the_budget,
    projects_are_within_spending,
    evaluations_are_within_spending,
    moves_have_reasons,
    reasons_are_not_copied,
)
# What is asked of the 科目 of a year, beside those that there are.
CODE_CHECKS: tuple[CodeCheck, ...] = (codes_exist, names_are_current, names_are_those_of_their_codes)


def check(now: Amounts, before: Amounts | None = None, classification: Classification = UNKNOWN) -> list[Finding]:
    """What all rules find in the report year, in the year before it, and between the two; of 科目, what can be told
    from the `classification`."""
    years = [now, *([before] if before else [])]
    found = [finding for year in years for rule in CHECKS for finding in rule(year)]
    found += [finding for year in years for coded in CODE_CHECKS for finding in coded(year, classification)]
    return folded(found + [finding for between in DRAFT_CHECKS for finding in between(now, before)])
