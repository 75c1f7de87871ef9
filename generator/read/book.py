"""The sheets of a workbook → the tree of a record, and the official tables as they stand in it for the checks.

Each amount enters the record once, from the table that says it first; where several tables say the same, and where a
table says sums, the checks compare them. Totals enter only where their parts are not known, or only rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model.figure import Figure, How, Unit
from ..model.finding import Finding, Severity
from ..model.grid import Grid
from ..model.layout import Layout
from ..model.official import OfficialTable, TableCell
from ..model.source import Source
from ..model.values import SCALES, Scalar
from .amounts import decimals
from .form import Form, form
from .further import further
from .located import Located, locate
from .merge import merge
from .names import is_field, money_unit
from .raw import RawTable, exact, is_count
from .rows import SPENT, Amount, Cube, Rows, put
from .tables import read_table
from .tree import Mapping as Tree
from .wording import Spellings

# Half a unit of the second decimal of 万元, in 元.
HALF = Decimal(50)
OWN_SHEETS = frozenset(["核对结果", "选项"])


@dataclass(frozen=True, slots=True)
class Forms:
    """What a workbook is read through: the official tables of all styles, other spellings, which total is the sum of
    which parts, and the titles without which a year is not complete."""

    forms: tuple[Form, ...]
    spellings: Spellings
    sums: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]


def prepared(
    layouts: Mapping[str, Sequence[Layout]], spellings: Spellings, sums: Mapping[str, tuple[str, ...]]
) -> Forms:
    """The layouts of all styles, by style, made ready; the titles that all of them have are required."""
    forms: dict[tuple[object, ...], Form] = {}
    for layout in (layout for listed in layouts.values() for layout in listed):
        forms.setdefault((layout.title, layout.header, layout.rows, layout.row), form(layout))
    every = [[layout.title for layout in listed] for listed in layouts.values() if listed]
    required = tuple(title for title in every[0] if all(title in titles for titles in every)) if every else ()
    return Forms(tuple(forms.values()), spellings, sums, required)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as a record: its tree, its official tables, and what was wrong with it."""

    tree: Tree
    tables: tuple[OfficialTable, ...]
    findings: tuple[Finding, ...]


def read_book(grids: Sequence[Grid], path: str, forms: Forms) -> Book:
    """The record in the visible sheets of a workbook. Faults are returned, not raised: all are told at once."""
    seen = [grid for grid in grids if not grid.hidden and grid.name not in OWN_SHEETS]
    located = [at for grid in seen for at in locate(grid, forms.forms, forms.spellings)]
    once, findings = _once(located)
    raws = [read_table(at, forms.spellings) for at in once]
    findings += [finding for raw in raws for finding in raw.findings]
    units, missing = _units(raws)
    findings += missing
    whole = Source(path)
    tree = Tree(whole)
    findings += _heads(once, tree)
    tables = [_official(raw, units[id(raw)]) for raw in raws]
    _Facts(tree, raws, units, forms.sums, whole).enter()
    more, faults = further(seen, once)
    findings += faults
    if more is not None:
        findings += merge(tree, more, money_unit(more))
    return Book(tree, tuple(tables), tuple(findings))


def absent(book: Book, forms: Forms, path: str) -> Iterator[Finding]:
    """R24 for each official table that every style prints and the workbook does not have."""
    found = {table.title for table in book.tables}
    lacking = [title for title in forms.required if title not in found]
    if lacking:
        message = f"没有找到{'、'.join(f'“{title}”' for title in lacking)}"
        hint = "表名要写在表的上方，下面紧接表头；不看工作表的名称，隐藏的工作表不读"
        yield Finding("R24", Severity.ERROR, message, Source(path), hint)


def _once(located: Iterable[Located]) -> tuple[list[Located], list[Finding]]:
    """Each table once; R25 for a title that stands above two."""
    first: dict[str, Located] = {}
    findings = []
    for at in located:
        title = at.form.layout.title
        if title in first:
            message = f"“{title}”有两张，另一张在 {first[title].source}"
            hint = "留下对的一张，删去另一张；备用的放到隐藏的工作表里"
            findings.append(Finding("R25", Severity.ERROR, message, at.source, hint, (first[title].source,)))
        else:
            first[title] = at
    return list(first.values()), findings


def _units(raws: Sequence[RawTable]) -> tuple[dict[int, str], list[Finding]]:
    """The unit of each table's amounts: the one written above it; where none is, that of all others, which is told."""
    written = {raw.at.unit.text for raw in raws if raw.at.unit}
    units: dict[int, str] = {}
    findings = []
    for raw in raws:
        title, unit = raw.at.form.layout.title, raw.at.unit
        units[id(raw)] = unit.text if unit else next(iter(written)) if len(written) == 1 else "元"
        if all(is_count(cell.key) for cell in raw.cells):
            continue
        if unit and unit.text not in SCALES:
            message = f"“{title}”的金额单位是{unit.text}，只认元和万元"
            findings.append(Finding("R26", Severity.ERROR, message, unit.source, "换成元或万元的表"))
            units[id(raw)] = "元"
        elif unit is None and len(written) != 1:
            message = f"“{title}”没有写金额单位"
            hint = "在表的右上方写“金额单位：元”或“金额单位：万元”"
            findings.append(Finding("R26", Severity.ERROR, message, raw.at.source, hint))
        elif unit is None:
            message = f"“{title}”没有写金额单位，按其他各表的{units[id(raw)]}读"
            findings.append(Finding("W12", Severity.WARNING, message, raw.at.source, "在表的右上方写上金额单位"))
    return units, findings


