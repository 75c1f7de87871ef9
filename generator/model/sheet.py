"""A sheet of a workbook to be written: what stands in each cell, which cells people fill in, which are formulas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from .grid import CellValue, Grid, Span

# title: of the sheet; note: text outside the table; words: printed text; heading: of a column or a block; amount,
# count, text: people fill these in; total: computed; blank: outside the table.
SheetCellKind: TypeAlias = Literal["title", "note", "words", "heading", "amount", "count", "text", "total", "blank"]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. It covers `columns` × `rows`; covered cells are not listed again. A `formula` (without =) has `value`
    as its result. `choices` are the only entries allowed. `remark` is shown to who selects the cell. A total that is
    `counted` has no decimals. Numbers stand at the right unless `align` is center."""

    kind: SheetCellKind
    value: str | Decimal | None = None
    columns: int = 1
    rows: int = 1
    formula: str = ""
    choices: tuple[str, ...] = ()
    remark: str = ""
    align: Literal["left", "center", "right"] = "left"
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its tab's `name`. `widths` are columns in characters (half-width); `frozen` rows stay in view."""

    name: str
    widths: tuple[int, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    frozen: int = 0
    landscape: bool = False


def tiled(sheet: Sheet) -> Iterator[tuple[int, int, SheetCell]]:
    """Each cell with its row and column, counted from 0: cells from the left and from above push it to the right."""
    reaching: dict[int, int] = {}  # column → the last row that is taken there
    for row, cells in enumerate(sheet.rows):
        column = 0
        for cell in cells:
            while reaching.get(column, -1) >= row:
                column += 1
            yield row, column, cell
            if cell.rows > 1:
                reaching |= dict.fromkeys(range(column, column + cell.columns), row + cell.rows - 1)
            column += cell.columns


def grid_of(sheet: Sheet, path: str) -> Grid:
    """What reading a file with this sheet gives."""
    placed = list(tiled(sheet))
    height = max((row + cell.rows for row, _, cell in placed), default=0)
    width = max((column + cell.columns for _, column, cell in placed), default=0)
    rows: list[list[CellValue]] = [[None] * width for _ in range(height)]
    for row, column, cell in placed:
        rows[row][column] = None if cell.value == "" else cell.value
    merged = tuple(
        Span(row, column, row + cell.rows - 1, column + cell.columns - 1)
        for row, column, cell in placed
        if cell.rows * cell.columns > 1 and cell.kind != "blank"
    )
    return Grid(path, sheet.name, tuple(tuple(line) for line in rows), merged)
