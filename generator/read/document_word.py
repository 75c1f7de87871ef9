"""The XML of a Word document: names, and what lies around paragraphs, tables and their text."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


MATH_TEXT = f"{{{OFFICE}math}}t"
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
# Deleted and moved text, properties, the reading of a ruby.
GONE = {w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr", "rt", "delText", "delInstrText")}
GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"


def value(element: Element, path: str) -> str:
    """What the element at `path` says; '' where it is not there or says nothing."""
    found = element.find(path)
    return "" if found is None else found.get(w("val"), "")


def number(element: Element | None, path: str) -> int | None:
    told = "" if element is None else value(element, path)
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else None


def hidden(run: Element) -> bool:
    vanish = run.find(f"{w('rPr')}/{w('vanish')}")
    return vanish is not None and vanish.get(w("val")) not in ("0", "false", "off")


def blocks(container: Element, listed: bool = False) -> Iterator[tuple[Element, bool]]:
    """The paragraphs and tables of a container, in order, through all that may lie around them, and whether each stands
    in the contents that Word inserts."""
    for child in container:
        if child.tag in (w("p"), w("tbl")):
            yield child, listed
        elif child.tag == ALTERNATIVES:
            yield from blocks(next(iter(child), child), listed)
        elif child.tag not in GONE:
            yield from blocks(child, listed or value(child, GALLERY) == "Table of Contents")


def boxes(drawing: Element) -> Iterator[Element]:
    """The contents of the text boxes in a drawing, not of those within them."""
    for child in drawing:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag == ALTERNATIVES:
            yield from boxes(next(iter(child), child))
        else:
            yield from boxes(child)
