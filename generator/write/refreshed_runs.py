"""Changes the runs of one paragraph under tracking: what goes is marked as deleted, what comes as inserted.

Accepting gives the new text, rejecting the old one, to the letter. A number that gives way to a number keeps its
control. A control that goes or comes as a whole is marked as such, so that none stays behind empty, where Word would
print its own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ..model.finding import Refused
from ..model.inlines import Blank, Inline, Number
from .comments import asked
from .escape import FORBIDDEN, forbidden
from .refreshed_marks import CONTENT, Marker
from .refreshed_text import SPACE, Character, w

RANGES = tuple(w(f"customXml{kind}Range{end}") for kind in ("Ins", "Del") for end in ("Start", "End"))
# What stands behind a highlight in the properties of a run.
BEHIND = ("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout")


@dataclass(slots=True)
class Runs:
    """The runs of one paragraph. Changes come from its end to its beginning: what stands before stays as it was."""

    characters: list[Character]
    paragraph: etree._Element
    marker: Marker

    def replace(self, start: int, end: int, inlines: Sequence[Inline]) -> None:
        """The characters from `start` to `end` go, `inlines` come in their place."""
        looks = self._look(start, end)
        single = len(inlines) == 1 and isinstance(inlines[0], Number) and end > start
        gone = self._cover(start, end)
        after = self._delete(gone, single) if gone else None
        if not inlines:
            return
        come = [element for inline in inlines for element in self._come(inline, looks, single)]
        if after is not None:
            _insert(after, come)
        elif start:
            _insert(self._free(_outside(self._cover(start - 1, start)[-1])), come)
        else:
            self._at_beginning(come)

    def remark(self, start: int, end: int, texts: tuple[str, ...]) -> tuple[list[etree._Element], list[etree._Element]]:
        """A comment from `start` to `end`: the marks of its beginning and its end, not yet in the text."""
        first, last = self.marker.comment(texts)
        return [first], last

    def put(self, at: int, elements: list[etree._Element], before: bool) -> None:
        """Puts elements before the character at `at`, or behind it."""
        run = self._cover(at, at + 1)[0]
        outer = _outside(run, first=before)
        parent = outer.getparent()
        assert parent is not None
        index = parent.index(outer)
        for offset, element in enumerate(elements):
            parent.insert(index + offset + (0 if before else 1), element)

    def _at_beginning(self, come: list[etree._Element]) -> None:
        properties = self.paragraph.find(w("pPr"))
        index = 0 if properties is None else 1
        for offset, element in enumerate(come):
            self.paragraph.insert(index + offset, element)

    def _cover(self, start: int, end: int) -> list[etree._Element]:
        """The runs of these characters, cut off from what stands beside them."""
        if start >= end:
            return []
        self._cut(end)
        self._cut(start)
        return list(dict.fromkeys(character.run for character in self.characters[start:end]))

    def _cut(self, at: int) -> None:
        """Cuts the run before the character at `at`, where one goes on."""
        if not 0 < at < len(self.characters):
            return
        before, after = self.characters[at - 1], self.characters[at]
        if before.run is not after.run:
            return
        run = after.run
        rest = etree.Element(w("r"), attrib={str(k): str(v) for k, v in run.attrib.items()})
        if (properties := run.find(w("rPr"))) is not None:
            rest.append(deepcopy(properties))
        holder = after.holder
        moved = list(holder.itersiblings())
        tail = holder
        if after.offset:
            text = holder.text or ""
            tail = etree.Element(holder.tag)
            holder.text, tail.text = text[: after.offset], text[after.offset :]
            for part in (holder, tail):
                part.set(SPACE, "preserve")
        rest.append(tail)
        rest.extend(moved)
        run.addnext(rest)
        for index in range(at, len(self.characters)):
            own = self.characters[index]
            if own.run is not run:
                break
            same = own.holder is holder
            offset = own.offset - after.offset if same else own.offset
            self.characters[index] = Character(own.text, rest, tail if same else own.holder, offset)

    def _delete(self, runs: list[etree._Element], keep: bool) -> etree._Element:
        """Marks runs as deleted, and controls of which nothing is left, unless `keep`. Gives the last element behind
        which something may come."""
        marks: list[etree._Element] = []
        for run in runs:
            if not marks or run.getprevious() is not marks[-1]:
                marks.append(self.marker.marked("del"))
                run.addprevious(marks[-1])
            marks[-1].append(run)
            for text in run.iter(w("t")):
                text.tag = w("delText")
                text.set(SPACE, "preserve")
        if keep:
            return self._free(marks[-1])
        for control in _controls(runs, self.paragraph):
            if all(_gone(c.run) for c in self.characters if control in c.run.iterancestors()):
                parent = control.getparent()
                assert parent is not None
                index = parent.index(control)
                parts = self.marker.ranged(control, "customXmlDelRange")
                parent.insert(index, parts[0])
                control.addnext(parts[2])
        outer = self._free(_outside(marks[-1]))
        following = outer.getnext()
        return following if following is not None and following.tag == w("customXmlDelRangeEnd") else outer

    def _free(self, element: etree._Element) -> etree._Element:
        """What stands in a person's insertion: behind it comes what is ours, not theirs, so the insertion is cut in two
        and its first half returned."""
        parent = element.getparent()
        if parent is None or parent.tag != w("ins"):
            return element
        rest = list(element.itersiblings())
        if rest:
            other = etree.Element(parent.tag, attrib={str(k): str(v) for k, v in parent.attrib.items()})
            self.marker.count += 1
            other.set(w("id"), str(self.marker.count))
            other.extend(rest)
            parent.addnext(other)
        return parent

    def _look(self, start: int, end: int) -> etree._Element | None:
        """The formatting for what comes: that of what goes, or of what stands beside it."""
        around = [*range(start, end), start - 1, start]
        for at in around:
            if 0 <= at < len(self.characters):
                look: etree._Element | None = self.characters[at].run.find(w("rPr"))
                return look
        return None

    def _come(self, inline: Inline, look: etree._Element | None, single: bool) -> Iterator[etree._Element]:
        if FORBIDDEN.search(inline.text):
            raise Refused(forbidden(inline.text, None))
        run = etree.Element(w("r"))
        if (properties := formatted(inline, look, self.marker.hole)) is not None:
            run.append(properties)
        for index, piece in enumerate(inline.text.split("\n")):
            if index:
                etree.SubElement(run, w("br"))
            text = etree.SubElement(run, w("t"))
            text.text = piece
            text.set(SPACE, "preserve")
        mark = self.marker.marked("ins")
        mark.append(run)
        if isinstance(inline, Number) and not single:
            yield from self.marker.control(inline, mark)
        elif isinstance(inline, Blank):
            first, last = self.marker.comment(asked(inline))
            yield from (first, mark, *last)
        else:
            yield mark


def formatted(inline: Inline, look: etree._Element | None, hole: str) -> etree._Element | None:
    """The properties of a new run: those beside it, without what marks a hole unless it is one."""
    properties = etree.Element(w("rPr")) if look is None else deepcopy(look)
    marks = properties.find(w("highlight"))
    if marks is not None:
        for name in ("rStyle", "highlight"):
            for found in properties.findall(w(name)):
                properties.remove(found)
    for found in properties.findall(w("rPrChange")):
        properties.remove(found)
    if not inline.text.isascii():
        fonts = properties.find(w("rFonts"))
        if fonts is None:
            fonts = etree.Element(w("rFonts"))
            properties.insert(1 if properties.find(w("rStyle")) is not None else 0, fonts)
        fonts.set(w("hint"), "eastAsia")
    if isinstance(inline, Blank):
        if hole:
            for found in properties.findall(w("rStyle")):
                properties.remove(found)
            style = etree.Element(w("rStyle"))
            style.set(w("val"), hole)
            properties.insert(0, style)
        _highlight(properties)
    return properties if len(properties) else None


def _highlight(properties: etree._Element) -> None:
    mark = etree.Element(w("highlight"))
    mark.set(w("val"), "yellow")
    behind = {w(name) for name in BEHIND}
    index = next((n for n, own in enumerate(properties) if own.tag in behind), len(properties))
    properties.insert(index, mark)


def _gone(run: etree._Element) -> bool:
    """Whether the run is deleted."""
    above = run.getparent()
    return above is not None and above.tag == w("del")


def _controls(runs: list[etree._Element], paragraph: etree._Element) -> list[etree._Element]:
    """The controls within the paragraph that the runs stand in, the inner ones first."""
    found: dict[etree._Element, None] = {}
    for run in runs:
        for above in run.iterancestors():
            if above is paragraph:
                break
            if above.tag == w("sdt"):
                found[above] = None
    return list(found)


def _outside(element: etree._Element, first: bool = False) -> etree._Element:
    """The outermost control or insertion of a person that begins or ends with the element; the element itself where
    none does."""
    while (parent := element.getparent()) is not None and parent.tag in (CONTENT, w("del"), w("ins"), w("sdt")):
        siblings = [s for s in parent if s.tag not in (w("sdtPr"), w("sdtEndPr"), *RANGES)]
        if siblings[0 if first else -1] is not element:
            break
        element = parent
    return element


def _insert(behind: etree._Element, elements: list[etree._Element]) -> None:
    for element in reversed(elements):
        behind.addnext(element)
