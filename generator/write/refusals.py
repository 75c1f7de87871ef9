"""Finds the texts of a narrative that no Word document can hold, all at once and each with its place.

It exists apart from the writing, which stops at the first of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.narrative import Chart, Contents, Cover, Narrative, Quote, Table, runs_of
from ..model.source import Source
from .escape import FORBIDDEN, forbidden


def refusals(narrative: Narrative) -> list[Finding]:
    """What to tell about every text that holds a forbidden character."""
    return [forbidden(text, source) for text, source in texts(narrative) if FORBIDDEN.search(text)]


def texts(narrative: Narrative) -> Iterator[tuple[str, Source | None]]:
    """Every text that goes onto the page, with its place where it was taken over from the unit."""
    yield narrative.title, None
    yield narrative.unit, None
    for block in narrative.blocks:
        match block:
            case Cover():
                yield from ((line, None) for line in block.lines)
            case Contents():
                yield block.title, None
            case Chart():
                yield from ((text, None) for text in chart_texts(block))
            case Table():
                head = (block.title, block.number, *block.head, block.unit_line, *block.notes)
                yield from ((text, None) for text in head)
        for inlines in runs_of(block):
            for inline in inlines:
                yield inline.text, inline.source if isinstance(inline, Quote) else None


def chart_texts(chart: Chart) -> tuple[str, ...]:
    """What is written in and below a chart, and told to those who cannot see it."""
    return (chart.number, chart.caption, chart.alternative, chart.unit, *chart.labels)
