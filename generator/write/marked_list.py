"""The first sheet of a marked workbook: all findings, each with a link to its cell.

It exists because a finding about a whole sheet, about last year's file or about nothing in particular has no cell to
stand on, and because people want to tick off a list. In a hidden column it remembers how each marked cell was
coloured before, for the next run. It refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.finding import Finding, Severity
from ..model.source import Source
from .heights import half_widths
from .marked_book import write_text
from .workbook_looks import FONT, SIZE

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LIST = "核对结果"
LEVELS = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.INFO: "提示"}
COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.INFO: "FFDDEBF7"}
HEADINGS = {"级别": 9, "代码": 8, "位置": 28, "问题": 58, "办法": 44}
PLACE, HEADER, FIRST = 3, 4, 5
GUIDE = "有问题的单元格已标颜色并加批注，点“位置”可跳到那一格。改好后可直接拿这份文件再核对一次。"
# A line of text and what is left free around the lines of a row, in points; the rows above the list.
LINE, FREE, HEAD = 15, 6, (32, 20, 20, 22)
NOTHING = "没有发现问题"
MANY = 6  # further places of a finding that are named

# Where the colours before are remembered; the column beside the list stays empty, for filters end there.
MEMORY = 7
REMEMBERED = "原来的底色"


def own(source: Source, path: Path) -> bool:
    """Whether a place lies in the workbook at `path`."""
    return Path(source.path) == path or Path(source.path).resolve() == path.resolve()


def remembered(book: Workbook) -> Iterator[tuple[str, str, Any]]:
    """Sheet, cell and former fill of each cell that an earlier run marked."""
    if LIST not in book.sheetnames or not hasattr(book[LIST], "max_row"):
        return
    sheet: Any = book[LIST]
    if sheet.cell(HEADER, MEMORY).value == REMEMBERED:
        for row in range(FIRST, sheet.max_row + 1):
            cell = sheet.cell(row, MEMORY)
            name, found, place = str(cell.value or "").rpartition("!")
            if found:
                yield name, place, copy(cell.fill)


def add_list(
    book: Workbook, path: Path, findings: Sequence[Finding], lost: str, fills: Mapping[tuple[str, str], Any]
) -> None:
    """Puts the list in front of the sheets, in place of an earlier one. `fills` are how the marked cells looked."""
    if LIST in book.sheetnames:
        book.remove(book[LIST])
    sheet = book.create_sheet(LIST, 0)
    _head(sheet, findings, lost)
    for row, finding in enumerate(findings, FIRST):
        _row(sheet, row, finding, path, set(book.sheetnames))
    if not findings:
        _cell(sheet, FIRST, 1, NOTHING)
        sheet.merge_cells(None, FIRST, 1, FIRST, len(HEADINGS))
    _remember(sheet, fills)
    _set_up(sheet, findings)
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet  # several selected sheets would be edited together
    for chart in book.chartsheets:
        for view in chart.sheetViews.sheetView:
            view.tabSelected = False
    for window in book.views:
        window.firstSheet = 0


def _cell(sheet: Worksheet, row: int, column: int, told: str, *, bordered: bool = True, bold: bool = False) -> Any:
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side("thin", color="FF808080")
    cell: Any = sheet.cell(row, column)
    write_text(cell, told)
    cell.font = Font(name=FONT, size=SIZE, bold=bold)
    cell.alignment = Alignment("center" if bold or column < PLACE else "left", "center", wrap_text=True)
    if bordered:
        cell.border = Border(side, side, side, side)
    return cell


def _head(sheet: Worksheet, findings: Sequence[Finding], lost: str) -> None:
    """Title, count and guide above the list."""
    from openpyxl.styles import Alignment, Font, PatternFill

    counts = [(level, sum(f.severity is severity for f in findings)) for severity, level in LEVELS.items()]
    summary = "，".join(f"{level} {count} 处" for level, count in counts if count)
    guide = GUIDE if any(finding.source for finding in findings) else ""
    count = f"共 {len(findings)} 处：{summary}" if summary else NOTHING
    lines = [LIST, count, "\n".join(filter(None, (guide, f"{lost}。" if lost else "")))]
    for row, line in enumerate(lines, 1):
        cell = _cell(sheet, row, 1, line, bordered=False)
        cell.alignment = Alignment("left", "center", wrap_text=True)
        sheet.merge_cells(None, row, 1, row, len(HEADINGS))
        sheet.row_dimensions[row].height = HEAD[row - 1] + LINE * line.count("\n")
    sheet.cell(1, 1).font = Font(name=FONT, size=16, bold=True)
    sheet.row_dimensions[HEADER].height = HEAD[-1]
    for column, heading in enumerate(HEADINGS, 1):
        _cell(sheet, HEADER, column, heading, bold=True).fill = PatternFill("solid", fgColor="FFD9D9D9")


def _row(sheet: Worksheet, row: int, finding: Finding, path: Path, sheets: set[str]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    told, target = _place(finding.source, path)
    others = [_place(source, path)[0] for source in finding.also if source != finding.source]
    more = f" 等 {len(others)} 处" if len(others) > MANY else ""
    message = finding.message + (f"\n（另见 {'、'.join(others[:MANY])}{more}）" if others else "")
    lines = 1
    texts = (LEVELS[finding.severity], finding.code, told, message, finding.hint)
    for column, (text, width) in enumerate(zip(texts, HEADINGS.values(), strict=True), 1):
        _cell(sheet, row, column, text)
        lines = max(lines, sum(-(-half_widths(line) // (width - 2)) or 1 for line in text.split("\n")))
    sheet.row_dimensions[row].height = lines * LINE + FREE
    sheet.cell(row, 1).fill = PatternFill("solid", fgColor=COLOURS[finding.severity])
    if target and target[0] in sheets:
        name = target[0].replace("'", "''")
        place: Any = sheet.cell(row, PLACE)
        place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{name}'!{target[1]}")
        place.font = Font(name=FONT, size=SIZE, color="FF0563C1", underline="single")


def _place(source: Source | None, path: Path) -> tuple[str, tuple[str, str] | None]:
    """A place as people read it, and sheet and cell where it is in this workbook."""
    if source is None:
        return "—", None
    if not own(source, path):
        return str(replace(source, path=Path(source.path).name)), None
    if not source.place.startswith("["):
        return "整个文件", None
    inside = source.place[1:-1]
    if source.cell is None:
        return f"{inside}（整张表）", (inside, "A1")
    return inside, (source.cell[0], inside.rpartition("!")[2])


def _remember(sheet: Worksheet, fills: Mapping[tuple[str, str], Any]) -> None:
    sheet.cell(HEADER, MEMORY).value = REMEMBERED
    for row, ((name, place), fill) in enumerate(fills.items(), FIRST):
        cell: Any = sheet.cell(row, MEMORY)
        write_text(cell, f"{name}!{place}")
        cell.fill = fill
    sheet.column_dimensions["G"].hidden = True


def _set_up(sheet: Worksheet, findings: Sequence[Finding]) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins
    from openpyxl.worksheet.properties import PageSetupProperties

    for column, width in enumerate(HEADINGS.values(), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    last = get_column_letter(len(HEADINGS))
    sheet.auto_filter.ref = f"A{HEADER}:{last}{max(HEADER, HEADER + len(findings))}"
    sheet.freeze_panes = f"A{FIRST}"
    sheet.sheet_view.showGridLines = False
    worst = next((severity for severity in LEVELS if any(f.severity is severity for f in findings)), None)
    sheet.sheet_properties.tabColor = COLOURS[worst] if worst else "FFC6EFCE"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(0.5, 0.5, 0.6, 0.7)
    sheet.print_options.horizontalCentered = True
    footer: Any = sheet.oddFooter
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    sheet.print_area = f"A1:{last}{max(FIRST, HEADER + len(findings))}"
