"""An .xls (also one of WPS) → the same workbook with nothing in it but what holds values, looked over first.

Records that say something else are made unknown in place, so that a parser passes over formulas, names and drawings.
A formula becomes the number it came to; its errors are told as text beside the file, because a parser drops them.
"""

from __future__ import annotations

import struct
from array import array
from collections import Counter
from dataclasses import dataclass, field

from .compound import Compound, contain
from .refusal import SHEETS, WRONG, Extent, damaged, locked, refusal, too_large

Place = tuple[int, int]
BOF, EOF, BOUNDSHEET, FILEPASS, CONTINUE, SST = 0x809, 0x0A, 0x85, 0x2F, 0x3C, 0xFC
NUMBER, LABEL, RICH, BOOLERR, RK, MULRK, LABELSST = 0x203, 0x204, 0xD6, 0x205, 0x27E, 0xBD, 0xFD
FORMULA, STRING, MERGED = 0x06, 0x207, 0xE5
CODEPAGE, DATEMODE, FORMAT, XF = 0x42, 0x22, 0x41E, 0xE0
# What is kept besides, and how long such a record is at least.
KEPT = {
    CODEPAGE: 2,
    DATEMODE: 2,
    FORMAT: 3,
    XF: 16,
    BOF: 4,
    EOF: 0,
    BOUNDSHEET: 8,
    CONTINUE: 0,
    SST: 8,
    STRING: 2,
    MERGED: 2,
}
UNKNOWN = b"\xfe\x7f"
# How long a record of one cell is at least.
CELLS = {NUMBER: 14, LABEL: 8, RICH: 8, BOOLERR: 8, RK: 10, MULRK: 12, LABELSST: 10, FORMULA: 22}
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
OTHERS = {
    "WordDocument": "这是 Word 文档，不是 Excel 工作簿",
    "PowerPoint Document": "这是 PowerPoint 文件，不是 Excel 工作簿",
}


@dataclass
class Sheet:
    """What was seen of one sheet."""

    rows: int = 0
    columns: int = 0
    errors: dict[Place, str] = field(default_factory=dict)


def clean_biff(data: bytes) -> tuple[bytes, list[dict[Place, str]]]:
    """The container to read, and for each of its sheets the cells that hold an error. Raises `Refused`."""
    container = Compound(data)
    for name in ("Workbook", "Book"):
        if name in container:
            stream = bytearray(container.read(name))
            del container, data
            try:
                sheets = _look_over(stream)
            except (struct.error, IndexError):
                raise damaged() from None
            return contain(name, bytes(stream)), [sheet.errors for sheet in sheets]
    if "EncryptedPackage" in container:
        raise locked()
    for name, message in OTHERS.items():
        if name in container:
            raise refusal("R20", message, WRONG)
    raise refusal("R20", "这不是 Excel 工作簿", WRONG)


def _look_over(stream: bytearray) -> list[Sheet]:
    """Walks the records and makes those unknown that hold no value."""
    starts: dict[int, Sheet] = {}
    names: dict[int, str] = {}
    begun: set[int] = set()
    strings: list[bytes] = []
    used: Counter[int] = Counter()
    extent = Extent()
    sheet = Sheet()
    at = listed = depth = kind = 0
    end = len(stream)
    while at + 4 <= end:
        before = kind
        kind, length = struct.unpack_from("<HH", stream, at)
        body, here = at + 4, at
        at = body + length
        if at > end or (here == 0 and kind != BOF):
            raise damaged()
        if kind == BOF:
            depth += 1
            if here in starts:
                sheet = starts[here]
                begun.add(here)
        if length < KEPT.get(kind, 0):
            raise damaged()
        if depth > 1:
            # A chart in a sheet is a stream in the stream, with cells of its own.
            if here in starts:
                raise damaged()
            stream[here : here + 2] = UNKNOWN
        elif kind == CONTINUE:
            kind = before
            if kind == SST:
                strings.append(bytes(stream[body:at]))
        elif kind in CELLS:
            listed += 1
            if not listed % 4096:
                extent.list(4096)
            _cell(stream, here, kind, length, sheet, used)
        elif kind == FILEPASS:
            raise locked()
        elif kind == BOUNDSHEET:
            (start,) = struct.unpack_from("<I", stream, body)
            if start in starts or start <= here:
                raise damaged()
            starts[start] = Sheet()
            names[start] = _name(bytes(stream[body + 7 : at]))
            if len(starts) > SHEETS:
                raise too_large(f"工作簿里有超过 {SHEETS} 张表，不像公开表")
        elif kind == SST:
            strings = [bytes(stream[body:at])]
        elif kind == MERGED:
            (count,) = struct.unpack_from("<H", stream, body)
            if length < 2 + 8 * count:
                raise damaged()
            extent.merge(count)
        elif kind not in KEPT:
            stream[here : here + 2] = UNKNOWN
        if kind == EOF:
            depth = max(0, depth - 1)
    if not starts or len(begun) < len(starts):
        raise damaged()
    for start, seen in starts.items():
        extent.sheet(names[start], seen.rows, seen.columns)
    lengths = _lengths(strings)
    for index, times in used.items():
        extent.say(2 * times * (lengths[index] if index < len(lengths) else 0))
    return list(starts.values())


