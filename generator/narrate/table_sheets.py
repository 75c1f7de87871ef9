"""Official tables as data → sheets of a workbook, cell by cell with what each one says (model/layout.py).

A planned cell keeps its key, so that it can be made a formula, or be told to say nothing, before the sheet is written.
Blank in an official table means zero; what the record does not say is 未知. No arithmetic but the scale of the unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..model.facts import kind_at
from ..model.figure import Figure, Missing, Unit, Value
from ..model.item import Label
from ..model.layout import Layout, LayoutCell, Row
from ..model.listed import Listed, ListedProject
from ..model.sheet import Sheet, SheetCell, SheetCellKind, tiled
from ..model.values import SCALES
from .tables import CENTERED, Amounts

UNKNOWN = "未知"
TOTAL_LINE = "合计"
# How wide a column must be to show what stands in it, in half-width characters.
LEAST = {"figure": 17, "code": 5, "name": 26, "words": 6}
FILLED = ("amount", "count", "total")


@dataclass(slots=True)
class Planned:
    """One cell. A figure has a `key`; of a line of a list, `of` is the list, `code` the 科目 ('' for the sum) and
    `column` what it states. `says` is '' for what is printed, else what a cell of the head tells (name, year)."""

    kind: SheetCellKind
    value: str | Decimal | None = None
    columns: int = 1
    rows: int = 1
    key: str = ""
    of: str = ""
    code: str = ""
    column: str = ""
    listed: bool = False
    counted: bool = False
    formula: str = ""
    align: str = ""
    says: str = ""
    says_nothing: str = ""
    choices: tuple[str, ...] = ()
    remark: str = ""
    silenced: int = 0

    @property
    def figure(self) -> bool:
        return bool(self.key)

    def silence(self) -> None:
        """Says nothing: first as the table does it (blank for what is not in use), then in so many words."""
        self.silenced += 1
        blank = self.listed and self.silenced == 1 and not self.value
        self.value = None if blank or not self.figure else UNKNOWN
        self.formula = ""


@dataclass(slots=True)
class Plan:
    """One table in the making: its cells by row and column, both counted from 0."""

    layout: Layout
    cells: dict[tuple[int, int], Planned] = field(default_factory=dict)
    height: int = 0
    frozen: int = 0

    @property
    def name(self) -> str:
        return self.layout.number or self.layout.title

    def line(self, row: int) -> list[Planned]:
        return [self.cells[at] for at in sorted(self.cells) if at[0] == row]

    def add(self, cells: list[Planned]) -> int:
        """Puts cells into the next row, beside those that reach down from above, and returns its number."""
        taken = {
            (row + down, column + across)
            for (row, column), cell in self.cells.items()
            for down in range(cell.rows)
            for across in range(cell.columns)
        }
        column = 0
        for cell in cells:
            while (self.height, column) in taken:
                column += 1
            self.cells[self.height, column] = cell
            column += cell.columns
        self.height += 1
        return self.height - 1

    def silence(self, row: int, column: int, plans: Sequence[Plan]) -> None:
        """Lets a cell say nothing. What stands above a table is said above all `plans`; where a line goes on speaking
        of itself, all of it is 未知."""
        cell = self.cells[row, column]
        if cell.says:
            for own in (own for plan in plans for own in plan.cells.values() if own.says == cell.says):
                own.value = own.says_nothing
        elif cell.silenced < 2 and (cell.figure or cell.listed):
            cell.silence()
        else:
            for own in self.line(row):
                own.value = UNKNOWN if own.figure else own.value

    def silence_list(self) -> None:
        """Lets a table not even say that its list is empty."""
        for cell in self.cells.values():
            if cell.of and not cell.listed:
                cell.value = UNKNOWN

    def sheet(self) -> Sheet:
        rows = tuple(tuple(_shown(cell) for cell in self.line(row)) for row in range(self.height))
        return Sheet(self.name, tuple(_widths(self.layout)), rows, self.frozen, self.layout.landscape)


def _shown(cell: Planned) -> SheetCell:
    kind: SheetCellKind = "total" if cell.formula else cell.kind
    aligned = {"left": "left", "center": "center", "right": "right"}.get(cell.align, "left")
    return SheetCell(
        kind,
        cell.value,
        cell.columns,
        cell.rows,
        cell.formula,
        cell.choices,
        cell.remark,
        "center" if aligned == "center" else "right" if aligned == "right" else "left",
        cell.counted,
    )


def _widths(layout: Layout) -> Iterator[int]:
    """The widths of the layout, which are for paper, made wide enough for amounts in 元."""
    spread = [c for row in (layout.row, *layout.rows) if row for c in [list(_columns(row, len(layout.widths)))]]
    for at, width in enumerate(layout.widths):
        kinds = {line[at].kind for line in spread if line[at] is not None}
        words = [len(line[at].text) for line in spread if line[at].kind == "words" and line[at].columns == 1]
        least = max((LEAST[kind] for kind in kinds if kind in ("figure", "code", "name")), default=LEAST["words"])
        yield max(width, least, min(2 * max(words, default=0) + 2, 40) if kinds == {"words"} else 0)


def _columns(row: Row, width: int) -> Iterator[LayoutCell]:
    cells = [cell for cell in row for _ in range(cell.columns)]
    yield from cells + [LayoutCell("words", "")] * (width - len(cells))


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands above the tables: the unit's name and the year, '' to leave them to be filled in, and the unit that
    amounts are written in."""

    name: str
    year: str
    unit: str = "元"


