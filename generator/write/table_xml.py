"""An official table: title, head line, grid and notes, as WordprocessingML.

It exists apart from the text because a table is thousands of cells; whatever is the same in many of them is built
once. It refuses a row that is wider than the table: that is a fault of ours. Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from ..model.blocks import Align, Cell, Table
from .columns import MARGIN, SIZES
from .escape import escape, run
from .heights import least_height
from .laid import Laid
from .pen import HINT, Pen

TITLE, HEAD, TEXT, NOTES = "表题", "表头行", "表格文字", "表注"
STYLES = (TITLE, HEAD, TEXT, NOTES)

# How many rows of a form, which has no header, stay with the next; of how many rows a cell is that no page cuts.
OPENING = 2
UNCUT = 3

EMPTY = Cell()
REPEATED = "<w:tblHeader/>"
KEEP = "<w:keepNext/>"

# Word wants a paragraph behind a table; where there is nothing to say, it takes up a point.
TINY = '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
TINY_MARK = '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'

EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
MARGINS = "".join(f'<w:{side} w:w="{MARGIN}" w:type="dxa"/>' for side in ("left", "right"))


def table_xml(
    laid: Laid,
    pen: Pen,
    ids: Mapping[str, str],
    title: str,
    start: str = "",
    section: str = "",
) -> str:
    """The table. `title` are the runs of its title, `start` makes that begin a page, and `section` ends the section
    behind the table; `ids` are the style ids of `STYLES`."""
    styles = {name: f'<w:pStyle w:val="{escape(ids[name])}"/>' for name in STYLES}
    table = laid.spots.table
    head = f"<w:p><w:pPr>{styles[TITLE]}{KEEP}{start}</w:pPr>{title}</w:p>" if table.title else ""
    head += "".join(head_lines(table, styles[HEAD], laid.width))
    return head + grid(laid, pen, styles[TEXT]) + "".join(tail(table, styles[NOTES], section))


def head_lines(table: Table, style: str, width: int) -> Iterator[str]:
    """公开01表 at the right, below it unit, year and 金额单位; a unit's name that reaches the year has its own line."""
    unit, year = table.head
    tabs = f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    lines = [f"\t\t{table.number}"] if table.number else []
    long = (len(unit) + len(year) / 2 + 1) * SIZES[0] * 10 > width / 2
    lines += [unit, f"\t{year}\t{table.unit_line}"] if long else [f"{unit}\t{year}\t{table.unit_line}"]
    for line in lines:
        if line.strip():
            yield f"<w:p><w:pPr>{style}{KEEP}{tabs}</w:pPr>{run(line.rstrip(), HINT)}</w:p>"


def tail(table: Table, style: str, section: str) -> Iterator[str]:
    """The notes, kept together; the last ends the section. Without notes an empty paragraph of a point does."""
    if not table.notes:
        yield tiny(section)
    for index, note in enumerate(table.notes, 1):
        last = index == len(table.notes)
        yield f"<w:p><w:pPr>{style}{'' if last else KEEP}{section if last else ''}</w:pPr>{run(note, HINT)}</w:p>"


def tiny(section: str) -> str:
    """An empty paragraph of a point, which ends the section where one is given."""
    return f"<w:p><w:pPr>{TINY}{TINY_MARK}{section}</w:pPr></w:p>"


def staying(table: Table) -> set[int]:
    """The rows that stay with the next, so that no page ends below the mere head of a table, or in a form within a
    cell of a few rows. The last row stays with what follows."""
    rows = (*table.header, *table.rows)
    kept = set(range(len(table.header)))
    if not table.own_page:
        kept |= set() if table.header else set(range(OPENING))
        for index, row in enumerate(rows):
            deep = max((cell.rows for cell in row if cell.rows <= UNCUT), default=1)
            kept |= set(range(index, index + deep - 1))
    return {index for index in kept if index < len(rows)} | {len(rows) - 1}


def grid(laid: Laid, pen: Pen, style: str) -> str:
    """The table itself; '' where it has no row at all, which Word could not open."""
    rows, widths, size = laid.spots.rows, laid.widths, laid.size
    if not rows:
        return ""
    kept = staying(laid.spots.table)
    smaller = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size < SIZES[0] else ""
    cells = cell_writer(widths, style)
    covered: dict[int, tuple[int, int]] = {}  # column → columns and further rows of a cell that reaches down
    written = []
    for index, row in enumerate(rows):
        properties = f'<w:cantSplit/><w:trHeight w:val="{least_height(size)}" w:hRule="atLeast"/>'
        properties += REPEATED if index < laid.spots.header else ""
        keep = KEEP if index in kept else ""
        written.append(f"<w:tr><w:trPr>{properties}</w:trPr>")
        written += row_cells(row, covered, len(widths), pen, smaller, keep, cells)
        written.append("</w:tr>")
    lines = "".join(f'<w:gridCol w:w="{column}"/>' for column in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{laid.width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{EDGES}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{MARGINS}</w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{lines}</w:tblGrid>{''.join(written)}</w:tbl>"
    )


# column, columns, merge, align, keep → all of a cell that stands before its runs
CellStart = Callable[[int, int, str, Align, str], str]


def cell_writer(widths: list[int], style: str) -> CellStart:
    """What stands before the runs of a cell, remembered: most cells of a column begin alike."""

    @cache
    def start(column: int, count: int, merge: str, align: Align, keep: str) -> str:
        wide = sum(widths[column : column + count])
        spans = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
        side = "" if align == "center" else f'<w:jc w:val="{align}"/>'
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spans}{merge}<w:vAlign w:val="center"/></w:tcPr>'
            f"<w:p><w:pPr>{style}{keep}{side}</w:pPr>"
        )

    return start


def row_cells(
    row: tuple[Cell, ...],
    covered: dict[int, tuple[int, int]],
    count: int,
    pen: Pen,
    size: str,
    keep: str,
    start: CellStart,
) -> list[str]:
    """The cells of a row from left to right, with those that reach down into it; a short row is filled up."""
    written: list[str] = []
    cells, column = iter(row), 0
    while column < count:
        if covered and column in covered:
            wide, further = covered.pop(column)
            if further > 1:
                covered[column] = (wide, further - 1)
            written += (start(column, wide, "<w:vMerge/>", "center", keep), "</w:p></w:tc>")
            column += wide
            continue
        cell = next(cells, EMPTY)
        merge = ""
        if cell.rows > 1:
            merge = '<w:vMerge w:val="restart"/>'
            covered[column] = (cell.columns, cell.rows - 1)
        written.append(start(column, cell.columns, merge, cell.align, keep))
        if cell.inlines:
            written.append(pen.runs(cell.inlines, size))
        written.append("</w:p></w:tc>")
        column += cell.columns
    if column > count or next(cells, None):
        raise ValueError(f"a row reaches beyond the {count} columns of its table")
    return written
