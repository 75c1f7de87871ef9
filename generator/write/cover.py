"""The first page of a disclosure: its lines, large, in the upper middle, without a page number."""

from __future__ import annotations

from ..model.blocks import Cover
from .escape import escape, run
from .pen import HINT

# Where the first line begins below the top of the text: a quarter of its 225 mm, in twips.
DROP = 3200


def cover_xml(cover: Cover, style_id: str, section: str) -> str:
    """The lines, each a paragraph; the last ends the `section` of the cover. A cover without lines is a blank page."""
    lines = cover.lines or ("",)
    last = len(lines) - 1
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{escape(style_id)}"/>'
        + (f'<w:spacing w:before="{DROP}"/>' if index == 0 else "")
        + (section if index == last else "")
        + f"</w:pPr>{run(line, HINT)}</w:p>"
        for index, line in enumerate(lines)
    )
