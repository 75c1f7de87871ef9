"""The marks of tracked changes and comments, each with an id that the document does not have yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ..model.inlines import Number
from .comments import AUTHOR
from .controls import WORD_2012, tag_of
from .refreshed_text import w

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
CONTENT = w("sdtContent")


@dataclass(slots=True)
class Marker:
    """Gives ids, and gathers the comments. `date` is fixed: a clock would make two files of one refresh differ; `hole`
    is the id of the style of blanks, '' where the document has none."""

    date: str
    hole: str = ""
    appearance: bool = True
    comments: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    count: int = 0
    controls: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, root: etree._Element, date: str, hole: str, comments: int) -> Marker:
        """One for a document; its ids are above all that it has. `comments` is the first free id of a comment."""
        numbers = [int(e.get(w("id"), "0")) for e in root.iter() if (e.get(w("id")) or "").lstrip("-").isdigit()]
        known = {int(e.get(w("val"), "0")) for e in root.iter(w("id")) if (e.get(w("val")) or "").lstrip("-").isdigit()}
        ignored = {root.nsmap.get(prefix) for prefix in root.get(COMPATIBILITY, "").split()}
        return cls(date, hole, WORD_2012 in ignored, [], max([0, comments, *numbers]), known)

    def marked(self, name: str) -> etree._Element:
        """An element that says who changed something, and when."""
        self.count += 1
        mark = etree.Element(w(name))
        mark.set(w("id"), str(self.count))
        mark.set(w("author"), AUTHOR)
        mark.set(w("date"), self.date)
        return mark

    def ended(self, start: etree._Element, name: str) -> etree._Element:
        """The end of a range."""
        mark = etree.Element(w(name))
        mark.set(w("id"), start.get(w("id"), ""))
        return mark

    def comment(self, texts: tuple[str, ...]) -> tuple[etree._Element, list[etree._Element]]:
        """The beginning of a comment, and its end with what points at it."""
        self.count += 1
        self.comments.append((self.count, texts))
        names = ("commentRangeStart", "commentRangeEnd", "commentReference")
        start, end, reference = (etree.Element(w(name)) for name in names)
        for mark in (start, end, reference):
            mark.set(w("id"), str(self.count))
        run = etree.Element(w("r"))
        run.append(reference)
        return start, [end, run]

    def control(self, number: Number, run: etree._Element) -> list[etree._Element]:
        """The run in a control of its own that came with it."""
        free = next(n for n in range(1, len(self.controls) + 2) if n not in self.controls)
        self.controls.add(free)
        control = etree.Element(w("sdt"))
        properties = etree.SubElement(control, w("sdtPr"))
        etree.SubElement(properties, w("tag")).set(w("val"), tag_of(number.figure.key))
        etree.SubElement(properties, w("id")).set(w("val"), str(free))
        etree.SubElement(properties, w("temporary"))
        if self.appearance:
            etree.SubElement(properties, f"{{{WORD_2012}}}appearance").set(f"{{{WORD_2012}}}val", "hidden")
        etree.SubElement(control, CONTENT).append(run)
        return self.ranged(control, "customXmlInsRange")

    def ranged(self, control: etree._Element, kind: str) -> list[etree._Element]:
        """The control with the marks that say that its two ends came, or go. Word wants one range an end."""
        first, second = self.marked(f"{kind}Start"), self.marked(f"{kind}Start")
        content = next(control.iterchildren(CONTENT))
        content.insert(0, self.ended(first, f"{kind}End"))
        content.append(second)
        return [first, control, self.ended(second, f"{kind}End")]
