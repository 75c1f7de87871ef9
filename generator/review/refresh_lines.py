"""Text as a row of symbols, one for each number and each hole and one for each other character, so that an edited
draft and a new one can be laid side by side whatever their amounts.

A number with a control is known by its figure's tag. A document that LibreOffice saved has lost its tags: there every
number is the same symbol, and words and order alone say which is which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..model.inlines import Blank, Inline, Number, Words
from ..model.refresh import Standing

HOLE, NUMBER = "\ue000", "\ue001"
FIRST, LAST = 0xF0000, 0xFFFFD
TAGGED = f"{chr(FIRST)}-{chr(LAST)}"
NUMBERS = f"[{NUMBER}{TAGGED}]"
HOLES = re.compile("【待补充：[^】]*】")
DIGITS = re.compile(r"(?<![\d.,])-?\d[\d,]*(?:\.\d+)?")
# What counts headings and paragraphs: staff count anew where they take a section out.
CHINESE = "[一二三四五六七八九十]+"
COUNT = re.compile(rf"\s*(?:第{CHINESE}部分 ?|{CHINESE}、|（{CHINESE}）|\d{{1,2}}\.(?!\d))")
STOP = "。"


@dataclass(frozen=True, slots=True)
class Line:
    """`symbols` stand for the characters of `text` that `spans` give; `inlines` are those of a new line, one a symbol,
    and None each in a draft. What counts the paragraph is left out."""

    text: str
    symbols: str
    spans: tuple[tuple[int, int], ...]
    inlines: tuple[Inline | None, ...]

    def shown(self, start: int, end: int) -> str:
        """The text of the symbols from `start` to `end`."""
        first, last = self.extent(start, end)
        return self.text[first:last]

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Where these symbols stand in the text; an empty range stands behind the symbol before it."""
        if start < end:
            return self.spans[start][0], self.spans[end - 1][1]
        at = self.spans[start - 1][1] if start else self.spans[0][0] if self.spans else len(self.text)
        return at, at

    def cut(self, start: int, end: int) -> tuple[Inline, ...]:
        """The inlines of a part of a new line, characters put together again."""
        found: list[Inline] = []
        for inline in self.inlines[start:end]:
            if isinstance(inline, Words) and found and isinstance(found[-1], Words):
                found[-1] = Words(found[-1].text + inline.text)
            elif inline is not None:
                found.append(inline)
        return tuple(found)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """The ranges of its sentences, each with its stop."""
        start = 0
        for index, symbol in enumerate(self.symbols, 1):
            if symbol == STOP or index == len(self.symbols):
                yield start, index
                start = index


@dataclass(slots=True)
class Alphabet:
    """The symbols of both texts. `tagged`: numbers are known by their tags; `tag` gives that of a figure's key."""

    tagged: bool
    tag: Callable[[str], str]
    known: dict[str, str] = field(default_factory=dict)

    def number(self, tag: str) -> str:
        """The symbol of the numbers with that tag."""
        if not self.tagged:
            return NUMBER
        return self.known.setdefault(tag, chr(FIRST + len(self.known)))

    def words(self, text: str) -> str:
        """The symbols of text without controls."""
        text = HOLES.sub(HOLE, text)
        return text if self.tagged else DIGITS.sub(NUMBER, text)

    def draft(self, standing: Standing) -> Line:
        """A paragraph of the draft."""
        count = COUNT.match(standing.text)
        at = count.end() if count and not any(tag.start < count.end() for tag in standing.tags) else 0
        pieces: list[tuple[str, int, int]] = []
        marks = [(tag.start, tag.end, self.number(tag.key)) for tag in standing.tags if tag.start >= at]
        for start, end, symbol in (*(marks if self.tagged else ()), (len(standing.text), len(standing.text), "")):
            pieces += self._plain(standing.text, at, start)
            if symbol and start < end:
                pieces.append((symbol, start, end))
            at = max(at, end)
        return Line(
            standing.text,
            "".join(piece[0] for piece in pieces),
            tuple((start, end) for _, start, end in pieces),
            (None,) * len(pieces),
        )

    def new(self, inlines: tuple[Inline, ...]) -> Line:
        """A paragraph of the new narrative, without what counts it."""
        pieces: list[tuple[str, int, int]] = []
        owners: list[Inline] = []
        text = "".join(inline.text for inline in inlines)
        at = 0
        for inline in inlines:
            end = at + len(inline.text)
            match inline:
                case Number():
                    found = [(self.number(self.tag(inline.figure.key)), at, end)]
                case Blank():
                    found = [(HOLE, at, end)]
                case _:
                    found = list(self._plain(text, at, end))
            pieces += found
            owners += (
                inline if isinstance(inline, Number | Blank) else Words(text[start:stop]) for _, start, stop in found
            )
            at = end
        symbols = "".join(piece[0] for piece in pieces)
        return Line(text, symbols, tuple((start, end) for _, start, end in pieces), tuple(owners))

    def _plain(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The symbols of a stretch of text that holds no control."""
        marks = [(match.start(), match.end(), HOLE) for match in HOLES.finditer(text, start, end)]
        if not self.tagged:
            marks += [(m.start(), m.end(), NUMBER) for m in DIGITS.finditer(text, start, end)]
        at = start
        for first, last, symbol in (*sorted(marks), (end, end, "")):
            if first < at:
                continue
            yield from ((text[index], index, index + 1) for index in range(at, first))
            if symbol:
                yield symbol, first, last
            at = last
