"""Fields of a Word document as text runs through them: only results are shown, and those of a 目录 are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .document_word import w

CONTENTS = re.compile(r"\s*TOC\b")


@dataclass(slots=True)
class Field:
    """A field that is open: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    result: bool = False


@dataclass(slots=True)
class Fields:
    """Those that are open at a place of the text, the innermost last."""

    opened: list[Field] = field(default_factory=list)

    def pass_by(self, element: Element) -> None:
        """Keeps count at a mark or at a piece of an instruction; of other elements nothing."""
        if element.tag == w("instrText"):
            if self.opened and not self.opened[-1].result:
                self.opened[-1].instruction += element.text or ""
        elif element.tag == w("fldChar"):
            kind = element.get(w("fldCharType"))
            if kind == "begin":
                self.opened.append(Field())
            elif kind == "separate" and self.opened:
                self.opened[-1].result = True
            elif kind == "end" and self.opened:
                self.opened.pop()

    @property
    def shown(self) -> bool:
        return all(one.result for one in self.opened)

    @property
    def listed(self) -> bool:
        """Whether text that stands here is a line of the contents."""
        return any(CONTENTS.match(one.instruction) for one in self.opened)
