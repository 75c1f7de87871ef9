"""The money of projects that evaluated themselves, and of evaluations, against the spending that it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.project import Project
from ..model.record import Evaluation
from ..model.source import Fact
from ..model.terms import TERMS
from .amounts import Amounts, known, name, yuan

PROJECTS = "expenditure.project_expenditure"
COVERED = {
    "general_budget_covered": "fiscal.general_budget_expenditure",
    "government_funds_covered": "fiscal.government_funds_expenditure",
    "state_capital_covered": "fiscal.state_capital_expenditure",
}
EXECUTED, INITIAL, FULL = (TERMS[field].zh for field in ("executed", "initial_budget", "full_budget"))
PASSED_ON = "转给下级或其他单位支出的，可以大于本单位的项目支出，不必改"


def projects_are_within_spending(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T22: what projects executed is not above 项目支出, in all and by 项, nor above their own budget; and their
    budgets are not above that of all projects (《项目支出绩效评价管理办法》, 财预〔2020〕10号; 公开03表)."""
    performance = now.record.performance
    projects = (performance and performance.projects) or []
    yield from _executed_in_all(now, projects)
    yield from _executed_by_code(now, projects)
    yield from _executed_of_budget(projects)
    whole = performance and performance.project_budget_total
    budgets = [project.initial_budget for project in projects if project.initial_budget]
    if whole and (over := _above(budgets, whole.value, whole.slack)):
        message = f"各绩效项目的{INITIAL}合计 {yuan(_sum(budgets))} 大于{TERMS['project_budget_total'].zh} "
        message += f"{yuan(whole.value)}，多 {yuan(over)}"
        hint = "核对这两项：项目预算总额是全部项目的年初预算，不会比其中几个项目的小"
        yield Finding("T22", Severity.WARNING, message, whole.source, hint)


def _executed_in_all(now: Amounts, projects: Iterable[Project]) -> Iterator[Finding]:
    executed, whole = [project.executed for project in projects if project.executed], known(now, PROJECTS)
    if whole and (over := _above(executed, whole.exact, whole.slack)):
        message = f"各绩效项目的{EXECUTED}合计 {yuan(_sum(executed))} 大于{name(PROJECTS)} {yuan(whole.exact)}，"
        hint = f"核对各项目的全年执行和项目支出；{PASSED_ON}"
        yield Finding("T22", Severity.WARNING, f"{message}多 {yuan(over)}", executed[0].source, hint)


def _executed_by_code(now: Amounts, projects: Iterable[Project]) -> Iterator[Finding]:
    rows = now.record.expenditure and now.record.expenditure.by_function
    codes: dict[str, list[Fact[Decimal]]] = {}
    for project in projects:
        if project.code and project.executed:
            codes.setdefault(project.code.value, []).append(project.executed)
    for code, executed in codes.items() if rows is not None else ():
        spent = [row.project_expenditure for row in rows or () if row.code.value == code]
        if over := _above(executed, _sum(spent), sum((fact.slack for fact in spent), Decimal(0))):
            message = f"科目 {code} 的绩效项目{EXECUTED}合计 {yuan(_sum(executed))} 大于这个科目的项目支出 "
            message += f"{yuan(_sum(spent))}，多 {yuan(over)}"
            hint = f"核对绩效项目的科目和全年执行；{PASSED_ON}"
            yield Finding("T22", Severity.WARNING, message, executed[0].source, hint)


def _executed_of_budget(projects: Iterable[Project]) -> Iterator[Finding]:
    for project in projects:
        budget = project.full_budget or project.initial_budget
        if not project.executed or not budget:
            continue
        if over := _above([project.executed], budget.value, budget.slack):
            full = project.full_budget is not None
            message = f"绩效项目“{project.name.value}”的{EXECUTED} {yuan(project.executed.value)} 大于"
            message += f"{FULL if full else INITIAL} {yuan(budget.value)}，多 {yuan(over)}"
            hint = "核对这两项；年中追加过预算的，全年预算写追加以后的数"
            severity = Severity.WARNING if full else Severity.INFO
            yield Finding("T22", severity, message, project.executed.source, hint)


def evaluations_are_within_spending(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T23: no evaluation covers more of a kind of fund than was spent from it (部门决算公开, 预算绩效管理工作开展情况:
    the money that 部门评价 and 整体支出绩效评价 cover; 公开05表, 公开07表, 公开08表)."""
    performance = now.record.performance
    evaluations: list[tuple[str, Evaluation]] = []
    for i, evaluation in enumerate((performance and performance.department_evaluations) or [], start=1):
        called = f"“{evaluation.name.value}”" if evaluation.name else f"第 {i} 条"
        evaluations.append((TERMS["department_evaluations"].zh + called, evaluation))
    if performance and performance.overall:
        evaluations.append((TERMS["overall"].zh, performance.overall))
    for called, evaluation in evaluations:
        for field, key in COVERED.items():
            covered, spent = getattr(evaluation, field), known(now, key)
            if covered and spent and (over := _above([covered], spent.exact, spent.slack)):
                message = f"{called}{TERMS[field].zh} {yuan(covered.value)} 大于{name(key)} {yuan(spent.exact)}，"
                hint = "核对这两项：评价涉及的资金是当年支出的一部分；把预算数写成支出数的，改成支出数"
                yield Finding("T23", Severity.WARNING, f"{message}多 {yuan(over)}", covered.source, hint)


def _sum(facts: Iterable[Fact[Decimal]]) -> Decimal:
    return sum((fact.value for fact in facts), Decimal(0))


def _above(parts: list[Fact[Decimal]], whole: Decimal, slack: Decimal) -> Decimal:
    """By how much `parts` are above the whole; 0 where they are not, or rounding may explain it."""
    over = _sum(parts) - whole
    return over if parts and over > slack + sum((part.slack for part in parts), Decimal(0)) else Decimal(0)
