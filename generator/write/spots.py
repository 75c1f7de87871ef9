"""Where the cells of a table stand and what words they hold, found in one pass.

It exists because widths, sizes, heights and pages all go by the same few texts among thousands of cells.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..model.blocks import Cell, Table
from ..model.inlines import Number, plain

# What no line end divides: neither a blank nor a Chinese character stands inside.
PIECE = re.compile(r"[^\s\u2e80-\U0010ffff]+")


class Spot(NamedTuple):
    """A cell with words, in its row (headers first) and the column at which it begins; `piece` is the length of the
    longest part of its text that no line end divides, `rest` that of all else."""

    row: int
    place: int
    cell: Cell
    text: str
    piece: int
    rest: int


class Spots:
    """The cells of `table`: those with words, and by column the length of the longest text that is but a number."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.header = len(table.header)
        self.rows = (*table.header, *table.rows)
        self.numbers = [0] * len(table.widths)
        self.worded: list[Spot] = []
        reaching: dict[int, int] = {}  # column → how many further rows are taken there by cells above
        for index, row in enumerate(self.rows):
            opened: dict[int, int] = {}
            column = 0
            for cell in row:
                while reaching and column in reaching:
                    column += 1
                if cell.inlines:
                    self._put(index, column, cell)
                if cell.rows > 1:
                    opened |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
                column += cell.columns
            if reaching or opened:
                reaching = {place: left - 1 for place, left in reaching.items() if left > 1} | opened
        # Cells over several columns have room enough.
        self.alone = [spot for spot in self.worded if spot.cell.columns == 1 and spot.place < len(self.numbers)]

    def _put(self, row: int, place: int, cell: Cell) -> None:
        lone = cell.inlines[0] if len(cell.inlines) == 1 else None
        if isinstance(lone, Number):
            if cell.columns == 1 and place < len(self.numbers) and len(lone.text) > self.numbers[place]:
                self.numbers[place] = len(lone.text)
            return
        text = lone.text if lone else plain(cell.inlines)
        pieces = PIECE.findall(text)
        piece = max(map(len, pieces)) if pieces else 0
        self.worded.append(Spot(row, place, cell, text, piece, len(text) - piece))

    def pieces(self) -> list[int]:
        """By column the length of the longest undivided piece."""
        longest = list(self.numbers)
        for spot in self.alone:
            if spot.piece > longest[spot.place]:
                longest[spot.place] = spot.piece
        return longest

    def names(self, first: int = 0, after: int | None = None) -> list[int]:
        """By column the length of the longest text beside its piece, in the rows from `first` to before `after`."""
        longest = [0] * len(self.numbers)
        for spot in self.alone:
            if spot.rest > longest[spot.place] and first <= spot.row and (after is None or spot.row < after):
                longest[spot.place] = spot.rest
        return longest
