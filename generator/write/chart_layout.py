"""Where the pieces of a chart stand: its height, the pie, the labels around it, the legend.

It exists because Word prints the labels of small slices over each other and cuts long names. Everything is measured
in points on the page; nothing here is a figure of the narrative. It refuses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import ceil, hypot, pi
from typing import NamedTuple
from unicodedata import east_asian_width

from ..model.blocks import Chart
from .chart_spread import Shift, spread
from .chart_workbook import described

# 14.5 cm × 7.5 cm; the height grows where names or labels ask for more.
WIDTH = 411.0
HEIGHT = 212.6

SIZE = 9.0  # 小五, of labels and axis
LEGEND_SIZE = 8.0
LINE = 1.3  # a line of text is so many times its size high

# More slices than this, or a longer name with its value, and they go into a legend.
NAMED_SLICES = 4
NAMED_LENGTH = 15
PERCENTAGE = 4.0  # 汉字 wide, with some air before the legend

KEY = 22.0  # the square before a name in the legend, with the air around it
WIDEST_LEGEND = 0.48
EDGE = 6.0
TURN = 15  # degrees
GAP = 6.0  # between pie and label, and half of that between label and edge
LEAST_RADIUS = 45.0
WIDEST_RADIUS = 100.0


class Box(NamedTuple):
    """A rectangle, in shares of the chart's width and height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """`height` is in points; `start` is where the first slice begins, in degrees clockwise from 12 o'clock. `legend`
    is None where the labels name the slices. `shifts` has an entry a slice, in shares of the chart's size."""

    height: float
    start: int
    pie: Box
    legend: Box | None
    shifts: tuple[Shift, ...]


def pie_layout(chart: Chart) -> Layout:
    """The places in a pie. It is turned to where its labels need the least pushing: small slices sit best at the
    side, where a column of labels has room."""
    names = described(chart)
    longest = max(width(name) for name in names)
    labelled = len(names) <= NAMED_SLICES and longest <= NAMED_LENGTH
    wide, tall = (longest * SIZE, 2 * SIZE * LINE) if labelled else (PERCENTAGE * SIZE, SIZE * LINE)
    across, down = (0.0, 0.0) if labelled else legend_size(names)
    room = WIDTH - across - (0 if labelled else EDGE)
    start = min(range(0, 360, TURN), key=lambda start: effort(middles(chart, start), tall))
    angles = middles(chart, start)
    height = max(HEIGHT, down + 2 * EDGE, fuller(angles) * tall + 2 * EDGE)
    radius = max(LEAST_RADIUS, min(room / 2 - wide, height / 2 - tall, WIDEST_RADIUS) - GAP - EDGE)
    pie = Box((room / 2 - radius) / WIDTH, 0.5 - radius / height, 2 * radius / WIDTH, 2 * radius / height)
    legend = None if labelled else Box(room / WIDTH, (1 - down / height) / 2, across / WIDTH, down / height)
    shifts = spread(angles, radius, GAP, wide, tall, (height - tall - GAP) / 2)
    return Layout(height, start, pie, legend, tuple(Shift(x / WIDTH, y / height) for x, y in shifts))


def legend_size(names: list[str]) -> tuple[float, float]:
    """The width and height of the legend in points; long names take several lines."""
    across = min(max(width(name) for name in names) * LEGEND_SIZE + KEY, WIDEST_LEGEND * WIDTH)
    lines = sum(ceil(width(name) * LEGEND_SIZE / (across - KEY)) + 0.4 for name in names)
    return across, lines * LEGEND_SIZE * LINE


def middles(chart: Chart, start: int) -> list[float]:
    """The angle of the middle of each slice, clockwise from 12 o'clock, below 2π."""
    parts = [abs(float(value.shown)) for value in chart.values]
    whole = sum(parts) or 1.0
    ends = zip(parts, accumulate(parts), strict=True)
    return [2 * pi * ((start / 360 + (end - part / 2) / whole) % 1) for part, end in ends]


def fuller(angles: list[float]) -> int:
    """How many labels stand on the side that has more of them."""
    right = sum(angle <= pi for angle in angles)
    return max(right, len(angles) - right)


def effort(angles: list[float], tall: float) -> int:
    """How far the labels must be pushed at this turn of the pie, roughly: a little does not make a turn worth it."""
    height = max(HEIGHT, fuller(angles) * tall + GAP)
    shifts = spread(angles, HEIGHT / 3, GAP, 0, tall, (height - tall - GAP) / 2)
    return round(sum(hypot(x, y) for x, y in shifts) / (2 * tall))


def width(text: str) -> float:
    """How many 汉字 wide `text` is."""
    return sum(1.0 if east_asian_width(character) in "WFA" else 0.5 for character in text)
