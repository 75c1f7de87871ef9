"""Where the lines of a paragraph end, counted without Word: widths, 避头尾 and hanging punctuation.

It exists because the page of a heading hangs on the number of lines before it. The rules are those of LibreOffice for
Chinese, read from its locale data and held against it: no line begins with a closing mark or ends with an opening one,
a number is not divided, and a mark that does not fit hangs over the edge. Word differs in that it squeezes neighbouring
marks; it then saves a line here and there. Lengths are in 1/2048 twip, sizes in half points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import cache

from .advances import ADVANCES, EM, SHARED

# What may not begin a line, what may not end one, what may hang: LibreOffice's zh_CN.
BEGIN = frozenset(
    ":!),.:;?]}¢'\"、。〉》」』】〕〗〞︰︱︳﹐､﹒﹔﹕﹖﹗﹚﹜﹞！），．：；？｜｝︴︶︸︺︼︾﹀﹂﹄﹏､～￠々‖•·ˇˉ―--′’”"
)
END = frozenset("([{£¥'\"‵〈《「『〔【〖（［｛￡￥〝︵︷︹︻︽︿﹁﹃﹙﹛﹝（｛“‘")
HANGING = frozenset("?、。！，．：；？")

# What stays with letters and digits at its side, when these are what does not fit.
OPENING = frozenset("（《“‘【〔「")
CLOSING = frozenset("）》”’」】〕％℃·×")
INFIX = frozenset("，。、")

# A piece in Latin type: it takes the blanks and the marks of both scripts behind it, and those at the very beginning.
MARKS = re.escape("".join(SHARED))
LATIN = re.compile(rf"(?:^[ {MARKS}]+)?[!-~][ -~{MARKS}]*")

# LibreOffice sets a fifth of the size between 汉字 and a letter or digit. Releases before 25.2 do so although the style
# forbids it (autoSpaceDE), but not at the edge of a content control, and so not beside the numbers of a draft.
GAP = 5


def line_ends(
    text: str,
    size: int,
    spacing: int,
    room: int,
    first: int = 0,
    joints: Collection[int] = (),
    hangs: bool = True,
) -> list[int]:
    """The index behind the last character of each line. `size` is in half points, `spacing` (added behind each
    character), `room` and the indent `first` in twips. `joints` are the indices at which a content control begins or
    ends. `hangs` is whether marks may hang over the edge: in the cell of a table they do not. An empty text has one
    line."""
    if "\n" in text:
        ends: list[int] = []
        begin = 0
        for piece in text.split("\n"):
            inside = [joint - begin for joint in joints]
            ends += [begin + end for end in line_ends(piece, size, spacing, room, 0 if begin else first, inside, hangs)]
            begin += len(piece) + 1
        return ends
    count = len(text)
    if fits(text, size, spacing, room - first):
        return [count]
    rights, latin = edges(text, size, spacing, joints)
    square = (size * 10 + spacing) * EM
    ends = []
    start = 0
    limit = (room - first + spacing) * EM
    while start < count:
        wide = advances(size, spacing)[text[start]] if latin[start] else square
        cut = bisect_right(rights, rights[start] - wide + limit, start)
        end = count if cut >= count else line_end(text, latin, start, cut, hangs)
        ends.append(end)
        start = end
        limit = (room + spacing) * EM
    return ends or [0]


def fits(text: str, size: int, spacing: int, room: int) -> bool:
    """Whether the text has one line for certain, for it would have one in squares."""
    return len(text) * (size * 10 + spacing) <= room - size * 2 and "\n" not in text


@cache
def advances(size: int, spacing: int) -> dict[str, int]:
    """How wide the characters in Latin type are, each with the spacing behind it."""
    return {character: advance * size * 10 + spacing * EM for character, advance in ADVANCES.items()}


def edges(text: str, size: int, spacing: int, joints: Collection[int]) -> tuple[Sequence[int], bytearray]:
    """The right edge of each character on an endless line, and which of them are in Latin type."""
    square = (size * 10 + spacing) * EM
    if not LATIN.search(text):
        return range(square, (len(text) + 1) * square, square), bytearray(len(text))
    wide, count = advances(size, spacing), len(text)
    behind, gap = -spacing * EM, (size * 10 // GAP - spacing) * EM
    rights: list[int] = []
    latin = bytearray(count)
    place = done = 0
    for match in LATIN.finditer(text):
        begin, end = match.span()
        after = place + (begin - done) * square
        rights += range(place + square, after + square, square)
        place = after
        # The last character of a piece has no spacing behind it, but perhaps a gap.
        if begin:
            apart = begin not in joints and text[begin].isalnum() and text[begin - 1].isalnum()
            place += gap if apart else behind
        for index in range(begin, end):
            place += wide[text[index]]
            rights.append(place)
            latin[index] = 1
        if end < count:
            apart = end not in joints and text[end].isalnum() and text[end - 1].isalnum()
            place += gap if apart else behind
        done = end
    rights += range(place + square, place + (count - done + 1) * square, square)
    return rights, latin


def line_end(text: str, latin: bytearray, start: int, cut: int, hangs: bool) -> int:
    """Where the line that begins at `start` ends, when the character at `cut` is the first that does not fit."""
    over = text[cut]
    alone = bool(latin[cut] or latin[cut - 1])  # LibreOffice does not hang a mark that has only a number before it
    if hangs and over in HANGING and not alone and (cut + 1 == len(text) or divides(text, latin, cut + 1, False)):
        return cut + 1
    if over == " ":
        return cut + 1
    end = cut
    while end > start and not divides(text, latin, end, bool(latin[cut])):
        end -= 1
    return end if end > start else max(cut, start + 1)


def divides(text: str, latin: bytearray, index: int, strict: bool) -> bool:
    """Whether a line may end before `index`. `strict` are the rules where a Latin piece is what does not fit."""
    before, after = text[index - 1], text[index]
    if after == " " or before == after == "—":
        return False
    if before == " ":
        return True
    if after in BEGIN or before in END:
        return False
    if latin[index - 1] and latin[index]:
        return before == "-" or (before == "/" and after.isalpha())
    if after == "%":
        return False
    if strict and latin[index]:
        return before not in CLOSING and not (before in INFIX and index > 1 and latin[index - 2])
    if strict and latin[index - 1] and after in OPENING:
        return not before.isalnum()
    return True
