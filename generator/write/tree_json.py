"""The narrative as JSON: the blocks with their inlines, and every figure with formula, inputs and source."""

from __future__ import annotations

import json
from typing import Any

from ..model.figure import Figure
from ..model.narrative import (
    Blank,
    Block,
    Chart,
    Contents,
    Cover,
    Heading,
    Inline,
    Narrative,
    Number,
    Paragraph,
    Quote,
    Table,
)
from .formula import formula


def write_json(narrative: Narrative) -> str:
    figures: dict[str, Any] = {}
    blocks = [_block(block, figures) for block in narrative.blocks]
    document = {
        "title": narrative.title,
        "unit": narrative.unit,
        "year": narrative.year,
        "style": narrative.style,
        "blocks": blocks,
        "figures": dict(sorted(figures.items())),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _block(block: Block, figures: dict[str, Any]) -> dict[str, Any]:
    def told(inlines: tuple[Inline, ...]) -> list[dict[str, Any]]:
        return [_inline(inline, figures) for inline in inlines]

    match block:
        case Heading() | Paragraph():
            kind = "heading" if isinstance(block, Heading) else "paragraph"
            return {"kind": kind, "level": block.level, "number": block.number, "inlines": told(block.inlines)}
        case Table():
            rows = {
                part: [
                    [{"columns": c.columns, "rows": c.rows, "inlines": told(c.inlines)} for c in row] for row in rows
                ]
                for part, rows in (("header", block.header), ("rows", block.rows))
            }
            head = {"title": block.title, "number": block.number, "unit": block.unit_line, "notes": block.notes}
            return {"kind": "table", **head, **rows}
        case Chart():
            head = {"number": block.number, "caption": block.caption, "labels": block.labels}
            return {"kind": "chart", **head, "values": told(block.values)}
        case Cover():
            return {"kind": "cover", "lines": block.lines}
        case Contents():
            return {"kind": "contents", "title": block.title}


def _inline(inline: Inline, figures: dict[str, Any]) -> dict[str, Any]:
    match inline:
        case Number(figure=figure, shown=shown, text=text):
            _enter(figure, figures)
            return {"kind": "number", "text": text, "shown": str(shown), "figure": figure.key}
        case Quote(text=text, source=source):
            return {"kind": "quote", "text": text, "source": str(source) if source else None}
        case Blank(text=text, wanted=wanted, entry=entry, candidates=candidates):
            return {"kind": "blank", "text": text, "wanted": wanted, "entry": entry, "candidates": list(candidates)}
    return {"kind": "words", "text": inline.text}


def _enter(figure: Figure, figures: dict[str, Any]) -> None:
    if figure.key in figures:
        return
    figures[figure.key] = {
        "exact": f"{figure.exact:f}",
        "unit": figure.unit,
        "how": figure.how,
        "formula": formula(figure),
        "inputs": [part.key for part in figure.inputs],
        "source": str(figure.source) if figure.source else None,
    }
    for part in figure.inputs:
        _enter(part, figures)
