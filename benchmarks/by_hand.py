"""What a script with python-docx writes from the content of a document: paragraph by paragraph and cell by cell, with a
font for each run, the way that its documentation shows."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from .prepared import BODY, Element, W, parts, text_of

FONT, SIZE, SMALL = "仿宋_GB2312", Pt(16), Pt(9)
SIDES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph with the name of its style."""

    words: str
    style: str


@dataclass(slots=True)
class Merged:
    """A cell over `columns` and `rows`, from its upper left corner."""

    row: int
    column: int
    columns: int
    words: str
    side: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    rows: int
    columns: int
    cells: list[Merged]


def content(document: bytes) -> list[Text | Grid]:
    """What a document says, in order."""
    root = etree.fromstring(parts(document)[BODY])
    names = {style.style_id: style.name for style in docx.Document(BytesIO(document)).styles}
    found: list[Text | Grid] = []
    for child in root[0]:
        if child.tag == W + "tbl":
            found.append(grid(child))
        elif child.tag == W + "p" and (words := text_of(child)):
            style = next(child.iter(W + "pStyle"), None)
            found.append(Text(words, names.get(style.get(W + "val"), "Normal") if style is not None else "Normal"))
    return found


def grid(table: Element) -> Grid:
    open_cells: dict[int, Merged] = {}
    cells: list[Merged] = []
    rows = list(table.iter(W + "tr"))
    for at, row in enumerate(rows):
        column = 0
        for cell in row.iter(W + "tc"):
            span = next(cell.iter(W + "gridSpan"), None)
            wide = int(str(span.get(W + "val"))) if span is not None else 1
            merge = next(cell.iter(W + "vMerge"), None)
            if merge is not None and merge.get(W + "val") != "restart":
                open_cells[column].rows += 1
            else:
                side = next((str(jc.get(W + "val")) for jc in cell.iter(W + "jc")), "center")
                cells.append(Merged(at, column, wide, text_of(cell), side))
                open_cells[column] = cells[-1]
            column += wide
    return Grid(len(rows), len(list(table.iter(W + "gridCol"))), cells)


def emptied(reference: bytes) -> bytes:
    """A document with the styles and the page of `reference` and nothing in it: what the script begins with."""
    document = docx.Document(BytesIO(reference))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def write(blocks: list[Text | Grid], empty: bytes, by_row: bool) -> bytes:
    """The document. Cells are asked for one by one, `table.cell(r, c)`, or `by_row`, `table.rows[r].cells`."""
    document = docx.Document(BytesIO(empty))
    for block in blocks:
        if isinstance(block, Text):
            font(document.add_paragraph(block.words, style=block.style), SIZE)
            continue
        table = document.add_table(block.rows, block.columns)
        lists = [row.cells for row in table.rows] if by_row else []

        def at(row: int, column: int, table: Table = table, lists: list[tuple[_Cell, ...]] = lists) -> _Cell:
            return lists[row][column] if lists else table.cell(row, column)

        for cell in block.cells:
            if cell.rows > 1 or cell.columns > 1:
                last = at(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
                at(cell.row, cell.column).merge(last)
        for cell in block.cells:
            if cell.words:
                fill(at(cell.row, cell.column), cell)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def fill(into: _Cell, cell: Merged) -> None:
    into.text = cell.words
    into.paragraphs[0].alignment = SIDES.get(cell.side, WD_ALIGN_PARAGRAPH.CENTER)
    font(into.paragraphs[0], SMALL)


def font(paragraph: Paragraph, size: Pt) -> None:
    for run in paragraph.runs:
        run.font.name = FONT
        run.font.size = size
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
