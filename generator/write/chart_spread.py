"""Labels around a pie, pushed apart until none covers another.

It exists because Word prints the labels of neighbouring small slices over each other. All lengths are in points. It
refuses nothing; where there is no room for all labels within the limit, the last ones leave it.
"""

from __future__ import annotations

from math import cos, pi, sin, sqrt
from typing import NamedTuple


class Shift(NamedTuple):
    """How far a label moves, right and down, from where Word puts it by itself."""

    x: float
    y: float


def spread(angles: list[float], radius: float, gap: float, wide: float, tall: float, limit: float) -> list[Shift]:
    """The shifts of labels of one size at the outer end of `angles` (clockwise from 12 o'clock): on either side they
    form a column along the pie, at most `limit` above and below its middle, and `gap` away from it."""
    shifts = [Shift(0, 0)] * len(angles)
    if len(angles) == 1:
        return shifts
    for side in (1, -1):
        own = [index for index, angle in enumerate(angles) if (angle <= pi) == (side == 1)]
        own.sort(key=lambda index: side * angles[index])
        wanted = [-(radius + tall / 2) * cos(angles[index]) for index in own]
        for index, y, was in zip(own, apart(wanted, tall, limit), wanted, strict=True):
            if abs(y - was) > 1:
                x = beside(y, radius + gap, tall) + wide / 2
                x_was = (radius + wide / 2) * abs(sin(angles[index]))
                shifts[index] = Shift(side * (x - x_was), y - was)
    return shifts


def apart(wanted: list[float], least: float, limit: float) -> list[float]:
    """The places nearest to `wanted` (ascending) that are `least` apart and stay within ±`limit`."""
    blocks: list[list[float]] = []
    for index, place in enumerate(wanted):
        blocks.append([place - index * least])
        while len(blocks) > 1 and mean(blocks[-2]) > mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] += last
    flat = [mean(block) for block in blocks for _ in block]
    highest = limit - (len(wanted) - 1) * least
    return [max(-limit, min(place, highest)) + index * least for index, place in enumerate(flat)]


def mean(places: list[float]) -> float:
    """The middle of the places that were pushed together."""
    return sum(places) / len(places)


def beside(y: float, radius: float, tall: float) -> float:
    """How far from the middle a label at height `y` begins, so that it stays off a circle of `radius`."""
    near = max(0.0, abs(y) - tall / 2)
    return sqrt(radius**2 - near**2) if near < radius else 0.0
