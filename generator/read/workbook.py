"""A workbook of Excel or WPS → its sheets as grids. What the file is is decided by its content, not by its name.

The parser (calamine) is quick and trusts what it reads, so it only gets what `openxml.py` and `biff.py` looked over.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Context, Decimal
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ..model.finding import Refused
from ..model.grid import CellValue, Grid, Span
from ..model.source import Source
from .opened import first_bytes
from .refusal import SAVE_AS, WRONG, damaged, refusal, too_large

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, SheetMetadata

LARGEST = 50 * 1024 * 1024
# As many digits as Excel keeps; what a binary number has beyond them was never typed.
DIGITS = Context(prec=15)
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What files are that begin like this, in lower case and without blanks in front.
BEGINNINGS = (
    ((b"%pdf",), "这是 PDF 文件，不是 Excel 工作簿", WRONG),
    ((b"{\\rtf",), "这是 RTF 文档，不是 Excel 工作簿", WRONG),
    ((b"mime-version",), "这是网页文件，只是扩展名像 Excel 工作簿", SAVE_AS),
    ((b"rar!", b"7z\xbc\xaf", b"\x1f\x8b"), "这是压缩文件，不是 Excel 工作簿", "先解压，再用里面的 .xlsx 文件"),
    ((b"\x09\x00\x04", b"\x09\x02\x06", b"\x09\x04\x06"), "这是很旧的 Excel 文件，读不了", SAVE_AS),
)
Place = tuple[int, int]


def read_grids(path: Path) -> list[Grid]:
    """The sheets of the workbook at `path`, in its order, hidden ones included and charts left out. Raises `Refused`.
    Merged ranges and cells without a result may lie beyond the last row or column that holds something."""
    data = first_bytes(path, LARGEST + 1, "2024.xlsx")
    try:
        if len(data) > LARGEST:
            raise too_large(f"文件超过 {LARGEST >> 20} MB，不像公开表")
        return list(_grids(str(path), data))
    except Refused as told:
        raise Refused(*(replace(finding, source=Source(str(path))) for finding in told.findings)) from None


def _grids(path: str, data: bytes) -> Iterator[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    errors: list[dict[Place, str]] = []
    uncalculated: list[frozenset[Place]] = []
    if data.startswith(ZIP):
        from .openxml import clean_openxml

        data, uncalculated = clean_openxml(data)
    elif data.startswith(OLE):
        from .biff import clean_biff

        data, errors = clean_biff(data)
    else:
        raise _not_a_workbook(data)
    with _Panics():
        try:
            book = CalamineWorkbook.from_filelike(BytesIO(data))
            del data
            sheets: list[SheetMetadata] = book.sheets_metadata
            if len({sheet.name for sheet in sheets}) < len(sheets):
                raise damaged()
            for at, told in enumerate(sheets):
                if told.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_index(at)
                yield Grid(
                    path,
                    told.name,
                    _rows(sheet, errors[at] if at < len(errors) else {}),
                    tuple(Span(*first, *last) for first, last in sheet.merged_cell_ranges or ()),
                    told.visible != SheetVisibleEnum.Visible,
                    uncalculated[at] if at < len(uncalculated) else frozenset(),
                )
        except CalamineError:
            raise damaged() from None


class _Panics:
    """Where the parser stumbles over an assumption of its own, the file is damaged. Its exception has no public name
    and is not derived from Exception."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, _: TracebackType | None) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise damaged() from None


def _rows(sheet: CalamineSheet, errors: dict[Place, str]) -> tuple[tuple[CellValue, ...], ...]:
    rows = [[_value(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in errors.items():
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = text
    while rows and all(cell is None for cell in rows[-1]):
        rows.pop()
    width = 0
    for line in rows:
        width = max(width, next((at for at in range(len(line), width, -1) if line[at - 1] is not None), width))
    return tuple(tuple(line[:width]) + (None,) * (width - len(line)) for line in rows)


def _value(cell: object) -> CellValue:
    if isinstance(cell, str):
        return cell if cell and not cell.isspace() else None
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        number = DIGITS.create_decimal(repr(cell))
        if not number.is_finite():
            return str(cell)
        return Decimal(int(number)) if number == number.to_integral_value() else number.normalize(DIGITS)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell)


def _not_a_workbook(data: bytes) -> Refused:
    """What the file is instead, as far as its first bytes tell."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if not data:
        return refusal("R20", "这是一个空文件", "检查是否选错了文件，或者没有下载完")
    for starts, message, hint in BEGINNINGS:
        if head.startswith(starts) or data.startswith(starts):
            return refusal("R20", message, hint)
    if head.startswith(b"<"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            return refusal("R20", "这是 XML 表格（2003 年的格式），读不了", SAVE_AS)
        if b"<html" in head or b"<table" in head or head.startswith((b"<!doctype", b"<meta", b"<style", b"<div")):
            return refusal("R20", "这是网页文件，只是扩展名像 Excel 工作簿", SAVE_AS)
    if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refusal("R20", "这是文本文件（如 CSV），不是 Excel 工作簿", SAVE_AS)
    return refusal("R20", "这不是 Excel 工作簿", WRONG)
