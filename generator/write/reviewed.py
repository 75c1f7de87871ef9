"""Findings as comments in a copy of the Word document that they are about: each on the number or words as they stand.

Nothing of the text changes, nor do the comments and tracked changes that the document has. Where the words are not
found, a comment stands on the whole paragraph; where the finding is about the document, on its first one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

from lxml import etree

from ..model.document import Document, Grid, Passage
from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from .comment_part import commented, comments_of, is_strict, part_of, part_with, replaced, transitional
from .judged import LEVELS, blocks_of, comparison, keyed, stand, stand_in_table
from .refreshed_marks import Marker
from .refreshed_runs import Runs
from .refreshed_text import DOCUMENT, STYLES, style_names, w
from .repack import parts_of
from .reviewed_text import WHOLE, Spot, Table, Written

COMMENT = "annotation text"
YEAR = re.compile(r"(20[0-9]{2})年度")
HIGHEST = 2**31 - 1
SHORT = 24


def write_reviewed_docx(path: Path, document: Document, findings: Sequence[Finding]) -> bytes:
    """The Word document at `path`, read as `document`, with `findings` as comments; without any, the document to the
    byte. Raises `Refused` (A01)."""
    try:
        data = path.read_bytes()
        parts = parts_of(data)
        root = part_of(parts[DOCUMENT])
        _, comments = comments_of(parts)
        names = style_names({STYLES: transitional(parts[STYLES])} if STYLES in parts else {})
    except (OSError, BadZipFile, KeyError, etree.XMLSyntaxError) as fault:
        hint = "用 Word 或 WPS 打开，另存为 .docx 后再试"
        message = f"打不开“{path.name}”，写不了批注"
        raise Refused(Finding("A01", Severity.ERROR, message, Source(str(path)), hint)) from fault
    if not findings:
        return data
    review = Review(root, document, _marker(root, comments, document, len(findings)))
    for finding, block in zip(findings, blocks_of(document, findings), strict=True):
        review.add(finding, block)
    style = next((ident for ident, name in names.items() if name == COMMENT), "")
    strict = is_strict(parts[DOCUMENT])
    changed = commented(parts, review.marker.comments, review.marker.date, style, strict)
    return replaced(data, {**changed, DOCUMENT: part_with(root, strict)})


def _marker(root: etree._Element, comments: etree._Element, document: Document, count: int) -> Marker:
    """Gives ids above all of the document, or of its comments where there is no room above. The date is that of the
    disclosure, the beginning of the year after; none where no year is told."""
    theirs = [own.get(w("id"), "") for own in comments.iter(w("comment"))]
    others = [own.get(w("id"), "") for own in root.iter()]
    highest, least = (max((int(n) for n in ids if n.isdigit()), default=0) for ids in (theirs + others, theirs))
    years = (YEAR.search(keyed(passage.text).text) for passage in document.passages)
    year = next((int(found[1]) for found in years if found), None)
    date = f"{year + 1}-01-01T00:00:00Z" if year else ""
    return Marker(date, count=highest if highest + count < HIGHEST else least)


class Review:
    """Puts comments into the text of a document."""

    def __init__(self, root: etree._Element, document: Document, marker: Marker) -> None:
        self.document, self.marker = document, marker
        written = Written.of(root)
        self.runs = [Runs(own, at, marker) for own, at in zip(written.characters, written.paragraphs, strict=True)]
        self.spots = written.find(document)
        self.tables = written.find_tables(document)
        first = next((spots[0][0] for _, spots in sorted(self.spots.items())), 0)
        if not self.runs:
            body = root.find(w("body"))
            assert body is not None
            paragraph = etree.Element(w("p"))
            body.insert(0, paragraph)
            self.runs.append(Runs([], paragraph, marker))
        self.first: Spot = (first, WHOLE)

    def add(self, finding: Finding, number: int | None) -> None:
        """A comment for `finding` about the block `number`, or about the whole document."""
        block = None if number is None else self.document.blocks[number]
        places: Sequence[Spot] = ()
        exact = False
        if number is not None and isinstance(block, Passage) and number in self.spots:
            places, exact = self._in_passage(finding, block, self.spots[number])
        elif number is not None and isinstance(block, Grid) and number in self.tables:
            places, exact = self._in_table(finding, self.tables[number])
        start, end = self.marker.comment(self._told(finding, bool(places), exact))
        first, last = (places[0], places[-1]) if places else (self.first, self.first)
        if WHOLE in (first[1], last[1]):
            paragraph = self.runs[first[0]].paragraph
            properties = paragraph.find(w("pPr"))
            paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
            self.runs[last[0]].paragraph.extend(end)
        else:
            self.runs[first[0]].put(first[1], [start], before=True)
            self.runs[last[0]].put(last[1], end, before=False)

    def _in_passage(self, finding: Finding, block: Passage, spots: Sequence[Spot]) -> tuple[Sequence[Spot], bool]:
        """The characters that a comment stands on, and whether they are what is printed."""
        found = stand(block.text, finding)
        if not found.spans:
            return spots, False
        return _part(block.text, found.spans[0][0], found.spans[-1][1], spots), found.quote is not None

    def _in_table(self, finding: Finding, table: Table) -> tuple[Sequence[Spot], bool]:
        texts = [[cell.text for cell in row] for row in table.rows]
        found = stand_in_table(texts, finding)
        if found is None:
            return ([] if table.first is None else [(table.first, WHOLE)]), False
        row, column, (start, end) = found
        return table.rows[row][column].spots[start:end], True

    def _told(self, finding: Finding, placed: bool, exact: bool) -> tuple[str, ...]:
        """The paragraphs of a comment. One that stands on other words than it is about says which."""
        place = f"位置：{finding.source.place}" if finding.source and finding.source.place and not placed else ""
        others = dict.fromkeys(filter(None, map(self._named, finding.also)))
        return tuple(
            filter(
                None,
                (
                    f"{LEVELS[finding.severity]}（{finding.code}）：{finding.message}",
                    comparison(finding),
                    finding.hint,
                    place,
                    f"原文：{finding.quote}" if finding.quote and not exact else "",
                    f"另见：{'；'.join(others)}" if others else "",
                ),
            )
        )

    def _named(self, source: Source) -> str:
        """Another place as one finds it in Word, which counts no paragraphs: by its first words."""
        block = next((block for block in self.document.blocks if block.source is source), None)
        block = block or next((block for block in self.document.blocks if block.source == source), None)
        match block:
            case Passage(text=text):
                return f"“{text[:SHORT]}{'…' if len(text) > SHORT else ''}”"
            case Grid(title=title) if title:
                return f"表“{title}”"
        return ""


def _part(text: str, start: int, end: int, spots: Sequence[Spot]) -> Sequence[Spot]:
    """The spots of the characters of `text` from `start` to `end`; blanks have none."""
    at = keyed(text).at
    return spots[bisect_left(at, start) : bisect_left(at, end)]
