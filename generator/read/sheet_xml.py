"""The XML of one sheet, looked over before a parser reads it: how far it reaches, which formulas have no result.

A parser that meets A1 and XFD1048576 makes room for all between. What a parser is to read in another way than its
author meant is put right here: an error (`#REF!`) becomes a text, CDATA plain characters.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape

from .refusal import CELLS, Extent, damaged, too_large

PREFIX = rb"(?:[^\s<>/\"'=]*:)?"
ATTRIBUTES = rb"((?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)"
# A cell as nearly all are written, or any cell or row; and its value where that follows at once.
USUAL = rb'c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]*+")?+(?: t="([a-zA-Z]++)")?+ ?+(/?+)'
TAG = rb"<(?:" + USUAL + rb"|" + PREFIX + rb"(row|c)(?=[\s/>])" + ATTRIBUTES + rb")>"
CELL = re.compile(TAG + rb"(?:<v>([^<]++)</v>)?+")
ATTRIBUTE = re.compile(rb"([^\s=\"']++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
PLACE = re.compile(rb"([A-Za-z]{1,7})([0-9]{1,10})")
FORMULA = re.compile(rb"<" + PREFIX + rb"f[\s/>]")
VALUE = re.compile(rb"<" + PREFIX + rb"(?:v|is)(?:\s[^<>]*+)?+>[^<]?")
HELD = re.compile(rb"<" + PREFIX + rb"(?:v|is)[\s/>]")
OTHER = rb"(?:\s++[^\s=<>\"']++\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'))*?"
ERROR = re.compile(rb"(<" + PREFIX + rb"c" + OTHER + rb"\s++t\s*+=\s*+)(?:\"e\"|'e')")
STRING = re.compile(rb"<" + PREFIX + rb"si[\s/>]")
# One without an end goes to the end.
CDATA = re.compile(rb"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
# No element of a sheet comes near that.
LONGEST = 4096


@dataclass
class Seen:
    """One sheet as it was looked over: `data` is what the parser may read."""

    data: bytes
    uncalculated: set[tuple[int, int]] = field(default_factory=set)


def plain(data: bytes) -> bytes:
    """XML without CDATA. Raises `Refused` where it declares entities, which no workbook does."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise damaged()
    return CDATA.sub(lambda found: escape(found[1].decode("utf-8", "replace")).encode(), data)


def sizes(data: bytes) -> array[int]:
    """How many bytes each of the shared strings takes at most."""
    starts = array("Q")
    for found in STRING.finditer(data):
        starts.append(found.start())
        if len(starts) > CELLS:
            raise too_large(f"工作簿里不同的文字超过 {CELLS} 条，不像公开表")
    starts.append(len(data))
    return array("Q", (end - start for start, end in pairwise(starts)))


def look_over(name: str, data: bytes, strings: array[int], extent: Extent) -> Seen:
    """Sees how far the sheet reaches. Raises `Refused` where that is beyond the limits of `extent`."""
    seen = Seen(data)
    errors = False
    longest = max(strings, default=0)
    last_row = last_column = row = column = -1
    columns: dict[bytes, int] = {}
    count = 0
    after = CELL.search(data)
    while (found := after) is not None:
        after = CELL.search(data, found.end())
        letters, digits, form, closed, kind, attributes, value = found.groups()
        count += 1
        if not count % 4096:
            extent.list(4096)
        if kind == b"row":
            given = _attributes(attributes).get(b"r")
            row, column = (_index(given) if given else row + 1), -1
            continue
        if kind:
            letters, digits, form = _place(attributes)
            closed = attributes.endswith(b"/")
        if letters:
            row = _index(digits)
            column = columns[letters] if letters in columns else columns.setdefault(letters, _column(letters))
        else:
            row, column = max(row, 0), column + 1
        if value is None and not closed:
            held, calculated = _inside(data, found.end(), after.start() if after else len(data), form)
            if not calculated:
                seen.uncalculated.add((row, column))
        else:
            held = value is not None
        if held:
            last_row = row if row > last_row else last_row
            last_column = column if column > last_column else last_column
        if form == b"s" and held:
            known = value is not None and value.isdigit() and len(value) < 9 and int(value) < len(strings)
            extent.say(strings[int(value)] if known else longest)
        elif form == b"e":
            errors = True
    extent.list(count % 4096)
    extent.merge(data.count(b"mergeCell "))
    extent.sheet(name, last_row + 1, last_column + 1)
    if errors:
        seen.data = ERROR.sub(rb'\1"str"', data)
    return seen


def _inside(data: bytes, start: int, end: int, form: bytes | None) -> tuple[bool, bool]:
    """Whether the cell takes room, and whether it has the result of its formula. An empty text is a result too."""
    held = HELD.search(data, start, end) is not None
    if not FORMULA.search(data, start, end):
        return held or form == b"inlineStr", True
    full = VALUE.search(data, start, end)
    return True, (held and form == b"str") or (full is not None and not full[0].endswith(b">"))


def _attributes(text: bytes) -> dict[bytes, bytes]:
    if text in (b"", b"/"):
        return {}
    if len(text) > LONGEST:
        raise damaged()
    pairs = ATTRIBUTE.findall(text)
    found = {name: double or single for name, double, single in pairs}
    if len(found) < len(pairs):
        raise damaged()
    return found


def _place(text: bytes) -> tuple[bytes, bytes, bytes]:
    """Column letters, row digits and type of a cell; letters and digits are empty where it states no place."""
    given = _attributes(text)
    form = given.get(b"t", b"")
    if b"r" not in given:
        return b"", b"", form
    place = PLACE.fullmatch(given[b"r"])
    if place is None:
        raise damaged()
    return place[1], place[2], form


def _index(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > 10 or int(digits) == 0:
        raise damaged()
    return int(digits) - 1


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    return column - 1
