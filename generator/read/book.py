"""The sheets of a workbook → the tree of a record, and the official tables as they stand in it for the checks.

Each amount enters the record once, from the table that says it first; where several tables say the same, and where a
table says sums, the checks compare them. Totals enter only where their parts are not known, or only rounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.grid import Grid
from ..model.layout import Layout
from ..model.official import OfficialTable
from ..model.source import Source
from ..model.values import SCALES, Scalar
from .entered import Entered
from .form import Form, form
from .further import further
from .located import Located, locate
from .merge import merge
from .raw import RawTable, is_count
from .rows import put
from .tables import read_table
from .tree import Mapping as Tree
from .valued import valued
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
    tables = [valued(raw, units[id(raw)]) for raw in raws]
    Entered(tree, tables, forms.sums, whole).enter()
    more, faults = further(seen, once)
    findings += faults
    if more is not None:
        findings += merge(tree, more)
    return Book(tree, tuple(table.official for table in tables), tuple(findings))


def absent(book: Book, forms: Forms, path: str) -> Iterator[Finding]:
    """R24 for each official table that every style prints and the workbook does not have."""
    found = {table.title for table in book.tables}
    lacking = [title for title in forms.required if title not in found]
    if lacking:
        message = f"没有找到{'、'.join(f'“{title}”' for title in lacking)}"
        hint = "表名要写在表的上方，下面紧接表头；不看工作表的名称，隐藏的工作表不读"
        yield Finding("R24", Severity.ERROR, message, Source(path), hint)


def untouched(book: Book, path: str) -> Iterator[Finding]:
    """R34 for tables that nobody has filled in yet: no amount anywhere, and no income, not even 0."""
    cells = [cell for table in book.tables for cell in table.cells]
    income = [cell for cell in cells if cell.key == "income.general_budget_income"]
    if income and any(cell.blank for cell in income) and not any(cell.figure.exact for cell in cells):
        hint = "填上各表的金额，保存，再试；真的没有收支的，收入写 0"
        yield Finding("R34", Severity.ERROR, "决算表里还没有填一个数", Source(path), hint)


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
        other = next((own for own in raw.at.units if unit and own.text != unit.text), None)
        if unit and other:
            message = f"“{title}”写了两种金额单位：{unit.text} 和 {other.text}"
            findings.append(Finding("R26", Severity.ERROR, message, other.source, "改成一种", (unit.source,)))
        elif unit and unit.text not in SCALES:
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
