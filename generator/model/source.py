"""Where a value stands in what people gave us. Refuses nothing; it only names a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A place: `path` as the user gave it, `place` inside it (`17:22` for line and column, `[表!C7]` for a cell)."""

    path: str
    place: str = ""

    def __str__(self) -> str:
        if not self.place or self.place.startswith("["):
            return self.path + self.place
        return f"{self.path}:{self.place}"

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


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """One value that a person wrote, and where: an amount in 元, a count, a code or words."""

    value: T
    source: Source
