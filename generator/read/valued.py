"""A table whose unit is known: every cell with its exact amount in 元 and how far the true one may lie from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..model.figure import Figure, How, Unit
from ..model.official import OfficialTable, TableCell
from ..model.values import SCALES, Scalar
from .amounts import precision, slack
from .raw import RawCell, RawTable, exact, is_count


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell with its unit (元, 万元) and how far the true amount may lie from it, 元."""

    cell: RawCell
    unit: str
    slack: Decimal

    @property
    def exact(self) -> Decimal:
        return Decimal(self.cell.text or 0) * SCALES[self.unit]

    @property
    def scalar(self) -> Scalar:
        if is_count(self.cell.key):
            return Scalar(self.cell.text or "0", self.cell.source)
        return Scalar(self.cell.text or "0", self.cell.source, self.slack, self.unit)


@dataclass(frozen=True, slots=True)
class Valued:
    """A table with its unit. `rounded` is how many decimals its amounts are rounded to, None where they are exact."""

    raw: RawTable
    unit: str
    rounded: int | None

    @property
    def list(self) -> str:
        """The list whose rows the table holds; '' for fixed items."""
        return self.raw.at.form.layout.each or ""

    @property
    def amounts(self) -> Iterator[Amount]:
        for cell in self.raw.cells:
            count = is_count(cell.key)
            unit = "元" if count else self.unit
            yield Amount(cell, unit, Decimal(0) if count else slack(cell.text, self.rounded, unit))

    @property
    def official(self) -> OfficialTable:
        """The table as the checks see it."""
        layout = self.raw.at.form.layout
        cells = tuple(self._cell(amount) for amount in self.amounts)
        return OfficialTable(
            layout.title, layout.number, self.raw.at.source, cells, self.unit, self.rounded is not None
        )

    def _cell(self, amount: Amount) -> TableCell:
        cell = amount.cell
        kind = Unit.COUNT if is_count(cell.key) else Unit.YUAN
        figure = Figure(cell.key, exact(cell, self.unit), kind, How.FACT, (), cell.source, amount.slack)
        blank = not cell.text
        return TableCell(cell.key, figure, cell.source, cell.row, cell.heading, cell.of, cell.code, cell.column, blank)


def valued(raw: RawTable, unit: str) -> Valued:
    """The table in its unit."""
    return Valued(raw, unit, precision((cell.text for cell in raw.cells if not is_count(cell.key)), unit))


def unsaid(raw: RawTable, sums: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Blank parts of a sum that is not zero: such a table tells the whole and leaves the parts out."""
    cells = {cell.key: cell for cell in raw.cells}

    def printed(key: str) -> list[str]:
        """The cells of the table that a total is made of, where it prints parts, or theirs; else none."""
        parts = [[part] if part in cells else printed(part) for part in sums.get(key, ())]
        return [own for found in parts for own in found] if all(parts) else []

    for key in sums:
        whole, own = cells.get(key), printed(key)
        if whole and Decimal(whole.text or 0) and own and not any(cells[part].text for part in own):
            yield from own
