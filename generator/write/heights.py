"""How high a table is on its page, estimated; and so the size at which it still fits on one.

It exists because the public prints 收入支出决算总表 on one page, and three rows alone on a second help nobody. The
estimate errs on the high side: a line of 宋体 is lower in Word than in the fonts of LibreOffice. Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.blocks import Table
from .columns import MARGIN, SIZES
from .spots import Spots

# 8.5 and 8 pt: where a few rows alone would stand on a second page.
TIGHT = (17, 16)

# The lowest row: one line of 9 pt. Nothing is added above and below its text.
ROW_HEIGHT = 272
ROW_PADDING = 0

# A line is 1.45 as high as its characters; a rule is drawn between rows that text makes higher.
LEADING = 145
RULE = 10

# What a character takes at most, in halves.
WIDEST = 4

# The title of a table, and the blank space below it and above the notes.
TITLE_SIZE = 36
GAPS = 100


def fitting_size(spots: Spots, widths: list[int], size: int, height: int) -> int:
    """The largest size, from `size` down to 8 pt, at which the table is not higher than `height`; `size` itself where
    it needs several pages in any case."""
    rows = len(spots.rows)
    around = surroundings(spots.table, sum(widths))
    choices = [choice for choice in (*SIZES, *TIGHT) if choice <= size]
    if not choices or rows * least_height(choices[-1]) + around > height:
        return size
    wrapped = list(long_texts(spots, widths))
    for smaller in choices:
        lines = [1] * rows
        for row, length, width in wrapped:
            lines[row] = max(lines[row], -(-length * smaller * 5 // width))
        if around + sum(row_height(count, smaller) for count in lines) <= height:
            return smaller
    return size


def row_height(lines: int, size: int) -> int:
    """The height of a row with so many lines."""
    return max(least_height(size), lines * size * LEADING // 10 + 2 * ROW_PADDING + RULE)


def least_height(size: int) -> int:
    """The height of a row of one line: `ROW_HEIGHT` but for characters below 9 pt, which need less."""
    return min(ROW_HEIGHT, size * LEADING // 10 + 2 * ROW_PADDING + RULE) if size < SIZES[-1] else ROW_HEIGHT


def surroundings(table: Table, width: int) -> int:
    """The height of title, head lines and notes."""
    line = SIZES[0] * LEADING // 10
    notes = sum(-(-half_widths(note) * SIZES[0] * 5 // width) for note in table.notes)
    titles = -(-half_widths(table.title) * TITLE_SIZE * 5 // width)
    heads = 3 if half_widths("".join(table.head)) * SIZES[0] * 5 > width // 2 else 2
    return titles * TITLE_SIZE * LEADING // 10 + (heads + notes) * line + GAPS


def long_texts(spots: Spots, widths: list[int]) -> Iterator[tuple[int, int, int]]:
    """Row, length in half characters and room of each text that may need a second line. A cell over several rows
    shares their height and does not count."""
    for row, place, cell, text, _, _ in spots.worded:
        if cell.rows == 1 and cell.align != "right":
            room = sum(widths[place : place + cell.columns]) - 2 * MARGIN
            if len(text) * WIDEST * SIZES[0] * 5 > room > 0 and (length := half_widths(text)) * SIZES[0] * 5 > room:
                yield row, length, room


def half_widths(text: str) -> int:
    """The width of a text, a Chinese character counting two."""
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))
