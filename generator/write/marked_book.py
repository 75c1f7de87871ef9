"""A workbook of the unit's own, opened to be marked and saved again, or built anew where it cannot be opened.

It exists because openpyxl refuses old and odd files, drops the results of formulas and stamps the time of day. What
it drops without a word is told in `lost`. It refuses nothing: whoever read the workbook knows its values.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from ..model.grid import CellValue, Grid
from .carried_over import carried_over
from .comments import AUTHOR
from .escape import FORBIDDEN
from .heights import half_widths
from .package import FIRST, NO_DATE
from .repack import CORE, parts_of, repacked
from .workbook_looks import FONT, SIZE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

# How openpyxl and what lies under it fail at a file that they cannot read.
UNREADABLE = (BadZipFile, OSError, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError)
MACROS = b"macroEnabled"

# What stands in a file that openpyxl does not carry over, or not well; and of what it warns.
PARTS_LOST = {"xl/media/": "图片", "xl/drawings/drawing": "图形和图表", "xl/threadedComments/": "对批注的答复"}
WARNED = {"Data Validation": "部分下拉列表", "Conditional Formatting": "部分条件格式", "Slicer": "切片器"}
REBUILT = "这份副本只带原文件的数字、文字和合并单元格，原来的格式和公式没有带过来"

NARROWEST, BROADEST = 8, 36


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook, the parts of the file that it was read from, and what was lost on the way, told to people."""

    book: Workbook
    parts: dict[str, bytes] = field(default_factory=dict)
    lost: str = ""

    def saved(self) -> bytes:
        """The file: the same bytes for the same workbook."""
        written = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what was odd about the file is odd about the copy
            self.book.save(written)
        if self.book.vba_archive:
            self.book.vba_archive.close()  # openpyxl leaves it open
        return repacked(carried_over(parts_of(written.getvalue()), self.parts))


def opened(path: Path, grids: Sequence[Grid]) -> Opened:
    """The workbook at `path`; built from its `grids` where openpyxl cannot read it."""
    from openpyxl import load_workbook
    from openpyxl.workbook.properties import CalcProperties

    try:
        data = path.read_bytes()
        parts = parts_of(data)
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            macros = MACROS in parts.get(FIRST, b"")
            book = load_workbook(BytesIO(data), rich_text=True, keep_vba=macros)
    except UNREADABLE:
        return _rebuilt(grids)
    if not book.worksheets:
        return _rebuilt(grids)
    if book.calculation is None:
        book.calculation = CalcProperties()
    book.calculation.fullCalcOnLoad = True
    if CORE not in parts:
        book.properties.created = dt.datetime(*NO_DATE)
    return Opened(book, parts, _lost(parts, [str(warning.message) for warning in warned]))


def marked_suffix(data: bytes) -> str:
    """How the name of a file with this content must end for Excel to open it."""
    return ".xlsm" if MACROS in parts_of(data)[FIRST] else ".xlsx"


def _lost(parts: dict[str, bytes], warned: Sequence[str]) -> str:
    things = [told for start, told in PARTS_LOST.items() if any(name.startswith(start) for name in parts)]
    things += [told for words, told in WARNED.items() if any(words in warning for warning in warned)]
    return f"原文件里的{'、'.join(things)}，在这份副本里可能缺少或走样" if things else ""


def _rebuilt(grids: Sequence[Grid]) -> Opened:
    from openpyxl import Workbook

    book = Workbook()
    book.properties.created = dt.datetime(*NO_DATE)
    book.properties.creator = AUTHOR
    for sheet in book.worksheets:
        book.remove(sheet)
    for grid in grids:
        _fill(book.create_sheet(grid.name), grid)
    return Opened(book, lost=REBUILT)


def _fill(sheet: Worksheet, grid: Grid) -> None:
    """The values of a grid as cells, each column as wide as what stands in it."""
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    side = Side("thin", color="FFBFBFBF")
    font, border = Font(name=FONT, size=SIZE), Border(side, side, side, side)
    wrapped, right = Alignment(vertical="center", wrap_text=True), Alignment("right", "center")
    if grid.hidden:
        sheet.sheet_state = "hidden"
    widths: dict[int, int] = {}
    over_several = {(span.top, span.left) for span in grid.merged if span.right > span.left}
    for row, values in enumerate(grid.rows):
        for column, value in enumerate(values):
            if value is None:
                continue
            cell: Any = sheet.cell(row + 1, column + 1)
            shown = _put(cell, value)
            cell.font, cell.border, cell.alignment = font, border, right if isinstance(value, Decimal) else wrapped
            if (row, column) not in over_several:
                widths[column] = max(widths.get(column, NARROWEST), half_widths(shown) + 2)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(width, BROADEST)
    for span in grid.merged:
        sheet.merge_cells(None, span.top + 1, span.left + 1, span.bottom + 1, span.right + 1)


def _put(cell: Any, value: CellValue) -> str:
    """Puts a value into a cell and tells how long it is there."""
    if not isinstance(value, Decimal):
        write_text(cell, value or "")
        return max((value or "").split("\n"), key=half_widths)
    cell.value = value
    if value != int(value):
        cell.number_format = "#,##0.00" if value == value.quantize(Decimal("0.01")) else "General"
    return f"{value:,.2f}"


def write_text(cell: Any, told: str) -> None:
    """Text into a cell that stays text, whatever it begins with."""
    cell.value = FORBIDDEN.sub("□", told.replace("\r\n", "\n"))[:32767]
    if cell.value:
        cell.data_type = "s"
