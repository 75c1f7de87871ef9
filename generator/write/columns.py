"""How wide the columns of a table are and how large its characters: names may wrap, numbers may not.

It exists because a number broken over two lines reads as two numbers. The rule goes by the length of the texts alone,
so that the same table looks the same everywhere. Widths are in twips (1/20 pt), sizes in half points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from ..model.blocks import Cell, Table
from ..model.inlines import Number, plain

# 10.5, 10, 9.5 and 9 pt.
SIZES = (21, 20, 19, 18)

# Left and right of a cell's text: 1 mm each.
MARGIN = 57

# What no line end divides: neither a blank nor a Chinese character stands inside.
PIECE = re.compile(r"[^\s\u2e80-\U0010ffff]+")


def columns(table: Table, width: int) -> tuple[list[int], int]:
    """The widths of the columns, of `width` together, by the table's shares, and the size at which all numbers fit.

    Where they do not fit at the smallest size either, their columns are widened at the cost of the others."""
    longest = longest_pieces((*table.header, *table.rows), len(table.widths))
    shares = divided(width, table.widths)
    for size in SIZES:
        needs = [needed(length, size) for length in longest]
        if all(need <= share for need, share in zip(needs, shares, strict=True)):
            return shares, size
    return widened(shares, needs), SIZES[-1]


def needed(length: int, size: int) -> int:
    """The width for a piece of `length` characters, each half as wide as high: so are digits, and commas in 宋体.
    One character more for a sign or a percent sign, which are wider; at least a Chinese character fits."""
    return (max(length, 1) + 1) * size * 10 // 2 + 2 * MARGIN


def divided(width: int, shares: Iterable[int]) -> list[int]:
    """`width` by `shares`, in whole twips, without a remainder: each edge is rounded, not each width."""
    running, edges = 0, [0]
    for share in shares:
        running += share
        edges.append(running)
    rounded = [edge * width // (running or 1) for edge in edges]
    return [right - left for left, right in pairwise(rounded)]


def widened(shares: list[int], needs: list[int]) -> list[int]:
    """`shares` with every column at least as wide as its need, as far as the others can spare it."""
    spare = [max(0, share - need) for share, need in zip(shares, needs, strict=True)]
    lack = [max(0, need - share) for share, need in zip(shares, needs, strict=True)]
    moved = min(sum(lack), sum(spare))
    given, taken = divided(moved, lack), divided(moved, spare)
    return [share + more - less for share, more, less in zip(shares, given, taken, strict=True)]


def longest_pieces(rows: Iterable[tuple[Cell, ...]], count: int) -> list[int]:
    """The length of the longest undivided text in each column, 0 where there is none. Cells over several columns
    have room enough and do not count."""
    longest = [0] * count
    for row, places in placed(rows):
        for cell, place in zip(row, places, strict=True):
            if cell.columns == 1 and place < count:
                length = piece_length(cell)
                if length > longest[place]:
                    longest[place] = length
    return longest


def piece_length(cell: Cell) -> int:
    """The length of the longest piece of a cell that no line end divides."""
    inlines = cell.inlines
    if len(inlines) == 1 and isinstance(inlines[0], Number):
        return len(inlines[0].text)
    text = plain(inlines)
    return max(map(len, PIECE.findall(text)), default=0) if text else 0


def placed(rows: Iterable[tuple[Cell, ...]]) -> Iterable[tuple[tuple[Cell, ...], list[int]]]:
    """Each row with the column at which each of its cells begins: cells of rows above may reach down into it."""
    reaching: dict[int, int] = {}  # column → how many further rows are taken there
    for row in rows:
        places: list[int] = []
        opened: dict[int, int] = {}
        column = 0
        for cell in row:
            while reaching.get(column):
                column += 1
            places.append(column)
            if cell.rows > 1:
                opened |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
            column += cell.columns
        if reaching or opened:
            reaching = {place: left - 1 for place, left in reaching.items() if left > 1} | opened
        yield row, places
