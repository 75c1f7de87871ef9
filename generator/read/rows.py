"""The rows of a record from the official tables: spending by 科目 and source of funds, income, economic classes.

公开03表 tells what all funds spent, 公开05, 07 and 08表 what each kind of fiscal appropriation did; what is left
belongs to other funds. Where the tables are rounded, the printed amounts of 类 and 款 are kept, for their rows do not
add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ..model.columns import RECEIVED, SPENT
from ..model.record import FunctionRow
from ..model.source import Source
from ..model.terms import TERMS
from ..model.values import FUNDS, Scalar
from .tree import Mapping as Tree
from .tree import Sequence
from .valued import Amount

FUND_OF: Mapping[str, str] = {
    "general_budget": FUNDS[0],
    "government_funds": FUNDS[1],
    "state_capital": FUNDS[2],
}
REST = FUNDS[3]
ECONOMIC = "economic."
REQUIRED = SPENT[:2]
CARRIED = ("opening_carry_over", "fund_income", "closing_carry_over")


@dataclass(slots=True)
class Cube:
    """All listed amounts of a workbook: by list, code and column; the names of codes and where codes are written."""

    amounts: dict[tuple[str, str, str], Amount] = field(default_factory=dict)
    names: dict[str, tuple[str, Source]] = field(default_factory=dict)
    codes: dict[tuple[str, str], Source] = field(default_factory=dict)
    classes: dict[tuple[str, str], dict[str, Amount]] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)
    rounded: set[str] = field(default_factory=set)

    def enter(self, of: str, code: str, column: str, amount: Amount) -> None:
        """Keeps an amount, if none is there yet; amounts by economic class (`economic.wages`) by their row as well."""
        if (of, code, column) not in self.amounts:
            self.amounts[of, code, column] = amount
            if column.startswith(ECONOMIC):
                self.classes.setdefault((of, code), {})[column.removeprefix(ECONOMIC)] = amount

    def written(self, of: str, code: str, column: str) -> Amount | None:
        """What a cell says; None where it is blank or not there."""
        found = self.amounts.get((of, code, column))
        return found if found and found.cell.text else None


def put(tree: Tree, way: Iterable[str], value: Any, source: Source) -> None:
    """Puts a value into the record's tree, at the way of its English terms."""
    *groups, last = [TERMS[name].zh for name in way]
    for name in groups:
        if name not in tree:
            tree[name] = Tree(source)
            tree.keys_at[name] = source
        tree = tree[name]
    tree[last] = value
    tree.keys_at[last] = source


def listed(rows: Iterable[Tree], source: Source) -> Sequence:
    made = Sequence(source)
    for row in rows:
        made.append(row)
        made.items_at.append(row.source)
    return made


def row(source: Source, **values: Scalar | None) -> Tree:
    """A row of a list, without the columns that are None."""
    made = Tree(source)
    for name, value in values.items():
        if value is not None:
            put(made, (name,), value, value.source)
    return made


