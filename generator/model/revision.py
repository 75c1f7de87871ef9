"""How a document differs from an older one: what a reviewer who holds this year's draft against last year's looks for.

Years that only moved on with the documents' own years are no difference. Texts are kept to the letter, so that either
document can be written again from a `Revision`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .document import Document, DocumentBlock
from .source import Source


class Moved(StrEnum):
    """What kind of difference it is, in the order in which a reviewer wants to hear of them."""

    DIRECTION = "direction"  # 增加 became 减少, 持平 or the like
    COPIED = "copied"  # the figures moved, the reason is the same to the letter
    YEAR = "year"  # a year stayed although the documents' years moved on, or became another than it should
    FIGURE = "figure"  # a number in the text
    CELL = "cell"  # a cell of a table
    WORDING = "wording"
    SECTION_ADDED = "section_added"
    SECTION_LOST = "section_lost"
    SECTION_MOVED = "section_moved"
    ADDED = "paragraph_added"
    LOST = "paragraph_lost"
    PLACE = "paragraph_moved"
    TABLE_ADDED = "table_added"
    TABLE_LOST = "table_lost"
    ROW_ADDED = "row_added"
    ROW_LOST = "row_lost"
    COLUMNS = "columns"  # a table has other columns, so that its cells cannot be compared


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `old` and `new` are the words or numbers as they stand, '' where there are none; `by` is new
    less old in `unit`, None where that says nothing. `what` names the amount (本年收入合计) or the cell. `quote` is the
    reason that was copied. `row` is the index of its row in the `Revision`. `source` is the place in the new document,
    or in the old one for what was lost."""

    kind: Moved
    section: str
    place: str
    source: Source
    row: int
    old: str = ""
    new: str = ""
    what: str = ""
    by: Decimal | None = None
    unit: str = ""
    quote: str = ""


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    SHIFTED = "shifted"  # differs, yet means the same: a year that moved on, the number of a heading, a blank
    YEAR = "year"
    FIGURE = "figure"
    DIRECTION = "direction"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph. All `old` together are its old text, all `new` its new one."""

    change: Change
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table, old and new; None where there is none. Where both are, they have the same columns."""

    old: tuple[str, ...] | None
    new: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the old document beside its counterpart of the new one. Where one is None, the other was added or
    lost, or stands elsewhere: `elsewhere` is the index of the row with its counterpart. A paragraph has `pieces`, a
    table `grid`."""

    old: DocumentBlock | None
    new: DocumentBlock | None
    pieces: tuple[Piece, ...] = ()
    grid: tuple[GridRow, ...] = ()
    elsewhere: int | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """Both documents, their years (None where they name none), the rows in an order that keeps both documents' own,
    and the differences: the weightiest kind first, each kind in reading order."""

    old: Document
    new: Document
    years: tuple[int | None, int | None]
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...]