def plan_tables(
    layouts: Sequence[Layout], cells: Amounts, heads: Heads, names: Mapping[str, str], blank_rows: int = 0
) -> list[Plan]:
    """The tables of `layouts` with the amounts of `cells`. `names` are what the record calls its economic 科目.
    `blank_rows`: lines for more 科目 below every list."""
    return [_Planner(layout, cells, heads, names, blank_rows).plan() for layout in layouts]


class _Planner:
    def __init__(self, layout: Layout, cells: Amounts, heads: Heads, names: Mapping[str, str], blank_rows: int) -> None:
        self.layout = layout
        self.cells = cells
        self.heads = heads
        self.names = names
        self.blank_rows = blank_rows
        self.plan_ = Plan(layout)
        self.slots = {"name": heads.name, "year": heads.year, "unit": heads.unit}

    def plan(self) -> Plan:
        plan, layout = self.plan_, self.layout
        width = len(layout.widths)
        plan.add([Planned("title", layout.title.format(**self.slots), width)])
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
            plan.add([Planned("note", note.format(**self.slots), width)])
        return plan

    def _head(self, width: int) -> list[Planned]:
        """The line above the table: the unit, the year, the unit of amounts; each where it has room."""
        left, middle = (text.format(**self.slots) for text in self.layout.head)
        slots = {"name": "", "year": "", "unit": self.heads.unit}
        nobody, never = (text.format(**slots) for text in self.layout.head)
        ends = _thirds(self.layout.widths)
        return [
            Planned("note", left, ends[0], says="name", says_nothing=nobody),
            Planned("note", middle, ends[1] - ends[0], align="center", says="year", says_nothing=never),
            Planned("note", self.layout.unit_line.format(**self.slots), width - ends[1], align="right"),
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
            if planned.of == "basic" and planned.code in self.names and made:
                made[-1].value = self.names[planned.code]
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
        self.plan_.add(total)
        for row in [] if isinstance(listed, Missing) else listed:
            self._row(of, row)
            for project in row.projects if layout.project else ():
                self.plan_.add([self._own(cell, project) for cell in layout.project])
        blank = layout.blank_rows if isinstance(listed, Missing) or not listed else 0
        for _ in range(self.blank_rows or blank):
            self._row(of, Listed("", Label("", "")))

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


__all__ = ["UNKNOWN", "Heads", "Plan", "Planned", "plan_tables", "tiled"]