class Rows:
    """Builds the lists of a record from the cube of a workbook at `path`."""

    def __init__(self, cube: Cube, whole: Source) -> None:
        self.cube = cube
        self.whole = whole

    def spending(self) -> Sequence | None:
        """The rows 按功能分类; None where no table lists them."""
        return self._spending(lambda code: len(code) == 7, self._function_row)

    def groups(self) -> Sequence | None:
        """The amounts of 类 and 款 in the lists that are rounded."""
        spent = [of for of in ("all", *FUND_OF) if of in self.cube.rounded]
        if not spent:
            return None
        groups = self._spending(lambda code: len(code) in (3, 5), self._function_group)
        kept = [row for row in groups or [] if spent != ["all"] or TERMS["fund"].zh in row]
        return listed(kept, self.whole) if kept else None

    def _spending(self, wanted: Any, build: Any) -> Sequence | None:
        lists = [of for of in ("all", *FUND_OF) if of in self.cube.lists]
        if not lists:
            return None
        # A line with a code and no amounts says nothing; its sum may be a formula that comes to 0.
        written = ((of, code) for (of, code, name), a in self.cube.amounts.items() if a.cell.text and name != "actual")
        spent = {code for of, code in written if of in lists}
        codes = sorted({code for of, code in self.cube.codes if of in lists and code in spent and wanted(code)})
        rows: list[Tree | None] = []
        for code in codes:
            own = [(of, fund) for of, fund in FUND_OF.items() if self._has(of, code)]
            stated = {column for column in SPENT if self.cube.written("all", code, column)}
            for of, fund in own:
                columns = {column: self.cube.written(of, code, column) for column in (*SPENT, *CARRIED)}
                scalars = {name: amount.scalar for name, amount in columns.items() if amount}
                if of == own[0][0]:
                    zero = [c for c in stated - set(scalars) if not self._left(code, c, own)]
                    scalars |= {c: self._whole(code, c) for c in zero if c not in REQUIRED}
                rows.append(build(of, code, fund, scalars))
            rest = {column: left for column in SPENT if (left := self._left(code, column, own))}
            if rest or not own:
                keep = stated if not own else set(rest)
                scalars = {c: rest[c] if c in rest else self._whole(code, c) for c in SPENT if c in keep}
                rows.append(build("all", code, REST, scalars))
        return listed((made for made in rows if made is not None), self.whole)

    def _has(self, of: str, code: str) -> bool:
        return of in self.cube.lists and any((of, code, column) in self.cube.amounts for column in (*SPENT, *CARRIED))

    def _whole(self, code: str, column: str) -> Scalar:
        return self.cube.amounts["all", code, column].scalar

    def _left(self, code: str, column: str, own: list[tuple[str, str]]) -> Scalar | None:
        """What all funds spent beyond the fiscal appropriation; None for nothing, and for less than nothing, which
        the checks tell."""
        whole = self.cube.written("all", code, column)
        if whole is None:
            return None
        parts = [part for of, _ in own if (part := self.cube.written(of, code, column))]
        left = whole.exact - sum((part.exact for part in parts), Decimal(0))
        slack = whole.slack + sum((part.slack for part in parts), Decimal(0))
        if not parts:
            return whole.scalar if left else None
        if left <= slack:
            return None
        places = "-".join(str(p.cell.source.place) for p in (whole, *parts))
        return Scalar(format(left, "f"), Source(self.whole.path, places), slack, "元")

    def _function_row(self, of: str, code: str, fund: str, amounts: dict[str, Scalar]) -> Tree:
        place = self.cube.codes.get((of, code)) or self.cube.codes[next(k for k in self.cube.codes if k[1] == code)]
        for column in REQUIRED:
            blank = self.cube.amounts.get((of, code, column))
            amounts.setdefault(column, Scalar("0", blank.cell.source if blank else place, Decimal(0), "元"))
        fields = [name for name in FunctionRow.model_fields if name in amounts]
        made = row(
            place,
            code=Scalar(code, place),
            name=self._name(code),
            fund=Scalar(fund, place) if fund != FUNDS[0] else None,
            **{name: amounts[name] for name in fields},
        )
        for name, amount in self.cube.classes.get((of, code), {}).items():
            if amount.cell.text:
                put(made, ("economic", name), amount.scalar, amount.cell.source)
        return made

    def _function_group(self, of: str, code: str, fund: str, amounts: dict[str, Scalar]) -> Tree | None:
        place = self.cube.codes.get((of, code)) or self.whole
        actual = self.cube.written(of, code, "actual")
        if of == "all":
            own = [(o, f) for o, f in FUND_OF.items() if self._has(o, code)]
            spent = self._left(code, "actual", own)
        else:
            spent = actual.scalar if actual else None
        kept = {name: value for name, value in amounts.items() if name in SPENT}
        if spent is None and not kept:
            return None
        return row(
            place,
            code=Scalar(code, place),
            fund=Scalar(fund, place) if fund != FUNDS[0] else None,
            actual=spent,
            **kept,
        )

    def _name(self, code: str) -> Scalar | None:
        found = self.cube.names.get(code)
        return Scalar(*found) if found else None

    def names(self) -> Tree | None:
        """The names of the 类 and 款 of the rows."""
        used = {code[:size] for of, code in self.cube.codes if of != "income" for size in (3, 5)}
        found = [code for code in sorted(used) if code in self.cube.names]
        if not found:
            return None
        names = Tree(self.cube.names[found[0]][1])
        for code in found:
            name, source = self.cube.names[code]
            names[code], names.keys_at[code] = Scalar(name, source), source
        return names

    def income(self) -> Sequence | None:
        """The rows of 公开02表."""
        return self._income(7, RECEIVED)

    def income_groups(self) -> Sequence | None:
        if "income" not in self.cube.rounded:
            return None
        return self._income(5, ("current_income", *RECEIVED)) or None

    def _income(self, size: int, columns: tuple[str, ...]) -> Sequence | None:
        if "income" not in self.cube.lists:
            return None
        rows = []
        for of, code in sorted(self.cube.codes, key=lambda key: key[1]):
            if of != "income" or (len(code) == 7) != (size == 7):
                continue
            place = self.cube.codes[of, code]
            amounts = {c: found.scalar for c in columns if (found := self.cube.written(of, code, c))}
            name = self._name(code) if size == 7 else None
            if not amounts:
                continue  # a line of a form that nobody filled in
            rows.append(row(place, code=Scalar(code, place), name=name, **amounts))
        return listed(rows, self.whole)

    def economic(self) -> Sequence | None:
        """The rows of 公开06表 that are not zero."""
        found = {code: a for (of, code, _), a in self.cube.amounts.items() if of == "basic" and len(code) == 5}
        if not found:
            return None
        rows = [
            row(
                self.cube.codes.get(("basic", code), amount.cell.source),
                code=Scalar(code, self.cube.codes.get(("basic", code), amount.cell.source)),
                name=Scalar(amount.cell.row, amount.cell.source),
                amount=amount.scalar,
            )
            for code, amount in sorted(found.items())
            if amount.exact
        ]
        return listed(rows, self.whole)
