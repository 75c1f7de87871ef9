"""How wide the columns of a table are and how large its characters: names may wrap, numbers may not.

It exists because a number broken over two lines reads as two numbers. The rule goes by the length of the texts alone,
so that the same table looks the same everywhere. Widths are in twips (1/20 pt), sizes in half points.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from .spots import Spots

# 10.5 to 9 pt; the smaller ones, down to 7.5 pt, only where at 9 pt not even wider columns of numbers would do.
SIZES = (21, 20, 19, 18)
SMALLER = (17, 16, 15)

# How many Chinese characters a column keeps on a line that gives room to others.
LEAST = 4

# Over how many lines the heading of a column of numbers may run, and how long the words in such a column may be (合计).
HEADING_LINES = 3
NUMBERED = 2

# Left and right of a cell's text: 1 mm each.
MARGIN = 57


def columns(spots: Spots, width: int) -> tuple[list[int], int]:
    """The widths of the columns, of `width` together, by the table's shares, and the size at which all numbers fit.

    Where they do not fit at 9 pt, their columns are widened at the cost of the others; at 7.5 pt as far as these can
    spare it."""
    longest = spots.pieces()
    shares = divided(width, spots.table.widths)
    for size in SIZES:
        if all(needed(length, size) <= share for length, share in zip(longest, shares, strict=True)):
            return unfolded(spots, shares, longest, size), size
    for size in (SIZES[-1], *SMALLER):
        least = [min(LEAST, name) * size * 10 + 2 * MARGIN for name in spots.names()]
        needs = [max(needed(length, size), room) for length, room in zip(longest, least, strict=True)]
        if sum(needs) <= width:
            break
    return widened(shares, needs), size


def unfolded(spots: Spots, shares: list[int], longest: list[int], size: int) -> list[int]:
    """`shares` with the names of the rows on fewer lines, at the cost of columns that hold numbers or nothing: these
    keep room for their longest piece, for their heading on three lines, and two thirds of their share."""
    names, headings = spots.names(spots.header), spots.names(0, spots.header)
    wants, spares = [], []
    for share, piece, name, heading in zip(shares, longest, names, headings, strict=True):
        line = max(-(-heading // HEADING_LINES), min(heading, LEAST))
        own = max(needed(piece, size), (2 * line + 1) * size * 5 + 2 * MARGIN, share * 2 // 3)
        wants.append(max(0, name * size * 10 + 2 * MARGIN - share) if name > NUMBERED else 0)
        spares.append(max(0, share - own) if name <= NUMBERED else 0)
    moved = min(sum(wants), sum(spares))
    given, taken = divided(moved, wants), divided(moved, spares)
    return [share + more - less for share, more, less in zip(shares, given, taken, strict=True)]


def needed(length: int, size: int) -> int:
    """The width for a piece of `length` characters, each half as wide as high: so are digits, and commas in 宋体.
    Half a character more, for a percent sign is wider."""
    return (2 * length + 1) * size * 10 // 4 + 2 * MARGIN


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
