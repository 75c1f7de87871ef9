"""The tables of a page → rows of cells, and tables that go on over pages → one table.

A table goes on where nothing but the edge of the page lies between two of the same width whose columns agree; rows that
the second page repeats from the head of the first are told once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from .document_characters import joined
from .page import Box, Letter
from .page_lines import lines
from .page_rules import NEAR, Frame


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell's text in one of the rows that it covers, between two edges; `deep` is how many rows those are."""

    text: str
    left: float
    right: float
    deep: int


@dataclass(frozen=True, slots=True)
class Table:
    """On pages `first` to `last`. `rows` hold the text of each cell with its left and right edge; `edges` are those of
    all columns."""

    first: int
    last: int
    box: Box
    edges: tuple[float, ...]
    rows: tuple[tuple[Placed, ...], ...]

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The cells, one a column; merged cells repeat their text."""
        spaces = [(left + right) / 2 for left, right in pairwise(self.edges)]
        return tuple(
            tuple(next((cell.text for cell in row if cell.left <= at <= cell.right), "") for at in spaces)
            for row in self.rows
        )


def table(frame: Frame, letters: Iterable[Letter], page: int) -> Table:
    """The table of a frame, filled with the letters that stand in its cells."""
    held: dict[int, list[Letter]] = {}
    found = frame.finder()
    for letter in letters:
        at = found(letter)
        if at is not None:
            held.setdefault(at, []).append(letter)
    rows: list[list[Placed]] = [[] for _ in range(frame.rows)]
    for at, field in enumerate(frame.fields):
        text = ""
        for line in lines(held.get(at, ())):
            text = joined(text, line.text)
        for row in field.rows:
            rows[row].append(Placed(text, field.box.left, field.box.right, len(field.rows)))
    return Table(page, page, frame.box, frame.edges, tuple(tuple(row) for row in rows))


def goes_on(first: Table, second: Table) -> bool:
    """Whether `second`, at the top of the page behind, is the rest of `first`."""
    if second.first != first.last + 1:
        return False
    beside = abs(first.box.left - second.box.left) <= NEAR and abs(first.box.right - second.box.right) <= NEAR
    few, many = sorted((first.edges, second.edges), key=len)
    return beside and all(any(abs(edge - other) <= NEAR for other in many) for edge in few)


def whole(first: Table, second: Table) -> Table:
    """Both as one, without the rows of the head that `second` repeats. A merged cell that the page cuts
    goes on without its words."""
    edges = list(first.edges)
    edges += [edge for edge in second.edges if all(abs(edge - other) > NEAR for other in edges)]
    head = 0
    for one, other in zip(first.rows, second.rows, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other] or not any(cell.text for cell in one):
            break
        head += 1
    rest = list(second.rows[head:])
    above = {(int(cell.left), int(cell.right)): cell for cell in first.rows[-1]}
    for cell in rest[0] if rest else ():
        upper = above.get((int(cell.left), int(cell.right)))
        if upper is not None and not cell.text and upper.deep + cell.deep > 2:
            for down in range(min(cell.deep, len(rest))):
                told = replace(cell, text=upper.text, deep=upper.deep + cell.deep)
                rest[down] = tuple(told if own.left == cell.left else own for own in rest[down])
    return Table(first.first, second.last, first.box, tuple(sorted(edges)), (*first.rows, *rest))
