"""Official tables as data → sheets of a workbook, cell by cell with what each one says (model/layout.py).

A planned cell keeps its key, so that it can be made a formula, or be told to say nothing, before the sheet is written.
Blank in an official table means zero; what the record does not say is 未知. No arithmetic but the scale of the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model.facts import kind_at
from ..model.figure import Figure, Missing, Unit, Value
from ..model.item import Label
from ..model.layout import Layout, LayoutCell, Row, filled
from ..model.listed import Listed, ListedProject
from ..model.values import SCALES
from .sheet_plan import UNKNOWN, Plan, Planned
from .tables import CENTERED, Amounts


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above the tables: the unit's name and the year, '' to leave them to be filled in, and the unit that
    amounts are written in."""

    name: str
    year: str
    unit: str = "元"


def plan_tables(layouts: Sequence[Layout], cells: Amounts, heads: Heads, blank_rows: int = 0) -> list[Plan]:
    """The tables of `layouts` with the amounts of `cells`. `blank_rows`: lines for more 科目 below every list."""
    return [_Planner(layout, cells, heads, blank_rows).plan() for layout in layouts]


class _Planner:
    def __init__(self, layout: Layout, cells: Amounts, heads: Heads, blank_rows: int) -> None:
        self.layout = layout
        self.cells = cells
        self.heads = heads
        self.blank_rows = blank_rows
        self.plan_ = Plan(layout)
        self.slots = {"name": heads.name, "year": heads.year, "unit": heads.unit}

    def plan(self) -> Plan:
        plan, layout = self.plan_, self.layout
        width = len(layout.widths)
        plan.add([Planned("title", filled(layout.title, self.slots), width)])
        if layout.number:
            plan.add([*_gap(width - 1), Planned("note", layout.number, align="right")])
        plan.add(self._head(width))
        for row in layout.header:
            plan.add([Planned("heading", cell.text or None, cell.columns, cell.rows) for cell in row])
        plan.frozen = plan.height
        for row in layout.rows:
            plan.add(self._fixed(row))
        if layout.each:
            self._list(layout.each)
        notes = [*layout.notes, *([layout.empty_note] if layout.empty_note and self._empty() else [])]
        for note in notes:
            plan.add([Planned("note", filled(note, self.slots), width)])
        return plan

    def _head(self, width: int) -> list[Planned]:
        """The line above the table: the unit, the year, the unit of amounts; each where it has room."""
        left, middle = (filled(text, self.slots) for text in self.layout.head)
        slots = {"name": "", "year": "", "unit": self.heads.unit}
        nobody, never = (filled(text, slots) for text in self.layout.head)
        ends = _thirds(self.layout.widths)
        return [
            Planned("note", left, ends[0], says="name", says_nothing=nobody),
            Planned("note", middle, ends[1] - ends[0], align="center", says="year", says_nothing=never),
            Planned("note", filled(self.layout.unit_line, self.slots), width - ends[1], align="right"),
        ]

    def _empty(self) -> bool:
        figures = [cell for cell in self.plan_.cells.values() if cell.figure]
        return not any((isinstance(cell.value, Decimal) and cell.value) or cell.value == UNKNOWN for cell in figures)

    def _fixed(self, row: Row) -> list[Planned]:
        made: list[Planned] = []
        for cell in row:
            if cell.kind != "figure":
                made.append(self._words(cell))
                continue
            planned = self._figure(cell, self.cells.value(cell.text))
            planned.of, planned.code, planned.column = _coded(cell.text, made)
            made.append(planned)
        return made

    def _list(self, of: str) -> None:
        layout, listed = self.layout, self.cells.listed(of, self.layout.only)

        def whole(key: str) -> Value | None:
            return self.cells.at(of, "", key) if self.cells.is_column(of, key) else self.cells.value(key)

        columns = dict(_placed(layout.row))
        total = []
        for at, cell in _placed(layout.total):
            planned = self._figure(cell, whole(cell.text)) if cell.kind == "figure" else self._words(cell)
            if cell.kind == "figure":
                planned.of, planned.column = of, columns[at].text
            total.append(planned)
        if not layout.total_last:
            self.plan_.add(total)
        for row in [] if isinstance(listed, Missing) else listed:
            self._row(of, row)
            for project in row.projects if layout.project else ():
                self.plan_.add([self._own(cell, project) for cell in layout.project])
        blank = layout.blank_rows if isinstance(listed, Missing) or not listed else 0
        for _ in range(self.blank_rows or blank):
            self._row(of, Listed("", Label("", "")))
        if layout.total_last:
            self.plan_.add(total)

    def _row(self, of: str, row: Listed) -> None:
        made = []
        for cell in self.layout.row:
            if cell.kind == "figure":
                planned = self._figure(cell, self.cells.at(of, row.code, cell.text) if row.code else None)
                planned.of, planned.code, planned.column, planned.listed = of, row.code, cell.text, True
            elif cell.kind == "code":
                planned = Planned("text", row.code or None, cell.columns, cell.rows, code=row.code, listed=True)
            elif cell.kind == "name":
                name = row.name.text if isinstance(row.name, Label) else ""
                planned = Planned("text", name or None, cell.columns, cell.rows, code=row.code, listed=True)
            else:
                planned = self._words(cell)
            made.append(planned)
        self.plan_.add(made)

    def _own(self, cell: LayoutCell, project: ListedProject) -> Planned:
        """A cell of the line of a project below its 项. What it spent is a fact of the project, not of this table."""
        if cell.kind == "figure":
            spent = project.executed
            value = spent.exact / SCALES[self.heads.unit] if isinstance(spent, Figure) else None
            return Planned("amount", value, cell.columns, cell.rows)
        return Planned("text", project.name.text, cell.columns) if cell.kind == "name" else self._words(cell)

    def _words(self, cell: LayoutCell) -> Planned:
        align = "center" if CENTERED.fullmatch(cell.text) else ""
        return Planned("words", cell.text or None, cell.columns, cell.rows, align=align)

    def _figure(self, cell: LayoutCell, value: Value | None) -> Planned:
        counted = kind_at(cell.text) == "count"
        planned = Planned("count" if counted else "amount", None, cell.columns, cell.rows, cell.text, counted=counted)
        if isinstance(value, Missing):
            planned.value = UNKNOWN
        elif value is not None:
            planned.value = value.exact / SCALES[self.heads.unit] if value.unit is Unit.YUAN else value.exact
        return planned


