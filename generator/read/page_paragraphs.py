"""Lines of pages → paragraphs, as a reader sees where one ends.

A line goes on in the next where it is full, up to a word that would not have fitted, and the next is not indented and
of the same size. Full and indented are measured against the lines of pages of the same shape.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .document_characters import joined
from .document_numbering import opens
from .page_lines import Line

# From how far right of the edge, in characters, a line is indented, and from how far it is set in the middle or right.
INDENT, APART = 0.9, 5.0
SIZE = 0.08
# What no line break divides: a number with its signs, a word, and the marks that may not begin a line.
TOKEN = re.compile(r"[!-~]*[，。；：、）”》？！]*")
ENDED = tuple("。；！？：")


@dataclass(frozen=True, slots=True)
class Measure:
    """Between which edges the text of a page stands."""

    left: float
    right: float


def measure(lines: Sequence[Line]) -> Measure:
    """The left edge that most lines have which are not indented, and the right edge that full lines reach."""
    lefts = Counter(int(line.left / 2) for line in lines)
    often = max(2, len(lines) // 20)
    left = min((at for at, count in lefts.items() if count >= often), default=min(lefts)) * 2
    rights = sorted((line.right for line in lines), reverse=True)
    return Measure(left, rights[min(len(rights) // 20, len(rights) - 1)])


def goes_on(first: Line, last: Line, line: Line, edges: Measure) -> bool:
    """Whether the paragraph that begins with `first` and so far ends with `last` goes on in `line`."""
    size = last.size
    if first.left > edges.left + APART * size:
        return False
    if abs(line.size - size) > SIZE * size + 0.1 or line.left > edges.left + INDENT * size:
        return False
    token = TOKEN.match(line.text)
    need = sum(1.0 if mark > "\u2e7f" else 0.55 for mark in (token[0] if token else "") or " ")
    if last.right + max(need, 1.0) * size < edges.right - 0.5 * size:
        return False
    indented = first.left > edges.left + INDENT * size
    return indented or not (opens(line.text) or last.text.endswith(ENDED))


def paragraphs(lines: Iterable[Line], edges: Measure) -> list[tuple[str, int]]:
    """The paragraphs of lines that nothing stands between, each with the page where it begins."""
    found: list[tuple[str, int]] = []
    first = last = None
    for line in lines:
        if first is not None and last is not None and goes_on(first, last, line, edges):
            found[-1] = (joined(found[-1][0], line.text), found[-1][1])
        else:
            found.append((line.text, line.page))
            first = line
        last = line
    return found
