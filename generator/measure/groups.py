"""The stated amounts of 类 and 款 (按类款): where only rounded amounts are known, the printed amount of a group is
nearer to the truth than the sum of its rows, and stands for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias, TypeVar

from ..model.figure import Figure, Value
from ..model.record import EconomicRow, FunctionGroup, FunctionRow, IncomeGroup, IncomeRow, YearRecord
from ..model.source import Fact
from ..model.values import FUNDS

Row: TypeAlias = FunctionRow | IncomeRow
StatedGroup: TypeAlias = FunctionGroup | IncomeGroup
Coded = TypeVar("Coded", bound=FunctionRow | IncomeRow | EconomicRow)
SIZES = (3, 5)


def fund_of(row: Row | StatedGroup) -> str:
    """The source of funds of a row of spending; one that names none is paid from the general public budget (see 手册).
    Income has no such thing: ''."""
    if isinstance(row, IncomeRow | IncomeGroup):
        return ""
    return row.fund.value if row.fund else FUNDS[0]


def below(rows: Iterable[Coded]) -> dict[str, list[Coded]]:
    """The rows of each 类, 款 and 项, and of '': all of them; in their order. In one pass, for a large department has
    thousands of rows, and each of their codes is asked for."""
    found: dict[str, list[Coded]] = {}
    for row in rows:
        code = row.code.value
        for within in dict.fromkeys(("", *(code[:size] for size in SIZES), code)):
            found.setdefault(within, []).append(row)
    return found


class Groups:
    """The stated groups of one record. `figure` makes a figure of a fact, under a key."""

    def __init__(self, record: YearRecord, figure: Callable[[str, Fact[object]], Figure]) -> None:
        self._figure = figure
        self._stated: dict[tuple[bool, str, str], tuple[str, StatedGroup]] = {}
        listed: list[tuple[str, Iterable[StatedGroup]]] = [
            ("income", (record.income and record.income.by_group) or ()),
            ("expenditure", (record.expenditure and record.expenditure.by_group) or ()),
        ]
        for name, groups in listed:
            for group in groups:
                place = (name == "income", group.code.value, fund_of(group))
                nth = sum(stated[1] == group.code.value for stated in self._stated) + 1
                key = f"{name}.by_group.{group.code.value}" + (f".{nth}" if nth > 1 else "")
                self._stated.setdefault(place, (key, group))

    def holding(self, row: Row, column: str, within: str) -> Figure | None:
        """The stated amount in `column` of the largest group that holds `row` and lies in the code `within`."""
        if not self._stated:
            return None
        for size in SIZES:
            place = (isinstance(row, IncomeRow), row.code.value[:size], fund_of(row))
            if size >= len(within) and place in self._stated:
                key, group = self._stated[place]
                fact = getattr(group, column, None)
                if fact is not None:
                    return self._figure(f"{key}.{column}", fact)
        return None

    def parts(self, rows: Iterable[Row], column: str, within: str, read: Callable[[Row], Value | None]) -> list[Value]:
        """What `rows`, all of the code `within`, add up from: the stated groups, and what `read` gives for the rows
        of no such group; None of it is left out."""
        found: dict[object, Value] = {}
        for row in rows:
            group = self.holding(row, column, within)
            value = group or read(row)
            if value is not None:
                found.setdefault(group.key if group else id(row), value)
        return list(found.values())
