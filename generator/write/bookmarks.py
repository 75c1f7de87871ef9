"""The names by which the contents point at headings and tables. They exist apart so that both sides count alike."""

from __future__ import annotations

from ..model.narrative import Heading, Narrative, Table


def bookmarks(narrative: Narrative) -> dict[int, str]:
    """The bookmark of every heading and every table's title: index in `narrative.blocks` → name, in reading order.

    Word makes `_Toc` bookmarks itself and drops them when it builds the contents anew, so none stay behind."""
    targets = (index for index, block in enumerate(narrative.blocks) if isinstance(block, Heading | Table))
    return {index: f"_Toc{count:09d}" for count, index in enumerate(targets, 1)}


def bookmarked(name: str, content: str) -> str:
    """`content` between the marks. Word wants an id beside the name; the number in the name serves."""
    mark = int(name.removeprefix("_Toc"))
    return f'<w:bookmarkStart w:id="{mark}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{mark}"/>'
