"""One sentence of the draft beside the new one: which of its words and numbers change, and which are the person's.

A number changes where it stands. Words change only where the bank wrote them and the figures turned: the direction of
a change, a part that came from nothing or went to nothing, a budget that is no longer met to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import TypeAlias

from ..model.inlines import Number
from .refresh_bank import Bank, Fold
from .refresh_lines import FIRST, HOLE, NUMBERS, Line

WHOLE = Decimal(100)
AMONG = 4
OPENING = "，；、"
NUMBER = re.compile(NUMBERS)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Symbols of the old line and those of the new one in their stead; either may be none."""

    start: int
    end: int
    begin: int
    until: int


@dataclass(slots=True)
class Compared:
    """`changes` are made, `kept` are not: there the person wrote. `seen` are the old numbers that were found again.
    `turned`: a change or a gap points another way; `crossed`: an amount came from or went to nothing, or a budget was
    met on one side alone; `behind`: one before it in the paragraph was; `moved`: any number is another one."""

    changes: list[Hunk] = field(default_factory=list)
    kept: list[Hunk] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    turned: bool = False
    crossed: bool = False
    behind: bool = False
    moved: bool = False


@dataclass(slots=True)
class Sides:
    """The two sentences: a range of an old line and one of a new line. `figures` are the symbols of all figures of the
    new text, `before` is what the sentence before it was."""

    old: Line
    new: Line
    bank: Bank
    figures: frozenset[str] = frozenset()
    before: Compared | None = None

    def shown(self, hunk: Hunk) -> str:
        """The new words of a change, '' for a number alone."""
        new = self.new.symbols[hunk.begin : hunk.until]
        return "" if NUMBER.fullmatch(new) else self.new.shown(hunk.begin, hunk.until)

    def compared(self, start: int, end: int, begin: int, until: int) -> Compared:
        """Holds the symbols from `start` to `end` against the new ones from `begin` to `until`."""
        found = Compared(behind=self.before is not None and (self.before.crossed or self.before.behind))
        left = self.bank.fold(self.old.symbols[start:end])
        right = self.bank.fold(self.new.symbols[begin:until])
        hunks: list[tuple[str, str, Hunk]] = []
        for equal, i1, i2, j1, j2 in aligned([f.symbol for f in left], [f.symbol for f in right]):
            if not equal:
                whole = Hunk(*_extent(left, i1, i2, start), *_extent(right, j1, j2, begin))
                hunks.append((_symbols(left[i1:i2]), _symbols(right[j1:j2]), whole))
                continue
            for one, other in zip(left[i1:i2], right[j1:j2], strict=True):
                self._same(start + one.start, start + one.end, begin + other.start, begin + other.end, found)
        for one_, other_, hunk in hunks:
            self._differing(one_, other_, hunk, found)
        if found.kept and self.bank.variants(_symbols(left), _symbols(right)):
            found.changes, found.kept = [Hunk(start, end, begin, until)], []
            found.seen.update(range(start, end))
            found.turned = True
        return found

    def _same(self, start: int, end: int, begin: int, until: int, found: Compared) -> None:
        """The same symbol on both sides: a number, a hole, or phrases of one family."""
        one, other = self.old.symbols[start:end], self.new.symbols[begin:until]
        if one == other:
            for offset, symbol in enumerate(one):
                self._number(symbol, start + offset, begin + offset, found)
            return
        found.turned = True
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            if kind == "equal":
                for offset in range(i2 - i1):
                    self._number(one[i1 + offset], start + i1 + offset, begin + j1 + offset, found)
            else:
                found.changes.append(Hunk(start + i1, start + i2, begin + j1, begin + j2))
                found.seen.update(range(start + i1, start + i2))

    def _number(self, symbol: str, at: int, there: int, found: Compared) -> None:
        if symbol != HOLE and not NUMBER.match(symbol):
            return
        found.seen.add(at)
        was, now = self.old.shown(at, at + 1), self.new.shown(there, there + 1)
        inline = self.new.inlines[there]
        if was == now or (symbol != HOLE and not isinstance(inline, Number)):
            return
        found.changes.append(Hunk(at, at + 1, there, there + 1))
        if symbol == HOLE:
            return
        found.moved = True
        one, other = value(was), value(now)
        if one is not None and other is not None:
            percent = self.old.symbols[at + 1 : at + 2] == "%"
            found.crossed |= (one == 0) != (other == 0) or (percent and (one == WHOLE) != (other == WHOLE))

    def _differing(self, one: str, other: str, hunk: Hunk, found: Compared) -> None:
        """Other words on both sides, or words on one alone."""
        after = self.before is not None and (self.before.turned or self.before.crossed)
        turned = found.turned or found.crossed or after
        if not one:
            allowed = found.crossed if NUMBER.search(self.new.symbols[hunk.begin : hunk.until]) else turned
        elif one == HOLE:  # the record says now what it did not say before
            allowed = found.moved = True
        elif self.bank.swaps(one, other):
            allowed = turned or HOLE in one + other
        else:
            gone = any(ord(s) >= FIRST and s not in self.figures for s in self.old.symbols[hunk.start : hunk.end])
            allowed = (gone or turned) and self.bank.wrote(one)
            found.crossed |= gone and allowed
        if allowed:
            found.changes.append(hunk)
            found.seen.update(range(hunk.start, hunk.end))
            return
        self._within(hunk, found)

    def _within(self, hunk: Hunk, found: Compared) -> None:
        """The person's words: the numbers in them change, they do not."""
        one, other = self.old.symbols[hunk.start : hunk.end], self.new.symbols[hunk.begin : hunk.until]
        for kind, i1, i2, j1, _j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
            for offset in range(i2 - i1 if kind == "equal" else 0):
                # A number without a control is the same one only among the same words.
                if ord(one[i1 + offset]) >= FIRST or i2 - i1 >= AMONG:
                    self._number(one[i1 + offset], hunk.start + i1 + offset, hunk.begin + j1 + offset, found)
        found.kept.append(hunk)


