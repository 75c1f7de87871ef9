"""The unit's own workbook with every finding where it stands: the cell coloured, a comment on it, a list in front.

It exists because nobody in a finance office compares a list on a console with a workbook cell by cell. Formulas with
their results, formats, widths, print settings and macros stay. What openpyxl cannot carry is lost in this copy, and
the list says so where the file has any of it: pictures, shapes, charts in part, lists of choices and conditional
formats of newer kinds. Comments keep their words but not their fonts and sizes. A workbook that openpyxl cannot read
(.xls, .xlsb, damaged) is built anew from its values and merged cells.

A file that was marked before is marked afresh. Our comments are known by their author and their first line; what a
person wrote above that line stays, what was added below goes. The list remembers in a hidden column how each cell was
coloured before. Where somebody deleted the list, only cells whose comment is ours alone lose our colour, and they
lose it to none; where rows moved meanwhile, a cell may get the colour of a neighbour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..model.finding import Finding, Severity
from ..model.grid import Grid
from .comments import AUTHOR
from .escape import FORBIDDEN
from .heights import half_widths
from .marked_book import marked_suffix, opened
from .marked_list import COLOURS, LIST, add_list, own, remembered

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

__all__ = ["LIST", "mark_workbook", "marked_suffix"]

WORST = (Severity.ERROR, Severity.WARNING, Severity.INFO)

# The first line of what we say in a comment. Programs that drop the author of a comment keep its text.
OURS = "【决算核对】"
# How many findings anybody reads in one comment, and what a comment holds.
MOST, LONGEST = 20, 32000

# A comment's box in pixels: a line of text, half a character, what stands around them, and the largest box.
LINE, HALF, AROUND, WIDEST, HIGHEST = 17, 7, 24, 360, 560


def mark_workbook(path: Path, findings: Sequence[Finding], grids: Sequence[Grid] = ()) -> bytes:
    """The marked copy of the workbook at `path`, which stays as it is. `grids` are its sheets as they were read; they
    serve where openpyxl cannot read the file. `marked_suffix` says how the copy's name must end."""
    copied = opened(path, [grid for grid in grids if own(grid.whole, path)])
    book = copied.book
    _forget(book)
    marks = _marks(book, path, findings)
    fills = {place: copy(_at(book, place).fill) for place in marks}
    for place, told in marks.items():
        _mark(_at(book, place), told)
    for cell in _commented(book):
        _fit(cell.comment)
    add_list(book, path, findings, copied.lost, fills)
    return copied.saved()


def _at(book: Workbook, place: tuple[str, str]) -> Any:
    return book[place[0]][place[1]]


def _marks(book: Workbook, path: Path, findings: Sequence[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """What is to be told at each cell, by sheet and cell: of merged cells the first."""
    sheets: dict[str, Any] = {sheet.title: sheet for sheet in book.worksheets if sheet.title != LIST}
    found: dict[tuple[str, str], dict[Finding, None]] = {}
    for finding in findings:
        for source in filter(None, (finding.source, *finding.also)):
            place = source.cell
            if place is not None and place[0] in sheets and own(source, path):
                cell = _first(sheets[place[0]], place[1], place[2])
                found.setdefault((place[0], cell), {})[finding] = None
    return {place: list(told) for place, told in found.items()}


def _first(sheet: Any, row: int, column: int) -> str:
    """The cell at this place, or the first one of the cells merged with it."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for area in sheet.merged_cells.ranges:
            if cell.coordinate in area:
                return str(area.start_cell.coordinate)
    return str(cell.coordinate)


def _mark(cell: Any, findings: Sequence[Finding]) -> None:
    """Colours a cell by its worst finding and comments it, below what somebody wrote there."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    ranked = sorted(findings, key=lambda finding: WORST.index(finding.severity))
    cell.fill = PatternFill("solid", fgColor=COLOURS[ranked[0].severity])
    told = ["\n".join(filter(None, (f"{f.code} {f.message}", f.hint))) for f in ranked[:MOST]]
    if len(ranked) > MOST:
        told.append(f"另有 {len(ranked) - MOST} 条，见“{LIST}”")
    text = FORBIDDEN.sub("□", "\n".join((OURS, *told)))
    theirs = cell.comment
    if theirs is None:
        cell.comment = Comment(text[:LONGEST], AUTHOR)
    else:
        kept = theirs.text[: LONGEST // 2]
        cell.comment = Comment(f"{kept}\n\n{text}"[:LONGEST], theirs.author)


def _forget(book: Workbook) -> None:
    """Takes away what an earlier run put on the cells. A cell that somebody coloured meanwhile stays as it is."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    titles = {sheet.title for sheet in book.worksheets}
    restored = set()
    for name, place, fill in list(remembered(book)):
        if name in titles:
            cell = _at(book, (name, place))
            restored.add((name, place))
            if _is_ours(cell):
                cell.fill = fill
    for cell in list(_commented(book)):
        theirs = _theirs(cell.comment)
        if theirs is None:
            continue
        author = cell.comment.author
        cell.comment = None
        if theirs:
            cell.comment = Comment(theirs, author)
        elif (cell.parent.title, cell.coordinate) not in restored and _is_ours(cell):
            cell.fill = PatternFill()


def _theirs(comment: Comment) -> str | None:
    """What somebody wrote into a comment above ours, '' where all of it is ours; None where nothing is."""
    above, found, _ = (comment.text or "").partition(OURS)
    if found:
        return above.rstrip()
    return "" if comment.author == AUTHOR else None


def _is_ours(cell: Any) -> bool:
    """Whether a cell has one of our colours."""
    fill = cell.fill
    return fill.fill_type == "solid" and str(fill.fgColor.rgb)[-6:] in {colour[-6:] for colour in COLOURS.values()}


def _commented(book: Workbook) -> Iterator[Any]:
    """The cells with a comment, of those that are in the file: a sheet may be formatted to its last row."""
    for sheet in book.worksheets:
        yield from [cell for cell in sheet._cells.values() if getattr(cell, "comment", None) is not None]


def _fit(comment: Comment) -> None:
    """A box that shows all of the text, or as much as fits the screen."""
    lines = (comment.text or "").split("\n")
    width = min(WIDEST, max(half_widths(line) for line in lines) * HALF + AROUND)
    room = (width - AROUND) // HALF or 1
    comment.width = max(160, width)
    comment.height = min(HIGHEST, sum(-(-half_widths(line) // room) or 1 for line in lines) * LINE + AROUND)
