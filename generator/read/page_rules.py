"""The rules of a page → where its tables are, and which cells they enclose.

Rules that cross or touch belong to one table. A cell is what no rule divides, so that merged cells come out whole. It
does not guess tables without rules: their words stay lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .page import Box, Letter, Page, Rule

# How far rules that are meant to meet may miss each other, in points.
NEAR = 3.0
# Lines of one table; pages with more are drawings.
MOST = 600


@dataclass(frozen=True, slots=True)
class Field:
    """A cell: its box, and the rows and columns (from 0, ends excluded) of the page's table that it covers."""

    box: Box
    rows: range
    columns: range


@dataclass(frozen=True, slots=True)
class Frame:
    """A table on one page: where the edges of its columns and of its rows stand, and its cells, none over another."""

    box: Box
    edges: tuple[float, ...]
    heights: tuple[float, ...]
    fields: tuple[Field, ...]

    @property
    def rows(self) -> int:
        return len(self.heights) - 1

    def finder(self) -> Callable[[Letter], int | None]:
        """Tells in which of the cells, by its number, a letter stands; None for a letter beside the table."""
        numbers = {
            (row, column): at
            for at, field in reversed(list(enumerate(self.fields)))
            for row in field.rows
            for column in field.columns
        }

        def found(letter: Letter) -> int | None:
            if not self.box.holds(letter.middle, letter.body):
                return None
            # On an edge it counts for the cell to the left, and for the one above.
            row = max(bisect_left(self.heights, letter.body) - 1, 0)
            return numbers[row, max(bisect_left(self.edges, letter.middle) - 1, 0)]

        return found


def frames(page: Page) -> Iterator[Frame]:
    """The tables from the top of the page down. One that is a mere box around text is none."""
    level, upright = merged(page.level), merged(page.upright)
    if len(level) > MOST or len(upright) > MOST:
        return
    found = (frame for group in groups(level, upright) for frame in [_frame(*group)] if frame is not None)
    yield from sorted(found, key=lambda frame: frame.box.top)


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap as one: writers draw each cell's edge for itself."""
    found: list[Rule] = []
    for place in clusters(rules):
        for rule in sorted(place, key=lambda rule: rule.start):
            if found and found[-1].at == place[0].at and rule.start <= found[-1].end + NEAR:
                found[-1] = Rule(found[-1].at, found[-1].start, max(found[-1].end, rule.end))
            else:
                found.append(Rule(place[0].at, rule.start, rule.end))
    return found


def clusters(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """The rules by the line on which they lie."""
    place: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if place and rule.at - place[0].at > NEAR / 2:
            yield place
            place = []
        place.append(rule)
    if place:
        yield place


def groups(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that hang together by crossings."""
    left = set(range(len(upright)))
    todo = set(range(len(level)))
    while todo:
        flat, tall, new = set[int](), set[int](), {todo.pop()}
        while new:
            flat |= new
            met = {u for u in left for f in new if crossing(level[f], upright[u])}
            left -= met
            tall |= met
            new = {f for f in todo for u in met if crossing(level[f], upright[u])}
            todo -= new
        yield [level[f] for f in sorted(flat)], [upright[u] for u in sorted(tall)]


def crossing(flat: Rule, tall: Rule) -> bool:
    across = flat.start - NEAR <= tall.at <= flat.end + NEAR
    return across and tall.start - NEAR <= flat.at <= tall.end + NEAR


def _frame(level: list[Rule], upright: list[Rule]) -> Frame | None:
    """The table of rules that hang together; its outer edges may be left open, as in tables of three lines."""
    if len(level) < 2 or not upright:
        return None
    xs = places([rule.at for rule in upright], min(r.start for r in level), max(r.end for r in level))
    ys = places([rule.at for rule in level], min(r.start for r in upright), max(r.end for r in upright))
    wide, high = len(xs) - 1, len(ys) - 1
    if wide * high < 2:
        return None
    walls = {(row, c) for c, x in enumerate(xs) for row in between(upright, x, ys)}
    floors = {(r, column) for r, y in enumerate(ys) for column in between(level, y, xs)}
    fields = []
    free = {(row, column) for row in range(high) for column in range(wide)}
    for row in range(high):
        for column in range(wide):
            if (row, column) not in free:
                continue
            right = column + 1
            while right < wide and (row, right) not in walls and (row, right) in free:
                right += 1
            down = row + 1
            while down < high and not any((down, c) in floors for c in range(column, right)):
                down += 1
            free -= {(r, c) for r in range(row, down) for c in range(column, right)}
            fields.append(Field(Box(xs[column], ys[row], xs[right], ys[down]), range(row, down), range(column, right)))
    return Frame(Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, tuple(fields))


def places(inner: Sequence[float], start: float, end: float) -> tuple[float, ...]:
    """Where lines stand, each once, with the ends that nothing closes."""
    found: list[float] = []
    for at in sorted([*inner, start, end]):
        if not found or at - found[-1] > NEAR:
            found.append(at)
    return tuple(found)


def between(rules: Sequence[Rule], at: float, marks: Sequence[float]) -> Iterator[int]:
    """Along which of the spaces between marks a rule stands at `at`."""
    here = [rule for rule in rules if abs(rule.at - at) <= NEAR]
    for space, (start, end) in enumerate(pairwise(marks)):
        middle = (start + end) / 2
        if any(rule.start <= middle <= rule.end for rule in here):
            yield space
