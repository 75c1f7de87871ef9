"""Where in a narrative each number stands: its section, its paragraph and the sentence's unit behind it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.narrative import Narrative, Number, Words, placed, runs_of


def numbers(narrative: Narrative) -> Iterator[tuple[Number, str, str]]:
    """Every number in reading order, with its unit as printed (万元, % or '') and its place (一、…第2段)."""
    for block, where in placed(narrative.blocks):
        for inlines in runs_of(block):
            for index, inline in enumerate(inlines):
                if isinstance(inline, Number):
                    after = inlines[index + 1] if index + 1 < len(inlines) else None
                    words = after.text if isinstance(after, Words) else ""
                    suffix = next((unit for unit in ("万元", "元", "%") if words.startswith(unit)), "")
                    yield inline, suffix, where
