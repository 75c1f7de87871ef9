"""The narrative as Markdown, with headings; what could be taken for markup is escaped."""

from __future__ import annotations

import re

from ..model.narrative import Blank, Heading, Inline, Narrative

MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
ENUMERATED = re.compile(r"^(\d+)([.)])")


def write_markdown(narrative: Narrative) -> str:
    parts = [f"# {_escape(narrative.title)}"]
    for block in narrative.blocks:
        text = _escape(block.number) + "".join(_inline(inline) for inline in block.inlines)
        if isinstance(block, Heading):
            parts.append("#" * (block.level + 1) + " " + text)
        else:
            parts.append(ENUMERATED.sub(r"\1\\\2", text))
    return "\n\n".join(parts) + "\n"


def _inline(inline: Inline) -> str:
    text = _escape(inline.text)
    return f"**{text}**" if isinstance(inline, Blank) else text


def _escape(text: str) -> str:
    return MARKUP.sub(r"\\\1", text).replace("\n", " ")
