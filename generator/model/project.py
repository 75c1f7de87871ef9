"""A project of a record with its 项目支出绩效自评表, as the unit states them."""

from __future__ import annotations

from .group import Group
from .values import Amount, FunctionCode, Rating, Score, Text


class ProjectMoney(Group):
    """What of a project's money comes from the government budget, 元."""

    initial_budget: Amount | None = None
    full_budget: Amount | None = None
    executed: Amount | None = None


class IndicatorRow(Group):
    """One line of a project's indicators. Without a third-level indicator nothing else is written."""

    first_level: Text
    second_level: Text
    third_level: Text | None = None
    target: Text | None = None
    reached: Text | None = None
    weight: Score | None = None
    score: Score | None = None
    deviation: Text | None = None


class ProjectForm(Group):
    """The 项目支出绩效自评表 of a project, beside what the project itself states."""

    department: Text | None = None
    implementer: Text | None = None
    government_money: ProjectMoney | None = None
    execution_weight: Score | None = None
    execution_score: Score | None = None
    expected: Text | None = None
    achieved: Text | None = None
    indicators: list[IndicatorRow] | None = None


class Project(Group):
    """A project that evaluated itself; amounts in 元. `code` is the 项 that its money is spent under."""

    name: Text
    code: FunctionCode | None = None
    initial_budget: Amount | None = None
    full_budget: Amount | None = None
    executed: Amount | None = None
    score: Score | None = None
    rating: Rating | None = None
    summary: Text | None = None
    evaluation_form: ProjectForm | None = None
