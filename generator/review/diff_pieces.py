"""Two wordings of one paragraph, piece by piece: what is the same, what only moved on, what changed and how.

The pieces keep both texts to the letter; what they mean is told by their kind. It refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..model.revision import Change, Piece
from .diff_tokens import Sort, Token, Years

# Clauses of which at least this many characters, and half of all, stay are told by what changed in them.
KEPT = 4
# A single character is no word.
WORD = 2


@dataclass(frozen=True, slots=True)
class Step:
    """What became of some tokens: as many on both sides where they stand in each other's place one by one."""

    change: Change
    old: tuple[Token, ...]
    new: tuple[Token, ...]


def steps(old: Sequence[Token], new: Sequence[Token], years: Years) -> list[Step]:
    """The way from the words of the old document to those of the new one."""
    found: list[Step] = []
    matcher = SequenceMatcher(None, [t.key for t in old], [t.key for t in new], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        left, right = tuple(old[i:j]), tuple(new[k:m])
        if tag == "equal" or (len(left) == len(right) and all(map(_in_place, left, right))):
            found += [Step(_changed(a, b, years), (a,), (b,)) for a, b in zip(left, right, strict=True)]
        else:
            found.append(Step(_replaced(left, right), left, right))
    return found


def _in_place(one: Token, other: Token) -> bool:
    """Whether the one may stand for the other though their keys differ: a number and a blank, two clauses."""
    amounts = (Sort.NUMBER, Sort.BLANK)
    if one.sort in amounts and other.sort in amounts:
        return True
    if one.sort is Sort.YEAR or other.sort is Sort.YEAR:
        return one.sort is other.sort
    return one.sort is other.sort and one.sort is not Sort.MARK


def _changed(one: Token, other: Token, years: Years) -> Change:
    if one.sort is Sort.YEAR and other.sort is Sort.YEAR:
        if one.value is not None and other.value == one.value + years.shift:
            return Change.SAME if one.text == other.text else Change.SHIFTED
        return Change.SAME if one.text == other.text and not years.stale(one.value) else Change.YEAR
    if one.text == other.text:
        return Change.SAME
    if one.sort is Sort.COUNT or one.text.split() == other.text.split() or one.text.strip() == other.text.strip():
        return Change.SHIFTED
    if one.sort is Sort.NUMBER and other.sort is Sort.NUMBER and one.amount == other.amount and one.key == other.key:
        return Change.SHIFTED
    if Sort.BLANK in (one.sort, other.sort) or one.sort is Sort.NUMBER:
        return Change.FIGURE
    if one.sort in (Sort.DIRECTION, Sort.LEVEL) and one.value != other.value:
        return Change.DIRECTION
    if re.sub(r"\s", "", one.text) == re.sub(r"\s", "", other.text):
        return Change.SHIFTED
    return Change.WORDING


def directions(tokens: Sequence[Token]) -> list[Token]:
    """The words of direction, 持平 among them."""
    return [token for token in tokens if token.sort in (Sort.DIRECTION, Sort.LEVEL)]


def _replaced(old: tuple[Token, ...], new: tuple[Token, ...]) -> Change:
    """What a passage of several tokens became: it is a direction that flipped where the first ones differ."""
    before, after = directions(old), directions(new)
    if before and after and before[0].value != after[0].value:
        return Change.DIRECTION
    if all(t.sort is Sort.COUNT for t in (*old, *new)) or not "".join(t.text for t in (*old, *new)).strip():
        return Change.SHIFTED
    return Change.WORDING


def pieces(found: Sequence[Step]) -> tuple[Piece, ...]:
    """The steps as pieces of text: what is the same in neighbours together, of numbers only the digits."""
    cut = [piece for step in found for piece in _cut(step)]
    joined: list[Piece] = []
    for piece in cut:
        if joined and piece.change is Change.SAME is joined[-1].change:
            joined[-1] = Piece(Change.SAME, joined[-1].old + piece.old, joined[-1].new + piece.new)
        elif piece.old or piece.new:
            joined.append(piece)
    return tuple(joined)


def _cut(step: Step) -> Iterator[Piece]:
    old, new = "".join(t.text for t in step.old), "".join(t.text for t in step.new)
    if step.change is Change.SAME or not (old and new):
        yield Piece(step.change, old, new)
    elif step.change in (Change.FIGURE, Change.SHIFTED):
        end = _ending(old, new)
        yield Piece(step.change, old[: len(old) - end], new[: len(new) - end])
        yield Piece(Change.SAME, old[len(old) - end :], new[len(new) - end :])
    elif step.change is Change.WORDING and len(step.old) == len(step.new) == 1:
        start, end = trimmed(old, new)
        yield Piece(Change.SAME, old[:start], new[:start])
        yield Piece(Change.WORDING, old[start : len(old) - end], new[start : len(new) - end])
        yield Piece(Change.SAME, old[len(old) - end :], new[len(new) - end :])
    else:
        yield Piece(step.change, old, new)


def _ending(old: str, new: str) -> int:
    """How many characters behind the digits both share: the unit."""
    one, other = (re.search(r"(?<=\d)\s*[^\d.,\s]*$", text) for text in (old, new))
    if one is None or other is None or not (re.match(r"[-−－\d]", old) and re.match(r"[-−－\d]", new)):
        return 0
    return len(one[0]) if one[0] == other[0] else 0


def trimmed(old: str, new: str) -> tuple[int, int]:
    """How much of two clauses is the same at their beginning and at their end; nothing where that is too little to
    read on, or leaves a piece of a word."""
    limit = min(len(old), len(new))
    start = next((i for i in range(limit) if old[i] != new[i]), limit)
    end = next((i for i in range(limit - start) if old[-1 - i] != new[-1 - i]), limit - start)
    rest = [len(text) - start - end for text in (old, new)]
    if start + end < KEPT or 2 * (start + end) < limit or any(0 < length < WORD for length in rest):
        return 0, 0
    return start, end
