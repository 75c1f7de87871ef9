"""The values of table cells by key: what stands where in the official tables (财政部 部门决算报表 公开01–10表).

A value is a `Figure`, `Missing` where the record does not say, or None where the row or the source of funds is not
in use: the official tables leave such a cell blank, while a stated zero is printed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property

from ..model.figure import Figure, Missing, Value
from ..model.item import Label
from ..model.listed import Listed, ListedProject
from ..model.record import EconomicClasses, EconomicRow, FunctionRow, IncomeRow, Project
from .arithmetic import total
from .columns import CARRIED, LISTS, is_column
from .groups import Row, below, fund_of
from .ledger import Ledger
from .relations import COLUMNS, TOTALS

INCOME = tuple(name for name in IncomeRow.model_fields if name not in ("code", "name"))


class Cells:
    """The cells of one year."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.record = ledger.record
        self._below: dict[str, dict[str, list[Row]]] = {}
        self._read: dict[tuple[int, str], Value | None] = {}
        self._income_parts: dict[int, dict[str, Figure]] = {}

    def value(self, key: str) -> Value | None:
        """The value at a key of a fixed cell: a path of the record, a 类 of some funds (`all.208`), a code of the
        economic list (`basic.30101`), or spending by economic class (`economic.wages.general_budget`)."""
        head, _, rest = key.partition(".")
        if head in LISTS and rest.isdecimal():
            return self.at(head, rest, "actual")
        if head == "basic" and rest.isdecimal():
            return self._basic(rest)
        if head == "economic":
            name, _, funds = rest.partition(".")
            return self.at(funds or "fiscal", "", f"economic.{name}")
        if key in TOTALS:
            return total(key, [self.ledger.value(part) for part in TOTALS[key]])
        return self.ledger.value(key)

    def at(self, of: str, code: str, column: str) -> Value | None:
        """The value of one column for a code of the list `of`, '' for all of it: a 项 with one source of funds as it
        is stated, everything else as a sum."""
        held = self._under(of, code)
        if isinstance(held, Missing):
            return held
        known = self.ledger.groups.parts(held, column, code, lambda row: self._cell(row, column))
        if len(known) == 1 and len(code) == 7:
            return known[0]
        return total(".".join(filter(None, (of, "by_function", code, column))), known) if known else None

    def listed(self, of: str, only: str = "") -> list[Listed] | Missing:
        """The 类, 款 and 项 of the list `of` in code order; with `only`, those whose amount in that column is not
        zero. `Missing` where the record has no such list, an empty list where the list says that there is nothing."""
        rows = self._rows(of)
        if isinstance(rows, Missing):
            return rows
        if only:
            rows = [row for row in rows if _not_zero(self._cell(row, only))]
        first: dict[str, Listed] = {}
        for row in rows:
            code = row.code.value
            for group in (code[:3], code[:5]):
                first.setdefault(group, Listed(group, self._group_name(group)))
            name = Label(code, row.name.value, row.name.source)
            first.setdefault(code, Listed(code, name, row.code.source, tuple(self._projects(code))))
        return [first[code] for code in sorted(first)]

    def is_column(self, of: str, key: str) -> bool:
        return is_column(of, key)

    def unplaced(self, keys: Collection[str]) -> Iterator[tuple[str, Figure]]:
        """The rows of the record's lists that a fixed table with these keys has no line for, though it has lines for
        others of the same list: the code, and an amount that is not zero."""
        for head in {key.partition(".")[0] for key in keys if re.fullmatch(r"[a-z_]+\.([0-9]{3}|[0-9]{5})", key)}:
            placed = {key.partition(".")[2] for key in keys if key.startswith(head + ".")}
            for code in sorted(self._codes(head)):
                value = self.value(f"{head}.{code}")
                if code not in placed and isinstance(value, Figure) and value.exact != 0:
                    yield code, value

    def _codes(self, head: str) -> set[str]:
        if head == "basic":
            return {row.code.value for row in self._economic() or []}
        rows = self._rows(head)
        return set() if isinstance(rows, Missing) else {row.code.value[:3] for row in rows}

    def _rows(self, of: str) -> list[Row] | Missing:
        """The stated rows of a list."""
        if of == "income":
            income = self.record.income.by_function if self.record.income else None
            return Missing("income.by_function", self.ledger.year) if income is None else list(income)
        if self.record.expenditure is None or self.record.expenditure.by_function is None:
            return Missing("expenditure.by_function", self.ledger.year)
        return [row for row in self.ledger.rows if not LISTS[of] or fund_of(row) in LISTS[of]]

    def _under(self, of: str, code: str) -> list[Row] | Missing:
        """The stated rows of a list that belong to `code`, a 类, 款 or 项, or ''."""
        if of not in self._below:
            rows = self._rows(of)
            if isinstance(rows, Missing):
                return rows
            self._below[of] = below(rows)
        return self._below[of].get(code, [])

    def _cell(self, row: Row, column: str) -> Value | None:
        """The value of one stated row; None where it leaves out a column that it may leave out for nothing. Read once:
        it stands in its own line, and in the sums of its 款, of its 类 and of the whole, in several tables."""
        place = (id(row), column)
        if place not in self._read:
            self._read[place] = self._stated(row, column)
        return self._read[place]

    def _stated(self, row: Row, column: str) -> Value | None:
        if isinstance(row, IncomeRow):
            return self._income(row, column)
        # Every row states its basic expenditure; a 科目 that several funds pay for has a key for each of its rows.
        key = self.ledger.cell(row, "basic_expenditure").key.partition("@")[0].rpartition(".")[0] + "." + column
        if column == "actual":
            return self.ledger.actual(row)
        if column.startswith("economic."):
            return self._class(key, row.economic, column.removeprefix("economic."))
        if column in COLUMNS and getattr(row, column) is None:
            return None
        value = self.ledger.cell(row, column)
        return self._of_the_fund(key, row, column) if column in CARRIED and isinstance(value, Missing) else value

    def _income(self, row: IncomeRow, column: str) -> Value | None:
        key = f"income.by_function.{row.code.value}"
        if id(row) not in self._income_parts:
            facts = ((name, getattr(row, name)) for name in INCOME)
            self._income_parts[id(row)] = {n: self.ledger.fact(f"{key}.{n}", fact) for n, fact in facts if fact}
        parts = self._income_parts[id(row)]
        return total(f"{key}.{column}", list(parts.values())) if column == "current_income" else parts.get(column)

    def _class(self, key: str, classes: EconomicClasses | None, name: str) -> Value:
        if classes is None:
            return Missing(key.rpartition(".")[0], self.ledger.year)
        fact = getattr(classes, name)
        return self.ledger.fact(key, fact) if fact else total(key, [])

    def _of_the_fund(self, key: str, row: FunctionRow, column: str) -> Value:
        """Carry-over or income of a row that does not state its own: that of its fund, if it is the only row."""
        fund = fund_of(row)
        whole = self.ledger.value(CARRIED[column][fund]) if fund in CARRIED[column] else None
        alone = self.ledger.funds[fund] == 1
        return total(key, [whole]) if whole and alone and isinstance(whole, Figure) else Missing(key, self.ledger.year)

    def _economic(self) -> list[EconomicRow] | None:
        return self.record.basic.by_economic_class if self.record.basic else None

    def _basic(self, code: str) -> Value:
        """Basic expenditure under a code; zero where the economic list is stated and does not have it."""
        rows = self._economic()
        if rows is None:
            return Missing("basic.by_economic_class", self.ledger.year)
        keyed = [(f"basic.by_economic_class.{row.code.value}", row) for row in self._classes.get(code, [])]
        parts = [self.ledger.fact(key, row.amount) for key, row in keyed]
        return parts[0] if len(code) == 5 and parts else total(f"basic.{code}", parts)

    @cached_property
    def _classes(self) -> dict[str, list[EconomicRow]]:
        return below(self._economic() or [])

    def _group_name(self, code: str) -> Label | Missing:
        names = (self.record.expenditure and self.record.expenditure.group_names) or {}
        name = names.get(code)
        return (
            Label(code, name.value, name.source)
            if name
            else Missing(f"expenditure.group_names.{code}", self.ledger.year)
        )

    def _projects(self, code: str) -> Iterator[ListedProject]:
        projects: list[Project] = (self.record.performance and self.record.performance.projects) or []
        for index, project in enumerate(projects, start=1):
            if project.code and project.code.value == code:
                key = f"performance.projects.{index}"
                spent = project.executed
                value = (
                    self.ledger.fact(f"{key}.executed", spent)
                    if spent
                    else Missing(f"{key}.executed", self.ledger.year)
                )
                yield ListedProject(Label(f"{key}.name", project.name.value, project.name.source), value)


def _not_zero(value: Value | None) -> bool:
    return isinstance(value, Missing) or (value is not None and value.exact != 0)