Stretch: TypeAlias = tuple[bool, int, int, int, int]


def aligned(one: Sequence[str], other: Sequence[str]) -> list[Stretch]:
    """The stretches that are equal on both sides, and those between them. What is on one side only begins with the
    mark that parts it from the words before it, where it can."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found: list[Stretch] = [(kind == "equal", i1, i2, j1, j2) for kind, i1, i2, j1, j2 in matcher.get_opcodes()]
    for at, (equal, i1, i2, j1, j2) in enumerate(found):
        if equal or (i1 < i2 and j1 < j2):
            continue
        side, first, last = (one, i1, i2) if i1 < i2 else (other, j1, j2)
        back = found[at - 1][2] - found[at - 1][1] if at else 0
        ahead = found[at + 1][2] - found[at + 1][1] if at + 1 < len(found) else 0
        by = _slide(side, first, last, back, ahead)
        if by:
            found[at] = (False, i1 + by, i2 + by, j1 + by, j2 + by)
            if at:
                _, a1, a2, b1, b2 = found[at - 1]
                found[at - 1] = (True, a1, a2 + by, b1, b2 + by)
            if at + 1 < len(found):
                _, a1, a2, b1, b2 = found[at + 1]
                found[at + 1] = (True, a1 + by, a2, b1 + by, b2)
            if not at:
                found.insert(0, (True, 0, by, 0, by))
                return found
            if at + 1 == len(found):
                found.append((True, i2 + by, i2, j2 + by, j2))
    return found


def _slide(side: Sequence[str], first: int, last: int, back: int, ahead: int) -> int:
    """By how much the stretch may move so that it begins with a mark and says the same; 0 where it may not."""
    for step, room in ((1, ahead), (-1, back)):
        by = 0
        while side[first + by] not in OPENING and abs(by) < room:
            edge = first + by if step > 0 else first + by - 1
            if side[edge] != side[edge + last - first]:
                break
            by += step
        if side[first + by] in OPENING:
            return by
    return 0


def value(text: str) -> Decimal | None:
    """The value of a printed number; None where it is none."""
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _symbols(folds: list[Fold]) -> str:
    return "".join(fold.symbol for fold in folds)


def _extent(folds: list[Fold], first: int, last: int, base: int) -> tuple[int, int]:
    """Where the folds from `first` to `last` stand in the line."""
    if first < last:
        return base + folds[first].start, base + folds[last - 1].end
    at = folds[first].start if first < len(folds) else folds[-1].end if folds else 0
    return base + at, base + at
