"""A workbook as it was read: sheets of cells, before anybody knows what they mean.

A number is exact (`Decimal`), everything else is text as the cell shows it; a blank cell is None. Rows and columns
count from 0 at A1, whatever part of the sheet is in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from .source import Source

CellValue: TypeAlias = str | Decimal | None


@dataclass(frozen=True, slots=True)
class Span:
    """Cells merged into one, from the first to the last row and column, both included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of the workbook at `path`. All `rows` have the same length. `uncalculated` are cells with a formula
    whose result the file does not hold."""

    path: str
    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[Span, ...] = ()
    hidden: bool = False
    uncalculated: frozenset[tuple[int, int]] = frozenset()

    def source(self, row: int, column: int) -> Source:
        """The place of a cell: 2024.xlsx[公开03表!E17]."""
        return Source(self.path, f"[{self.name}!{letters(column)}{row + 1}]")

    @property
    def covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Every cell of this grid that is merged with others, and the cell that holds what they say."""
        height, width = len(self.rows), len(self.rows[0]) if self.rows else 0
        return {
            (row, column): (span.top, span.left)
            for span in self.merged
            for row in range(span.top, min(span.bottom, height - 1) + 1)
            for column in range(span.left, min(span.right, width - 1) + 1)
        }

    @property
    def whole(self) -> Source:
        """The sheet as a place."""
        return Source(self.path, f"[{self.name}]")


def letters(column: int) -> str:
    """A column counted from 0 as a spreadsheet names it: A … Z, AA …"""
    told = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        told = chr(65 + rest) + told
    return told
