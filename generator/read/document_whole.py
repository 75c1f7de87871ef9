"""The parts of a document, whichever its format → the `Document`.

It exists so that each format tells only what it holds, in reading order; levels by numbering, contents left out,
blanks, titles and units of tables are the same for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..model.document import Document, DocumentBlock, Grid, Passage
from ..model.finding import Finding
from ..model.source import Source
from .document_characters import tidy
from .document_contents import without_contents
from .document_numbering import heading_level, numbered
from .document_parts import Part, Rows, Words

# How many paragraphs above a table may lie between it and its title: 公开01表, unit, year, 金额单位.
REACH = 6
LONGEST_TITLE = 50
TITLE = re.compile(r"[^。；，]*表(?:（[^（）]*）)?(?:（续）)?")
# 公开01表 and 附表1 number a table and do not name it.
NUMBER = re.compile(r"(?:表|.{0,12}公开|附|附件)?\s*[0-9一二三四五六七八九十-]*\s*表[0-9]*")
SUBJECT = re.compile(r"第[一二三四五六七八九十]+部分.*|.*(?:见下表|如下表|附表)")
UNIT = re.compile(r"(?:金额)?单位[：:]\s*(?:人民币)?\s*(万元|元)(?![\u4e00-\u9fff])")
HEAD_ROWS = 3


def document(path: Path, kind: str, parts: Iterable[Part], findings: tuple[Finding, ...] = ()) -> Document:
    """The document of its parts, contents and empty paragraphs left out. Words and cells come as they shall stand."""
    kept = without_contents([part for part in parts if isinstance(part, Rows) or part.text.strip()])
    titles = {at: found for at, part in enumerate(kept) if isinstance(part, Rows) for found in [_title(kept, at)]}
    named = {above for above in titles.values() if above is not None}
    # Other programs tag their controls too, with a word: title, date.
    tagged = any("." in tag.key for part in kept if isinstance(part, Words) for tag in part.tags)
    blocks: list[DocumentBlock] = []
    index = tables = 0
    for at, part in enumerate(kept):
        if isinstance(part, Rows):
            tables += 1
            above = titles[at]
            title = _text(kept[above]) if above is not None else ""
            place = part.place or (f"表 {title}" if title else f"第 {tables} 张表")
            blocks.append(Grid(title, _unit(kept, at, above), _square(part.rows), Source(str(path), place)))
        else:
            index += 1
            source = Source(str(path), part.place or f"第 {index} 段")
            blocks.append(_passage(part, source, index, at in named, tagged))
    return Document(str(path), kind, tuple(blocks), tagged, findings)


def _passage(words: Words, source: Source, index: int, names_table: bool, tagged: bool) -> Passage:
    """A paragraph with its level: what its format says, else what its number says; a draft of ours says it always. A
    title of a table is a heading only where it has a number."""
    level = words.level
    if level is None and not words.plain and not tagged:
        level = heading_level(tidy(words.text))
    if names_table and numbered(words.text) is None:
        level = None
    return Passage(words.text, source, index, level, words.tags)


def _title(parts: Sequence[Part], at: int) -> int | None:
    """Where the nearest paragraph above the table at `at` stands that names one."""
    for above in range(at - 1, max(-1, at - 1 - REACH), -1):
        if isinstance(parts[above], Rows):
            return None
        text = tidy(_text(parts[above]))
        names = len(text) <= LONGEST_TITLE and TITLE.fullmatch(text)
        if names and not NUMBER.fullmatch(text) and not SUBJECT.fullmatch(text):
            return above
    return None


def _unit(parts: Sequence[Part], at: int, title: int | None) -> str:
    """元 or 万元 as the lines above the table say, up to its title or the table before, or its own first rows."""
    near = []
    for above in range(at - 1, max(-1, at - 1 - REACH), -1):
        if isinstance(parts[above], Rows):
            break
        near.append(_text(parts[above]))
        if above == title:
            break
    table = parts[at]
    if isinstance(table, Rows):
        near += [cell for row in table.rows[:HEAD_ROWS] for cell in row]
    found = (UNIT.search(tidy(text).replace(" ", "")) for text in near)
    return next((match[1] for match in found if match), "")


def _text(part: Part) -> str:
    return part.text if isinstance(part, Words) else ""


def _square(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """All rows filled up to the longest."""
    width = max(map(len, rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)
