"""A finished document as it was read, whoever wrote it: paragraphs and tables in reading order, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from .finding import Finding
from .source import Source


@dataclass(frozen=True, slots=True)
class Tag:
    """A number that a content control holds: the characters from `start` to `end` of its text, and the figure's key."""

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or heading. `level` is that of a heading (0 a part, 1 to 3 a section), None for body text; `index`
    counts the paragraphs of the document from 1, those of tables left out. Text of a PDF is put together again: no
    line breaks inside sentences, no blanks inside numbers, no radicals instead of characters."""

    text: str
    source: Source
    index: int
    level: int | None = None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its `title` (the nearest line above it that names one, '' where none does), the words around it that
    state the unit of amounts (`unit`: 元, 万元 or ''), and its cells by row; merged cells repeat their text."""

    title: str
    unit: str
    rows: tuple[tuple[str, ...], ...]
    source: Source


DocumentBlock: TypeAlias = Passage | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """`kind` is docx, pdf, txt or md. `tagged`: whether it is a draft of ours that still holds its numbers' keys.
    `findings` tell what could not be read, such as scanned pages among others."""

    path: str
    kind: str
    blocks: tuple[DocumentBlock, ...]
    tagged: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def passages(self) -> Iterator[Passage]:
        return (block for block in self.blocks if isinstance(block, Passage))

    @property
    def grids(self) -> Iterator[Grid]:
        return (block for block in self.blocks if isinstance(block, Grid))
