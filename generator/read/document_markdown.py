"""Markdown → its parts: headings by their signs, tables between pipes, every other line a paragraph.

It reads what our own writer writes and the common rest; what it does not know stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..model.document import Document
from .document_parts import Part, Rows, Words
from .document_text import BREAK, BULLET
from .document_whole import document
from .text import read_text

HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
PIPE = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"\s*:?-+:?\s*")
STRONG = re.compile(r"(?<![\\*])\*\*(.+?)(?<!\\)\*\*")
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(path: Path, data: bytes) -> Document:
    """Raises `Refused` as `read_text` does."""
    lines = [(number, line.strip()) for number, line in enumerate(BREAK.split(read_text(path)), 1)]
    return document(path, "md", parts(lines))


def parts(lines: Sequence[tuple[int, str]]) -> Iterator[Part]:
    table: list[tuple[str, ...]] = []
    for number, line in [*lines, (len(lines) + 1, "")]:
        if line.startswith("|"):
            table.append(tuple(PIPE.split(line.removeprefix("|").removesuffix("|"))))
            continue
        if table:
            rows = (row for row in table if not all(map(RULE.fullmatch, row)))
            yield Rows(tuple(tuple(plain(cell.strip()) for cell in row) for row in rows), f"{number - len(table)}:1")
            table = []
        if heading := HEADING.fullmatch(line):
            yield Words(plain(heading[2]), f"{number}:1", len(heading[1]) - 1)
        elif line:
            yield Words(plain(BULLET.sub("", line, count=1)), f"{number}:1")


def plain(text: str) -> str:
    """The words without marks, also where one strong piece follows another."""
    return ESCAPED.sub(r"\1", STRONG.sub(r"\1", text.replace("****", "")))
