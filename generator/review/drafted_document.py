"""A drafted narrative as the document that it would be read back as, so that a record can be compared without a file.

What only Word needs (the contents with its pages, the data behind a chart) is left out. It refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model.document import Document, DocumentBlock, Grid, Passage, Tag
from ..model.narrative import Block, Cell, Chart, Cover, Heading, Inline, Narrative, Number, Paragraph, Table, plain
from ..model.source import Source

UNITS = ("万元", "元")


def document_of(narrative: Narrative, path: str) -> Document:
    """The narrative that was drafted from the record at `path`: its title unless a cover bears it, then its blocks.
    Numbers are tagged with their figures' keys; places are those of the paragraphs, as a person counts them."""
    blocks: list[DocumentBlock] = []
    covered = any(isinstance(block, Cover) for block in narrative.blocks[:1])
    found: list[DocumentBlock] = [] if covered else [Passage(narrative.title, Source(path), 0)]
    for block in narrative.blocks:
        found += _blocks(block, path)
    count = 0
    for piece in found:
        if isinstance(piece, Passage):
            count += 1
            piece = Passage(piece.text, Source(path, f"第 {count} 段"), count, piece.level, piece.tags)
        blocks.append(piece)
    return Document(path, "record", tuple(blocks), True)


def _blocks(block: Block, path: str) -> Iterator[DocumentBlock]:
    place = Source(path)
    match block:
        case Heading():
            yield Passage(
                block.number + plain(block.inlines), place, 0, block.level, _tags(block.number, block.inlines)
            )
        case Paragraph():
            yield Passage(block.number + plain(block.inlines), place, 0, None, _tags(block.number, block.inlines))
        case Table():
            yield Passage(block.title, place, 0)
            rows = _spread((*block.header, *block.rows), len(block.widths))
            unit = next((unit for unit in UNITS if unit in block.unit_line), "")
            yield Grid(block.title, unit, rows, Source(path, f"表 {block.title}"))
            yield from (Passage(note, place, 0) for note in block.notes)
        case Chart():
            yield Passage(block.number + block.caption, place, 0)
        case Cover():
            yield from (Passage(line, place, 0) for line in block.lines)


def _tags(number: str, inlines: tuple[Inline, ...]) -> tuple[Tag, ...]:
    tags, end = [], len(number)
    for inline in inlines:
        start, end = end, end + len(inline.text)
        if isinstance(inline, Number):
            tags.append(Tag(start, end, inline.figure.key))
    return tuple(tags)


def _spread(rows: tuple[tuple[Cell, ...], ...], width: int) -> tuple[tuple[str, ...], ...]:
    """The texts of the cells; one that covers several places repeats in each, a short row is filled up."""
    texts = [[""] * width for _ in rows]
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while (index, column) in taken:
                column += 1
            for down in range(index, min(index + cell.rows, len(rows))):
                for right in range(column, min(column + cell.columns, width)):
                    taken.add((down, right))
                    texts[down][right] = plain(cell.inlines)
            column += cell.columns
    return tuple(tuple(row) for row in texts)
