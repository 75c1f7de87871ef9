"""The performance section's figures: projects that evaluated themselves, their money, points and ratings."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace

from ..model.evaluation_form import EvaluationForm
from ..model.figure import Figure, How, Missing, Unit, Value
from ..model.item import Label
from ..model.record import Evaluation, Passage, Performance, Project, YearRecord
from ..model.source import Fact
from ..model.terms import label
from ..model.values import RATINGS
from .arithmetic import completion, mean, tally, total
from .ledger import Ledger

# The four ratings of 《项目支出绩效评价管理办法》, from best to worst.
RATED = dict(zip(("excellent", "good", "fair", "poor"), RATINGS, strict=True))
STATED = (
    *("pre_evaluated", "with_targets", "targets_budget", "monitored", "monitored_budget"),
    *("problems", "rectified", "rectifying"),
)


def performance(record: YearRecord, ledger: Ledger) -> SimpleNamespace:
    """Counts, sums, the average of the points and the execution rate; what the record leaves out is `Missing`."""
    stated = record.performance or Performance()
    key = "performance.projects"
    projects = [
        _project(f"{key}.{i}", project, form, ledger)
        for i, (project, form) in enumerate(zip(stated.projects or [], ledger.forms, strict=True), start=1)
    ]

    of = projects[0].own if len(projects) == 1 else label("projects")

    def over(name: str, combine: Callable[[str, list[Value], str], Value | None]) -> Value:
        none = Missing(f"{key}.{name}" if projects else key, ledger.year)
        return combine(f"{key}.{name}", [getattr(p, name) for p in projects], of) or none if projects else none

    def rated(name: str) -> Value:
        unrated = [p.rating for p in projects if isinstance(p.rating, Missing)]
        if unrated or stated.projects is None:
            whole = Missing(f"{key}.rating", ledger.year, of, lacks=tuple(unrated), partly=len(unrated) < len(projects))
            return whole if unrated else Missing(key, ledger.year)
        return tally(f"{key}.{name}", [p.itself for p in projects if p.rating.text == RATED[name]])

    def whole(name: str, listed: Value) -> Value:
        """What is stated for all projects; else what those that are listed come to, if any are."""
        if name == "average_score" and stated.average_score:
            return ledger.fact(f"performance.{name}", stated.average_score, Unit.SCORE)
        value = ledger.value(f"performance.{name}")
        return listed if isinstance(value, Missing) and projects else value

    full, executed = over("full_budget", total), over("executed", total)
    count = tally(f"{key}.count", [p.itself for p in projects]) if projects else Missing(key, ledger.year)
    initial = over("initial_budget", total)
    return SimpleNamespace(
        projects=projects,
        count=count,
        initial_budget=initial,
        full_budget=full,
        executed=executed,
        execution=completion(executed, full),
        average=over("score", mean),
        project_budget_total=ledger.value("performance.project_budget_total"),
        **{name: rated(name) for name in RATED},
        **{name: ledger.value(f"performance.{name}") for name in STATED},
        **{f"rated_{name}": whole(f"rated_{name}", rated(name)) for name in RATED},
        self_evaluated=whole("self_evaluated", count),
        self_evaluated_budget=whole("self_evaluated_budget", initial),
        average_score=whole("average_score", over("score", mean)),
        systems=None if stated.systems is None else [_label("performance.systems", s, ledger) for s in stated.systems],
        no_systems=Missing("performance.systems", ledger.year),
        mechanism=_label("performance.mechanism", stated.mechanism, ledger),
        none=stated.projects == [],
        missing=Missing("performance", ledger.year) if _silent(stated) else None,
        combined_rating=_label("performance.combined_rating", stated.combined_rating, ledger),
        combined_result=_label("performance.combined_result", stated.combined_result, ledger),
        overall_score=_score("performance.overall_score", stated.overall_score, ledger),
        overall_summary=_label("performance.overall_summary", stated.overall_summary, ledger),
        evaluations=[
            _evaluation(f"performance.department_evaluations.{i}", evaluation, ledger)
            for i, evaluation in enumerate(stated.department_evaluations or [], start=1)
        ],
        overall=_evaluation("performance.overall", stated.overall, ledger) if stated.overall else None,
        passages=[_passage(p) for p in stated.self_evaluation or []],
    )


def _silent(stated: Performance) -> bool:
    """True where the record says nothing at all of performance: then nothing may be claimed to have been done."""
    return all(getattr(stated, field) is None for field in Performance.model_fields)


def _project(key: str, project: Project, form: EvaluationForm | None, ledger: Ledger) -> SimpleNamespace:
    """A project; where it states no points, those of its form count."""
    own = f"“{project.name.value}”的"
    return SimpleNamespace(
        name=Label(f"{key}.name", project.name.value, project.name.source),
        initial_budget=_amount(f"{key}.initial_budget", project.initial_budget, ledger, own),
        full_budget=_amount(f"{key}.full_budget", project.full_budget, ledger, own),
        executed=_amount(f"{key}.executed", project.executed, ledger, own),
        score=form.score if form and project.score is None else _score(f"{key}.score", project.score, ledger, own),
        rating=_label(f"{key}.rating", project.rating, ledger, own),
        summary=_label(f"{key}.summary", project.summary, ledger, own),
        form=form or Missing(f"{key}.evaluation_form", ledger.year, own),
        own=own,
        itself=Figure(key, Decimal(1), Unit.COUNT, How.FACT, (), project.name.source),
    )


def _evaluation(key: str, evaluation: Evaluation, ledger: Ledger) -> SimpleNamespace:
    names = ("general_budget_covered", "government_funds_covered", "state_capital_covered")
    return SimpleNamespace(
        name=_label(f"{key}.name", evaluation.name, ledger),
        rating=_label(f"{key}.overall_rating", evaluation.overall_rating, ledger),
        result=_label(f"{key}.result", evaluation.result, ledger),
        **{name: _amount(f"{key}.{name}", getattr(evaluation, name), ledger) for name in names},
    )


def _passage(passage: Passage) -> SimpleNamespace:
    heading = passage.heading
    return SimpleNamespace(
        heading=Label("heading", heading.value, heading.source) if heading else None,
        paragraphs=[line for text in passage.text or [] for line in paragraphs(text)],
    )


def paragraphs(text: Fact[str]) -> list[Label]:
    """The lines of a free text, each a paragraph of its own."""
    return [Label("text", line.strip(), text.source) for line in text.value.splitlines() if line.strip()]


def _amount(key: str, fact: Fact[Decimal] | None, ledger: Ledger, own: str = "") -> Value:
    return ledger.fact(key, fact) if fact else Missing(key, ledger.year, own)


def _score(key: str, fact: Fact[Decimal] | None, ledger: Ledger, own: str = "") -> Value:
    return ledger.fact(key, fact, Unit.SCORE) if fact else Missing(key, ledger.year, own)


def _label(key: str, fact: Fact[str] | None, ledger: Ledger, own: str = "") -> Label | Missing:
    return Label(key, fact.value, fact.source) if fact else Missing(key, ledger.year, own)
