"""The amounts of one year by key: as the record states them, else the sum of their parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any

from ..model.columns import CLASS_SUMS
from ..model.evaluation_form import EvaluationForm
from ..model.figure import Figure, How, Missing, Unit, Value
from ..model.official import OfficialTable
from ..model.record import FunctionRow, YearRecord
from ..model.source import Fact
from .arithmetic import total
from .evaluation_form import evaluation_form
from .groups import Groups, Row, fund_of
from .relations import COLUMNS, EQUALS, ROW_SUMS, STATED_AS, SUMS, TOTALS, RowSum


def distinct(keys: Iterable[str]) -> list[str]:
    """The keys in order, the second and later of the same counted (a, b, a.2): one key never means two figures."""
    seen: Counter[str] = Counter()
    told = []
    for key in keys:
        seen[key] += 1
        told.append(key if seen[key] == 1 else f"{key}.{seen[key]}")
    return told


class Ledger:
    """One year. `suffix` marks the keys of another year than the report's (`@2023`); `tables` are the official tables
    of a workbook that the record was read from."""

    sums: Mapping[str, object] = {**SUMS, **ROW_SUMS, **CLASS_SUMS}
    table_sums: Mapping[str, tuple[str, ...]] = {**SUMS, **TOTALS}
    equals: Mapping[str, str] = EQUALS

    def __init__(self, record: YearRecord, report_year: int, tables: Sequence[OfficialTable] = ()) -> None:
        self.record = record
        self.tables = tables
        self.year = record.year.value
        self.suffix = "" if self.year == report_year else f"@{self.year}"
        self._values: dict[str, Value] = {}
        self._cells: dict[tuple[int, str], Value] = {}

    def value(self, key: str) -> Value:
        """The figure at `key` (a path of the record); `Missing` where neither it nor all of its parts are stated."""
        if key not in self._values:
            self._values[key] = self.stated(key) or self._known(key) or self._missing(key)
        return self._values[key]

    def _missing(self, key: str) -> Missing:
        if key in STATED_AS:
            return Missing(key, self.year, lacks=(Missing(STATED_AS[key], self.year),))
        return Missing(key, self.year)

    def _known(self, key: str) -> Value | None:
        """The sum of the parts of `key`; None where all of them lack, for then the sum itself may as well be stated."""
        parts = [(part, self.value(part)) for part in SUMS.get(key, ())]
        if parts and all(isinstance(value, Missing) and not value.lacks for _, value in parts):
            return None
        return self.summed(key)

    def stated(self, key: str) -> Figure | None:
        """The figure that the record itself gives at `key`."""
        node: Any = self.record
        for name in key.split("."):
            node = getattr(node, name, None)
        return self.fact(key, node) if isinstance(node, Fact) else None

    def summed(self, key: str) -> Value | None:
        """The sum of the parts of `key`, `Missing` where a part is; None where nothing could be summed."""
        if key in SUMS:
            return total(key + self.suffix, [self.value(part) for part in SUMS[key]])
        if key in ROW_SUMS and self.record.expenditure and self.record.expenditure.by_function is not None:
            return self._row_sum(key, ROW_SUMS[key])
        if key in CLASS_SUMS and self.record.basic and self.record.basic.by_economic_class is not None:
            rows = self.record.basic.by_economic_class
            keys = distinct(f"basic.by_economic_class.{row.code.value}" for row in rows)
            wanted = CLASS_SUMS[key]
            parts = [
                self.fact(name, row.amount)
                for name, row in zip(keys, rows, strict=True)
                if row.code.value.startswith(wanted)
            ]
            return total(key + self.suffix, parts)
        return None

    def _row_sum(self, key: str, wanted: RowSum) -> Value | None:
        rows = [row for row in self.rows if not wanted.funds or fund_of(row) in wanted.funds]
        if self.grouped:
            column = wanted.columns[0] if len(wanted.columns) == 1 else "actual"
            parts = self.groups.parts(rows, column, "", lambda row: self._of_row(row, column))
        else:
            parts = [self.cell(row, column) for row in rows for column in wanted.columns if getattr(row, column)]
        # Rows leave 上缴上级, 经营 and 对附属单位补助 out where they have none, but a year in which no row and no
        # total mentions the column has not said that there was none.
        silent = len(wanted.columns) == 1 and wanted.columns[0] not in COLUMNS[:2] and not parts
        return None if silent else total(key + self.suffix, parts)

    @cached_property
    def forms(self) -> list[EvaluationForm | None]:
        """The 项目支出绩效自评表 of each project of the record; None for a project that has none."""
        projects = (self.record.performance and self.record.performance.projects) or []
        keyed = [(f"performance.projects.{i}", project) for i, project in enumerate(projects, start=1)]
        return [evaluation_form(key, p, p.evaluation_form, self) if p.evaluation_form else None for key, p in keyed]

    @cached_property
    def rows(self) -> list[FunctionRow]:
        expenditure = self.record.expenditure
        return list(expenditure.by_function or []) if expenditure else []

    @cached_property
    def funds(self) -> Counter[str]:
        """How many rows each source of funds pays for."""
        return Counter(fund_of(row) for row in self.rows)

    @cached_property
    def _row_keys(self) -> dict[int, str]:
        """A key for each row; a 科目 that several funds pay for stands in several."""
        keys = distinct(f"expenditure.by_function.{row.code.value}" for row in self.rows)
        return {id(row): key for row, key in zip(self.rows, keys, strict=True)}

    def cell(self, row: FunctionRow, column: str) -> Value:
        """The amount of one row in one column."""
        place = (id(row), column)
        if place not in self._cells:
            key = f"{self._row_keys[id(row)]}.{column}"
            fact = getattr(row, column)
            self._cells[place] = self.fact(key, fact) if fact else Missing(key, self.year, row.name.value)
        return self._cells[place]

    def actual(self, row: FunctionRow) -> Value:
        """All that was spent under one row."""
        place = (id(row), "actual")
        if place not in self._cells:
            parts = [self.cell(row, column) for column in COLUMNS if getattr(row, column)]
            self._cells[place] = total(f"{self._row_keys[id(row)]}.actual{self.suffix}", parts)
        return self._cells[place]

    def over(self, key: str, rows: Iterable[FunctionRow], column: str, within: str = "", name: str = "") -> Value:
        """The sum of a column, or of all that was spent (`actual`), over `rows`, all of the code `within`; under `key`
        and the record's own `name`."""

        def read(row: Row) -> Value:
            assert isinstance(row, FunctionRow)
            return self.actual(row) if column == "actual" else self.cell(row, column)

        return total(key + self.suffix, self.groups.parts(rows, column, within, read), name)

    def _of_row(self, row: Row, column: str) -> Value | None:
        assert isinstance(row, FunctionRow)
        if column == "actual":
            return self.actual(row)
        return self.cell(row, column) if getattr(row, column) else None

    @cached_property
    def groups(self) -> Groups:
        return Groups(self.record, self.fact)

    @property
    def grouped(self) -> bool:
        """Whether the record states amounts of 类 and 款."""
        return bool(self.record.expenditure and self.record.expenditure.by_group)

    def fact(self, key: str, fact: Fact[Any], unit: Unit | None = None) -> Figure:
        """A stated value as a figure: unless told, a whole number is a count and a decimal an amount in 元."""
        unit = unit or (Unit.YUAN if isinstance(fact.value, Decimal) else Unit.COUNT)
        return Figure(key + self.suffix, Decimal(fact.value), unit, How.FACT, (), fact.source, fact.slack)
