"""The older document with the newer one's text as tracked changes, which Word accepts or rejects one by one.

Accepting all gives the new text, rejecting all the old one. Numbers, words of direction and clauses change as wholes;
nobody has to read changed characters. Page and styles are ours; what either document looked like is not kept. It
refuses what no Word document can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..model.document import Grid, Passage
from ..model.revision import Change, GridRow, Revision, Row
from .body import HEADINGS, OFFICE, TITLE
from .columns import MARGIN
from .comments import AUTHOR
from .escape import W, escape, run
from .pen import HINT
from .reference import open_reference, parts_of, stamp, take_look
from .revision_cells import RevisedCell, revised_cells
from .sections import Sections, sections_of
from .styles import PARAGRAPH, by_name, key_of, w
from .table_xml import EDGES, KEEP, MARGINS, NOTES, OPENING, TEXT, tiny
from .table_xml import TITLE as TABLE_TITLE

# Tables of more columns than this are set smaller, in half points.
WIDE, SMALL = 6, 15
# A digit of that size and of the usual one, and what a column of names keeps, in twips; how much wider than the
# narrowest of these one can be.
DIGIT, WIDER = 108, 145
LEAST = 300
NAME = 6
NO_YEAR = 2000
# How a note below a table begins, and the next ones.
NOTE = re.compile(r"注|\d[.．、]")


@dataclass(slots=True)
class Tracker:
    """Marks changes, each with a number of its own. `date` is fixed: a clock would make two files of one comparison
    differ."""

    date: str
    count: int = field(default=0)

    def who(self) -> str:
        self.count += 1
        return f'w:id="{self.count}" w:author="{AUTHOR}" w:date="{self.date}"'

    def gone(self, text: str, properties: str) -> str:
        """Text that was deleted."""
        if not text:
            return ""
        deleted = run(text, properties).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:del {self.who()}>{deleted}</w:del>"

    def come(self, text: str, properties: str) -> str:
        """Text that was inserted."""
        return f"<w:ins {self.who()}>{run(text, properties)}</w:ins>" if text else ""

    def mark(self, kind: str) -> str:
        """That the end of a paragraph, or a row, came (ins) or went (del)."""
        return f"<w:{kind} {self.who()}/>"


def write_revision_docx(revision: Revision, reference: Path) -> bytes:
    """The .docx file, in the look of `reference`. Raises `Refused`: D01, D03."""
    document = open_reference(reference)
    sections = sections_of(take_look(document))
    styles = by_name(document.styles.element)
    wanted = {
        name: styles.get(key_of(PARAGRAPH, name)) for name in (TITLE, *HEADINGS.values(), TABLE_TITLE, TEXT, NOTES)
    }
    ids = {name: style.get(w("styleId")) for name, style in wanted.items() if style is not None}
    year = next((year for year in reversed(revision.years) if year), NO_YEAR)
    tracker = Tracker(f"{year + 1}-01-01T00:00:00Z")
    content = "".join(_rows(revision, ids, sections, tracker))
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{content}{sections.opening}</w:body></w:document>'
    )
    title = next((p.text for p in revision.new.passages if p.text.strip()), revision.new.path)
    _track(document.settings.element)
    parts = parts_of(document)
    stamp(parts, f"{title}（与上年对照）", AUTHOR, year)
    return parts.packed(text)


def _track(settings: Any) -> None:
    """Tracks what a reviewer changes too. The switch has its place before the distance of tabs."""
    switch = settings.makeelement(w("trackRevisions"), {})
    behind = settings.find(w("defaultTabStop"))
    if behind is not None and settings.find(w("trackRevisions")) is None:
        behind.addprevious(switch)


def _rows(revision: Revision, ids: dict[str, str], sections: Sections, tracker: Tracker) -> Iterator[str]:
    behind = noted = False
    first = next((r for r in revision.rows if r.old), None), next((r for r in revision.rows if r.new), None)
    for row, after in zip(revision.rows, (*revision.rows[1:], None), strict=True):
        if _is_table(row):
            yield tiny("") if behind else ""
            grid = _table(row, ids, sections.text[0], tracker)
            behind = behind or bool(grid)
            yield grid
        else:
            name = _style(row, after, behind or noted, row is first[0] or row is first[1])
            behind, noted = False, name == NOTES
            yield _paragraph(row, f'<w:pStyle w:val="{escape(ids[name])}"/>' if name in ids else "", tracker)
    if behind:
        yield tiny("")


def _is_table(row: Row) -> bool:
    return isinstance(row.old, Grid) or isinstance(row.new, Grid)


def _style(row: Row, after: Row | None, behind: bool, first: bool) -> str:
    """The name of a paragraph's style: that of its heading; the title's for the first line; those of a table's title
    and notes before and `behind` one; '' for text."""
    block = row.new or row.old
    if not isinstance(block, Passage):
        return ""
    if block.level is not None:
        return HEADINGS.get(block.level, "")
    if first and "。" not in block.text:
        return TITLE
    table = after.new or after.old if after is not None and _is_table(after) else None
    if isinstance(table, Grid) and table.title and block.text.endswith(table.title):
        return TABLE_TITLE
    return NOTES if behind and NOTE.match(block.text) else ""


def _paragraph(row: Row, style: str, tracker: Tracker) -> str:
    if row.old is not None and row.new is not None:
        properties = f"<w:pPr>{style}</w:pPr>" if style else ""
        return f"<w:p>{properties}{''.join(_pieces(row, tracker))}</w:p>"
    block = row.old or row.new
    text = block.text if isinstance(block, Passage) else ""
    kind, write = ("del", tracker.gone) if row.new is None else ("ins", tracker.come)
    mark = f"<w:rPr>{tracker.mark(kind)}</w:rPr>"
    return f"<w:p><w:pPr>{style}{mark}</w:pPr>{write(text, HINT)}</w:p>"


def _pieces(row: Row, tracker: Tracker) -> Iterator[str]:
    for piece in row.pieces:
        if piece.change is Change.SAME or piece.old == piece.new:
            yield run(piece.new, HINT)
        else:
            yield tracker.gone(piece.old, HINT) + tracker.come(piece.new, HINT)


def _table(row: Row, ids: dict[str, str], width: int, tracker: Tracker) -> str:
    """The table with its changed cells and rows; one with other columns once as it was and once as it is."""
    old = [r for r in row.grid if r.old is not None]
    apart = row.old is not None and row.new is not None and all(r.old is None or r.new is None for r in row.grid)
    if apart and len(old) < len(row.grid):
        new = [r for r in row.grid if r.old is None]
        return _grid(old, ids, width, tracker) + tiny("") + _grid(new, ids, width, tracker)
    return _grid(list(row.grid), ids, width, tracker)


def _grid(rows: list[GridRow], ids: dict[str, str], width: int, tracker: Tracker) -> str:
    if not rows:
        return ""
    count = max(len(cells) for row in rows for cells in (row.old, row.new) if cells is not None)
    if not count:
        return ""
    widths = _widths(rows, count, width)
    style = f'<w:pStyle w:val="{escape(ids[TEXT])}"/>' if TEXT in ids else ""
    size = f'<w:sz w:val="{SMALL}"/><w:szCs w:val="{SMALL}"/>' if count > WIDE else ""
    lines = "".join(f'<w:gridCol w:w="{own}"/>' for own in widths)
    kept = style + KEEP
    written = "".join(
        _row(row, widths, kept if index < OPENING else style, size, tracker) for index, row in enumerate(rows)
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{MARGINS}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{lines}</w:tblGrid>{written}</w:tbl>"
    )


def _widths(rows: list[GridRow], count: int, width: int) -> list[int]:
    """The columns' widths: an amount stays on one line, where there is room together with what it was before."""
    amounts, both, names = [0] * count, [0] * count, [0] * count
    for row in rows:
        place = 0
        for cell in revised_cells(row):
            lengths = (len(cell.old.strip()), len(cell.new.strip()))
            if cell.number:
                amounts[place] = max(amounts[place], *lengths)
                both[place] = max(both[place], sum(lengths) if cell.old != cell.new else max(lengths))
            elif cell.columns == 1:
                names[place] = max(names[place], *lengths)
            place += cell.columns
    digit = DIGIT if count > WIDE else WIDER
    for longest in (both, amounts):
        needs = [2 * MARGIN + digit * max(length, 2) if length else 0 for length in longest]
        weights = [min(NAME, max(1, name // 2)) if not need else 0 for name, need in zip(names, needs, strict=True)]
        room = width - sum(needs)
        if room >= LEAST * sum(weights) // 2:
            shares = sum(weights) or 1
            spare = 0 if any(weights) else room // count
            return [need + spare + room * weight // shares for need, weight in zip(needs, weights, strict=True)]
    return [width // count] * count


def _row(row: GridRow, widths: list[int], style: str, size: str, tracker: Tracker) -> str:
    kind = "" if row.old is not None and row.new is not None else "ins" if row.old is None else "del"
    mark = tracker.mark(kind) if kind else ""
    cells, place = [], 0
    for cell in revised_cells(row):
        wide = sum(widths[place : place + cell.columns])
        place += cell.columns
        cells.append(_cell(cell, wide, style, size, kind, tracker))
    missing = len(widths) - place
    if missing:
        cells.append(_cell(RevisedCell("", "", missing), sum(widths[place:]), style, size, kind, tracker))
    return f"<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(cell: RevisedCell, width: int, style: str, size: str, kind: str, tracker: Tracker) -> str:
    spans = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    side = '<w:jc w:val="right"/>' if cell.number else ""
    mark = f"<w:rPr>{tracker.mark(kind)}</w:rPr>" if kind else ""
    properties = HINT + size
    if kind:
        content = (tracker.gone if kind == "del" else tracker.come)(cell.new, properties)
    elif cell.old == cell.new:
        content = run(cell.new, properties) if cell.new else ""
    else:
        content = tracker.gone(cell.old, properties) + tracker.come(cell.new, properties)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}<w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{style}{side}{mark}</w:pPr>{content}</w:p></w:tc>"
    )
