"""What the readers of workbooks say when they refuse a file; whoever knows its path adds the place.

R20 it is no workbook, R21 it has a password, R22 it is too large. The limits lie far above what anybody discloses and
far below what a machine of today can hold.
"""

from __future__ import annotations

from ..model.finding import Finding, Refused, Severity

SHEETS = 500
# Cells of the whole workbook: those between A1 and the last one in use, and those the file lists, blank ones included.
CELLS = 2_000_000
LISTED = 5_000_000
ROWS = 100_000
COLUMNS = 2_000
MERGES = 200_000
# Bytes of text, each cell counted, however often the file itself names a text it holds once.
TEXT = 200 * 1024 * 1024

SAVE_AS = "用 Excel 或 WPS 打开，点“另存为”，类型选“Excel 工作簿（.xlsx）”，保存后再试"
WRONG = "检查是否选错了文件；改扩展名不能转换内容"
TIDY = "检查是否选错了文件；没有错的，把要用的表复制到一个新工作簿，保存后再试"


def refusal(code: str, message: str, hint: str) -> Refused:
    """A refusal that does not yet say of which file."""
    return Refused(Finding(code, Severity.ERROR, message, None, hint))


def damaged() -> Refused:
    """The file begins like a workbook and does not go on like one."""
    again = "用 Excel 或 WPS 打开，另存为 .xlsx 后再试；打不开的，重新下载或请对方重发"
    return refusal("R20", "工作簿不完整或已损坏", again)


def locked() -> Refused:
    """The file can be read by those who know a password."""
    return refusal("R21", "工作簿设了打开密码", "用 Excel 或 WPS 打开，在“文件—信息”里去掉密码，保存后再试")


def too_large(message: str, hint: str = TIDY) -> Refused:
    """Reading the file would take more time or memory than any disclosure is worth."""
    return refusal("R22", message, hint)


class Extent:
    """How much of a workbook was seen so far; refuses what goes beyond the limits."""

    def __init__(self) -> None:
        self.cells = 0
        self.listed = 0
        self.merges = 0
        self.text = 0

    def sheet(self, name: str, rows: int, columns: int) -> None:
        """Enters a sheet by the row and column at which its last cells stand, counted from 1."""
        if rows > ROWS or columns > COLUMNS:
            message = f"表“{name}”用到了第 {rows} 行、第 {columns} 列，超过 {ROWS} 行或 {COLUMNS} 列，不像公开表"
            raise too_large(message, "删去表格以外零散的内容（按 Ctrl+End 看最后一个单元格在哪里），保存后再试")
        self.cells += rows * columns
        if self.cells > CELLS:
            raise too_large(f"工作簿用到的单元格超过 {CELLS} 个，不像公开表")

    def list(self, count: int) -> None:
        """Enters cells that the file lists, whether or not they hold anything."""
        self.listed += count
        if self.listed > LISTED:
            raise too_large(f"工作簿里的单元格（包括只有格式的）超过 {LISTED} 个，不像公开表")

    def merge(self, count: int) -> None:
        """Enters merged ranges."""
        self.merges += count
        if self.merges > MERGES:
            raise too_large(f"工作簿里合并的单元格超过 {MERGES} 处，不像公开表")

    def say(self, size: int) -> None:
        """Enters the text of cells."""
        self.text += size
        if self.text > TEXT:
            raise too_large(f"工作簿里的文字超过 {TEXT >> 20} MB，不像公开表")
