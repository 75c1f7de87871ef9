"""On which page each block begins, counted without Word or LibreOffice.

It exists so that the 目录 is right when the file is opened. It sets the page of `reference.docx` (22 lines, tables on
pages of their own) and counts as LibreOffice does, against which tests hold it. A house template with another page, and
Word where it squeezes punctuation, may differ by a page; building the contents anew in Word puts that right.
Lengths are in twips.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.blocks import Chart, Contents, Cover, Table
from ..model.inlines import Inline, Number, plain
from ..model.narrative import Block, Heading, Narrative, Paragraph
from .body import NEW_PAGE, beginning, has_cover, introduces, lies, title_text
from .contents import entries
from .laid import Laid
from .lines import line_ends
from .rows import row_heights, single
from .table_xml import head_lines, staying

# 22 lines upright, 15 lying; what is left of the 225 and 156 mm is no line.
LINE = 579
UPRIGHT, LYING = 22 * LINE, 15 * LINE
WIDTH = 8844

# Sizes in half points: the text, titles, titles of tables, what stands around tables.
TEXT, TITLE, TABLE_TITLE, SMALL = 32, 44, 36, 21
TIGHTER = -5
INDENT = 640
STEP = 320  # of each level of the contents
NUMBER = "00"  # what the page takes of the last line of an entry

TABLE_TITLE_AFTER, NOTE_BEFORE, BEHIND_TABLE = 60, 40, 20


@dataclass(slots=True)
class Piece:
    """Heights that stay undivided, one below the other. `block` begins here, -1 where none does; `fresh` begins a
    page, `limit` high; `keep` stays whole and with what follows; `repeat` is the head of a table on further pages."""

    block: int
    heights: list[int]
    keep: bool = False
    fresh: bool = False
    limit: int = UPRIGHT
    repeat: int = 0


def paginate(narrative: Narrative, laid: Mapping[int, Laid], bare: bool = False) -> dict[int, int]:
    """The page on which each block begins, counted from 1 for the first of the file, by its index. `laid` are the
    tables by theirs; `bare` is the document without content controls, whose numbers stand a little apart from the
    text."""
    pieces = list(document(narrative, laid, bare))
    pages: dict[int, int] = {}
    page, used = 1, 0
    for index, piece in enumerate(pieces):
        if index and (piece.fresh or (used and used + together(pieces, index) > piece.limit)):
            page, used = page + 1, 0
        if piece.block >= 0:
            pages[piece.block] = page
        if used + sum(piece.heights) <= piece.limit:
            used += sum(piece.heights)
            continue
        for height in piece.heights:
            if used + height > piece.limit:
                page, used = page + 1, piece.repeat
            used += height
    return pages


def together(pieces: list[Piece], index: int) -> int:
    """The height that must fit for the piece at `index` to stand on a page: headings stay with their text."""
    height = 0
    for piece in pieces[index:]:
        if height and piece.fresh:
            break
        if not piece.keep:
            return height + (piece.heights[0] if piece.heights else 0)
        height += sum(piece.heights)
    return min(height, pieces[index].limit)


def document(narrative: Narrative, laid: Mapping[int, Laid], bare: bool) -> Iterator[Piece]:
    """All pieces in order."""
    before: Block | None = None
    if not has_cover(narrative):
        lines = len(line_ends(title_text(narrative), TITLE, 0, WIDTH))
        yield Piece(-1, [LINE] * lines + [LINE], keep=True)
    for index, block in enumerate(narrative.blocks):
        apart = isinstance(before, Cover) or (before is not None and lies(before) != lies(block))
        parts = list(pieces_of(narrative, index, laid, bare))
        parts[0].block = index
        parts[0].fresh = apart or beginning(narrative, index) == NEW_PAGE
        yield from parts
        before = block


def pieces_of(narrative: Narrative, index: int, laid: Mapping[int, Laid], bare: bool) -> Iterator[Piece]:
    """The pieces of one block: at least one."""
    match narrative.blocks[index]:
        case Heading(level=0) as block:
            lines = len(line_ends(block.number + plain(block.inlines), TITLE, 0, WIDTH))
            yield Piece(-1, [LINE] * lines + [LINE], keep=True)
        case Heading() as block:
            yield Piece(-1, [LINE] * text_lines(block, bare), keep=True)
        case Paragraph() as block:
            yield Piece(-1, [LINE] * text_lines(block, bare), keep=introduces(narrative, index))
        case Table():
            yield from table(laid[index])
        case Chart() as block:
            from .chart_layout import HEIGHT, pie_layout  # few documents have one

            height = pie_layout(block).height if block.kind == "pie" else HEIGHT
            yield Piece(-1, [int(height * 20)], keep=True)
            yield Piece(-1, [LINE] * len(line_ends(block.number + block.caption, 28, TIGHTER, WIDTH)))
        case Cover():
            yield Piece(-1, [0])
        case Contents():
            yield Piece(-1, [LINE, LINE], keep=True)
            for entry in entries(narrative):
                room = WIDTH - STEP * (entry.level - 1)
                ends = line_ends(entry.text + NUMBER, TEXT, TIGHTER, room, joints=(len(entry.text),))
                yield Piece(-1, [LINE] * len(ends))


def text_lines(block: Heading | Paragraph, bare: bool) -> int:
    """How many lines a heading or a paragraph takes."""
    text = block.number + plain(block.inlines)
    joints = () if bare else edges_of(block.inlines, len(block.number))
    return len(line_ends(text, TEXT, TIGHTER, WIDTH, INDENT, joints))


def edges_of(inlines: tuple[Inline, ...], place: int) -> set[int]:
    """Where content controls begin and end: around each number."""
    found = set()
    for inline in inlines:
        after = place + len(inline.text)
        if isinstance(inline, Number):
            found |= {place, after}
        place = after
    return found


def table(laid: Laid) -> Iterator[Piece]:
    """Title, head lines, rows and notes of an official table."""
    block, width = laid.spots.table, laid.width
    limit = LYING if block.landscape else UPRIGHT
    titles = len(line_ends(block.title, TABLE_TITLE, 0, width))
    above = [single(TABLE_TITLE)] * titles + [TABLE_TITLE_AFTER]
    above += [single(SMALL) for _ in head_lines(block, "", width)]
    if block.title:
        yield Piece(-1, above, keep=True, limit=limit)
    heights = row_heights(laid)
    if heights:
        head = sum(heights[: len(block.header)])
        yield Piece(-1, grouped(heights, staying(block)), limit=limit, repeat=head)
    if not block.notes:
        yield Piece(-1, [BEHIND_TABLE], limit=limit)
    for note in block.notes:
        yield Piece(-1, [NOTE_BEFORE + single(SMALL) * len(line_ends(note, SMALL, 0, width))], limit=limit)


def grouped(heights: list[int], staying: set[int]) -> list[int]:
    """The heights of the rows, those that stay with the next in one sum with it."""
    sums: list[int] = []
    with_next = False
    for index, height in enumerate(heights):
        if with_next:
            sums[-1] += height
        else:
            sums.append(height)
        with_next = index in staying
    return sums
