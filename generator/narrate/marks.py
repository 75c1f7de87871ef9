"""Carries numbers and quoted words through Jinja without losing where they came from.

A template works on text, so whatever must keep its identity enters the text as one private-use character and is
looked up again afterwards. One character survives joins, macros and conditions; it cannot be split or edited.
"""

from __future__ import annotations

import re

from ..model.narrative import Chart, Inline, Table, Words

FIRST = 0xF0000
LAST = 0xFFFFD
_MARK = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")
DIGIT = re.compile(r"[\d²³¹¼-¾⁰⁴-⁹₀-₉⅐-ↈ①-⒛⓪-⓿❶-➓]")  # of any script, circled and Roman ones too


class StyleFault(Exception):  # noqa: N818 - a fault of a style, told to its author
    """A style does what styles may not do. The message is Chinese; the place is added where it is caught."""


class Marks:
    """What has entered the text of one section, in order of entry."""

    def __init__(self) -> None:
        self._inlines: list[Inline | Table | Chart] = []
        self._shown: set[int] = set()

    def put(self, inline: Inline | Table | Chart) -> str:
        """Enters `inline`, or a block for a line of its own, and returns the one character that stands for it."""
        self._inlines.append(inline)
        if len(self._inlines) > LAST - FIRST:
            raise StyleFault("一节里的数字和引文超过六万处")
        return chr(FIRST + len(self._inlines) - 1)

    def split(self, text: str) -> tuple[Inline, ...]:
        """`text` as words and what its marks stand for. Refuses a digit in the words: it would have no source."""
        inlines: list[Inline] = []
        at = 0
        for match in _MARK.finditer(text):
            self._words(inlines, text[at : match.start()])
            index = ord(match[0]) - FIRST
            inline = self._inlines[index]
            if isinstance(inline, Table | Chart):
                raise StyleFault("图表要独占模板的一行，前后不能有文字")
            self._shown.add(index)
            inlines.append(inline)
            at = match.end()
        self._words(inlines, text[at:])
        return tuple(inlines)

    def block(self, line: str) -> Table | Chart | None:
        """The block that `line` stands for; None where it is text."""
        if not _MARK.fullmatch(line):
            return None
        block = self._inlines[ord(line) - FIRST]
        if not isinstance(block, Table | Chart):
            return None
        self._shown.add(ord(line) - FIRST)
        return block

    def _words(self, inlines: list[Inline], words: str) -> None:
        if found := DIGIT.search(words):
            raise StyleFault(f"“{words.strip()}”里的数字“{found[0]}”没有来源；数字只能由数据填入")
        if words:
            inlines.append(Words(words))

    def unused(self) -> list[str]:
        """The texts that were entered and never came out: a template computed a number and dropped it."""
        dropped = (inline for index, inline in enumerate(self._inlines) if index not in self._shown)
        return [inline.text if not isinstance(inline, Table | Chart) else "图表" for inline in dropped]
