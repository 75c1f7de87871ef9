"""A text as it is searched: without blanks, in half-width digits and signs, and each character knows its place in the
original, so that what is found can be quoted as it stands."""

from __future__ import annotations

from dataclasses import dataclass

NARROW = str.maketrans("０１２３４５６７８９．％－﹪﹣～", "0123456789.%-%-~")
BLANKS = frozenset(" \t\n\r\v\f\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """`text` is searched; `at[i]` is where its character i stands in `original`."""

    original: str
    text: str
    at: tuple[int, ...]

    def quote(self, start: int, end: int) -> str:
        """The original words of [start, end), without blanks around."""
        if start >= end:
            return ""
        return self.original[self.at[start] : self.at[end - 1] + 1].strip()


def squeeze(original: str) -> Squeezed:
    """`original` without its blanks. Blanks between two Latin words or two numbers stay, as one."""
    kept: list[str] = []
    at: list[int] = []
    gap = False
    for index, character in enumerate(original):
        if character in BLANKS:
            gap = True
            continue
        if gap and kept and _parts(kept[-1], character):
            kept.append(" ")
            at.append(index - 1)
        gap = False
        kept.append(character.translate(NARROW))
        at.append(index)
    return Squeezed(original, "".join(kept), tuple(at))


def _parts(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
