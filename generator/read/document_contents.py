"""Leaves out the 目录 of a document: its entries repeat headings and would be judged twice.

It knows three kinds: what the format marks, lines with dots and a page number, and the bare list of headings between
the word 目录 and where the first of them comes again. Sentences in between stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .document_characters import tidy
from .document_parts import Part, Words

WORD = re.compile(r"[#*\s]*目\s*录[*\s]*")
DOTTED = re.compile(r".*[.…·．]{3,}\s*[-—]?\s*[0-9]{1,4}\s*[-—]?")
PAGED = re.compile(r"(.*\D)\s*[0-9]{1,4}")
# Within this many paragraphs behind the word.
LONGEST = 150
SENTENCE = re.compile("[。；]")


def without_contents(parts: Sequence[Part]) -> list[Part]:
    """The parts but those of the contents; what has no text is no line of it."""
    texts = [tidy(part.text) if isinstance(part, Words) else "" for part in parts]
    kept = [not (isinstance(part, Words) and part.listed) for part in parts]
    for at, text in enumerate(texts):
        if WORD.fullmatch(text):
            kept[at] = False
            for line in range(at + 1, _end(texts, at)):
                kept[line] = kept[line] and (not texts[line] or bool(SENTENCE.search(texts[line])))
        elif DOTTED.fullmatch(text):
            kept[at] = False
    return [part for part, stays in zip(parts, kept, strict=True) if stays]


def _end(texts: Sequence[str], at: int) -> int:
    """Where the contents that begin at `at` are over: where their first entry stands again, as a heading."""
    behind = [(line, _plain(text)) for line, text in enumerate(texts[at + 1 : at + 1 + LONGEST], at + 1) if text]
    if not behind:
        return at + 1
    first = behind[0][1]
    return next((line for line, text in behind[1:] if text == first), at + 1)


def _plain(text: str) -> str:
    """An entry without dots and page."""
    bare = re.sub(r"[\s.…·．]+", "", text)
    paged = PAGED.fullmatch(bare)
    return paged[1] if paged else bare