def _name(told: bytes) -> str:
    """The name of a sheet; before Excel 97 no byte says how wide its characters are."""
    if told[:1] in (b"\0", b"\1"):
        return told[1:].decode("utf-16-le" if told[0] else "latin-1", "replace")
    return told.decode("gb18030", "replace")


def _cell(stream: bytearray, at: int, kind: int, length: int, sheet: Sheet, used: Counter[int]) -> None:
    """Enters a record of one cell or, for MULRK, of several in one row."""
    if length < CELLS[kind]:
        raise damaged()
    body = at + 4
    row, column = struct.unpack_from("<HH", stream, body)
    last = column
    if kind == MULRK:
        (last,) = struct.unpack_from("<H", stream, body + length - 2)
        if length != 6 * (last - column + 1) + 6:
            raise damaged()
    elif kind == LABELSST:
        used[struct.unpack_from("<I", stream, body + 6)[0]] += 1
    elif kind == BOOLERR and stream[body + 7]:
        sheet.errors[row, column] = ERRORS.get(stream[body + 6], "#N/A")
    elif kind == FORMULA:
        _formula(stream, at, row, column, sheet)
    sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)


def _formula(stream: bytearray, at: int, row: int, column: int, sheet: Sheet) -> None:
    """Makes a formula the value it came to, as far as that stands in its own record; a text follows in the next."""
    body = at + 4
    if stream[body + 12 : body + 14] != b"\xff\xff":
        stream[at : at + 2] = struct.pack("<H", NUMBER)
    elif stream[body + 6] in (1, 2):
        stream[at : at + 2] = struct.pack("<H", BOOLERR)
        is_error = stream[body + 6] == 2
        stream[body + 6 : body + 8] = bytes((stream[body + 8], is_error))
        if is_error:
            sheet.errors[row, column] = ERRORS.get(stream[body + 6], "#N/A")
    else:
        stream[body + 20 : body + 22] = b"\0\0"


def _lengths(pieces: list[bytes]) -> array[int]:
    """How many characters each shared string has. The table is cut into records anywhere, even inside a string, where
    the rest begins with a byte that says anew how wide its characters are."""
    found = array("Q")
    if not pieces:
        return found
    (count,) = struct.unpack_from("<I", pieces[0], 4)
    piece, at = 0, 8
    while len(found) < count:
        while at >= len(pieces[piece]):
            at -= len(pieces[piece])
            piece += 1
        length, how = struct.unpack_from("<HB", pieces[piece], at)
        found.append(length)
        at += 3
        after = 0
        if how & 8:
            after += 4 * struct.unpack_from("<H", pieces[piece], at)[0]
            at += 2
        if how & 4:
            after += struct.unpack_from("<I", pieces[piece], at)[0]
            at += 4
        left = length
        while left:
            wide = how & 1
            taken = min(left, max(0, len(pieces[piece]) - at) >> wide)
            left -= taken
            at += taken << wide
            if left:
                piece, at = piece + 1, 1
                how = pieces[piece][0]
        at += after
    return found
