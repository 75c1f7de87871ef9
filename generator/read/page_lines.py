"""Letters → lines of text, with blanks only where a reader sees one.

Typesetters stretch lines and put air between Chinese and digits; neither is a blank. A blank is one that the file
holds between words, or a gap wider than a character.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .page import Letter

SAME_LINE = 0.5
# Gaps that are blanks, in characters: beside a digit, where air is put; between Chinese, where a stretched line puts
# less and a full-width blank more; in a Latin word; between digits, which stand apart in no number.
BESIDE, CHINESE, LATIN, DIGITS = 1.2, 0.75, 0.2, 0.4

NUMERIC = frozenset("0123456789.,%")


@dataclass(frozen=True, slots=True)
class Line:
    """A line on page `page`; `size` is the width of its Chinese characters, or the height of its letters."""

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int = 0


def lines(letters: Iterable[Letter], page: int = 0) -> list[Line]:
    """The lines from the top down. Letters belong to one line where their feet stand at one height."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: (letter.y, letter.left)):
        if rows and letter.y - rows[-1][0].y <= SAME_LINE * min(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line(sorted(row, key=lambda letter: letter.left), page) for row in rows]


def line(letters: list[Letter], page: int) -> Line:
    chinese = [letter.right - letter.left for letter in letters if letter.text > "\u2e7f"]
    size = median(chinese) if chinese else median(letter.size for letter in letters)
    text = letters[0].text
    for before, letter in pairwise(letters):
        gap = letter.left - before.right
        text += (" " if parted(before, letter, gap, size) else "") + letter.text
    return Line(text, letters[0].left, letters[-1].right, letters[0].y, size, page)


def parted(before: Letter, letter: Letter, gap: float, size: float) -> bool:
    """Whether a blank stands between two letters of a line."""
    last, first = before.text[-1:], letter.text[:1]
    if first == "%" and gap < BESIDE * size:
        return False
    if last in NUMERIC and first in NUMERIC:
        return gap > DIGITS * size or (letter.spaced and gap > LATIN * size and last.isdigit() and first.isdigit())
    if last.isascii() and first.isascii():
        return letter.spaced or gap > LATIN * size
    if last.isascii() or first.isascii():
        return gap > BESIDE * size
    return letter.spaced or gap > CHINESE * size
