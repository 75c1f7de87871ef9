"""The narrative as Markdown, with headings and tables; what could be taken for markup is escaped."""

from __future__ import annotations

import re

from ..model.narrative import (
    Blank,
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Heading,
    Inline,
    Narrative,
    Paragraph,
    Table,
)

MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
ENUMERATED = re.compile(r"^(\d+)([.)])")


def write_markdown(narrative: Narrative) -> str:
    parts = [f"# {_escape(narrative.title)}", *map(_block, narrative.blocks)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return "#" * (block.level + 1) + " " + _escape(block.number) + _inlines(block.inlines)
        case Paragraph():
            return ENUMERATED.sub(r"\1\\\2", _escape(block.number) + _inlines(block.inlines))
        case Table():
            return _table(block)
        case Chart():
            pairs = zip(block.labels, block.values, strict=True)
            values = "；".join(f"{_escape(label)} {_escape(value.text)}{block.unit}" for label, value in pairs)
            return f"{_escape(block.number + block.caption)}（{values}）"
        case Cover() | Contents():
            return ""


def _table(table: Table) -> str:
    width = len(table.widths)
    rule = "|" + " --- |" * width
    rows = [_row(row, width) for row in (*table.header, *table.rows)]
    head = " ".join(_escape(text) for text in (table.number, *table.head, table.unit_line) if text)
    title = f"**{_escape(table.title)}**" if table.title else ""
    parts = [title, head, "\n".join([rows[0], rule, *rows[1:]]), *map(_escape, table.notes)]
    return "\n\n".join(part for part in parts if part)


def _row(row: tuple[Cell, ...], width: int) -> str:
    cells = [text for cell in row for text in (_inlines(cell.inlines), *[""] * (cell.columns - 1))]
    return "| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(f"**{_escape(i.text)}**" if isinstance(i, Blank) else _escape(i.text) for i in inlines)


def _escape(text: str) -> str:
    return MARKUP.sub(r"\\\1", text).replace("\n", " ")
