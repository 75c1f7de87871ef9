"""The summary of a batch for people: a workbook with a row a unit and a row a finding.

It is written row by row, so that memory stays flat for twenty thousand units; what a sheet cannot hold goes on the
next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.url import Url

from ..model.entry import BLANK, Entry
from ..model.finding import Finding, Severity
from .package import NO_DATE
from .workbook_looks import BASE, BORDER, COLUMN_PIXELS, LOOKS, ROW_PIXELS, cut, text
from .workbook_looks import LONGEST as LONGEST_TEXT

A4 = 9
# Excel holds 1 048 576 rows, and no more than 65 530 links on a sheet.
MOST_ROWS, MOST_LINKS = 1_000_000, 60_000
LONGEST_LINK = 500
UNITS = ("序号", "单位名称", "记录", "状态", "文稿", "错误", "要核对", "待补充")
FINDINGS = ("序号", "单位名称", "类别", "代码", "说明", "位置", "怎样改")
UNIT_WIDTHS = (7, 34, 44, 14, 44, 8, 8, 8)
FINDING_WIDTHS = (7, 30, 9, 7, 60, 44, 60)
ESCAPED = str.maketrans(
    {char: f"%{ord(char):02x}" for char in ['% "#<>[]^`{}?\\', *map(chr, range(32))] for char in char}
)
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "要核对", Severity.INFO: "供参考"}


class SummaryBook:
    """The workbook at `path`, within a `with`; what is being written lies in `scratch`. Raises `OSError`."""

    def __init__(self, path: Path, scratch: Path) -> None:
        options = {
            "constant_memory": True,
            "tmpdir": str(scratch),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": dict(BASE),
            "default_row_height": ROW_PIXELS,
            "default_column_width": COLUMN_PIXELS,
        }
        self._book = Workbook(str(path), options)
        self._book.set_properties({"title": "汇总", "created": dt.datetime(*NO_DATE)})
        self._units = _Sheets(self._book, "单位", UNITS, UNIT_WIDTHS, MOST_LINKS)
        self._findings = _Sheets(self._book, "问题", FINDINGS, FINDING_WIDTHS, MOST_ROWS)
        self._count = 0

    def add(self, entry: Entry) -> None:
        self._count += 1
        counts = (entry.errors, entry.warnings, entry.blanks)
        values = [self._count, entry.unit, entry.record, entry.standing.value, entry.document, *counts]
        self._units.add(values, 4)
        for finding in entry.findings:
            self._findings.add([self._count, entry.unit, *_finding(finding)])

    def note(self, finding: Finding) -> None:
        """A finding that belongs to no unit."""
        self._findings.add(["", "", *_finding(finding)])

    def __enter__(self) -> SummaryBook:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self._units.close()
            self._findings.close()
            try:
                self._book.close()
            except FileCreateError as fault:
                raise OSError(*fault.args[0].args) from None


def _finding(finding: Finding) -> list[str]:
    kind = "待补充" if finding.code == BLANK else SEVERITIES[finding.severity]
    place = str(finding.source) if finding.source else ""
    return [kind, finding.code, finding.message, place, finding.hint]


class _Link(Url):  # type: ignore[misc]
    """A link to the file at `place`, relative to the workbook. XlsxWriter by itself would write it for Windows only."""

    def __init__(self, place: str) -> None:
        super().__init__("external:" + place.replace("#", "_"))
        self.place = place

    def _target(self) -> str:
        return self.place.translate(ESCAPED)


class _Sheets:
    """A table that goes on over as many sheets as it needs."""

    def __init__(self, book: Any, name: str, heads: Sequence[str], widths: Sequence[int], most: int) -> None:
        self.book, self.name, self.heads, self.widths, self.most = book, name, heads, widths, most
        self.head = book.add_format(dict(LOOKS["heading"]))
        self.cell = book.add_format({"valign": "top", "text_wrap": True, **BORDER})
        self.link = book.add_format(
            {"valign": "top", "text_wrap": True, "font_color": "#0563C1", "underline": 1, **BORDER}
        )
        self.count = 0
        self._begin()

    def add(self, values: Sequence[str | int], link: int | None = None) -> None:
        """A row; the value in the column `link` leads to the file of that name."""
        if self.row == self.most:
            self.close()
            self._begin()
        self.row += 1
        for column, value in enumerate(values):
            look = self.cell
            if isinstance(value, int):
                self.page.write_number(self.row, column, value, look)
                continue
            if column == link and value and len(value) < LONGEST_LINK:
                look = self.link
                self.page.write_url(
                    self.row, column, _Link(value), look
                )  # shown as Windows would, so shown again below
            self.page.write_string(self.row, column, text(cut(value, LONGEST_TEXT)), look)

    def _begin(self) -> None:
        self.count += 1
        self.row = 0
        self.page = self.book.add_worksheet(self.name + (f"（{self.count}）" if self.count > 1 else ""))
        self.page.freeze_panes(1, 0)
        self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(0)
        for column, (head, width) in enumerate(zip(self.heads, self.widths, strict=True)):
            self.page.set_column(column, column, width)
            self.page.write_string(0, column, head, self.head)

    def close(self) -> None:
        self.page.autofilter(0, 0, self.row, len(self.heads) - 1)
