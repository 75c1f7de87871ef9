"""The 项目支出绩效自评表 of one project as it will be printed: words and figures with their sources."""

from __future__ import annotations

from dataclasses import dataclass

from .figure import Missing, Value
from .item import Label


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the indicators. A second-level indicator without any of its own is `empty`: its line stays in the
    form with nothing in it. `deviation` is None where the record gives no reason; nobody is asked for one."""

    first_level: Label
    second_level: Label
    third_level: Label | Missing
    target: Label | Missing
    reached: Label | Missing
    weight: Value
    score: Value
    deviation: Label | None
    empty: bool


@dataclass(frozen=True, slots=True)
class Money:
    """One kind of a project's money: budgets and spending in 元; `rate` is None where there was no budget."""

    initial_budget: Value
    full_budget: Value
    executed: Value
    rate: Value | None


@dataclass(frozen=True, slots=True)
class EvaluationForm:
    """`stated_score` is what the record gives as the project's points, `score` and `weight` are sums over the
    execution rate and the indicators. `government` is None where the record does not tell it apart."""

    key: str
    project: Label
    department: Label | Missing
    implementer: Label | Missing
    expected: Label | Missing
    achieved: Label | Missing
    money: Money
    government: Money | None
    execution_weight: Value
    execution_score: Value
    indicators: tuple[Indicator, ...]
    weight: Value
    score: Value
    stated_score: Value