def _heads(located: Sequence[Located], tree: Tree) -> list[Finding]:
    """Puts the unit's name and the year of the heads into the tree; R29 where the tables do not agree on one."""
    findings = []
    for field, called in (("name", "单位"), ("year", "年度")):
        stated = [head for at in located if (head := getattr(at, field))]
        if not stated:
            continue
        put(
            tree,
            ("unit_name" if field == "name" else "year",),
            Scalar(stated[0].text, stated[0].source),
            stated[0].source,
        )
        for other in stated:
            if other.text != stated[0].text:
                message = f"这张表的{called}是“{other.text}”，前面的表（{stated[0].source}）是“{stated[0].text}”"
                hint = "一个工作簿只放一个单位一年的表：核对，改正其中一处"
                findings.append(Finding("R29", Severity.ERROR, message, other.source, hint, (stated[0].source,)))
                break
    return findings


def _rounded(raw: RawTable, unit: str) -> bool:
    """Whether a table prints 万元 with two decimals at most: then each amount is known to the nearest hundred 元."""
    texts = [cell.text for cell in raw.cells if not is_count(cell.key)]
    return unit == "万元" and any(texts) and all(decimals(text) <= 2 for text in texts)


def _official(raw: RawTable, unit: str) -> OfficialTable:
    layout, rounded = raw.at.form.layout, _rounded(raw, unit)
    cells = []
    for cell in raw.cells:
        count = is_count(cell.key)
        slack = HALF if rounded and cell.text and not count else Decimal(0)
        kind = Unit.COUNT if count else Unit.YUAN
        figure = Figure(cell.key, exact(cell, unit), kind, How.FACT, (), cell.source, slack)
        cells.append(
            TableCell(
                cell.key, figure, cell.source, cell.row, cell.heading, cell.of, cell.code, cell.column, not cell.text
            )
        )
    return OfficialTable(layout.title, layout.number, raw.at.source, tuple(cells), unit, rounded)


def _unsaid(raw: RawTable, sums: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
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


class _Facts:
    """Enters what the tables say into the tree of a record."""

    def __init__(
        self,
        tree: Tree,
        raws: Sequence[RawTable],
        units: Mapping[int, str],
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
        for raw in sorted(raws, key=lambda raw: _rounded(raw, units[id(raw)])):
            self._collect(raw, units[id(raw)])
        self.rows = Rows(self.cube, whole)

    def _collect(self, raw: RawTable, unit: str) -> None:
        rounded, each = _rounded(raw, unit), raw.at.form.layout.each
        if each and (raw.codes or (raw.cells and not any(exact(cell, unit) for cell in raw.cells))):
            self.cube.lists.add(each)  # a table with a total and no lines does not say which lines there are
        self.cube.rounded = self.cube.rounded or (rounded and bool(each))
        for code, named in raw.names.items():
            self.cube.names.setdefault(code, named)
        for code, source in raw.codes.items():
            self.cube.codes.setdefault((each or "basic", code), source)
        for cell in raw.cells:
            count = is_count(cell.key)
            slack = HALF if rounded and cell.text and not count else Decimal(0)
            amount = Amount(cell, "元" if count else unit, slack)
            if cell.of and (each or cell.of == "basic"):
                self.cube.amounts.setdefault((cell.of, cell.code, cell.column), amount)
            if cell.key not in self.stated or (self.stated[cell.key].cell.text == "" and cell.text):
                self.stated[cell.key] = amount

        self.unsaid |= set(_unsaid(raw, self.sums))

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
            key = PRINTED_AS.get(key, key)
            if is_field(key) and key not in self.unsaid and (amount.slack or not self._derived(key)):
                scalar = Scalar(amount.cell.text or "0", amount.cell.source) if is_count(key) else amount.scalar
                put(self.tree, key.split("."), scalar, amount.cell.source)

    def _derived(self, key: str) -> bool:
        """Whether a total follows from what else is entered, so that it need not be stated."""
        if key in self.sums:
            return all(self._said(part) for part in self.sums[key])
        group, _, column = key.partition(".")
        if group == "expenditure" and column in SPENT:
            written = any(
                of == "all" and code and c == column and a.cell.text for (of, code, c), a in self.cube.amounts.items()
            )
            return "all" in self.cube.lists and (written or column in SPENT[:2])
        if group == "fiscal" and column.removesuffix("_expenditure") in self.cube.lists:
            return True
        return (
            group == "basic"
            and key in CLASSES
            and any(
                of == "basic" and len(code) == 5 and code.startswith(CLASSES[key]) for of, code, _ in self.cube.amounts
            )
        )

    def _said(self, key: str) -> bool:
        return (key in self.stated and key not in self.unsaid) or self._derived(key)


# The total of 公开05表 that 公开06表 tells the parts of.
PRINTED_AS = {"general_budget..basic_expenditure": "basic.basic", "basic.310": "basic.capital_costs"}
CLASSES: Mapping[str, tuple[str, ...]] = {
    "basic.wages": ("301",),
    "basic.goods_and_services": ("302",),
    "basic.personal_subsidies": ("303",),
    "basic.interest_costs": ("307",),
    "basic.capital_costs": ("309", "310"),
    "basic.other_costs": ("399",),
}
