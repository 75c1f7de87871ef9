"""项目支出绩效自评表: one project's evaluation of itself as a table in the text (江西省格式).

What the record lacks is a visible blank in its cell. A second-level indicator that the unit has none of keeps its line
in the form, with nothing in it. Nothing is computed here.
"""

from __future__ import annotations

from itertools import groupby

from ..model.blocks import Align, Cell, Table
from ..model.evaluation_form import EvaluationForm, Indicator, Money
from ..model.figure import Missing, Value
from ..model.inlines import Inline, Quote, Words
from ..model.item import Label
from .speaker import Speaker

WIDTHS = (3, 7, 16, 32, 12, 10, 5, 5, 10)
# Of a line, and lines around the indicators: what a form costs.
CELLS, HEAD = 9, 10


class EvaluationForms:
    """Draws the forms of one document in the words of `performance.form` of the phrase bank."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def form(self, stated: EvaluationForm | Missing) -> str:
        """The form as a line of its own in a template; a blank where the record does not have it."""
        if isinstance(stated, Missing):
            return self.speaker.blank(stated)
        self.speaker.budget.step(CELLS * (len(stated.indicators) + HEAD))
        rows = (*self._head(stated), *self._goals(stated), *self._indicators(stated.indicators), self._sum(stated))
        year = self._text("year", year=str(self.speaker.year))
        return self.speaker.marks.put(Table(self._text("title"), "", ("", year), "", WIDTHS, (), rows, own_page=False))

    def _head(self, form: EvaluationForm) -> list[tuple[Cell, ...]]:
        titles = ("initial_budget", "full_budget", "executed", "weight", "rate", "score")
        rows = [
            (self._title("project", 2), self._given(form.project, 7)),
            (
                self._title("department", 2),
                self._given(form.department, 2),
                self._title("implementer", 2),
                self._given(form.implementer, 3),
            ),
            (
                Cell(self._words("money", unit=self.speaker.style.unit), columns=2, rows=3 if form.government else 2),
                Cell(),
                *(self._title(title) for title in titles),
            ),
            (
                self._title("year_money"),
                *self._money(form.money),
                Cell(self._value(form.execution_weight)),
                Cell(self._rate(form.money)),
                Cell(self._value(form.execution_score)),
            ),
        ]
        if form.government:
            money, none = self._money(form.government), self._title("none")
            rows.append((self._title("government_money"), *money, none, Cell(self._rate(form.government)), none))
        return rows

    def _money(self, money: Money) -> list[Cell]:
        return [Cell(self._value(v, "short")) for v in (money.initial_budget, money.full_budget, money.executed)]

    def _rate(self, money: Money) -> tuple[Inline, ...]:
        """A rate of no budget does not exist: the cell says so."""
        if money.rate is None:
            return self._words("none")
        return (*self._value(money.rate, "short_rate"), *(() if isinstance(money.rate, Missing) else (Words("%"),)))

    def _goals(self, form: EvaluationForm) -> list[tuple[Cell, ...]]:
        return [
            (self._title("goals", rows=2), self._title("expected", 4), self._title("achieved", 4)),
            (self._given(form.expected, 4, "left"), self._given(form.achieved, 4, "left")),
        ]

    def _indicators(self, indicators: tuple[Indicator, ...]) -> list[tuple[Cell, ...]]:
        """The lines of the indicators; one cell for all lines of a first-level or second-level indicator."""
        titles = ("first_level", "second_level", "third_level", "target", "reached", "weight", "score", "deviation")
        head = (self._title("indicators", rows=1 + len(indicators)), *(self._title(title) for title in titles))
        rows: list[tuple[Cell, ...]] = [head]
        for _, same_first in groupby(indicators, lambda i: i.first_level.text):
            group = list(same_first)
            first = [self._given(group[0].first_level, rows=len(group))]
            for _, same_second in groupby(group, lambda i: i.second_level.text):
                lines = list(same_second)
                second = [self._given(lines[0].second_level, rows=len(lines))]
                for line in lines:
                    rows.append((*first, *second, *self._line(line)))
                    first, second = [], []
        return rows

    def _line(self, line: Indicator) -> tuple[Cell, ...]:
        if line.empty:
            return tuple(Cell() for _ in range(6))
        return (
            self._given(line.third_level, align="left"),
            self._given(line.target),
            self._given(line.reached),
            Cell(self._value(line.weight)),
            Cell(self._value(line.score)),
            self._given(line.deviation, align="left") if line.deviation else Cell(),
        )

    def _sum(self, form: EvaluationForm) -> tuple[Cell, ...]:
        return (self._title("sum", 6), Cell(self._value(form.weight)), Cell(self._value(form.score)), Cell())

    def _text(self, name: str, **slots: str) -> str:
        return self.speaker.text(f"performance.form.{name}", **slots)

    def _words(self, name: str, **slots: str) -> tuple[Inline, ...]:
        return (Words(self._text(name, **slots)),)

    def _title(self, name: str, columns: int = 1, rows: int = 1) -> Cell:
        return Cell(self._words(name), columns=columns, rows=rows)

    def _given(self, label: Label | Missing, columns: int = 1, align: Align = "center", rows: int = 1) -> Cell:
        if isinstance(label, Missing):
            return Cell(self._blank(label), align, columns, rows)
        return Cell((Quote("".join(label.text.splitlines()), label.source),), align, columns, rows)

    def _value(self, value: Value, form: str | None = None) -> tuple[Inline, ...]:
        return self._blank(value) if isinstance(value, Missing) else (self.speaker.number(value, form),)

    def _blank(self, missing: Missing) -> tuple[Inline, ...]:
        return self.speaker.marks.split(self.speaker.blank(missing))
