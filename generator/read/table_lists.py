"""Tables whose lines are 类, 款 and 项 (公开02, 03, 05, 07, 08表)."""

from __future__ import annotations

from .codes import code_of, digits, split
from .raw import key_of
from .table_cells import TableCells
from .wording import bare

SUMS = frozenset(
    ["合计", "总计", "本年合计", "本年收入合计", "本年支出合计", "支出合计", "收入合计", "支出总计", "收入总计"]
)
UNDER = frozenset(["小计"])
SERIAL = "序号"


class ListReader(TableCells):
    """Reads the lines of a list."""

    def read(self, of: str) -> None:
        first = min(self.columns.values())
        named = self._placed("name")
        name_at = named[0] if named else None
        projects = self._placed("project")
        left = [at for at in range(name_at if name_at is not None else first) if not self._serial(at)]
        before = ""
        for row in self.lines():
            name = self._name(row, name_at, first)
            code = code_of([digits(self.grid.rows[row][at]) for at in left], before)
            if not code:
                code, name = split(name)
            if not code and any(self.text(row, at) for at in projects):
                continue  # a project below its 项: what it spent is stated with the projects
            if not code and bare(name) in UNDER:
                continue
            if not code and bare(name) not in SUMS:
                self.strange(row, list(self.columns.values()), name)
                continue
            if code and not self._known(row, code, name, left, name_at if name_at is not None else first):
                continue
            before = code or before
            label = f"{name.strip()}（{code}）" if code and name else code or "合计"
            for index, column in enumerate(self.form.columns):
                if column.role == "value" and index in self.columns:
                    self.cell(key_of(of, code, column), row, index, label, of, code, column.key)

    def _known(self, row: int, code: str, name: str, left: list[int], name_at: int) -> bool:
        """Keeps the code and the name of a line; False for a code that another line has."""
        place = self.grid.source(row, next((at for at in left if self.grid.rows[row][at] is not None), name_at))
        if code in self.table.codes:
            message = f"{self.title}里科目 {code} 写了两行，前一次在 {self.table.codes[code].place}"
            self.tell("R13", message, place, "合并成一行")
            return False
        self.table.codes[code] = place
        if name:
            self.table.names[code] = (name.strip(), self.grid.source(row, name_at))
        return True

    def _name(self, row: int, name_at: int | None, first: int) -> str:
        """What the line is called: in the column of names, else the last words before the figures."""
        if name_at is not None and self.text(row, name_at):
            return self.text(row, name_at)
        texts = [v for v in self.grid.rows[row][:first] if isinstance(v, str) and not digits(v)]
        return texts[-1] if texts else ""

    def _serial(self, at: int) -> bool:
        return SERIAL in self.at.head.paths.get(at, ())

    def _placed(self, role: str) -> list[int]:
        """Where in the sheet the columns of a role stand."""
        return [self.columns[i] for i, c in enumerate(self.form.columns) if c.role == role and i in self.columns]
