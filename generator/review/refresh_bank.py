"""The phrase bank as patterns over symbols: which words of a draft were put there by the program and by nobody else.

Strict on purpose. A slot of an amount takes a number with its unit and nothing else, and a slot of words only words
that the record or the bank has: a phrase into which a person wrote a single character is that person's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from ..model.figure import Kind
from .refresh_lines import HOLE, NUMBERS

# A phrase cut at its slots: words, or the name of a slot with its form.
Parts: TypeAlias = Sequence[str | tuple[str, str | None]]

VALUE = f"(?:{NUMBERS}(?:万元|元|%)?|{HOLE})"
AMOUNTS = ("amount", "rate", "missing")
FOLDED = 0xE100
FAMILY = f"[{chr(FOLDED)}-{chr(FOLDED + 99)}]"
# What a phrase must have in words of its own before it is taken for the program's.
WORDS = 1
TELLING = 4
MARKS = "，。；：、"


@dataclass(frozen=True, slots=True)
class Fold:
    """The symbols from `start` to `end`: one of them, or a whole phrase of the family that `symbol` stands for."""

    symbol: str
    start: int
    end: int


@dataclass
class Bank:
    """`phrases` are all of a style by key, `known` the texts of the record and the names that the new text uses,
    `words` turns text into symbols."""

    phrases: Mapping[str, Parts]
    known: Iterable[str]
    words: Callable[[str], str]
    _families: list[tuple[str, re.Pattern[str]]] = field(default_factory=list)
    _written: dict[str, bool] = field(default_factory=lambda: {"": True})

    def fold(self, symbols: str) -> list[Fold]:
        """The symbols with every phrase of a family as one, the longest first."""
        families = self._families or self._read_families()
        starts: dict[int, tuple[int, str]] = {}
        for symbol, pattern in families:
            for match in pattern.finditer(symbols):
                starts[match.start()] = max(starts.get(match.start(), (0, "")), (match.end(), symbol))
        folds: list[Fold] = []
        at = 0
        while at < len(symbols):
            end, symbol = starts.get(at, (at + 1, symbols[at]))
            folds.append(Fold(symbol, at, end))
            at = end
        return folds

    def _read_families(self) -> list[tuple[str, re.Pattern[str]]]:
        """Phrases that tell the same in another direction: change.rose, change.fell, … Families that share a wording
        (持平) are one."""
        groups: list[set[str]] = []
        for parent in dict.fromkeys(key.rpartition(".")[0] for key in self.phrases):
            kinds = {k for kind in Kind if (k := f"{parent}.{kind}") in self.phrases}
            if len(kinds) > 1 and not parent.startswith("wanted"):
                patterns = {self._pattern(self.phrases[key]) for key in kinds} - {""}
                if not patterns:
                    continue
                joined = [group for group in groups if group & patterns]
                groups = [group for group in groups if group not in joined] + [patterns.union(*joined)]
        self._families = [
            (chr(FOLDED + index), re.compile("|".join(sorted(group, key=len, reverse=True))))
            for index, group in enumerate(groups)
        ]
        return self._families

    @staticmethod
    def _pattern(parts: Parts) -> str:
        """The phrase up to the first slot of words: what stands in that may be the person's."""
        found = ""
        for part in parts:
            if isinstance(part, str):
                found += re.escape(part)
            elif part[0] in AMOUNTS:
                found += VALUE
            else:
                return found if len(found) >= TELLING else ""
        return found

    @cached_property
    def cores(self) -> list[tuple[re.Pattern[str], str]]:
        """Where two phrases of one group say the same around other words (比…年 and 与…年): the patterns of both
        sides where they differ, over folded symbols."""
        found: dict[tuple[str, str], None] = {}
        groups: dict[str, list[Parts]] = {}
        for key, parts in self.phrases.items():
            groups.setdefault(key.rpartition(".")[0], []).append(parts)
        for parent, group in groups.items():
            if not parent or parent.startswith(("wanted", "title")):
                continue
            for one in group:
                for other in group:
                    if one is not other and (pair := _differing(_atoms(one), _atoms(other))):
                        found[pair] = None
        return [(re.compile(one), other) for one, other in found]

    def swaps(self, old: str, new: str) -> bool:
        """Whether these folded symbols are what two phrases of one group differ by."""
        return any(one.fullmatch(old) and re.fullmatch(other, new) for one, other in self.cores)

    @cached_property
    def _fillings(self) -> list[re.Pattern[str]]:
        """What may stand in a slot, and behind and before phrases, other than phrases."""
        texts = {self.words(text.rstrip("。；，,; ")) for text in self.known}
        words = sorted((re.escape(text) for text in texts if text), key=len, reverse=True)
        return [re.compile(pattern) for pattern in (VALUE, NUMBERS, FAMILY, f"[{MARKS}]", "|".join(words) or "(?!)")]

    @cached_property
    def _skeletons(self) -> list[re.Pattern[str]]:
        """Each phrase from its first word to its last, the longest first."""
        found = {}
        for key, parts in self.phrases.items():
            inner = list(parts)
            while inner and not (isinstance(inner[0], str) and inner[0]):
                inner.pop(0)
            while inner and not (isinstance(inner[-1], str) and inner[-1]):
                inner.pop()
            words = "".join(part for part in inner if isinstance(part, str))
            if len(words.strip(MARKS)) >= WORDS and not key.startswith(("wanted", "blank", "title")):
                pattern = "".join(re.escape(p) if isinstance(p, str) else "([^。]*?)" for p in inner)
                found[pattern] = len(words)
        return [re.compile(pattern) for pattern in sorted(found, key=lambda p: -found[p])]

    @cached_property
    def _wholes(self) -> list[tuple[str, re.Pattern[str]]]:
        """The phrases that are sentences, with the groups that they belong to."""
        return [
            (
                key.rpartition(".")[0],
                re.compile("".join(re.escape(p) if isinstance(p, str) else "(.*?)" for p in parts)),
            )
            for key, parts in self.phrases.items()
            if isinstance(parts[-1], str) and parts[-1].endswith("。") and "." in key
        ]

    def variants(self, old: str, new: str) -> bool:
        """Whether two sentences are different phrases of one group: the unit had no such money, now it has some."""
        groups = {
            (group, pattern)
            for group, pattern in self._wholes
            if (match := pattern.fullmatch(old)) and all(map(self.wrote, match.groups()))
        }
        others = {(group, pattern) for group, pattern in self._wholes if pattern.fullmatch(new)}
        return not groups & others and bool({group for group, _ in groups} & {group for group, _ in others})

    def wrote(self, folded: str) -> bool:
        """Whether these folded symbols are phrases of the bank, one within or behind the other, filled with numbers,
        holes and what the record says."""
        if folded not in self._written:
            self._written[folded] = False  # a phrase that holds itself is none
            self._written[folded] = self._parse(folded)
        return self._written[folded]

    def _parse(self, folded: str) -> bool:
        reached = {0}
        for at in range(len(folded)):
            if at in reached:
                for pattern in self._fillings:
                    if (match := pattern.match(folded, at)) and match.end() > at:
                        reached.add(match.end())
                for pattern in self._skeletons:
                    if (match := pattern.match(folded, at)) and all(map(self.wrote, match.groups())):
                        reached.add(match.end())
        return len(folded) in reached


def _atoms(parts: Parts) -> list[str]:
    """A phrase as patterns, one a character or slot."""
    found: list[str] = []
    for part in parts:
        if isinstance(part, str):
            found += map(re.escape, part)
        else:
            found.append({"change": FAMILY, "missing": HOLE}.get(part[0], f"\0{part[0]}"))
    return found


def _differing(one: list[str], other: list[str]) -> tuple[str, str] | None:
    """What is left where both begin and end alike; None where they share nothing, or a slot is left that could hold
    anything."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if not start + end or not (left or right) or any(atom[0] == "\0" for atom in (*left, *right)):
        return None
    return "".join(left), "".join(right)
