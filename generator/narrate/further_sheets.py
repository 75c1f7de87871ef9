"""What the official tables do not hold → further sheets, in the two forms that the reader knows (read/further.py):
`项目 | 内容` for single items, and a list under a title `…（清单）` for rows. An empty list or group says （空）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..model.facts import CODE, FUND, Facts, Leaf, Node
from ..model.sheet import Sheet, SheetCell, SheetCellKind
from ..model.terms import TERMS
from ..model.values import SCALES

ITEM, CONTENT, NTH, EMPTY = "项目", "内容", "第几条", "（空）"
ITEMS_WIDTH, CONTENT_WIDTH = 40, 60
UNIT_SHEET, BUDGET_SHEET, OTHER_SHEET, WORK_SHEET, WORDS_SHEET = "单位情况", "各科目预算数", "其他数据", "绩效", "文字"
AMOUNTS = (BUDGET_SHEET, OTHER_SHEET, WORK_SHEET)


def _zh(*names: str) -> tuple[str, ...]:
    return tuple(TERMS[name].zh for name in names)


BUDGETS = ".".join(_zh("expenditure", "by_function"))
# Which sheet an item stands on, by the first part of its way.
SHEETS: tuple[tuple[str, frozenset[str]], ...] = (
    (
        UNIT_SHEET,
        frozenset(
            _zh(
                *("unit_name", "former_name", "short_name", "self_name", "nature", "budget_level", "year", "style"),
                *("money_unit", "newly_founded", "note", "member_units", "offices", "duties", "staff"),
            )
        ),
    ),
    (BUDGET_SHEET, frozenset({BUDGETS})),
    (
        OTHER_SHEET,
        frozenset(
            _zh(
                *("income", "expenditure", "fiscal", "basic", "three_public", "organ_operation", "procurement"),
                "assets",
            )
        ),
    ),
    (WORK_SHEET, frozenset(_zh("performance"))),
    ("变动原因", frozenset(_zh("reasons"))),
    (WORDS_SHEET, frozenset(_zh("definitions", "additions", "attachments"))),
)
# Of lists whose rows may say nothing at all: the column that then says （空）.
FIRST = {
    ".".join(_zh("performance", "department_evaluations")): TERMS["name"].zh,
    ".".join(_zh("performance", "self_evaluation")): TERMS["heading"].zh,
}
NARROW = frozenset(_zh("code", "fund", "score", "rating", "weight", "quantity", "kind", "nature"))


@dataclass(slots=True)
class Listing:
    """The rows of a list: their columns by heading, in the order in which they are first needed."""

    way: str
    parent: bool = False
    rows: list[tuple[int, dict[str, Leaf | str]]] = field(default_factory=list)

    @property
    def columns(self) -> list[str]:
        """The headings: what a row is known by first, then as the manual has them."""
        found: dict[str, None] = {}
        for _, row in self.rows:
            before: str | None = None
            names = list(found)
            for name in row:
                if name not in found:
                    names.insert(names.index(before) + 1 if before else 0, name)
                    found = dict.fromkeys(names)
                before = name
        return sorted(found, key=lambda name: 0 if name == CODE else 1 if name in (TERMS["name"].zh, FUND) else 2)

    def kind(self, name: str) -> str:
        """What a blank cell of a column is for: an amount, or anything else."""
        known = (row[name] for _, row in self.rows if name in row)
        return "amount" if any(isinstance(value, Leaf) and value.kind == "amount" for value in known) else "text"


@dataclass(slots=True)
class Further:
    """All that the further sheets have to say: single items by their way, and lists by theirs."""

    items: list[tuple[str, Leaf | str]] = field(default_factory=list)
    lists: dict[str, Listing] = field(default_factory=dict)


def gathered(facts: Facts) -> Further:
    """The facts of (a part of) a record as items and lists."""
    further = Further()
    for name, node in facts.items():
        _gather(further, name, node)
    return further


def _gather(further: Further, way: str, node: Node) -> None:
    match node:
        case Leaf():
            further.items.append((way, node))
        case dict():
            if not node:
                further.items.append((way, EMPTY))
            for name, part in node.items():
                _gather(further, f"{way}.{name}", part)
        case list():
            if any(isinstance(part, dict) for part in node):
                listing = further.lists.setdefault(way, Listing(way))
                for part in node:
                    _row(further, listing, part)
            elif not node:
                further.items.append((way, EMPTY))
            else:
                further.items += [(way, part) for part in node if isinstance(part, Leaf)]


def _row(further: Further, listing: Listing, node: Node) -> None:
    """A row of a list of the record. Lists inside it go under a title of their own and say to which row they belong."""
    row: dict[str, Leaf | str] = {}
    number = len(listing.rows) + 1
    listing.rows.append((number, row))

    def enter(way: str, part: Node) -> None:
        match part:
            case Leaf():
                row[way] = part
            case dict():
                if not part:
                    row[way] = EMPTY
                for name, inner in part.items():
                    enter(f"{way}.{name}", inner)
            case list():
                if not part:
                    row[way] = EMPTY
                    return
                inside = further.lists.setdefault(f"{listing.way}.{way}", Listing(f"{listing.way}.{way}", True))
                inside.rows += ((number, dict(_flat(inner))) for inner in part)

    assert isinstance(node, dict)
    for name, part in node.items():
        enter(name, part)
    if not row:
        row[EMPTY] = EMPTY


def _flat(node: Node) -> Iterator[tuple[str, Leaf | str]]:
    if isinstance(node, Leaf):
        yield CONTENT, node
        return
    assert isinstance(node, dict)
    if not node:
        yield EMPTY, EMPTY
    for name, part in node.items():
        assert isinstance(part, Leaf), f"{name}: a list in a list in a list"
        yield name, part


def sheets_beside(facts: Facts, unit: str) -> list[Sheet]:
    """The sheets that say `facts`, amounts in `unit`."""
    further = gathered(facts)
    sheets = []
    for name, firsts in SHEETS:
        items = [(way, leaf) for way, leaf in further.items if _home(way, firsts)]
        lists = [listing for way, listing in further.lists.items() if _home(way, firsts)]
        if items or lists:
            sheets.append(_sheet(name, items, lists, unit))
    return sheets


def _home(way: str, firsts: frozenset[str]) -> bool:
    if BUDGETS in firsts or way == BUDGETS:
        return way in firsts
    return way.partition(".")[0] in firsts


def _sheet(
    name: str,
    items: Sequence[tuple[str, Leaf | str]],
    lists: Sequence[Listing],
    unit: str,
) -> Sheet:
    wide = max([2, *(len(listing.columns) + listing.parent for listing in lists)])
    rows: list[tuple[SheetCell, ...]] = [(SheetCell("title", name, wide),)]
    if name in AMOUNTS:
        rows.append((SheetCell("note", f"金额单位：{unit}", wide, align="right"),))
    frozen = 0
    if items:
        rows.append((SheetCell("heading", ITEM), SheetCell("heading", CONTENT)))
        frozen = len(rows) if not lists else 0
        rows += ((SheetCell("words", way), entry(leaf, unit)) for way, leaf in items)
    for listing in lists:
        rows += [()] if items or listing is not lists[0] else []
        rows += _listed(listing, unit, wide)
    return Sheet(name, _widths(items, lists, wide), tuple(rows), frozen, landscape=wide > 6)


def _listed(listing: Listing, unit: str, wide: int) -> Iterator[tuple[SheetCell, ...]]:
    columns = [name for name in listing.columns if name != EMPTY] or [FIRST.get(listing.way, CONTENT)]
    yield (SheetCell("note", f"{listing.way}（清单）", wide),)
    yield (*([SheetCell("heading", NTH)] if listing.parent else []), *(SheetCell("heading", name) for name in columns))
    blank = {name: listing.kind(name) for name in columns}
    for number, row in listing.rows:
        cells = [entry(row.get(name) or blank[name], unit) for name in columns]
        if EMPTY in row:
            cells[0] = SheetCell("text", EMPTY)
        yield (*([SheetCell("count", Decimal(number))] if listing.parent else []), *cells)


def entry(value: Leaf | str, unit: str) -> SheetCell:
    """The cell that a person could have filled in like this; a blank one of the kind that `value` names."""
    if isinstance(value, str):
        return SheetCell("amount" if value == "amount" else "text", None if value in ("amount", "text") else value)
    if value.kind == "amount":
        assert isinstance(value.value, Decimal)
        return SheetCell("amount", value.value / SCALES[unit])
    if isinstance(value.value, Decimal):
        kind: SheetCellKind = "count" if value.kind in ("count", "year") else "amount"
        return SheetCell("count" if value.kind == "score" else kind, value.value)
    return SheetCell("text", value.value)


def _widths(items: Iterable[object], lists: Sequence[Listing], wide: int) -> tuple[int, ...]:
    """One width a column for all that stands on the sheet."""
    widths = [ITEMS_WIDTH, CONTENT_WIDTH][: 2 if items else 0] + [0] * wide
    for listing in lists:
        columns = [*([NTH] if listing.parent else []), *listing.columns]
        for at, name in enumerate(columns):
            long = max((len(str(_text(row.get(name)))) for _, row in listing.rows), default=0)
            least = 8 if name == NTH else 12 if name in NARROW else 16
            widths[at] = max(widths[at], least, min(2 * long + 2, 44), min(2 * len(name) + 2, 24))
    return tuple(width or 12 for width in widths[:wide])


def _text(value: Leaf | str | None) -> str:
    return "" if value is None else str(value.value) if isinstance(value, Leaf) else value
