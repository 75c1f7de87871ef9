"""The text of a Word document as the reader of documents sees it, with every character's run, and where each paragraph
and table of the `Document` stands in it.

The reader tells places by counting, after it has left out contents and empty lines; so its paragraphs are found again
by their words, from the end to the beginning, where contents that repeat headings do not stand in the way. What is told
here must agree with `read/document_body.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from ..model.document import Document, Grid, Passage
from .judged import key_of, keyed
from .refreshed_text import BREAKS, Character, w

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
DRAWINGS = (w("drawing"), w("pict"), w("object"))
GONE = {w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "rt", "delText", "delInstrText")}
SHOWN = {**BREAKS, w("ptab"): " ", w("noBreakHyphen"): "-"}
AROUND = (w("sdt"), w("sdtContent"), w("ins"), w("moveTo"), w("customXml"))
# What a character of a text box stands for: its paragraph as a whole.
WHOLE = -1

Spot = tuple[int, int]


@dataclass(slots=True)
class Flow:
    """A text without blanks: `spots` are the paragraph and the character of each of its characters, `ends` the places
    where a paragraph or a line may end."""

    keys: list[str] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    ends: set[int] = field(default_factory=lambda: {0})

    @property
    def text(self) -> str:
        return "".join(self.keys)


@dataclass(slots=True)
class Table:
    """The cells of a table, row by row, and the first paragraph within it."""

    rows: list[list[Flow]] = field(default_factory=list)
    first: int | None = None


@dataclass(slots=True)
class Written:
    """The paragraphs of a document, each with its characters; text boxes count as the paragraph that holds them."""

    paragraphs: list[etree._Element] = field(default_factory=list)
    characters: list[list[Character]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    flow: Flow = field(default_factory=Flow)
    fields: list[bool] = field(default_factory=list)
    drawings: list[etree._Element] = field(default_factory=list)

    @classmethod
    def of(cls, root: etree._Element) -> Written:
        written = cls()
        body = root.find(w("body"))
        if body is not None:
            written.read(body, written.flow, None, True)
        return written

    def read(self, container: etree._Element, flow: Flow, host: int | None, top: bool) -> None:
        """All that a container holds. A table within a cell is text of that cell."""
        for element in _blocks(container):
            if element.tag == w("p"):
                self.paragraph(element, flow, host, top)
            elif top:
                table = Table()
                self.tables.append(table)
                before = len(self.paragraphs)
                for row in _within(element, w("tr")):
                    if row.find(f"{w('trPr')}/{w('del')}") is None:
                        table.rows.append([Flow() for _ in _within(row, w("tc"))])
                        for cell, own in zip(_within(row, w("tc")), table.rows[-1], strict=True):
                            self.read(cell, own, host, False)
                table.first = host if host is not None else before if before < len(self.paragraphs) else None
            else:
                for row in _within(element, w("tr")):
                    for cell in _within(row, w("tc")):
                        self.read(cell, flow, host, False)

    def paragraph(self, element: etree._Element, flow: Flow, host: int | None, top: bool) -> None:
        """One paragraph, then what stands in its text boxes."""
        found = list(self.spoken(element))
        if host is None:
            self.paragraphs.append(element)
            self.characters.append(found)
        number = len(self.paragraphs) - 1 if host is None else host
        for index, character in enumerate(found):
            for own in character.text:
                if own == "\n":
                    flow.ends.add(len(flow.keys))
                for key in key_of(own):
                    flow.keys.append(key)
                    flow.spots.append((number, index if host is None else WHOLE))
        if element.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
            return  # it goes on in the next
        flow.ends.add(len(flow.keys))
        drawings, self.drawings = self.drawings, []
        for drawing in drawings:
            for box in _boxes(drawing):
                self.read(box, flow, number, top)

    def spoken(self, element: etree._Element) -> Iterator[Character]:
        """The characters of a paragraph. What cannot be cut, such as a formula, is one of several letters."""
        for child in element:
            self.pass_by(child)
            if child.tag == w("r"):
                yield from self.run(child)
            elif child.tag in DRAWINGS:
                self.drawings.append(child)
            elif child.tag == ALTERNATIVES or str(child.tag).startswith(MATH):
                yield from self.block(child, child)
            elif child.tag == w("sdt"):
                for content in child.iterchildren(w("sdtContent")):
                    yield from self.spoken(content)
            elif child.tag not in GONE and isinstance(child.tag, str):
                yield from self.spoken(child)

    def run(self, run: etree._Element) -> Iterator[Character]:
        vanish = run.find(f"{w('rPr')}/{w('vanish')}")
        hidden = vanish is not None and vanish.get(w("val")) not in ("0", "false", "off")
        for holder in run:
            self.pass_by(holder)
            if hidden or holder.tag in GONE:
                continue
            if holder.tag == w("t"):
                if all(self.fields):
                    yield from (Character(own, run, holder, at) for at, own in enumerate(holder.text or ""))
            elif holder.tag in DRAWINGS:
                self.drawings.append(holder)
            elif isinstance(holder.tag, str):
                yield from self.block(holder, run)

    def block(self, holder: etree._Element, run: etree._Element) -> Iterator[Character]:
        text = self.said(holder)
        if text:
            yield Character(text, run, holder, 0)

    def said(self, element: etree._Element) -> str:
        """The text of what cannot be cut."""
        if element.tag in GONE:
            return ""
        if element.tag in DRAWINGS:
            self.drawings.append(element)
            return ""
        told = ""
        if all(self.fields):
            if element.tag in (w("t"), f"{MATH}t"):
                told = element.text or ""
            elif element.tag in SHOWN and element.get(w("type")) not in ("page", "column"):
                told = SHOWN[element.tag]
        inner = list(element.iterchildren("*"))
        inner = inner[:1] if element.tag == ALTERNATIVES else inner
        for child in inner:
            self.pass_by(child)
            told += self.said(child)
        return told

    def pass_by(self, element: etree._Element) -> None:
        """Keeps count of the fields that are open, and whether their results have begun: their codes are no text."""
        if element.tag != w("fldChar"):
            return
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append(False)
        elif kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()

    def find(self, document: Document) -> dict[int, Sequence[Spot]]:
        """The characters of each passage of `document`, blanks left out, by the place of its block; without those that
        are not found."""
        text, end = self.flow.text, len(self.flow.keys)
        found: dict[int, Sequence[Spot]] = {}
        for number in range(len(document.blocks) - 1, -1, -1):
            block = document.blocks[number]
            key = keyed(block.text).text if isinstance(block, Passage) else ""
            at = text.rfind(key, 0, end) if key else -1
            while at >= 0 and not (at in self.flow.ends and at + len(key) in self.flow.ends):
                at = text.rfind(key, 0, at + len(key) - 1)
            if at >= 0:
                found[number] = self.flow.spots[at : at + len(key)]
                end = at
        return found

    def find_tables(self, document: Document) -> dict[int, Table]:
        """The table of each grid of `document`, by the place of its block: in order where none is missing, else by the
        words of the first row."""
        grids = [(number, block) for number, block in enumerate(document.blocks) if isinstance(block, Grid)]
        if len(grids) == len(self.tables):
            return {number: table for (number, _), table in zip(grids, self.tables, strict=True)}
        left = list(self.tables)
        found: dict[int, Table] = {}
        for number, grid in grids:
            words = [keyed(cell).text for row in grid.rows for cell in row]
            alike = [t for t in left if all(cell.text in words for row in t.rows for cell in row)]
            if alike:
                found[number] = alike[0]
                left.remove(alike[0])
        return found


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a container, in order, through all that may lie around them."""
    for child in container:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _blocks(next(iter(child), child))
        elif child.tag not in GONE and isinstance(child.tag, str):
            yield from _blocks(child)


def _within(container: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table, or the cells of a row."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in AROUND:
            yield from _within(child, tag)


def _boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in a drawing, not of those within them."""
    for child in drawing:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag == ALTERNATIVES:
            yield from _boxes(next(iter(child), child))
        else:
            yield from _boxes(child)
