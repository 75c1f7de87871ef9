"""Tables whose lines are fixed items, known by their words or codes (公开01, 04, 06, 09, 10表), or one line of figures
that is known by its headings alone."""

from __future__ import annotations

from decimal import Decimal

from .amounts import number_text
from .codes import digits
from .form import Slot
from .raw import parts_of
from .table_cells import TableCells
from .wording import bare

SUMS = frozenset(["合计", "总计"])


class FixedReader(TableCells):
    """Reads the lines of each block: the columns of figures that share their words."""

    def read(self) -> None:
        for block in self.form.blocks:
            placed = [slot for slot in block if slot.column in self.columns]
            if placed:
                self._block(block, min(self.columns[slot.column] for slot in placed))

    def _block(self, block: tuple[Slot, ...], first: int) -> None:
        places = {slot.column: self.columns[slot.column] for slot in block if slot.column in self.columns}
        used: set[int] = set()
        last = -1
        for row in self.lines():
            label, code = self._label(row, first)
            at = self._row_of(block, label, code, used, last)
            if at is not None:
                used.add(at)
                last = at
                for slot in block:
                    if slot.row == at and slot.column in places:
                        self._slot(slot, slot.column, row, label)
            elif not self._elsewhere(block, row, label, code, list(places)):
                self.strange(row, sorted(places.values()), label)

    def _slot(self, slot: Slot, column: int, row: int, label: str) -> None:
        of, code, own = parts_of(slot)
        self.cell(slot.key, row, column, slot.words or label.strip(), of, code, own)

    def _elsewhere(self, block: tuple[Slot, ...], row: int, label: str, code: str, columns: list[int]) -> bool:
        """A line that this block of the layout does not have: a block that the sheet has no columns for may, an older
        form may have had it, or its code says what it is (公开06表)."""
        if len(columns) != 1:
            return bare(label) in self.spellings.older
        for other in self.form.blocks:
            if not any(slot.column in self.columns for slot in other):
                at = self._row_of(other, label, code, set(), -1)
                if at is not None:
                    self._slot(next(slot for slot in other if slot.row == at), columns[0], row, label)
                    return True
        older = self.spellings.older.get(f"{self.form.title}.{bare(label)}", self.spellings.older.get(bare(label)))
        if older:
            self.cell(older, row, columns[0], label.strip(), "", "", "")
        elif older is None and code and any(slot.key.startswith("basic.") for slot in block):
            self.cell(f"basic.{code}", row, columns[0], label.strip(), "basic", code, "amount")
        else:
            return older is not None
        return True

    def _label(self, row: int, first: int) -> tuple[str, str]:
        """The words in front of the first amount of a block, and the code in front of those. Columns in between that
        are not read (行次, another year) are passed over; an amount of the block before ends the search."""
        label = code = ""
        column = first - 1
        while column >= 0 and not code:
            origin = self.covered.get((row, column), (row, column))
            value = self.grid.rows[origin[0]][origin[1]] if origin[0] == row else self.grid.rows[row][column]
            if column in self.columns.values() and value is not None:
                break
            number = isinstance(value, Decimal) or (isinstance(value, str) and number_text(value) is not None)
            if value is None or column in self.at.head.counters:
                pass
            elif len(digits(value)) in (3, 5):
                code = digits(value)
            elif label:
                break
            elif not number:
                label = str(value)
            column = min(column, origin[1]) - 1
        return label, code

    def _row_of(self, block: tuple[Slot, ...], label: str, code: str, used: set[int], last: int) -> int | None:
        """The row of the layout that a line is: by its code, else by its words; of two alike, the next in order."""
        if code:
            return next((slot.row for slot in block if slot.code == code), None)
        said = bare(label)
        for spelled in (False, True) if said else ():
            rows = [slot.row for slot in block if slot.row not in used and said in self._names(slot.label, spelled)]
            if rows:
                return next((at for at in rows if at > last), rows[0])
        return None

    def _names(self, label: str, spelled: bool) -> tuple[str, ...]:
        return self.spellings.rows.get(label, ())[1:] if spelled else (label,)


class LineReader(TableCells):
    """Reads a table of one line; of several lines with figures, the one that is the sum."""

    def read(self) -> None:
        lines = list(self.lines())
        filled = [row for row in lines if any(self.grid.rows[row][at] is not None for at in self.columns.values())]
        summed = [row for row in filled if any(bare(str(v)) in SUMS for v in self.grid.rows[row] if isinstance(v, str))]
        if len(filled) > 1 and len(summed) != 1:
            message = f"{self.title}有 {len(filled)} 行金额，不知道哪一行是本单位的"
            self.tell("R31", message, self.grid.source(filled[1], min(self.columns.values())), "留下本单位的一行")
            return
        if not lines:
            return
        row = (summed or filled or lines)[0]
        for slot in self.form.blocks[0]:
            if slot.column in self.columns:
                heading = self.form.columns[slot.column].path[-1]
                self.cell(slot.key, row, slot.column, heading, "", "", "")
