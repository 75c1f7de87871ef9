"""The narrative as plain text, a paragraph a line: for reading, comparing and piping. Table cells stand behind tabs."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.narrative import Block, Chart, Contents, Cover, Heading, Narrative, Paragraph, Table, plain


def write_text(narrative: Narrative) -> str:
    lines = [narrative.title, ""]
    for block in narrative.blocks:
        lines += text_of(block)
    return "\n".join(lines) + "\n"


def text_of(block: Block) -> Iterator[str]:
    """The lines of one block. The cover repeats the title and the contents the headings, so neither is told again."""
    match block:
        case Heading() | Paragraph():
            yield block.number + plain(block.inlines)
        case Table():
            if block.title:
                yield from (block.title, "\t".join(filter(None, (block.number, *block.head, block.unit_line))))
            for row in (*block.header, *block.rows):
                yield "\t".join(plain(cell.inlines) + "\t" * (cell.columns - 1) for cell in row)
            yield from block.notes
        case Chart():
            yield block.number + block.caption
            for label, value in zip(block.labels, block.values, strict=True):
                yield f"{label}\t{value.text}{block.unit}"
        case Cover() | Contents():
            return
