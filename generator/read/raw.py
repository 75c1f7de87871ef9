"""What a table holds before its unit is applied: digits with their meaning and their cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ..model.finding import Finding
from ..model.source import Source
from ..model.values import SCALES
from .form import Column, Slot
from .located import Located

COUNTS = ("assets.",)
COUNTED = frozenset(["groups", "travellers", "purchased", "held"])


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell that should hold a number: `text` are its digits ('' for nothing), before its unit is applied."""

    key: str
    text: str
    source: Source
    row: str
    heading: str
    of: str = ""
    code: str = ""
    column: str = ""


@dataclass(slots=True)
class RawTable:
    """A table as it was read: its cells, the names of its codes, the lines that hold listed rows, what was noticed."""

    at: Located
    cells: list[RawCell] = field(default_factory=list)
    names: dict[str, tuple[str, Source]] = field(default_factory=dict)
    codes: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def key_of(of: str, code: str, column: Column) -> str:
    """What a cell of a list says, named alike in every table: the sum of a column as the record names it."""
    if code:
        return f"{of}.{code}.{column.key}"
    whole = column.total or column.key
    if "." in whole and not whole.startswith("economic."):
        return whole
    return f"{of}..{whole}"


def parts_of(slot: Slot) -> tuple[str, str, str]:
    """List, code and column of a fixed cell that is a row of a classification (all.208, basic.30101)."""
    head, _, rest = slot.key.partition(".")
    if rest.isdecimal() and len(rest) in (3, 5):
        return (head, rest, "amount" if head == "basic" else "actual")
    if slot.code and head == "basic":
        return (head, slot.code, "amount")
    return ("", "", "")


def is_count(key: str) -> bool:
    """Whether a key counts pieces or people instead of 元."""
    last = key.rpartition(".")[2]
    return key.startswith(COUNTS) or last in COUNTED or last.endswith(("_receptions", "_guests"))


def exact(cell: RawCell, unit: str) -> Decimal:
    """The amount of a cell in 元, or its count."""
    return Decimal(cell.text or 0) * (1 if is_count(cell.key) else SCALES[unit])
