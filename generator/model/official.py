"""Official tables as they were read from a workbook: every amount with its cell, its meaning and its exactness."""

from __future__ import annotations

from dataclasses import dataclass

from .figure import Figure
from .source import Source


@dataclass(frozen=True, slots=True)
class TableCell:
    """One amount (元) or count of an official table. `key` says what it is, the same in every table that prints it:
    a path of the record (`expenditure.current_expenditure`) or a list, a code and a column
    (`general_budget.2080505.basic_expenditure`; for the sum of the list `general_budget..basic_expenditure`). Of rows
    of a classification, `of` is their list, `code` their code ('' for the sum) and `column` what they state. `row` and
    `heading` are the words that a person finds it by. `blank`: nothing is written in the cell, which means zero."""

    key: str
    figure: Figure
    source: Source
    row: str
    heading: str
    of: str = ""
    code: str = ""
    column: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class OfficialTable:
    """One table: its official title, the place of that title, the unit that its amounts are written in (元, 万元), and
    whether they are rounded (万元, two decimals)."""

    title: str
    number: str
    source: Source
    cells: tuple[TableCell, ...]
    unit: str = "元"
    rounded: bool = False

    @property
    def called(self) -> str:
        """The table as people name it: 支出决算表（公开03表）."""
        return f"{self.title}（{self.number}）" if self.number else self.title
