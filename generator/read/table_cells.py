"""The cells of a located table, whatever kind of rows it has: what is written in one, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.source import Source
from .amounts import UNKNOWN, number_text
from .form import Form
from .located import Located
from .raw import RawCell, RawTable
from .wording import Spellings, squeezed

NOTE = re.compile(
    r"(注|说明|备注)[:：1一]|(填报人|填表人|制表人?|审核人?|复核人?|经办人|单位负责人|财务负责人|联系电话|填表日期|填报日期)[:：]?"
)
REQUIRED = frozenset(["basic_expenditure", "project_expenditure"])
TOLD = 3


class TableCells:
    """Reads the cells of one table into a `RawTable`."""

    def __init__(self, at: Located, spellings: Spellings) -> None:
        self.at = at
        self.form: Form = at.form
        self.title = at.form.layout.title
        self.grid = at.grid
        self.spellings = spellings
        self.table = RawTable(at)
        self.columns = at.head.columns
        self.covered = at.grid.covered
        self.strangers: list[tuple[str, Source]] = []

    def headings(self) -> None:
        """Tells the columns that were not found, and those that nobody can tell apart."""
        for heading, one, other in self.at.head.alike:
            places = (self.grid.source(self.at.head.top - 1, at) for at in (one, other))
            first, second = places
            message = f"{self.title}有两栏都像“{heading}”，分不清读哪一栏：{first.place} 和 {second.place}"
            hint = "把不要的一栏删去；或在表头写明各栏是哪一年的、是预算数还是决算数"
            self.table.findings.append(Finding("R33", Severity.ERROR, message, first, hint, (second,)))
        taken = {self.form.columns[at].path for at in self.columns}
        told = {heading for heading, _, _ in self.at.head.alike}
        for at in self.form.values:
            column = self.form.columns[at]
            if at in self.columns or column.path in taken or (column.path and column.path[-1] in told):
                continue
            heading = "、".join(column.path) or self.title
            due = column.key in REQUIRED
            message = f"{self.title}里没有找到“{heading}”这一栏" + ("" if due else "，当作没有写")
            hint = "核对表头的文字" + ("" if due else "；往年的表没有这一栏的，不必改")
            severity = Severity.ERROR if due else Severity.WARNING
            self.table.findings.append(Finding("R33" if due else "W11", severity, message, self.at.source, hint))

    def lines(self) -> Iterator[int]:
        """The lines below the headings, down to the notes or the signatures."""
        for row in range(self.at.head.top, self.at.bottom):
            line = [value for value in self.grid.rows[row] if value is not None]
            if line and isinstance(line[0], str) and NOTE.match(squeezed(line[0])):
                return
            yield row

    def cell(self, key: str, row: int, index: int, label: str, of: str, code: str, column: str) -> None:
        """One amount or count, in the line `row` and the column `index` of the layout."""
        at = self.columns[index]
        heading = (self.form.columns[index].path or self.at.head.paths.get(at, ("",)))[-1]
        place = self.grid.source(row, at)
        origin = self.covered.get((row, at), (row, at))
        value = self.grid.rows[origin[0]][origin[1]]
        if (row, at) in self.grid.uncalculated:
            message = f"{self.title}里“{label}”的“{heading}”是没有算过的公式"
            self.tell("R23", message, place, "用 Excel 或 WPS 打开这个文件，保存一次再试")
            return
        if isinstance(value, str) and squeezed(value) == UNKNOWN:
            return
        text = number_text(value)
        if (row, at) in self.covered and text != "":
            message = f"{self.title}里“{label}”的“{heading}”是合并的单元格，分不清是哪一格的金额"
            self.tell("R28", message, place, "取消合并，每格各写各的金额；没有的写 0")
        elif text is None:
            message = f"{self.title}里“{label}”的“{heading}”应当是数字，写的却是“{value}”"
            self.tell("R27", message, place, "只写数字；没有的写 0 或空着；不知道的写“未知”")
        else:
            name = self.table.names.get(code, (label,))[0] if code and not label else label
            self.table.cells.append(RawCell(key, text, place, name, heading, of, code, column))

    def strange(self, row: int, places: Sequence[int], label: str) -> None:
        """A line of no known name: told, with the others like it, where it holds an amount."""
        for at in places:
            value = self.grid.rows[row][at]
            text = number_text(value)
            if text and Decimal(text):
                called = f"“{label.strip()}”不是这张表的项目" if label.strip() else "这一行没有项目名称"
                self.strangers.append((f"{self.title}：{called}，却有金额 {text}", self.grid.source(row, at)))
                return

    def tell_strangers(self) -> None:
        """One finding for lines that are not known; where there are many, the codes or names are all written unlike."""
        for message, place in self.strangers[:TOLD]:
            self.tell("R31", message, place, "核对项目名称和科目编码；多余的行删去")
        if rest := self.strangers[TOLD:]:
            message = f"{self.title}还有 {len(rest)} 行认不出来，第一行在 {rest[0][1].place}"
            hint = "科目编码写成七位一栏，或类、款、项三栏；项目名称照官方的表写"
            self.tell("R31", message, rest[0][1], hint)

    def tell(self, code: str, message: str, place: Source, hint: str) -> None:
        self.table.findings.append(Finding(code, Severity.ERROR, message, place, hint))

    def text(self, row: int, column: int) -> str:
        value = self.grid.rows[row][column]
        return value if isinstance(value, str) else ""
