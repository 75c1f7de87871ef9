"""What a form is made from, and its pieces: a cell to fill in by the field that it is for, headings, lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from ..model.facts import Facts, Leaf, group_at, kinds
from ..model.group import Group
from ..model.layout import Layout
from ..model.listed import Listed
from ..model.record import YearRecord
from ..model.sheet import SheetCell, SheetCellKind
from ..model.style import Style
from ..model.terms import TERMS
from .sheet_formulas import Sums

BLANK_ROWS = 15
COUNTED = ("count", "year", "score")
# How a style's templates call what a record calls otherwise.
SAID_AS = {
    "member_units": ("members", "member_rows"),
    "note": ("member_rows",),
    "nature": ("nature", "institution"),
    "department_evaluations": ("evaluations",),
    "self_evaluation": ("passages",),
    "evaluation_form": ("form",),
    "overall_rating": ("rating",),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """What a form is made from. `words` are the names that the style's templates use, `styles` all that there are;
    `before` is what was stated last year and `codes` the 科目 of its lists, {} without a prior year."""

    style: Style
    layouts: Sequence[Layout]
    sums: Sums
    words: Collection[str]
    styles: tuple[str, ...]
    year: int
    unit_name: str
    before: Facts
    prior: YearRecord | None
    codes: Mapping[str, Sequence[Listed]]

    def needs(self, field: str) -> bool:
        return any(word in self.words for word in SAID_AS.get(field, (field,)))

    def follows(self, key: str) -> bool:
        """Whether an amount is the sum of others that the form asks for."""
        parts = self.sums.get(key, ())
        return bool(parts) and all(self.needs(part.rpartition(".")[2]) for part in parts)

    def was(self, *names: str) -> str:
        """What the record of last year says at the items of these terms, as words; '' for nothing."""
        node: object = self.before
        for name in names:
            node = node.get(TERMS[name].zh) if isinstance(node, dict) else None
        return str(node.value) if isinstance(node, Leaf) else ""


Line: TypeAlias = tuple[SheetCell, ...]


def cell_of(
    group: type[Group], field: str, styles: tuple[str, ...] = (), value: str | Decimal | None = None
) -> SheetCell:
    """The cell to fill in what stands at a field."""
    kind, choices = kinds(group)[field]
    choices = styles if field == "style" else choices
    shown: SheetCellKind = "amount" if kind == "amount" else "count" if kind in COUNTED else "text"
    return SheetCell(shown, value, choices=choices)


def heads(*names: str) -> Line:
    return tuple(SheetCell("heading", name) for name in names)


def note_of(field: str) -> SheetCell:
    return SheetCell("words", TERMS[field].note or None)


def way_of(*fields: str) -> str:
    return ".".join(TERMS[field].zh for field in fields)


def titled(name: str, wide: int, unit: bool = False) -> list[Line]:
    rows: list[Line] = [(SheetCell("title", name, wide),)]
    return [*rows, (SheetCell("note", "金额单位：元", wide, align="right"),)] if unit else rows


def listing(
    way: str, wide: int, columns: Sequence[tuple[str, SheetCell]], rows: int, filled: Sequence[Sequence[str]] = ()
) -> Iterator[Line]:
    """A list to fill in: its title, its headings, the lines that are `filled` already and `rows` empty ones."""
    yield ()
    yield (SheetCell("note", f"{way}（清单）", wide),)
    yield heads(*(name for name, _ in columns))
    for values in [*filled, *[()] * rows]:
        given = [*values, *[""] * (len(columns) - len(values))]
        yield tuple(
            SheetCell(cell.kind, value or None, choices=cell.choices, align=cell.align)
            for (_, cell), value in zip(columns, given, strict=True)
        )


def columns_of(group: type[Group], *fields: str) -> list[tuple[str, SheetCell]]:
    return [(TERMS[field].zh, cell_of(group, field)) for field in fields]


def leaf_of(node: object, field: str) -> str:
    found = node.get(TERMS[field].zh) if isinstance(node, dict) else None
    return str(found.value) if isinstance(found, Leaf) else ""


def group_of(key: str) -> type[Group]:
    group = group_at(key)
    assert group is not None, key
    return group
