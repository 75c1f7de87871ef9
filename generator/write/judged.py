"""What all writers of findings say alike: how much one weighs, what is printed and what would be right, and where its
words stand in a text.

Blanks and full-width digits make no difference; a number is not found inside a longer one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..model.document import Document
from ..model.finding import Finding, Severity

LEVELS = {Severity.ERROR: "错误", Severity.WARNING: "请核对", Severity.INFO: "提示"}
DIGIT = re.compile(r"[0-9]")
# What lies between the names of items; a unit of money names none.
NO_WORDS = re.compile("万元|[^\u4e00-\u9fff]+")
# Several numbers or words that one finding tells of.
BETWEEN = "、"

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Keyed:
    """A text without blanks and widths; `at[i]` is where its character i stands in the original."""

    text: str
    at: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the words of a finding stand in a text: its sentence (None where that is not found), and in it what is
    printed."""

    quote: Span | None
    printed: tuple[Span, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """What to point at: the printed words, else the sentence."""
        return self.printed or ((self.quote,) if self.quote else ())


def keyed(text: str) -> Keyed:
    found = [(own, at) for at, character in enumerate(text) for own in key_of(character)]
    return Keyed("".join(own for own, _ in found), tuple(at for _, at in found))


def key_of(character: str) -> str:
    """A character without its width; '' for blanks and for what has no width at all."""
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    return "".join(unicodedata.normalize("NFKC", character).split())


def stand(text: str, finding: Finding) -> Stand:
    """Where the words of `finding` stand in `text`; the first sentence where there are several alike."""
    quote = next(iter(places(text, finding.quote)), None)
    start, end = quote or (0, len(text))
    return Stand(quote, tuple((start + a, start + b) for a, b in printed_in(text[start:end], finding)))


def printed_in(text: str, finding: Finding) -> tuple[Span, ...]:
    """Where what is printed stands in a sentence; of several words that are told of together, the first place of each.
    Where the same number stands there more than once, it is the one behind the words that the message uses."""
    whole = places(text, finding.printed)
    if len(whole) > 1:
        said = _words(finding.message)
        edges = [0, *(end for _, end in whole[:-1])]
        befores = [text[edge:start] for edge, (start, _) in zip(edges, whole, strict=True)]
        scores = [_shared(_words(before), said) for before in befores]
        return (whole[scores.index(max(scores))],)
    if whole or BETWEEN not in finding.printed:
        return tuple(whole)
    words = finding.printed.split(BETWEEN)
    return tuple(sorted({place for word in words for place in places(text, word)[:1]}))


def places(text: str, words: str) -> list[Span]:
    """All places of `words` in `text`."""
    searched, wanted = keyed(text), keyed(words).text
    found: list[Span] = []
    at = searched.text.find(wanted) if wanted else -1
    while at >= 0:
        start, end = searched.at[at], searched.at[at + len(wanted) - 1] + 1
        if not _goes_on(text, start, end, wanted):
            found.append((start, end))
        at = searched.text.find(wanted, at + 1)
    return found


def comparison(finding: Finding) -> str:
    """What is printed and what would be right; '' unless both are known."""
    if not (finding.printed and finding.expected):
        return ""
    return f"印的是 {finding.printed}，应当是 {finding.expected}"


def _words(text: str) -> list[str]:
    return [words for words in NO_WORDS.split(keyed(text).text) if words]


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    """How long the longest run of characters is that both have."""
    pairs = ((one, other) for one in some for other in others)
    return max((SequenceMatcher(None, *pair, autojunk=False).find_longest_match().size for pair in pairs), default=0)


def _goes_on(text: str, start: int, end: int, wanted: str) -> bool:
    """Whether the number that `wanted` begins or ends with has more digits than that."""
    before = key_of(text[start - 1]) if start else ""
    after = key_of(text[end]) if end < len(text) else ""
    further = key_of(text[end + 1]) if end + 1 < len(text) else ""
    begins = DIGIT.match(wanted) and (
        DIGIT.match(before) or (before in (".", ",") and start > 1 and text[start - 2].isdigit())
    )
    ends = DIGIT.match(wanted[-1]) and (DIGIT.match(after) or (after in (".", ",") and DIGIT.match(further)))
    return bool(begins or ends)


def stand_in_table(rows: Sequence[Sequence[str]], finding: Finding) -> tuple[int, int, Span] | None:
    """The row and the cell that `finding` speaks of, and where in the cell: what is printed, in the row that is quoted
    if it stands there; else the quoted words. None where neither is found."""
    label, printed = keyed(finding.quote).text, keyed(finding.printed).text
    cells = [[keyed(cell).text for cell in row] for row in rows]
    named = [at for at, row in enumerate(cells) if label and label in row]
    named = named or [at for at, row in enumerate(cells) if label and any(label in cell for cell in row)]
    for among, part in ((named, False), (named, True), (range(len(rows)), False)):
        for row in among:
            for column, cell in enumerate(cells[row]):
                if printed and (part or cell == printed):
                    for span in printed_in(rows[row][column], finding):
                        return row, column, span
    for row in named:
        for column, text in enumerate(rows[row]):
            for span in places(text, finding.quote):
                return row, column, span
    return None


def blocks_of(document: Document, findings: Sequence[Finding]) -> list[int | None]:
    """The place of the block that each finding is about; None for the document as a whole. Tables of the same title
    have places that read alike, so a finding's own place counts first."""
    own = {id(block.source): at for at, block in enumerate(document.blocks)}
    alike = {block.source: at for at, block in reversed(list(enumerate(document.blocks)))}
    return [own.get(id(f.source), alike.get(f.source) if f.source else None) for f in findings]
