"""The figures of a project's 项目支出绩效自评表: the execution rate and the sums of weights and points.

A form that states no weight or no points for a line has no sum: it is unknown, like everything that lacks a part.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Protocol

from ..model.evaluation_form import EvaluationForm, Indicator, Money
from ..model.figure import Figure, Missing, Unit, Value
from ..model.item import Label
from ..model.project import IndicatorRow, Project, ProjectForm, ProjectMoney
from ..model.source import Fact
from .arithmetic import completion, total

FILLED = ("third_level", "target", "reached", "weight", "score", "deviation")


class Facts(Protocol):
    """Stated values of one year as figures, as the ledger gives them."""

    year: int
    suffix: str

    def fact(self, key: str, fact: Fact[Any], unit: Unit | None = None) -> Figure: ...


def evaluation_form(key: str, project: Project, stated: ProjectForm, facts: Facts) -> EvaluationForm:
    """The form of the project at `key` (performance.projects.1)."""
    own = f"{key}.evaluation_form"
    missing = Missing(f"{own}.indicators", facts.year)
    rows = tuple(_indicator(f"{own}.indicators.{i}", row, facts) for i, row in enumerate(stated.indicators or [], 1))
    weight = _points(f"{own}.execution_weight", stated.execution_weight, facts)
    score = _points(f"{own}.execution_score", stated.execution_score, facts)
    filled = [row for row in rows if not row.empty]
    government = stated.government_money
    return EvaluationForm(
        own,
        Label(f"{key}.name", project.name.value, project.name.source),
        _words(f"{own}.department", stated.department, facts),
        _words(f"{own}.implementer", stated.implementer, facts),
        _words(f"{own}.expected", stated.expected, facts),
        _words(f"{own}.achieved", stated.achieved, facts),
        _money(key, project, facts),
        _money(f"{own}.government_money", government, facts) if government else None,
        weight,
        score,
        rows,
        total(f"{own}.weight{facts.suffix}", [weight, *(r.weight for r in filled)]) if filled else missing,
        total(f"{own}.score{facts.suffix}", [score, *(r.score for r in filled)]) if filled else missing,
        _points(f"{key}.score", project.score, facts),
    )


def _indicator(key: str, row: IndicatorRow, facts: Facts) -> Indicator:
    return Indicator(
        Label(f"{key}.first_level", row.first_level.value, row.first_level.source),
        Label(f"{key}.second_level", row.second_level.value, row.second_level.source),
        _words(f"{key}.third_level", row.third_level, facts),
        _words(f"{key}.target", row.target, facts),
        _words(f"{key}.reached", row.reached, facts),
        _points(f"{key}.weight", row.weight, facts),
        _points(f"{key}.score", row.score, facts),
        Label(f"{key}.deviation", row.deviation.value, row.deviation.source) if row.deviation else None,
        all(getattr(row, name) is None for name in FILLED),
    )


def _money(key: str, stated: Project | ProjectMoney, facts: Facts) -> Money:
    def amount(name: str) -> Value:
        fact: Fact[Decimal] | None = getattr(stated, name)
        own = f"“{stated.name.value}”的" if isinstance(stated, Project) else ""
        return facts.fact(f"{key}.{name}", fact) if fact else Missing(f"{key}.{name}", facts.year, own)

    full, executed = amount("full_budget"), amount("executed")
    return Money(amount("initial_budget"), full, executed, completion(executed, full))


def _points(key: str, fact: Fact[Decimal] | None, facts: Facts) -> Value:
    return facts.fact(key, fact, Unit.SCORE) if fact else Missing(key, facts.year)


def _words(key: str, fact: Fact[str] | None, facts: Facts) -> Label | Missing:
    return Label(key, fact.value, fact.source) if fact else Missing(key, facts.year)
