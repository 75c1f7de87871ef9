"""A located table → its amounts, each with its meaning, its cell and how exact it is.

Nothing written in a cell of an official table means zero; the word 未知 means that nobody says. What stands in a line
that the table does not have, and is not zero, is told, never dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.source import Source
from .amounts import UNKNOWN, number_text
from .form import Form, Slot
from .located import Located
from .raw import RawCell, RawTable, key_of, parts_of
from .wording import Spellings, bare, squeezed

NOTE = re.compile(r"(注|说明|备注)[:：1一]")
SUMS = frozenset(["合计", "总计", "本年合计", "本年收入合计", "本年支出合计"])


def read_table(at: Located, spellings: Spellings) -> RawTable:
    """The rows of one table."""
    return _Reader(at, spellings).read()


class _Reader:
    def __init__(self, at: Located, spellings: Spellings) -> None:
        self.at = at
        self.form: Form = at.form
        self.grid = at.grid
        self.spellings = spellings
        self.table = RawTable(at)
        self.columns = at.head.columns
        self.covered = at.grid.covered

    def read(self) -> RawTable:
        for column in (at for at in self.form.values if at not in self.columns):
            heading = "、".join(self.form.columns[column].path) or self.form.layout.title
            message = f"{self.form.layout.title}里没有找到“{heading}”这一栏，当作没有写"
            hint = "核对表头的文字；往年的表没有这一栏的，不必改"
            self.table.findings.append(Finding("W11", Severity.WARNING, message, self.at.source, hint))
        if self.form.layout.each:
            self._listed(self.form.layout.each)
        elif any(slot.label or slot.code for block in self.form.blocks for slot in block):
            self._fixed()
        else:
            self._one_line()
        return self.table

    def _rows(self) -> Iterator[int]:
        """The lines below the headings, down to the notes."""
        for row in range(self.at.head.top, self.at.bottom):
            line = [value for value in self.grid.rows[row] if value is not None]
            if line and isinstance(line[0], str) and NOTE.match(squeezed(line[0])):
                return
            yield row

    # Rows of a classification

    def _listed(self, of: str) -> None:
        first = min(self.columns.values())
        name_at = next(iter(self._placed("name")), None)
        projects = self._placed("project")
        before = ""
        for row in self._rows():
            left = range(name_at if name_at is not None else first)
            code = self._code(row, left, before)
            texts = [v for v in self.grid.rows[row][: first + 1] if isinstance(v, str) and not squeezed(v).isdecimal()]
            name = self._text(row, name_at) if name_at is not None else (texts[-1] if texts else "")
            own = [self._text(row, column) for column in projects]
            if any(own) and not code:
                continue  # a project below its 项: what it spent is stated with the projects
            if not code and bare(name or "".join(texts)) not in SUMS:
                self._strange(row, list(self.columns.values()), name)
                continue
            if code:
                before = code
                place = self.grid.source(row, next((c for c in left if self.grid.rows[row][c] is not None), first))
                if code in self.table.codes:
                    message = f"{self.form.layout.title}里科目 {code} 写了两行，前一次在 {self.table.codes[code].place}"
                    self._tell("R13", message, place, "合并成一行")
                    continue
                self.table.codes.setdefault(code, place)
                if name:
                    source = self.grid.source(row, name_at if name_at is not None else first)
                    self.table.names.setdefault(code, (name.strip(), source))
            label = f"{name.strip()}（{code}）" if code and name else code or "合计"
            for index, column in enumerate(self.form.columns):
                if column.role == "value" and index in self.columns:
                    self._cell(key_of(of, code, column), row, index, label, of, code, column.key)

    def _placed(self, role: str) -> list[int]:
        """Where in the sheet the columns of a role stand."""
        return [self.columns[i] for i, c in enumerate(self.form.columns) if c.role == role and i in self.columns]

    def _code(self, row: int, columns: range, before: str) -> str:
        """The code of a line, from one cell or from three (类 款 项); a line that leaves 类 or 款 out has those of the
        line before. '' where there is none."""
        parts = [self._digits(row, column) for column in columns]
        written = [part for part in parts if part]
        if not written:
            return ""
        if len(written) == 1 and len(written[0]) in (3, 5, 7):
            return written[0]
        place = [i for i, part in enumerate(parts) if part]
        joined = "".join(part if index == 0 and len(part) == 3 else part.zfill(2) for index, part in enumerate(written))
        if len(written[0]) == 3:
            return joined if len(joined) in (3, 5, 7) else ""
        depth = len(parts) - (place[-1] + 1)  # how far from the 项 column the last part stands
        kept = before[: 7 - 2 * depth - 2 * len(written)]
        return kept + joined if len(kept + joined) in (5, 7) else ""

    def _digits(self, row: int, column: int) -> str:
        value = self.grid.rows[row][column]
        text = format(value, "f") if isinstance(value, Decimal) else squeezed(value or "")
        return text if text.isdecimal() and len(text) <= 7 else ""

    # Fixed rows

    def _fixed(self) -> None:
        for block in self.form.blocks:
            placed = [slot for slot in block if slot.column in self.columns]
            if not placed:
                continue
            first = min(self.columns[slot.column] for slot in placed)
            used: set[int] = set()
            last = -1
            for row in self._rows():
                label, code = self._label(row, first)
                at = self._row_of(block, label, code, used, last)
                places = sorted({self.columns[slot.column] for slot in placed})
                if at is None:
                    if code and self._coded(block, row, code, label, places):
                        continue
                    self._strange(row, places, label)
                    continue
                used.add(at)
                last = at
                for slot in placed:
                    if slot.row == at:
                        of, code_, column = parts_of(slot)
                        self._cell(slot.key, row, slot.column, slot.words or label.strip(), of, code_, column)

    def _label(self, row: int, first: int) -> tuple[str, str]:
        """The words in front of the first amount of a block, and the code in front of those."""
        label = code = ""
        column = first - 1
        while column >= 0:
            origin = self.covered.get((row, column), (row, column))
            value = self.grid.rows[origin[0]][origin[1]] if origin[0] == row else self.grid.rows[row][column]
            if column in self.columns.values() and value is not None:
                break  # an amount of the block before
            if value is None or column in self.at.head.counters:
                column = min(column, origin[1]) - 1
                continue
            digits = self._digits(row, column)
            if digits and len(digits) in (3, 5) and not code:
                code = digits
                break
            if digits or isinstance(value, Decimal) or label:
                break
            label = str(value)
            column = min(column, origin[1]) - 1
        return label, code

    def _row_of(self, block: tuple[Slot, ...], label: str, code: str, used: set[int], last: int) -> int | None:
        """The row of the layout that a line is: by its code, else by its words; of two alike, the next in order."""
        if code:
            return next((slot.row for slot in block if slot.code == code), None)
        said = bare(label)
        if not said:
            return None
        for names in (lambda s: (s.label,), lambda s: self.spellings.rows.get(s.label, ())[1:]):
            rows = [slot.row for slot in block if slot.row not in used and said in names(slot)]
            if rows:
                return next((at for at in rows if at > last), rows[0])
        return None

    def _coded(self, block: tuple[Slot, ...], row: int, code: str, label: str, places: list[int]) -> bool:
        """A line with a code that the layout has no line for, in a table that knows its rows by code (公开06表)."""
        if len(places) != 1 or not any(slot.key.startswith("basic.") for slot in block):
            return False
        index = next(slot.column for slot in block if self.columns.get(slot.column) == places[0])
        self._cell(f"basic.{code}", row, index, label.strip(), "basic", code, "amount")
        return True

    def _one_line(self) -> None:
        """A table of one line, known by its headings alone."""
        row = next((r for r in self._rows()), None)
        lines = [r for r in self._rows() if any(self.grid.rows[r][c] is not None for c in self.columns.values())]
        if lines or row is not None:
            for slot in self.form.blocks[0]:
                if slot.column in self.columns:
                    heading = self.form.columns[slot.column].path[-1]
                    self._cell(slot.key, lines[0] if lines else row or 0, slot.column, heading, "", "", "")

    # Cells

    def _cell(self, key: str, row: int, index: int, label: str, of: str, code: str, column: str) -> None:
        at = self.columns[index]
        heading = (self.form.columns[index].path or self.at.head.paths.get(at, ("",)))[-1]
        place = self.grid.source(row, at)
        origin = self.covered.get((row, at))
        if (origin is not None and origin != (row, at)) or self._spread(row, at):
            message = f"{self.form.layout.title}里“{label}”的“{heading}”是合并的单元格，分不清是哪一格的金额"
            self._tell("R28", message, place, "取消合并，每格各写各的金额；没有的写 0")
            return
        value = self.grid.rows[row][at]
        if (row, at) in self.grid.uncalculated:
            message = f"{self.form.layout.title}里“{label}”的“{heading}”是没有算过的公式"
            self._tell("R23", message, place, "用 Excel 或 WPS 打开这个文件，保存一次再试")
            return
        if isinstance(value, str) and squeezed(value) == UNKNOWN:
            return
        text = number_text(value)
        if text is None:
            message = f"{self.form.layout.title}里“{label}”的“{heading}”应当是数字，写的却是“{value}”"
            self._tell("R27", message, place, "只写数字；没有的写 0 或空着；不知道的写“未知”")
            return
        name = self.table.names.get(code, (label,))[0] if code and not label else label
        self.table.cells.append(RawCell(key, text, place, name, heading, of, code, column))

    def _spread(self, row: int, at: int) -> bool:
        """Whether the cell is merged with others."""
        return (row, at) in self.covered

    def _strange(self, row: int, places: list[int], label: str) -> None:
        """A line of no known name: told where it holds an amount."""
        for at in places:
            value = self.grid.rows[row][at]
            text = number_text(value)
            if value is None or text is None or not text or not Decimal(text):
                continue
            called = f"“{label.strip()}”不是这张表的项目" if label.strip() else "这一行没有项目名称"
            message = f"{self.form.layout.title}：{called}，却有金额 {text}"
            self._tell("R31", message, self.grid.source(row, at), "核对项目名称和科目编码；多余的行删去")
            return

    def _tell(self, code: str, message: str, place: Source, hint: str) -> None:
        self.table.findings.append(Finding(code, Severity.ERROR, message, place, hint))

    def _text(self, row: int, column: int) -> str:
        value = self.grid.rows[row][column]
        return value if isinstance(value, str) else ""
