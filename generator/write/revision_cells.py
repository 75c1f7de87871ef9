"""The cells of two years of a table's row. It exists because readers repeat the words of merged cells in each that they
cover, and on the page they are one cell again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.revision import GridRow

AMOUNT = re.compile(r"[-−－]?[\d,，]+(?:\.\d+)?[%％]?|[-—]*")
# A code of the classification names its row.
CODE = re.compile(r"\d{3}|\d{5}|\d{7}")


@dataclass(frozen=True, slots=True)
class RevisedCell:
    """A cell over `columns`; `old` and `new` are the same where its whole row was added or lost."""

    old: str
    new: str
    columns: int = 1

    @property
    def number(self) -> bool:
        """Whether it holds an amount, which stands at the right, or nothing: such cells were never merged."""
        texts = (self.old.strip(), self.new.strip())
        return all(AMOUNT.fullmatch(text) and not CODE.fullmatch(text) for text in texts)


def revised_cells(row: GridRow) -> Iterator[RevisedCell]:
    """The cells from left to right; neighbours with the same words are one."""
    old, new = row.old or row.new or (), row.new or row.old or ()
    held: RevisedCell | None = None
    for one, other in zip(old, new, strict=True):
        cell = RevisedCell(one, other)
        if held is not None and not cell.number and (held.old, held.new) == (one, other):
            held = RevisedCell(one, other, held.columns + 1)
            continue
        if held is not None:
            yield held
        held = cell
    if held is not None:
        yield held
