"""A Word document → its parts. Archive, XML and the styles that make headings; `document_body.py` reads the text.

It refuses what is no Word document, what declares a document type (no Word writes one; bombs and thefts do) and what
is beyond all bounds. Nothing outside the file is ever opened.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from ..model.document import Document
from .archive import Archive
from .document_body import Body
from .document_refusal import ELEMENTS, KINDS, locked, of_archive, too_large, unreadable
from .document_whole import document
from .document_word import OFFICE, STRICT, STRICT_OFFICE, W, number, value, w

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HEADINGS = {f"{name}{level}": level - 1 for name in ("heading ", "标题 ", "标题") for level in range(1, 10)}
CONTENTS = ("toc ", "目录")
BODY_TEXT = 9


class Builder(TreeBuilder):
    """A tree of what declares no document type."""

    def doctype(self, name: str, public: str, system: str) -> None:
        raise unreadable()


def read_docx(path: Path, data: bytes) -> Document:
    """Raises `Refused`: A01, A02, A04."""
    if data.startswith(OLE):
        raise locked() if ENCRYPTED in data else unreadable("这是旧版 Word 文档（.doc），读不了")
    if not data.startswith(ZIP):
        raise unreadable("这不是 Word 文档", KINDS)
    with of_archive():
        archive = Archive(data)
        names = [name for name in ("word/document.xml", "word/styles.xml") if name in archive]
        parts = {name: archive.read(name) for name in names}
    if "word/document.xml" not in parts:
        raise unreadable("这是压缩文件或其他文件，里面没有 Word 文档", KINDS)
    body = parsed(parts["word/document.xml"]).find(w("body"))
    if body is None:
        raise unreadable()
    levels, listed = looks(parsed(parts["word/styles.xml"])) if "word/styles.xml" in parts else ({}, set())
    try:
        return document(path, "docx", Body(levels, listed).read(body))
    except RecursionError:  # nested deeper than any program writes
        raise unreadable() from None


def parsed(data: bytes) -> Element:
    """The root of a part, in the names of the transitional standard. Raises `Refused`."""
    if data.count(b"<") > 2 * ELEMENTS:
        raise too_large(f"文档里的内容超过 {ELEMENTS} 项，不像决算公开")
    plain = data.replace(STRICT.encode(), W.encode()).replace(STRICT_OFFICE.encode(), OFFICE.encode())
    parser = XMLParser(target=Builder())
    try:
        parser.feed(plain)
        root = parser.close()
    except (ParseError, ValueError, LookupError):
        raise unreadable() from None
    if not isinstance(root, Element):
        raise unreadable()
    return root


def looks(styles: Element) -> tuple[dict[str, int | None], set[str]]:
    """The level of each paragraph style that has an opinion (None: body text), and the styles of contents, by id."""
    found = {s.get(w("styleId"), ""): s for s in styles.iterfind(w("style")) if s.get(w("type")) == "paragraph"}
    levels: dict[str, int | None] = {}
    for ident in found:
        seen: set[str] = set()
        at = ident
        while at in found and at not in seen:
            seen.add(at)
            told = HEADINGS.get(value(found[at], w("name")).casefold())
            outline = number(found[at], f"{w('pPr')}/{w('outlineLvl')}")
            if told is not None or outline is not None:
                level = told if told is not None else outline
                levels[ident] = None if level is None or level >= BODY_TEXT else level
                break
            at = value(found[at], w("basedOn"))
    names = {ident: value(style, w("name")).casefold() for ident, style in found.items()}
    return levels, {ident for ident, name in names.items() if name.startswith(CONTENTS)}
