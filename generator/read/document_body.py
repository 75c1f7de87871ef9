"""The body of a Word document → paragraphs and tables as a reader of the finished page sees them.

Tracked insertions count and deletions do not; fields show their results; text boxes are read behind the paragraph that
holds them. Numbers that Word counts by itself (w:numPr) stand nowhere in the file and are not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..model.document import Tag
from .document_characters import joined
from .document_fields import Fields
from .document_numbering import opens
from .document_parts import Part, Rows, Words
from .document_table import rows
from .document_word import ALTERNATIVES, GONE, MATH_TEXT, blocks, boxes, hidden, number, value, w

DRAWINGS = (w("drawing"), w("pict"), w("object"))
SHOWN = {w("tab"): " ", w("ptab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
# A key of ours: names, codes and counts joined by dots.
KEY = re.compile(r"[a-z_]+(?:[.@][A-Za-z0-9_-]+)*(?:[.@]?~[0-9a-f]{12})?")
SENTENCE_END = tuple("。；！？：")
BODY_TEXT = 9


@dataclass(slots=True)
class Text:
    """A paragraph being read."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    tags: list[Tag] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    listed: bool = False

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


@dataclass(slots=True)
class Body:
    """Reads one document. `levels` are those of paragraph styles, `listed` the styles of contents."""

    levels: Mapping[str, int | None]
    listed: AbstractSet[str]
    fields: Fields = field(default_factory=Fields)
    pending: Text | None = None

    def read(self, container: Element) -> Iterator[Part]:
        """The parts of whatever holds paragraphs and tables."""
        for element, listed in blocks(container):
            if element.tag == w("tbl"):
                yield Rows(rows(element, self.cell))
            else:
                yield from self.paragraph(element, listed)

    def paragraph(self, element: Element, listed: bool) -> Iterator[Part]:
        """One paragraph; one whose end was deleted goes on in the next. What stands in text boxes follows."""
        text, self.pending = self.pending or Text(), None
        self.runs(element, text)
        if element.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
            self.pending = text
            return
        style = value(element, f"{w('pPr')}/{w('pStyle')}")
        level, known = self.levels.get(style), style in self.levels
        outline = number(element, f"{w('pPr')}/{w('outlineLvl')}")
        if outline is not None:
            level, known = outline if outline < BODY_TEXT else None, True
        listed = listed or text.listed or style in self.listed
        told = "".join(text.pieces)
        for start, end in lines(told):
            own = [tag for tag in text.tags if start <= tag.start and tag.end <= end]
            tags = tuple(Tag(shown(told, start, tag.start), shown(told, start, tag.end), tag.key) for tag in own)
            words = told[start:end].replace("\n", "")
            yield Words(words, "", level, known and level is None, listed, tags)
        for drawing in text.drawings:
            for box in boxes(drawing):
                yield from self.read(box)

    def runs(self, element: Element, text: Text) -> None:
        """What an element of a paragraph, and all within it, adds to the text."""
        for child in element:
            tag = child.tag
            self.fields.pass_by(child)
            if tag == w("r") and hidden(child):
                for mark in child:
                    self.fields.pass_by(mark)
            elif tag in DRAWINGS:
                text.drawings.append(child)
            elif tag == ALTERNATIVES:
                self.runs(next(iter(child), child), text)
            elif tag == w("sdt"):
                self.control(child, text)
            elif tag not in GONE:
                self.say(child, text)
                self.runs(child, text)

    def say(self, element: Element, text: Text) -> None:
        if not self.fields.shown:
            return
        if element.tag in (w("t"), MATH_TEXT):
            text.add(element.text or "")
            text.listed |= self.fields.listed
        elif element.tag in SHOWN and element.get(w("type")) not in ("page", "column"):
            text.add(SHOWN[element.tag])

    def control(self, element: Element, text: Text) -> None:
        """A content control within a paragraph; one of ours tells its figure."""
        start, key = text.length, value(element, f"{w('sdtPr')}/{w('tag')}")
        for content in element.iterfind(w("sdtContent")):
            self.runs(content, text)
        if KEY.fullmatch(key) and text.length > start:
            text.tags.append(Tag(start, text.length, key))

    def cell(self, element: Element) -> str:
        """The text of a cell, its paragraphs and the tables within it one behind the other."""
        told = ""
        for part in self.read(element):
            for words in [part.text] if isinstance(part, Words) else [" ".join(row) for row in part.rows]:
                told = told + " " + words if told[-1:].isdigit() and words[:1].isdigit() else joined(told, words)
        return told


def lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs begin and end that somebody made of one by line breaks, without the blanks around them. A
    break within a sentence only lays it out."""
    start = 0
    for at in [*(match.start() for match in re.finditer("\n", text)), len(text)]:
        before, after = text[start:at].rstrip(), text[at:].lstrip()
        if at == len(text) or before.endswith(SENTENCE_END) or opens(after):
            yield start + len(text[start:at]) - len(text[start:at].lstrip()), start + len(before)
            start = at


def shown(text: str, start: int, at: int) -> int:
    """The place `at` counted from `start`, line breaks left out."""
    return at - start - text.count("\n", start, at)
