"""A workbook of our own making: forms that people fill in with Excel or WPS, and tables they take along.

It exists because county finance offices live in Excel. Everything comes from the sheets as given; nothing is
protected, colours say what is to be filled in. Same sheets, same bytes. It refuses nothing that people write; cells
that overlap and texts beyond what a cell holds are faults of ours.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from ..model.grid import letters
from ..model.sheet import Sheet, SheetCell, tiled
from .heights import half_widths
from .package import NO_DATE
from .repack import parts_of, repacked
from .workbook_looks import (
    BASE,
    COLUMN_PIXELS,
    LOOKS,
    ROW_PIXELS,
    SIZE,
    TEXT_FORMAT,
    length,
    number,
    properties,
    tab_names,
    text,
)

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_format_properties": BASE,
    "default_row_height": ROW_PIXELS,
    "default_column_width": COLUMN_PIXELS,
}
A4 = 9
FOOTER = "&C第 &P 页，共 &N 页"
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}

# What Excel allows in the message at a cell and in a list of choices.
MESSAGE, LIST = 255, 255
REMARK = "说明"
CHOICES = "选项"
REFUSED = {
    "error_title": "不在可选的范围内",
    "error_message": "请点单元格右边的箭头，从列表里选一项；不填的，清空即可。",
}

# A line of text and what is left free above and below the lines of a row, in points; a title's line is higher.
LINE, FREE, TITLE = 15, 5, 28
# How XlsxWriter says that a row has a height of its own. Without the latter part Excel fits the row to what is typed.
FIXED = re.compile(rb'(<row r="([0-9]+)"[^>]*) customHeight="1"')


def write_workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """The .xlsx file with these sheets, in their order, under the names that `tab_names` gives them."""
    from xlsxwriter import Workbook  # only this format needs it

    packed = BytesIO()
    book = Workbook(packed, dict(OPTIONS, default_format_properties=dict(BASE)))
    book.set_properties({"title": text(title), "created": dt.datetime(*NO_DATE)})
    tabs = tab_names([*(sheet.name for sheet in sheets), CHOICES])
    writer = _Writer(book)
    for sheet, tab in zip(sheets, tabs, strict=False):
        writer.write(sheet, tab)
    writer.write_lists(tabs[-1])
    book.close()
    parts = parts_of(packed.getvalue())
    for index, sheet in enumerate(sheets, 1):
        name = f"xl/worksheets/sheet{index}.xml"
        parts[name] = _loosened(parts[name], _heights(sheet)[1])
    return repacked(parts)


class _Writer:
    """Puts cells into a workbook and remembers its formats and lists, for each is kept in it once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.lists: dict[tuple[str, ...], str] = {}  # choices that are too long for a cell → the name of their list

    def write(self, sheet: Sheet, tab: str) -> None:
        page = self.book.add_worksheet(tab)
        _set_up(page, sheet)
        offered: dict[tuple[tuple[str, ...], str], list[list[int]]] = {}
        texts: list[str] = []
        for row, column, cell in tiled(sheet):
            area = [row, column, row + cell.rows - 1, column + cell.columns - 1]
            if cell.kind != "blank":
                self._put(page, area, cell)
            if cell.choices or cell.remark:
                offered.setdefault((cell.choices, text(cell.remark)), []).append(area)
            if cell.kind in ("text", "words") or (cell.kind == "heading" and str(cell.value).isdecimal()):
                texts.append(f"{letters(column)}{row + 1}")
        for (choices, remark), areas in offered.items():
            self._offer(page, choices, remark, areas)
        if texts:  # a code of digits is no number that somebody forgot to convert
            page.ignore_errors({"number_stored_as_text": " ".join(texts)})

    def _put(self, page: Any, area: list[int], cell: SheetCell) -> None:
        look = self._format(properties(cell))
        row, column = area[:2]
        if area[:2] != area[2:]:
            page.merge_range(*area, "", look)
        value = cell.value
        if cell.formula:
            result = Decimal(f"{value:f}") if isinstance(value, Decimal) else text(value or "")
            page.write_formula(row, column, "=" + cell.formula, look, result)
        elif value is None or value == "":
            page.write_blank(row, column, None, look)
        elif isinstance(value, Decimal) and cell.kind != "text" and (exact := number(value)) is not None:
            page.write_number(row, column, exact, look)
        else:
            told = text(value)
            if told.startswith("<r>") and told.endswith("</r>"):  # XlsxWriter takes this for its own markup
                page.write_rich_string(row, column, told[0], told[1], told[2:], look)
            else:
                page.write_string(row, column, told, look)

    def _format(self, wanted: dict[str, Any]) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(wanted)
        return self.formats[key]

    def _offer(self, page: Any, choices: tuple[str, ...], remark: str, areas: list[list[int]]) -> None:
        """The list of choices and the message of the cells in `areas`; a comment where the message is too long."""
        rules: dict[str, Any] = {"validate": "any"}
        if choices:
            rules = {"validate": "list", "source": self._source([text(choice) for choice in choices]), **REFUSED}
        if remark and length(remark) <= MESSAGE:
            rules |= {"input_title": REMARK, "input_message": remark}
        elif remark:
            for row, column, *_ in areas:
                box = {"author": REMARK, "font_name": BASE["font_name"], "font_size": 9}
                page.write_comment(row, column, remark, box | _box(remark))
        if len(rules) > 1:
            page.data_validation(*areas[0], rules | {"other_cells": areas[1:]})

    def _source(self, choices: list[str]) -> list[str] | str:
        """The choices themselves, or the name of a list: Excel takes a comma for the end of a choice and drops
        spaces. A name, because Excel saves a reference to another sheet in a way that other programs do not read."""
        plain = all(choice and choice == choice.strip() and not set(choice) & set(',"\n') for choice in choices)
        if plain and length(",".join(choices)) <= LIST:
            return choices
        return "=" + self.lists.setdefault(tuple(choices), f"{CHOICES}_{len(self.lists) + 1}")

    def write_lists(self, tab: str) -> None:
        """The long lists on a hidden sheet, a column each."""
        if not self.lists:
            return
        page = self.book.add_worksheet(tab)
        page.hide()
        look = self._format({"num_format": TEXT_FORMAT})
        for column, (choices, name) in enumerate(self.lists.items()):
            for row, choice in enumerate(choices):
                page.write_string(row, column, choice, look)
            place = letters(column)
            self.book.define_name(name, f"='{tab}'!${place}$1:${place}${len(choices)}")


