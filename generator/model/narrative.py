"""The drafted document as a tree. Writers see this and nothing else: no records, no templates, no phrase bank."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from .figure import Figure
from .finding import Finding
from .source import Source


@dataclass(frozen=True, slots=True)
class Words:
    """Official wording from the phrase bank or the term list. Holds no number that would need a source."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A figure as it stands in the text: `shown` is `figure.exact` in the printed unit, rounded once, half up, and
    `text` is `shown` dressed for the page. The unit (万元, %) follows as `Words`."""

    figure: Figure
    shown: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words taken over unchanged: the unit's own (with their `source`) or an official name that holds digits."""

    text: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A hole for staff to fill in. `text` is what the page shows (【待补充：…】), `wanted` names the missing thing,
    `entry` is its place in the record, `candidates` are wordings to choose from, never filled in by themselves."""

    text: str
    wanted: str
    entry: str
    candidates: tuple[str, ...] = ()


Inline: TypeAlias = Words | Number | Quote | Blank


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1 (一、), 2 （一） or 3 (1.); `number` is counted by the narrator, never typed."""

    level: int
    number: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text. `number` is '' or the counted number that opens it, at heading level `level`."""

    inlines: tuple[Inline, ...]
    number: str = ""
    level: int = 0


Block: TypeAlias = Heading | Paragraph


@dataclass(frozen=True, slots=True)
class Narrative:
    """A drafted 情况说明: its title, its blocks in reading order, and what a person should still look at."""

    title: str
    unit: str
    year: int
    style: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    phrases: frozenset[str] = field(default_factory=frozenset)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The text of `inlines` as the reader sees it."""
    return "".join(inline.text for inline in inlines)
