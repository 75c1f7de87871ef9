"""The narrative as plain text, a paragraph a line: for reading, comparing and piping."""

from __future__ import annotations

from ..model.narrative import Narrative, plain


def write_text(narrative: Narrative) -> str:
    lines = [narrative.title, ""]
    for block in narrative.blocks:
        lines.append(block.number + plain(block.inlines))
    return "\n".join(lines) + "\n"
