"""Where a value stands in what people gave us. Refuses nothing; it only names a place."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Generic, TypeVar

from .fixed import fixed

T = TypeVar("T")


CELL = re.compile(r"\[([^\[\]]*)!([A-Z]+)([0-9]+)\]")


@fixed
class Source:
    """A place: `path` as the user gave it, `place` inside it (`17:22` for line and column, `[表!C7]` for a cell)."""

    path: str
    place: str = ""

    def __str__(self) -> str:
        if not self.place or self.place.startswith("["):
            return self.path + self.place
        return f"{self.path}:{self.place}"

    @property
    def within(self) -> str:
        """The place as one says it to somebody who has the file open: 第 17 行, [公开03表!E17]."""
        return f"第 {self.line} 行" if self.line else self.place

    @property
    def line(self) -> int | None:
        """The line, counted from 1; None where the place is not in a text file."""
        head = self.place.partition(":")[0]
        return int(head) if head.isdigit() else None

    @property
    def column(self) -> int | None:
        """The column, counted from 1; None where the place is not in a text file."""
        tail = self.place.partition(":")[2]
        return int(tail) if tail.isdigit() else None

    @property
    def cell(self) -> tuple[str, int, int] | None:
        """Sheet, row and column, both counted from 1; None where the place is no cell."""
        found = CELL.fullmatch(self.place)
        if found is None:
            return None
        column = 0
        for letter in found[2]:
            column = column * 26 + ord(letter) - 64
        return found[1], int(found[3]), column


@fixed
class Fact(Generic[T]):
    """One value that a person wrote, and where: an amount in 元, a count, a code or words. `slack`, in 元, says how far
    the true amount may lie from `value` where only a rounded one is known (half a unit of its last digit)."""

    value: T
    source: Source
    slack: Decimal = Decimal(0)