def _gap(columns: int) -> list[Planned]:
    return [Planned("blank", None, columns)] if columns else []


def _thirds(widths: tuple[int, ...]) -> tuple[int, int]:
    """After how many columns the first and the second third of a table end; each has one column at least."""
    whole, sums = sum(widths), [sum(widths[: at + 1]) for at in range(len(widths))]
    first = next(at + 1 for at, width in enumerate(sums) if 3 * width >= whole or at == len(widths) - 3)
    second = next(
        at + 1 for at, width in enumerate(sums) if at >= first and (3 * width >= 2 * whole or at == len(widths) - 2)
    )
    return first, second


def _placed(row: Row) -> Iterator[tuple[int, LayoutCell]]:
    at = 0
    for cell in row:
        yield at, cell
        at += cell.columns


def _coded(key: str, before: list[Planned]) -> tuple[str, str, str]:
    """List, code and column of a fixed cell that is a line of a classification (all.208, basic.30101), by its key or
    the code in front of it."""
    head, _, rest = key.partition(".")
    if rest.isdecimal():
        return head, rest, "amount" if head == "basic" else "actual"
    code = next((str(cell.value) for cell in before[:-3:-1] if str(cell.value or "").isdecimal()), "")
    return ("basic", code, "amount") if head == "basic" and len(code) == 3 else ("", "", "")
