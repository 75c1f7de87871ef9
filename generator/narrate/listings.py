"""Small tables within the text of a section, such as the units of a department: a row for each thing that a record
lists, with the columns and headings of the style. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from ..model.blocks import Cell, Table
from ..model.figure import Missing
from ..model.inlines import Inline, Quote, Words, plain
from ..model.item import Label
from .marks import StyleFault
from .speaker import Speaker

# The column that counts the rows.
NUMBER = "number"
# How narrow and how wide a column may be, in characters.
LEAST, MOST = 4, 24


class Listings:
    """Draws the tables of one document."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def listing(self, name: str, rows: Sequence[SimpleNamespace], columns: Sequence[str]) -> str:
        """A table as a line of its own in a template: of each row those `columns`, headed by the phrases
        listing.<name>.<column>; the column `number` counts the rows. What a row does not state (None) is blank. '' for
        no rows."""
        if not rows:
            return ""
        self.speaker.budget.step(len(rows) * len(columns))
        if hidden := next((column for column in columns if column.startswith("_")), None):
            raise StyleFault(f"清单没有“{hidden}”这一栏")
        header = tuple(Cell((Words(self.speaker.text(f"listing.{name}.{column}")),)) for column in columns)
        body = tuple(tuple(self._cell(at, row, column) for column in columns) for at, row in enumerate(rows, start=1))
        lengths = [[len(plain(row[at].inlines)) for row in (header, *body)] for at in range(len(columns))]
        widths = tuple(min(max(*own, LEAST), MOST) for own in lengths)
        return self.speaker.marks.put(Table("", "", ("", ""), "", widths, (header,), body, own_page=False))

    def _cell(self, at: int, row: SimpleNamespace, column: str) -> Cell:
        if column == NUMBER:
            return Cell((Quote(str(at)),))
        return Cell(self._words(getattr(row, column, row)), "left")

    def _words(self, value: object) -> tuple[Inline, ...]:
        match value:
            case None:
                return ()
            case Label():
                return (Quote("".join(value.text.splitlines()), value.source),)
            case Missing():
                return self.speaker.marks.split(self.speaker.blank(value))
        raise StyleFault(f"清单里不能放{type(value).__name__}，只能放名称")
