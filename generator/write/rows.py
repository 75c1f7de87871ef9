"""How high the rows of an official table are on the page, as LibreOffice sets them.

It exists beside the estimate by which a table's size is chosen: that one errs on the high side, this one says on which
page a table ends. In Word a line of 宋体 is lower, and a table that just reaches another page may stay on the first.
Lengths are in twips.
"""

from __future__ import annotations

from ..model.blocks import Cell, Table
from ..model.inlines import Number, plain
from .columns import MARGIN, columns, placed
from .heights import ROW_HEIGHT, ROW_PADDING, RULE, fitting_size
from .lines import line_ends

# A single line is higher than its size, in thousandths.
CHINESE = 1448

# Above and below the text of a cell, with the rule.
AROUND = 2 * ROW_PADDING + RULE


def row_heights(table: Table, width: int, height: int) -> list[int]:
    """The height of each row, header and all, on pages whose text is `width` by `height`: its highest cell, at least
    `ROW_HEIGHT`. What a cell over several rows needs more than these have, the last of them gives."""
    widths, size = columns(table, width)
    size = fitting_size(table, widths, size, height)
    rows = (*table.header, *table.rows)
    least = max(ROW_HEIGHT, AROUND + single(size))
    heights = [least] * len(rows)
    tall: list[tuple[int, int, int]] = []
    for index, (row, places) in enumerate(placed(rows)):
        for cell, place in zip(row, places, strict=True):
            room = sum(widths[place : place + cell.columns]) - 2 * MARGIN
            needed = AROUND + single(size) * lines(cell, room, size)
            if cell.rows > 1:
                tall.append((index, min(index + cell.rows, len(rows)), needed))
            elif needed > heights[index]:
                heights[index] = needed
    for first, after, needed in tall:
        heights[after - 1] += max(0, needed - sum(heights[first:after]))
    return heights


def lines(cell: Cell, room: int, size: int) -> int:
    """How many lines the text of a cell takes. Columns are as wide as their numbers."""
    inlines = cell.inlines
    if not inlines or (len(inlines) == 1 and isinstance(inlines[0], Number)):
        return 1
    return len(line_ends(plain(inlines), size, 0, room, hangs=False))


def single(size: int) -> int:
    """The height of a line of `size` (in half points) that is not on the grid."""
    return size * 10 * CHINESE // 1000
