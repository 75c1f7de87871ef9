"""A sheet in the making: cells that know what they say, so that they can be made formulas, or be told to say nothing,
before the sheet is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..model.layout import Layout, LayoutCell, Row
from ..model.sheet import Sheet, SheetCell, SheetCellKind

UNKNOWN = "未知"
# How wide a column must be to show what stands in it, in half-width characters.
LEAST = {"figure": 17, "code": 5, "name": 26, "words": 6}
# How wide a table may be to be read on an upright page, in half-width characters.
UPRIGHT = 130


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
        widths = tuple(_widths(self.layout))
        return Sheet(self.name, widths, rows, self.frozen, self.layout.landscape or sum(widths) > UPRIGHT)


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
