"""Writes inlines as runs of Word and keeps count of what hangs on them: content controls and comments.

It exists because ids must be unique over the whole document, whatever block a number stands in. A pen is used for
one document, from its first page to its last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..model.figure import places
from ..model.finding import Finding
from ..model.inlines import Blank, Inline, Number, Quote
from ..model.source import Source
from .comments import anchored, asked, told
from .controls import control, tag_of
from .escape import escape, run

# “ ” — … belong to both scripts; without the hint Word takes them from the Latin font.
HINT = '<w:rFonts w:hint="eastAsia"/>'


@dataclass(slots=True)
class Pen:
    """`blank` is the id of the style of blanks. `plain` leaves out controls and comments. `warnings` are taken out as
    they are told: words and numbers that stand twice in the document get their comment once."""

    blank: str
    plain: bool = False
    warnings: dict[Source, list[Finding]] = field(default_factory=dict)
    comments: list[tuple[str, ...]] = field(default_factory=list)
    controls: int = 0

    def runs(self, inlines: Iterable[Inline], size: str = "") -> str:
        """The inlines in as few runs as their marks allow: staff search, replace and compare in Word. `size` is the
        formatting of a crowded table, '' elsewhere."""
        pieces: list[str] = []
        words = ""
        for inline in inlines:
            match inline:
                case Number() if not self.plain:
                    piece = self._number(inline, size)
                    if self.warnings and (doubted := self._doubted(inline)):
                        remarks = [told(finding) for place in doubted for finding in self.warnings.pop(place)]
                        piece = self._commented(remarks, piece)
                case Blank():
                    piece = self._blank(inline, size)
                case Quote(source=source) if source and source in self.warnings and not self.plain:
                    remarks = [told(finding) for finding in self.warnings.pop(source)]
                    piece = self._commented(remarks, run(inline.text, HINT + size))
                case _:
                    words += inline.text
                    continue
            pieces += (run(words, HINT + size), piece) if words else (piece,)
            words = ""
        if words:
            pieces.append(run(words, HINT + size))
        return "".join(pieces)

    def _doubted(self, number: Number) -> list[Source]:
        """The places with a warning that `number` was made from."""
        return [place for place in dict.fromkeys(places(number.figure)) if place in self.warnings]

    def _number(self, number: Number, size: str) -> str:
        self.controls += 1
        properties = size if number.text.isascii() else HINT + size
        return control(escape(tag_of(number.figure.key)), self.controls, number.text, properties)

    def _blank(self, blank: Blank, size: str) -> str:
        marked = f'<w:rStyle w:val="{escape(self.blank)}"/>{HINT}{size}<w:highlight w:val="yellow"/>'
        return self._commented([] if self.plain else [asked(blank)], run(blank.text, marked))

    def remarked(self, remarks: Iterable[str], marked: str) -> str:
        """`marked` with a comment for each of `remarks`."""
        return self._commented([] if self.plain else [(remark,) for remark in remarks], marked)

    def _commented(self, remarks: list[tuple[str, ...]], run: str) -> str:
        first = len(self.comments)
        self.comments += remarks
        return anchored(range(first, len(self.comments)), run)
