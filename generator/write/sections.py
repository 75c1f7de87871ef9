"""The pages of a document: upright, lying for wide tables, and the cover; all made from the reference's last section.

It exists so that a house's own margins and footers hold on every kind of page. A reference that is landscape itself
stays so throughout. Lengths are in twips.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from .escape import W

A4 = (
    f'<w:sectPr xmlns:w="{W}"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" '
    'w:left="1588" w:header="851" w:footer="1440" w:gutter="0"/></w:sectPr>'
)
PREFIXES = {"w": W, "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
SIDES = ("top", "right", "bottom", "left", "header", "footer", "gutter")


@dataclass(frozen=True, slots=True)
class Sections:
    """The `w:sectPr` of each kind of page, and width and height of its text. `opening` is the first after the cover,
    which alone may begin the count of pages and have a first page of its own."""

    cover: str
    opening: str
    portrait: str
    landscape: str
    text: tuple[int, int]
    landscape_text: tuple[int, int]


def sections_of(section: str) -> Sections:
    """The kinds of page of a reference whose last `w:sectPr` is `section`; those of the standard where it is ''."""
    opening = ElementTree.fromstring(section or A4)
    for tag in ("type", "sectPrChange"):  # every section begins on the next page
        _drop(opening, tag)
    _complete(opening)
    portrait = deepcopy(opening)
    _drop(portrait, "titlePg")
    for count in portrait.findall(_name("pgNumType")):
        count.attrib.pop(_name("start"), None)
    cover = deepcopy(portrait)
    for tag in ("headerReference", "footerReference"):
        _drop(cover, tag)
    landscape = deepcopy(portrait)
    _turn(landscape)
    texts = _area(portrait), _area(landscape)
    return Sections(_xml(cover), _xml(opening), _xml(portrait), _xml(landscape), *texts)


def _name(tag: str) -> str:
    return f"{{{W}}}{tag}"


def _drop(section: Element, tag: str) -> None:
    for element in section.findall(_name(tag)):
        section.remove(element)


def _complete(section: Element) -> None:
    """Word leaves out what is its default; the text's width cannot be told without."""
    standard = ElementTree.fromstring(A4)
    for place, own in enumerate(standard):
        found = section.find(own.tag)
        if found is None:
            before = ("headerReference", "footerReference", "footnotePr", "endnotePr", *(["pgSz"] * place))
            section.insert(sum(len(section.findall(_name(tag))) for tag in before), own)
            continue
        for attribute, value in own.attrib.items():
            found.attrib.setdefault(attribute, value)


def _lengths(section: Element) -> tuple[Element, Element, dict[str, int]]:
    size, margins = section.find(_name("pgSz")), section.find(_name("pgMar"))
    assert size is not None and margins is not None  # `_complete` saw to that
    return size, margins, {side: int(margins.get(_name(side), "0")) for side in SIDES}


def _turn(section: Element) -> None:
    """Lays the page on its side, the table's head toward the binding edge of an odd page (GB/T 9704-2012, 8): left
    becomes top, top becomes right. The page number keeps its distance from the text."""
    size, margins, was = _lengths(section)
    width, height = size.get(_name("w"), ""), size.get(_name("h"), "")
    if int(width) > int(height):
        return
    size.set(_name("w"), height)
    size.set(_name("h"), width)
    size.set(_name("orient"), "landscape")
    turned = {"top": was["left"], "right": was["top"], "bottom": was["right"], "left": was["bottom"]}
    turned["header"] = max(0, was["header"] - (was["top"] - turned["top"]))
    turned["footer"] = max(0, was["footer"] - (was["bottom"] - turned["bottom"]))
    for side, length in turned.items():
        margins.set(_name(side), str(length))


def _area(section: Element) -> tuple[int, int]:
    size, _, margin = _lengths(section)
    width = int(size.get(_name("w"), "0")) - margin["left"] - margin["right"] - margin["gutter"]
    return width, int(size.get(_name("h"), "0")) - margin["top"] - margin["bottom"]


def _xml(section: Element) -> str:
    for prefix, name in PREFIXES.items():
        ElementTree.register_namespace(prefix, name)
    return ElementTree.tostring(section, encoding="unicode")
