"""How high the rows of an official table are on the page, as LibreOffice sets them.

It exists beside the estimate by which a table's size is chosen: that one errs on the high side, this one says on which
page a table ends. In Word a line of 宋体 is lower, and a table that just reaches another page may stay on the first.
Lengths are in twips.
"""

from __future__ import annotations

from .columns import MARGIN
from .heights import ROW_PADDING, RULE, least_height
from .laid import Laid
from .lines import fits, line_ends

# A single line is higher than its size, in thousandths.
CHINESE = 1448

# Above and below the text of a cell, with the rule.
AROUND = 2 * ROW_PADDING + RULE


def row_heights(laid: Laid) -> list[int]:
    """The height of each row of a table, header and all: its highest cell, at least `least_height`. What a cell over
    several rows needs more than these have, the last of them gives. Columns are as wide as their numbers."""
    line = single(laid.size)
    heights = [max(least_height(laid.size), AROUND + line)] * len(laid.spots.rows)
    tall: list[tuple[int, int, int]] = []
    for row, place, cell, text, _, _ in laid.spots.worded:
        room = sum(laid.widths[place : place + cell.columns]) - 2 * MARGIN
        if fits(text, laid.size, 0, room):
            continue
        needed = AROUND + line * len(line_ends(text, laid.size, 0, room, hangs=False))
        if cell.rows > 1:
            tall.append((row, min(row + cell.rows, len(heights)), needed))
        elif needed > heights[row]:
            heights[row] = needed
    for first, after, needed in tall:
        heights[after - 1] += max(0, needed - sum(heights[first:after]))
    return heights


def single(size: int) -> int:
    """The height of a line of `size` (in half points) that is not on the grid."""
    return size * 10 * CHINESE // 1000
