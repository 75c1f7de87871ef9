"""A draft that was written as .json, read back as the document that it tells; of charts the captions.

It refuses what is no JSON and what is not a draft of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model.document import Document, Tag
from .document_parts import Part, Rows, Words
from .document_refusal import unreadable
from .document_whole import document

HINT = "能读的 JSON 是用 juesuan draft 记录 -o 文稿.json 写出的文稿"


def read_json(path: Path, data: bytes) -> Document:
    """Raises `Refused`: A01."""
    try:
        parts = list(_parts(json.loads(data.decode("utf-8-sig"))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise unreadable("这不是本程序写出的 JSON 文稿", HINT) from None
    return document(path, "json", parts)


def _parts(tree: Any) -> Iterator[Part]:
    """The title unless a cover bears it, then the blocks. Places are those of the blocks, counted from 1."""
    blocks = tree["blocks"]
    if not any(block["kind"] == "cover" for block in blocks[:1]):
        yield Words(_string(tree["title"]), "标题", plain=True)
    for count, block in enumerate(blocks, 1):
        place = f"第{count}块"
        match block["kind"]:
            case "heading" | "paragraph" as kind:
                level = int(block["level"]) if kind == "heading" else None
                text, tags = _text(block["inlines"], _string(block["number"]))
                yield Words(text, place, level, level is None, tags=tags)
            case "table":
                yield Words(_string(block["title"]), place, plain=True)
                yield Words(
                    f"金额单位：{block['unit'].rpartition('：')[2]}" if block["unit"] else "", place, plain=True
                )
                yield Rows(_spread([*block["header"], *block["rows"]]), place)
                yield from (Words(_string(note), place, plain=True) for note in block["notes"])
            case "chart":
                yield Words(_string(block["number"]) + _string(block["caption"]), place, plain=True)
            case "cover":
                yield from (Words(_string(line), place, plain=True) for line in block["lines"])


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text(inlines: Any, opening: str = "") -> tuple[str, tuple[Tag, ...]]:
    """The words of inlines behind their counted number, and where its figures stand."""
    text, tags = opening, []
    for inline in inlines:
        start = len(text)
        text += _string(inline["text"])
        if inline["kind"] == "number":
            tags.append(Tag(start, len(text), _string(inline["figure"])))
    return text, tuple(tags)


def _spread(rows: list[Any]) -> tuple[tuple[str, ...], ...]:
    """The texts of the cells, repeated over all that a cell covers."""
    texts: dict[tuple[int, int], str] = {}
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while (index, column) in texts:
                column += 1
            text = _text(cell["inlines"])[0]
            for down in range(index, min(index + int(cell["rows"]), len(rows))):
                texts |= {(down, right): text for right in range(column, column + int(cell["columns"]))}
            column += int(cell["columns"])
    width = 1 + max((column for _, column in texts), default=-1)
    return tuple(tuple(texts.get((index, column), "") for column in range(width)) for index in range(len(rows)))
