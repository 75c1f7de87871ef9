"""Which paragraph and which table of a new document stands where an old one stood.

Sections are matched by their headings first, then what stands in them, then what is left over anywhere: a paragraph may
have been moved. Numbers and years do not count, else no two years would be alike. It refuses nothing; what has no
counterpart stays alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ..model.document import Document, DocumentBlock, Grid, Passage
from .diff_tokens import Token, lead, masked, tokens

# From which likeness on two paragraphs are one, in the same section and anywhere; and two headings.
ALIKE, FAR, HEADED = 0.5, 0.75, 0.6
# An item of a list is about what its first words say: these may hardly differ.
SUBJECT = 0.8
# How much the first words of a paragraph weigh.
LEADING = 0.4
SHORT = 6
ITEM = re.compile("（[类款项]）|\\([类款项]\\)")

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A block with what is needed to match it. `lead` says what it is about; `pairs` are its pairs of characters."""

    block: DocumentBlock
    tokens: tuple[Token, ...]
    masked: str
    lead: str
    item: bool
    pairs: Counter[str] = field(repr=False)

    @property
    def opens(self) -> bool:
        """Whether it is the heading of a section."""
        return isinstance(self.block, Passage) and self.block.level is not None and self.block.level <= 1


def prepared(document: Document) -> list[Block]:
    """The blocks that are compared: all but blank paragraphs."""
    return [_prepared(block) for block in document.blocks if isinstance(block, Grid) or block.text.strip()]


def _prepared(block: DocumentBlock) -> Block:
    if isinstance(block, Grid):
        names = "\n".join(row[0] for row in block.rows if row)
        words = masked(tokens(names))
        return Block(block, (), words, masked(tokens(block.title)), True, bigrams(words))
    found = tokens(block.text)
    words, subject = masked(found), lead(found)
    counted = bool(found) and len(found) > 1 and found[0].sort == "count"
    return Block(block, found, words, subject, counted or bool(ITEM.search(subject)), bigrams(words))


def bigrams(text: str) -> Counter[str]:
    """The pairs of neighbouring characters, the first and the last with an edge."""
    edged = f"^{text}$"
    return Counter(edged[i : i + 2] for i in range(len(edged) - 1))


def dice(one: Counter[str], other: Counter[str]) -> float:
    """How much two texts share, 0 to 1."""
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 1.0


def likeness(one: Block, other: Block) -> float:
    """How alike two blocks are, 0 to 1; 0 where they cannot be one: a table and a paragraph, items about two things."""
    if isinstance(one.block, Grid) != isinstance(other.block, Grid):
        return 0.0
    if one.masked == other.masked and one.lead == other.lead:
        return 1.0
    about = 1.0 if one.lead == other.lead else dice(bigrams(one.lead), bigrams(other.lead))
    if isinstance(one.block, Grid):
        return (
            max(about, 0.9 * dice(one.pairs, other.pairs)) if about >= ALIKE or not (one.lead and other.lead) else 0.0
        )
    if (one.item or other.item) and about < SUBJECT:
        return 0.0
    return (1 - LEADING) * dice(one.pairs, other.pairs) + LEADING * about


def match(old: Sequence[Block], new: Sequence[Block]) -> list[Pair]:
    """The pairs of indexes of blocks that are one, in the order of the old document; each block at most once."""
    found: list[Pair] = []
    for left, right in _sections(old, new):
        found += _aligned(old, new, left, right)
    taken_old, taken_new = {o for o, _ in found}, {n for _, n in found}
    free = [(o, n) for o in range(len(old)) if o not in taken_old for n in range(len(new)) if n not in taken_new]
    scored = sorted(((likeness(old[o], new[n]), -abs(o - n), o, n) for o, n in free), reverse=True)
    for score, _, o, n in scored:
        long = min(len(old[o].masked), len(new[n].masked)) >= SHORT
        if score >= (FAR if long else 1.0) and o not in taken_old and n not in taken_new:
            found.append((o, n))
            taken_old.add(o)
            taken_new.add(n)
    return sorted(found)


def _sections(old: Sequence[Block], new: Sequence[Block]) -> Iterator[tuple[range, range]]:
    """The sections that belong together: what stands before the first heading, equal headings, then similar ones."""
    lefts, rights = list(_ranges(old)), list(_ranges(new))
    if lefts and rights and not old[lefts[0].start].opens and not new[rights[0].start].opens:
        yield lefts.pop(0), rights.pop(0)
    tests: tuple[Callable[[Block, Block], bool], ...] = (
        lambda one, other: one.opens and other.opens and one.masked == other.masked,
        lambda one, other: one.opens and other.opens and dice(one.pairs, other.pairs) >= HEADED,
    )
    for same in tests:
        for left in list(lefts):
            right = next((right for right in rights if same(old[left.start], new[right.start])), None)
            if right is not None:
                lefts.remove(left)
                rights.remove(right)
                yield left, right


def _ranges(blocks: Sequence[Block]) -> Iterator[range]:
    starts = [0, *(index for index, block in enumerate(blocks) if block.opens and index)]
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        if end > start:
            yield range(start, end)


def _aligned(old: Sequence[Block], new: Sequence[Block], left: range, right: range) -> list[Pair]:
    """The blocks of one section that are one, in order: as alike altogether as can be."""
    pairs: list[Pair] = []
    if old[left.start].opens and new[right.start].opens:
        pairs.append((left.start, right.start))
        left, right = left[1:], right[1:]
    while left and right and _same(old[left[0]], new[right[0]]):
        pairs.append((left[0], right[0]))
        left, right = left[1:], right[1:]
    ends: list[Pair] = []
    while left and right and _same(old[left[-1]], new[right[-1]]):
        ends.append((left[-1], right[-1]))
        left, right = left[:-1], right[:-1]
    return [*pairs, *_best(old, new, left, right), *reversed(ends)]


def _same(one: Block, other: Block) -> bool:
    return likeness(one, other) == 1.0


def _best(old: Sequence[Block], new: Sequence[Block], left: range, right: range) -> list[Pair]:
    scores = [[s if (s := likeness(old[o], new[n])) >= ALIKE else 0.0 for n in right] for o in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            paired = best[i + 1][j + 1] + scores[i][j] if scores[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if scores[i][j] and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def in_order(pairs: Sequence[Pair]) -> set[Pair]:
    """As many of `pairs` (ordered by the old document) as keep the new document's order too; the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        place = bisect_left(tails, new)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [new]
        ends[place : place + 1] = [index]
    kept: set[Pair] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        kept.add(pairs[index])
        index = before[index]
    return kept
