"""Pages → paragraphs and tables in reading order: from the top down, page by page.

Words inside a chart belong to a drawing and are not told; those in a table are its cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from .document_parts import Part, Rows, Words
from .page import Box, Page
from .page_lines import Line, lines
from .page_margins import without_margins
from .page_paragraphs import Measure, measure, paragraphs
from .page_rules import Frame, frames
from .page_tables import Table, goes_on, table, whole

# A chart is drawn on a ground of its own, at least so wide and high in points, with shapes on it; that of a whole page
# is no chart.
CHART, PAGE = 80, 0.8

Shape = tuple[int, int]


def flow(pages: Sequence[Page]) -> Iterator[Part]:
    tables, texts = zip(*map(split, pages), strict=True)
    kept = without_margins([(page.height, text) for page, text in zip(pages, texts, strict=True)])
    shapes = {page.number: (int(page.width / 4), int(page.height / 4)) for page in pages}
    by_shape: dict[Shape, list[Line]] = {}
    for page, text in zip(pages, kept, strict=True):
        by_shape.setdefault(shapes[page.number], []).extend(text)
    edges = {shape: measure(text) for shape, text in by_shape.items() if text}
    things: list[Line | Table] = []
    for own, text in zip(tables, kept, strict=True):
        things += sorted([*own, *text], key=lambda thing: thing.box.top if isinstance(thing, Table) else thing.y)
    for shape, run in groupby(together(things), key=lambda thing: isinstance(thing, Line) and shapes[thing.page]):
        if shape:
            yield from said(run, edges[shape])
        else:
            yield from (Rows(thing.texts, f"第 {thing.first} 页") for thing in run if isinstance(thing, Table))


def together(things: Sequence[Line | Table]) -> list[Line | Table]:
    """The same with tables that go on over pages put together."""
    found: list[Line | Table] = []
    for thing in things:
        last = found[-1] if found else None
        if isinstance(thing, Table) and isinstance(last, Table) and goes_on(last, thing):
            found[-1] = whole(last, thing)
        else:
            found.append(thing)
    return found


def said(run: Iterator[Line | Table], edges: Measure) -> Iterator[Words]:
    for text, page in paragraphs((line for line in run if isinstance(line, Line)), edges):
        yield Words(text, f"第 {page} 页")


def split(page: Page) -> tuple[list[Table], list[Line]]:
    """The tables of a page, and the lines beside them."""
    grounds = list(charts(page))
    found = [frame for frame in frames(page) if filled(frame, page) or not any(g.encloses(frame.box) for g in grounds)]
    taken = [*(frame.box for frame in found), *grounds]
    rest, held = [], []
    for letter in page.letters:
        inside = next((at for at, box in enumerate(taken) if box.holds(letter.middle, letter.body)), None)
        if inside is None:
            rest.append(letter)
        elif inside < len(found):
            held.append(letter)
    return [table(frame, held, page.number) for frame in found], lines(rest, page.number)


def filled(frame: Frame, page: Page) -> bool:
    """Whether words stand in most of its cells, as in a table that is coloured and not in the grid of a chart."""
    found = frame.finder()
    full = {at for letter in page.letters if (at := found(letter)) is not None}
    return len(full) * 2 > len(frame.fields) > 2


def charts(page: Page) -> Iterator[Box]:
    """The grounds on which charts are drawn."""
    grounds = [
        box
        for box in page.shapes
        if box.width > CHART and box.height > CHART and box.width * box.height < PAGE * page.width * page.height
    ]
    for ground in grounds:
        if any(shape != ground and ground.encloses(shape) for shape in page.shapes):
            yield ground
