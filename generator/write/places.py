"""Where in a narrative each number stands: its section, its paragraph and the sentence's unit behind it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.narrative import Heading, Narrative, Number, Words, plain


def numbers(narrative: Narrative) -> Iterator[tuple[Number, str, str]]:
    """Every number in reading order, with its unit as printed (万元, % or '') and its place (一、…第2段)."""
    section, count = "", 0
    for block in narrative.blocks:
        if isinstance(block, Heading) and block.level == 1:
            section, count = block.number + plain(block.inlines), 0
        else:
            count += 1
        for index, inline in enumerate(block.inlines):
            if isinstance(inline, Number):
                after = block.inlines[index + 1] if index + 1 < len(block.inlines) else None
                words = after.text if isinstance(after, Words) else ""
                suffix = next((unit for unit in ("万元", "元", "%") if words.startswith(unit)), "")
                yield inline, suffix, f"{section}第{count}段" if count else section