def _set_up(page: Any, sheet: Sheet) -> None:
    """The page: widths, heights, what stays in view, how it prints."""
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    for row, height in _heights(sheet)[0].items():
        page.set_row(row, height)
    if sheet.frozen:
        page.freeze_panes(sheet.frozen, 0)
        page.repeat_rows(0, sheet.frozen - 1)
    if sheet.landscape:
        page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.center_horizontally()
    page.set_margins(**MARGINS)
    page.set_footer(FOOTER)
    page.hide_gridlines(2)


def _heights(sheet: Sheet) -> tuple[dict[int, int], set[int]]:
    """The height of each row, in points, and the rows whose height must stay, for Excel does not fit rows to merged
    cells: estimated on the high side, a row that is too low hides words."""
    lines = dict.fromkeys(range(len(sheet.rows)), 1)
    titles, fixed = set(), set()
    for row, column, cell in tiled(sheet):
        if cell.kind == "title":
            titles.add(row)
        if cell.rows > 1 or not isinstance(cell.value, str) or cell.formula:
            continue
        size = LOOKS[cell.kind].get("font_size", SIZE)
        room = max(1, sum(sheet.widths[column : column + cell.columns]) * SIZE // size - 1)
        wanted = sum(max(1, -(-half_widths(line) // room)) for line in text(cell.value).split("\n"))
        lines[row] = max(lines[row], wanted)
        if cell.columns > 1 and wanted > 1:
            fixed.add(row)
    return {row: count * (TITLE if row in titles else LINE) + FREE for row, count in lines.items()}, fixed | titles


def _loosened(part: bytes, fixed: set[int]) -> bytes:
    """The part of a sheet in which only rows in `fixed` keep their height when somebody types more into them."""
    return FIXED.sub(lambda row: row[0] if int(row[2]) - 1 in fixed else row[1], part)


def _box(remark: str) -> dict[str, int]:
    """How large a comment must be to show its text, in pixels."""
    lines = sum(-(-half_widths(line) // 48) or 1 for line in remark.split("\n"))
    return {"width": 320, "height": 16 * lines + 16}
