"""The smallest pieces of a drafted text: words, numbers with their figures, quotations, blanks."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from .figure import Figure
from .fixed import fixed
from .source import Source


@fixed
class Words:
    """Official wording from the phrase bank or the term list. Holds no number that would need a source."""

    text: str


@fixed
class Number:
    """A figure as it stands in the text: `shown` is `figure.exact` in the printed unit, rounded once, half up, and
    `text` is `shown` dressed for the page. The unit (万元, %) follows as `Words`."""

    figure: Figure
    shown: Decimal
    text: str


@fixed
class Quote:
    """Words taken over unchanged: the unit's own (with their `source`) or an official name that holds digits."""

    text: str
    source: Source | None = None


@fixed
class Blank:
    """A hole for staff to fill in. `text` is what the page shows (【待补充：…】), `wanted` names the missing thing,
    `entry` is its place in the record, `candidates` are wordings to choose from, never filled in by themselves."""

    text: str
    wanted: str
    entry: str
    candidates: tuple[str, ...] = ()


Inline: TypeAlias = Words | Number | Quote | Blank


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text of `inlines` as the reader sees it."""
    return "".join(inline.text for inline in inlines)
