"""Leaves out what stands on every page: page numbers, and lines that repeat at the head or the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .page_lines import Line

NUMBER = re.compile(r"[-—–―·\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:\s*[/，,]?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–―·\s]*")
# On how many pages a line must stand to be one of the page and not of the text.
PAGES, SHARE = 3, 0.5
# How far from the edge of the page, as a share of its height.
MARGIN = 0.12
# What stands above every table of a document and belongs to it.
KEPT = re.compile(r"单位[：:]|部门[：:]|公开|编制")


def without_margins(pages: Sequence[tuple[float, list[Line]]]) -> list[list[Line]]:
    """The lines of each page but those of its head and foot. With each page comes its height."""
    outer = Counter(key for height, lines in pages for key in {_key(line) for line in edge(height, lines)})
    least = max(PAGES, int(len(pages) * SHARE))
    found = []
    for height, lines in pages:
        gone = {id(line) for line in edge(height, lines) if repeats(line, outer, least)}
        found.append([line for line in lines if id(line) not in gone])
    return found


def repeats(line: Line, outer: Counter[tuple[str, int]], least: int) -> bool:
    """Whether it is a page number, or a line that stands on so many pages."""
    return bool(NUMBER.fullmatch(line.text)) or (outer[_key(line)] >= least and not KEPT.search(line.text))


def edge(height: float, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines near the upper and the lower edge of a page."""
    yield from (line for line in lines if not MARGIN * height < line.y < (1 - MARGIN) * height)


def _key(line: Line) -> tuple[str, int]:
    """What repeats: the words without digits, at one height."""
    return re.sub(r"[0-9\s]", "", line.text), int(line.y / 4)
