"""How a paragraph falls into pieces: sentences, the words right before a number, brackets that hold numbers, and the
reasons, whose numbers claim nothing of the item that is explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .numbers import THROUGH, Kind, Numeral

STOPS = "。！？"
BREAKS = frozenset("，,；;：:。！？")
LONGEST = 200  # characters that name a number, at most
REASON = re.compile(
    r"(?:主要)?(?:变动|变化|差异)?(?:原因(?:是|为|：|:|在于|系|有)|主要是：|主要是由于|主要是因为|原因主要|主要原因)|"
    r"(?<=[，。；])(?:由于|因为)"
)
# What goes on with the reason behind a semicolon.
ON = re.compile(r"[一二三四五六七八九十]是|另|同时|以及|此外|因|由于|[（(]?\d[)）.、]|其次|再次|最后")
AMONG = re.compile(r"其中|主要用于以下方面|具体构成|主要包括|包括：|分别(?:是|为)：|支出决算中，|构成情况|分别为")


@dataclass(frozen=True, slots=True)
class Near:
    """A number with the words right before it: `words` back to the last mark or number, `clause` back to the last mark
    whatever numbers stand between; `opens` and `closes` are the brackets passed since the number before."""

    numeral: Numeral
    start: int
    words: str
    passed: str
    opens: int = 0
    closes: int = 0
    joined: bool = False


@lru_cache(1024)
def sentence_ends(text: str) -> tuple[int, ...]:
    """The index behind each full stop, and the end of the text."""
    ends = [i + 1 for i, character in enumerate(text) if character in STOPS]
    return tuple(ends if ends and ends[-1] == len(text) else [*ends, len(text)])


def reasons(text: str) -> list[tuple[int, int]]:
    """The stretches that give reasons: from 主要原因 to the full stop, or to a semicolon behind which something new
    begins."""
    found: list[tuple[int, int]] = []
    for match in REASON.finditer(text):
        if found and match.start() < found[-1][1]:
            continue
        end = match.end()
        while end < len(text) and text[end] not in STOPS:
            if text[end] in "；;" and not ON.match(text, end + 1):
                break
            end += 1
        found.append((match.start(), end))
    return found


def spoken_brackets(text: str, numbers: Sequence[Numeral]) -> dict[int, int]:
    """Brackets that hold numbers of their own, as opening → closing index. Others belong to names."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for index, character in enumerate(text):
        if character in "（(":
            stack.append(index)
        elif character in "）)" and stack:
            pairs[stack.pop()] = index
    told = [n.start for n in numbers if n.kind not in THROUGH]
    return {begin: end for begin, end in pairs.items() if any(begin < at < end for at in told)}


def nears(text: str, numbers: Sequence[Numeral]) -> list[Near]:
    """Each number that counts something, with the words before it."""
    brackets = spoken_brackets(text, numbers)
    ends = set(brackets.values())
    found: list[Near] = []
    before = 0
    for numeral in numbers:
        if numeral.kind in THROUGH:
            continue
        start = numeral.start
        least = max(before, start - LONGEST)
        while start > least and text[start - 1] not in BREAKS and start - 1 not in brackets and start - 1 not in ends:
            start -= 1
        passed = text[before : numeral.start]
        opens = sum(before <= i < numeral.start for i in brackets)
        closes = sum(before <= i < numeral.start for i in ends)
        words = text[start : numeral.start]
        joined = words in ("、", "和", "及", "与", "") and start == before and bool(found)
        found.append(Near(numeral, start, words.lstrip("、"), passed, opens, closes, joined and words != ""))
        before = numeral.end
    return found


def is_told(numeral: Numeral) -> bool:
    """Whether the number can take part in a claim."""
    return numeral.kind in (Kind.MONEY, Kind.PERCENT, Kind.BARE) and not numeral.about
