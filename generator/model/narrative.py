"""The drafted document as a tree. Writers see this and nothing else: no records, no templates, no phrase bank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from .blocks import Cell, Chart, Contents, Cover, Table
from .finding import Finding
from .inlines import Blank, Inline, Number, Quote, Words, plain


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of `level` 1 (一、), 2 （一） or 3 (1.), or 0 for a part (第一部分); `number` is counted by the
    narrator, never typed."""

    level: int
    number: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of body text. `number` is '' or the counted number that opens it, at heading level `level`."""

    inlines: tuple[Inline, ...]
    number: str = ""
    level: int = 0


Block: TypeAlias = Heading | Paragraph | Cover | Contents | Table | Chart


@dataclass(frozen=True, slots=True)
class Narrative:
    """A drafted document: its title, its blocks in reading order, and what a person should still look at. A complete
    disclosure begins with a `Cover`; the 情况说明 alone has headings and paragraphs only, under its title."""

    title: str
    unit: str
    year: int
    style: str
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...] = ()
    phrases: frozenset[str] = field(default_factory=frozenset)


def runs_of(block: Block) -> Iterator[tuple[Inline, ...]]:
    """The pieces of running text in a block: one of a heading or paragraph, one a cell of a table."""
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case Table():
            yield from (cell.inlines for row in (*block.header, *block.rows) for cell in row)
        case Chart():
            yield block.values
        case Cover() | Contents():
            return


def placed(blocks: tuple[Block, ...] | list[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the place that people would name: its section and paragraph, or its table."""
    section, count = "", 0
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 1:
            section, count = block.number + plain(block.inlines), 0
        else:
            count += 1
        if isinstance(block, Table):
            yield block, f"{block.title}（{block.number}）" if block.number else block.title
        else:
            yield block, f"{section}第{count}段" if count else section


__all__ = [
    "Blank",
    "Block",
    "Cell",
    "Chart",
    "Contents",
    "Cover",
    "Heading",
    "Inline",
    "Narrative",
    "Number",
    "Paragraph",
    "Quote",
    "Table",
    "Words",
    "placed",
    "plain",
    "runs_of",
]
