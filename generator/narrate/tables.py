"""Official tables as data → tables of the disclosure: words quoted, figures in the style's unit and digits.

What is not in use is blank and a stated zero is printed. What the record does not say is blank too, for a table must
not be littered with holes, but is told once a table (W06). No arithmetic.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Protocol

from ..model.blocks import Align, Cell, Table
from ..model.figure import Figure, Missing, Unit, Value
from ..model.finding import Finding, Severity
from ..model.inlines import Inline, Number, Quote, Words
from ..model.item import Label
from ..model.layout import Layout, LayoutCell, Row, filled
from ..model.listed import Listed, ListedProject
from ..model.record import YearRecord
from ..model.source import Source
from ..model.terms import entry, place
from .marks import DIGIT
from .speaker import Speaker

NAMED = 3
# The number form of amounts in tables: a column of amounts wants one number of decimals, whatever sentences print.
TABLE = "table"
# What stands in the middle of its cell: counters of lines and columns, ---, and the words of sums.
CENTERED = re.compile("[0-9—-]+|.*(合计|总计|小计|栏次|行次)")


class Amounts(Protocol):
    """The cells of one year, as `measure.Cells` gives them."""

    def value(self, key: str) -> Value | None: ...
    def at(self, of: str, code: str, column: str) -> Value | None: ...
    def listed(self, of: str, only: str = "") -> list[Listed] | Missing: ...
    def is_column(self, of: str, key: str) -> bool: ...
    def unplaced(self, keys: Collection[str]) -> Iterator[tuple[str, Figure]]: ...


def build_tables(
    layouts: Sequence[Layout], cells: Amounts, speaker: Speaker, record: YearRecord
) -> tuple[list[Table], list[Finding]]:
    """The tables of `layouts` in their order, and what a person should look at in them: W06 for amounts that the
    record does not state, W07 for amounts that an official table has no line for, W10 for a total that its rows do
    not add up to."""
    tables: list[Table] = []
    findings: list[Finding] = []
    slots = {"name": record.unit_name.value, "year": str(record.year.value), "unit": speaker.style.unit}
    for layout in layouts:
        sheet = _Sheet(layout, cells, speaker, slots)
        table = sheet.table()
        noticed = [*sheet.unknown(record.source), *sheet.left_out(record.source), *sheet.apart(record.source)]
        tables.append(replace(table, remarks=tuple(f"{f.message}。{f.hint}" for f in noticed)))
        findings += noticed
    return tables, findings


Read = Callable[[str], Value | None]


class _Sheet:
    """One table in the making."""

    def __init__(self, layout: Layout, cells: Amounts, speaker: Speaker, slots: Mapping[str, str]) -> None:
        self.layout = layout
        self.cells = cells
        self.speaker = speaker
        self.slots = slots
        self.missing: dict[str, Missing] = {}
        self.some = False

    def table(self) -> Table:
        layout = self.layout
        header = tuple(
            tuple(_words(cell.text, "center", cell.columns, cell.rows) for cell in row) for row in layout.header
        )
        rows = tuple(self._row(row, self.cells.value) for row in layout.rows)
        if layout.each:
            rows += tuple(self._listed(layout.each))
        left, middle = layout.head
        notes = list(layout.notes)
        if layout.empty_note and not (self.some or self.missing):
            notes.append(layout.empty_note)
            rows = tuple(tuple(_without_numbers(cell) for cell in row) for row in rows)
        return Table(
            filled(layout.title, self.slots),
            layout.number,
            (filled(left, self.slots), filled(middle, self.slots)),
            filled(layout.unit_line, self.slots),
            layout.widths,
            header,
            rows,
            tuple(filled(note, self.slots) for note in notes),
            layout.landscape,
        )

    def _listed(self, of: str) -> Iterator[tuple[Cell, ...]]:
        """The sum of the list, then its rows, or the rows first; an empty list keeps its form, with nothing in it."""
        layout, listed = self.layout, self.cells.listed(of, self.layout.only)
        if isinstance(listed, Missing):
            self._note(listed)

        def whole(key: str) -> Value | None:
            value = self.cells.at(of, "", key) if self.cells.is_column(of, key) else self.cells.value(key)
            nothing = listed == [] and isinstance(value, Figure) and value.exact == 0
            return None if nothing else value

        total = self._row(layout.total, whole)
        if not layout.total_last:
            yield total
        for row in [] if isinstance(listed, Missing) else listed:
            yield self._row(layout.row, partial(self.cells.at, of, row.code), row)
            for project in row.projects if layout.project else ():
                yield self._row(layout.project, {"executed": project.executed}.get, project)
        if isinstance(listed, Missing) or not listed:
            yield from (tuple(Cell() for _ in layout.widths) for _ in range(layout.blank_rows))
        if layout.total_last:
            yield total

    def _row(self, row: Row, read: Read, named: Listed | ListedProject | None = None) -> tuple[Cell, ...]:
        return tuple(self._cell(cell, read, named) for cell in row)

    def _cell(self, cell: LayoutCell, read: Read, named: Listed | ListedProject | None) -> Cell:
        if cell.kind == "figure":
            return Cell(self._figure(read(cell.text)), "right", cell.columns, cell.rows)
        if cell.kind == "name" and named:
            return Cell(self._name(named.name), "left", cell.columns, cell.rows)
        if cell.kind == "code" and isinstance(named, Listed):
            return Cell((Quote(named.code, named.source),), "left", cell.columns, cell.rows)
        return _words(cell.text, None, cell.columns, cell.rows)

    def _name(self, name: Label | Missing) -> tuple[Inline, ...]:
        if isinstance(name, Missing):
            return self.speaker.marks.split(self.speaker.blank(name))
        return (Quote(name.text, name.source),)

    def _figure(self, value: Value | None) -> tuple[Inline, ...]:
        if isinstance(value, Missing):
            self._note(value)
        if not isinstance(value, Figure):
            return ()
        self.some = self.some or value.exact != 0
        return (self.speaker.number(value, TABLE if value.unit is Unit.YUAN else None),)

    def _note(self, missing: Missing) -> None:
        for part in missing.lacks or (missing,):
            self.missing[part.key] = part

    def unknown(self, source: Source) -> Iterator[Finding]:
        """W06 where the record does not state what the table wants, with the first of it."""
        if self.missing:
            names = list(dict.fromkeys(place(key) for key in self.missing))
            listed = "、".join(names[:NAMED]) + (f" 等 {len(names)} 项" if len(names) > NAMED else "")
            message = f"{self._called()}有留空的格子，记录里没有：{listed}"
            yield Finding("W06", Severity.WARNING, message, source, "在记录里补上；没有的写 0，表中空格不等于零")

    def left_out(self, source: Source) -> Iterator[Finding]:
        """W07 for each amount under a code that this form has no line for; the sums hold it all the same."""
        keys = {cell.text for row in self.layout.rows for cell in row if cell.kind == "figure"}
        for code, value in dict(self.cells.unplaced(keys)).items():
            message = f"{self._called()}没有科目 {code} 这一行，它的金额只在合计里"
            yield Finding(
                "W07", Severity.WARNING, message, _place(value) or source, "核对科目编码；编码没有错，在表中手工加一行"
            )

    def apart(self, source: Source) -> Iterator[Finding]:
        """W10 for each total of a list that the record states and that its rows do not add up to."""
        layout, of = self.layout, self.layout.each or ""
        columns = dict(_columns(layout.row))
        for at, cell in _columns(layout.total):
            below = columns.get(at)
            if cell.kind != "figure" or self.cells.is_column(of, cell.text) or not below or below.kind != "figure":
                continue
            stated, summed = self.cells.value(cell.text), self.cells.at(of, "", below.text)
            if isinstance(stated, Figure) and isinstance(summed, Figure) and stated.exact != summed.exact:
                amounts = [f"{figure.exact:,.2f} 元" for figure in (stated, summed)]
                message = f"{self._called()}的合计{entry(cell.text)} {amounts[0]}，与各行之和 {amounts[1]} 不一致"
                yield Finding("W10", Severity.WARNING, message, _place(stated) or source, "核对合计和各行的这一栏")

    def _called(self) -> str:
        return f"{self.layout.title}（{self.layout.number}）" if self.layout.number else self.layout.title


def _without_numbers(cell: Cell) -> Cell:
    """The cell of a table that says that it has no data."""
    return replace(cell, inlines=()) if any(isinstance(inline, Number) for inline in cell.inlines) else cell


@lru_cache(maxsize=4096)
def _words(text: str, align: Align | None, columns: int, rows: int) -> Cell:
    """A cell with official words, the same in every document."""
    inline: Inline = Quote(text) if DIGIT.search(text) else Words(text)
    align = align or ("center" if CENTERED.fullmatch(text) else "left")
    return Cell((inline,) if text else (), align, columns, rows)


def _columns(row: Row) -> Iterator[tuple[int, LayoutCell]]:
    """Each cell with the column that it begins in."""
    at = 0
    for cell in row:
        yield at, cell
        at += cell.columns


def _place(figure: Figure) -> Source | None:
    return figure.source or next((place for part in figure.inputs if (place := _place(part))), None)
