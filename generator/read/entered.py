"""What the official tables say → the tree of a record.

Each amount enters once, from the table that says it first. Totals enter only where their parts are not known, or are
only rounded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..model.columns import CLASS_SUMS, PRINTED_AS, SPENT
from ..model.source import Source
from .names import is_field
from .rows import FUND_OF, Cube, Rows, put
from .tree import Mapping as Tree
from .valued import Amount, Valued, unsaid


class Entered:
    """Enters what the tables say into the tree of a record."""

    def __init__(
        self,
        tree: Tree,
        tables: Sequence[Valued],
        sums: Mapping[str, tuple[str, ...]],
        whole: Source,
    ) -> None:
        self.tree = tree
        self.sums = sums
        self.stated: dict[str, Amount] = {}
        self.unsaid: set[str] = set()
        self.cube = Cube()
        self.whole = whole
        # The finest table first: what is rounded in one may be exact in another.
        for table in sorted(tables, key=lambda table: -1 if table.rounded is None else 10 - table.rounded):
            self._collect(table)
        self.rows = Rows(self.cube, whole)

    def _collect(self, table: Valued) -> None:
        each = table.list
        if each and (table.raw.codes or (table.raw.cells and not any(amount.exact for amount in table.amounts))):
            self.cube.lists.add(each)  # a table with a total and no lines does not say which lines there are
        if table.rounded is not None and (each or any(cell.of == "basic" for cell in table.raw.cells)):
            self.cube.rounded.add(each or "basic")
        for code, named in table.raw.names.items():
            self.cube.names.setdefault(code, named)
        for code, source in table.raw.codes.items():
            self.cube.codes.setdefault((each or "basic", code), source)
        for amount in table.amounts:
            cell = amount.cell
            if cell.of and (each or cell.of == "basic"):
                self.cube.enter(cell.of, cell.code, cell.column, amount)
            if cell.key not in self.stated or (self.stated[cell.key].cell.text == "" and cell.text):
                self.stated[cell.key] = amount
        self.unsaid |= set(unsaid(table.raw, self.sums))

    def enter(self) -> None:
        for way, rows in (
            (("income", "by_function"), self.rows.income()),
            (("income", "by_group"), self.rows.income_groups()),
            (("expenditure", "by_function"), self.rows.spending()),
            (("expenditure", "by_group"), self.rows.groups()),
            (("expenditure", "group_names"), self.rows.names()),
            (("basic", "by_economic_class"), self.rows.economic()),
        ):
            if rows is not None:
                put(self.tree, way, rows, self.whole)
        for key, amount in self.stated.items():
            key = NAMED.get(key, key)
            if is_field(key) and key not in self.unsaid and not self._derived(key, amount.slack > 0):
                put(self.tree, key.split("."), amount.scalar, amount.cell.source)

    def _derived(self, key: str, rounded: bool = False) -> bool:
        """Whether a total follows from what else is entered, so that it need not be stated. A rounded one only follows
        from what is exact: rounded parts do not add up to it."""
        if key in self.sums:
            return all(self._said(part, rounded) for part in self.sums[key])
        group, _, column = key.partition(".")
        if key in CLASS_SUMS:
            coded = (code for of, code, _ in self.cube.amounts if of == "basic" and len(code) == 5)
            return self._exact("basic", rounded) and any(code.startswith(CLASS_SUMS[key]) for code in coded)
        if group == "expenditure" and column in SPENT:
            used = [of for of in FUND_OF if of in self.cube.lists] or ["all"]
            items = [code for of, code in self.cube.codes if of == "all" and len(code) == 7]
            written = any(self.cube.written("all", code, column) for code in items)
            known = "all" in self.cube.lists and (written or column in SPENT[:2])
            return known and all(self._exact(of, rounded) for of in used)
        of = column.removesuffix("_expenditure")
        return group == "fiscal" and of in self.cube.lists and self._exact(of, rounded)

    def _exact(self, of: str, rounded: bool) -> bool:
        return not rounded or of not in self.cube.rounded

    def _said(self, key: str, rounded: bool) -> bool:
        stated = self.stated.get(key)
        plain = stated is not None and key not in self.unsaid and not (rounded and stated.slack)
        return plain or self._derived(key, rounded)


# The keys of the record for cells that tables name otherwise: the total of 公开05表 that 公开06表 tells the parts of,
# and lines that hold a part of an item.
NAMED = {"general_budget..basic_expenditure": "basic.basic", **{cell: key for key, cell in PRINTED_AS.items()}}
