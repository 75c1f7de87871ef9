"""Plain text → its parts: a paragraph a line, a table where consecutive lines hold tabs.

Text that was drawn out of a PDF breaks its paragraphs into lines of one width; those are put together again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..model.document import Document
from .document_characters import joined, tidy
from .document_numbering import heading_level, opens
from .document_parts import Part, Rows, Words
from .document_whole import document
from .text import read_text

# 公开01表 and 金额单位 stand between the title of a table and its first row.
HEAD = re.compile(r"\t(?:金额)?单位[：:]|公开\s*[0-9]+\s*表|金额单位[：:]")
# A title that a converter took for the first row.
NAME = re.compile(r"\t*[^\t。]{2,50}表\t*")
PAGE_NUMBER = re.compile(r"[-—–·\s]*[-—–·][-—–·\s]*[0-9]{1,4}[-—–·\s]*")
NUMBER_ALONE = re.compile(r"[0-9]{1,4}")
BULLET = re.compile(r"[-*•]\s+(?=\S)")
SENTENCE_END = tuple("。；！？：;:!?")
HEADING_END = ("说明", "情况", "概况", "解释", "报告", "表")
CLOSED = ("”", "）", ")")
BREAK = re.compile("\r\n|[\n\r\x0c]")
TOKEN = re.compile(r"[!-~]*[，。；：、）”》]?")
# Widths in halves of a Chinese character: of a line that only a page can have ended, of one that says nothing of where
# lines were broken, and by how much broken lines differ.
LONG, SHORT, SLACK = 80, 30, 5
# How many broken lines it takes.
LEAST = 10


def read_plain(path: Path, data: bytes) -> Document:
    """Raises `Refused` as `read_text` does."""
    lines = [(number, line.rstrip(" \u3000")) for number, line in enumerate(BREAK.split(read_text(path)), 1)]
    width = line_width([line for _, line in lines if line.strip() and "\t" not in line])
    return document(path, "txt", paragraphs(list(parts(lines)), width))


def parts(lines: Sequence[tuple[int, str]]) -> Iterator[Part]:
    """Each line a paragraph as it is printed, runs of lines with tabs tables; the end of a page does not end one."""
    table: list[tuple[int, str]] = []
    for number, line in [*lines, (len(lines) + 1, "")]:
        if "\t" in line and not NAME.fullmatch(line) and (table or not HEAD.search(line)):
            table.append((number, line))
            continue
        words = " ".join(filter(None, map(str.strip, BULLET.sub("", line.strip(), count=1).split("\t"))))
        if (not words and number <= len(lines)) or PAGE_NUMBER.fullmatch(words):
            continue
        if len(table) > 1:
            yield Rows(tuple(tuple(map(tidy, row.split("\t"))) for _, row in table), f"{table[0][0]}:1")
        else:
            yield from (Words(row.replace("\t", " "), f"{at}:1") for at, row in table)
        table = []
        yield Words(words, f"{number}:1")


def line_width(lines: Sequence[str]) -> int:
    """The width at which the lines were broken; 0 where each is a paragraph."""
    widths = [width for width in map(wide, lines) if width >= SHORT]
    often = Counter(widths)
    most = max(often, key=lambda width: sum(often[width + by] for by in range(-SLACK, SLACK + 1)), default=0)
    near = [width for width in widths if abs(width - most) <= SLACK]
    beyond = sum(width > most + SLACK for width in widths)
    broken = len(near) >= LEAST and len(near) * 3 > len(widths) and beyond * 5 < len(widths)
    return max(near) if broken else 0


def paragraphs(parts: Sequence[Part], width: int) -> Iterator[Part]:
    """The parts, broken paragraphs put together and tidied. `width` is that of lines, 0 where each is a paragraph."""
    before: Words | None = None
    last = ""
    for part in parts:
        if isinstance(part, Words) and not (width and NUMBER_ALONE.fullmatch(part.text)):
            if before is not None and goes_on(before.text, last, part.text, width):
                before = Words(joined(before.text, part.text), before.place)
            else:
                yield from said(before)
                before = part
            last = part.text
        elif isinstance(part, Rows):
            yield from said(before)
            yield part
            before = None
    yield from said(before)


def said(words: Words | None) -> Iterator[Words]:
    if words is not None:
        yield Words(tidy(words.text), words.place)


def goes_on(before: str, last: str, line: str, width: int) -> bool:
    """Whether the paragraph `before`, whose last line is `last`, goes on in `line`. Where lines are paragraphs, only
    a long one without an end does, in one without a beginning: a page ended there."""
    heading = before.endswith(HEADING_END) and heading_level(before) is not None
    if heading or before.endswith(SENTENCE_END) or opens(line):
        return False
    if not width:
        unended = wide(last) >= LONG and not before.endswith(CLOSED)
        return unended and (wide(line) >= LONG / 2 or line.endswith(SENTENCE_END))
    token = TOKEN.match(line)
    return wide(last) + wide(token[0] if token else "") >= width - 2 * SLACK


def wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
