"""A page of a PDF as it was drawn: letters and straight lines with their places, and nothing of what they mean.

Lengths are in points, x to the right and y downwards from the upper left corner of the page as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """A visible character between `left` and `right`, on the line at `y`. `spaced`: a blank stands before it."""

    text: str
    left: float
    right: float
    y: float
    size: float
    spaced: bool

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def body(self) -> float:
        """Half the height of the letter, as one sees it."""
        return self.y - self.size / 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from `start` to `end`, at `at` on the other axis."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def encloses(self, other: Box) -> bool:
        return self.holds(other.left, other.top) and self.holds(other.right, other.bottom)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """`number` from 1. `level` are horizontal rules, `upright` vertical ones. `pictured`: an image stands on it."""

    number: int
    width: float
    height: float
    letters: tuple[Letter, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]
    shapes: tuple[Box, ...] = ()
    pictured: bool = False
