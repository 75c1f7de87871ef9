"""Which sentence of an edited draft is which of the new one, wherever a person moved it.

Sentences, not paragraphs: staff join and split paragraphs. What is the same but for its amounts is paired first, in
order and then out of order; the rest by the figures and the words that both share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .refresh_lines import FIRST, HOLE, NUMBER

# Two sentences that share less than this are not the same sentence. A figure weighs as much as some words.
ALIKE, CLOSE = 0.45, 0.3
FIGURE = 4
OFTEN = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """The symbols from `start` to `end` of the line at `place`."""

    place: int
    start: int
    end: int
    symbols: str


def pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> dict[int, int]:
    """The index of the old sentence for that of each new one that has any."""
    found: dict[int, int] = {}
    theirs, ours = [s.symbols for s in old], [s.symbols for s in new]
    for start, begin, size in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks():
        found.update((begin + n, start + n) for n in range(size))
    taken = set(found.values())
    left: dict[str, list[int]] = {}
    for index, symbols in enumerate(theirs):
        if index not in taken and len(symbols) > 1:
            left.setdefault(symbols, []).append(index)
    for index, symbols in enumerate(ours):
        if index not in found and left.get(symbols):
            found[index] = left[symbols].pop(0)
    _by_likeness(old, new, found)
    return dict(sorted(found.items()))


def _by_likeness(old: Sequence[Sentence], new: Sequence[Sentence], found: dict[int, int]) -> None:
    """Adds the pairs of the rest, the most alike first. Beside sentences that are paired already less is enough."""
    taken = set(found.values())
    theirs = {i: _features(s.symbols) for i, s in enumerate(old) if i not in taken and s.symbols.strip()}
    ours = {j: _features(s.symbols) for j, s in enumerate(new) if j not in found}
    counted = Counter(symbol for own in new for symbol in set(own.symbols) if ord(symbol) >= FIRST)
    likeness = {
        (i, j): _alike(one, other)
        for j, other in ours.items()
        for i, one in theirs.items()
        if not _apart(old[i].symbols, new[j].symbols, counted)
    }
    candidates = sorted((k for k, v in likeness.items() if v >= CLOSE), key=lambda k: (-likeness[k], k[1], k[0]))
    for level in (ALIKE, CLOSE):
        for i, j in candidates:
            if i in taken or j in found:
                continue
            beside = found.get(j - 1) == i - 1 or found.get(j + 1) == i + 1
            if likeness[i, j] >= level and (level == ALIKE or beside):
                found[j] = i
                taken.add(i)


def _apart(one: str, other: str, counted: Counter[str]) -> bool:
    """Whether both tell figures of their own and share none. The years stand everywhere and tell nothing."""
    left, right = ({s for s in own if ord(s) >= FIRST and counted[s] <= OFTEN} for own in (one, other))
    return bool(left) and bool(right) and not left & right


def _features(symbols: str) -> Counter[str]:
    """Its pairs of neighbouring words, and the figures."""
    plain = "".join("#" if s in (NUMBER, HOLE) or ord(s) >= FIRST else s for s in symbols)
    features = Counter(plain[n : n + 2] for n in range(len(plain) - 1))
    for symbol in symbols:
        if ord(symbol) >= FIRST:
            features[symbol] += FIGURE
    return features


def _alike(one: Counter[str], other: Counter[str]) -> float:
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0
