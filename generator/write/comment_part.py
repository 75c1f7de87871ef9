"""The comments of somebody's own Word document: the part that holds them is found, or made and registered.

All other parts stay as they are, to the byte, in the order and with the times of the package.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from .comments import AUTHOR, CONTENT_TYPE, INITIALS, RELATIONSHIP
from .escape import FORBIDDEN, W
from .package import FIRST, NO_DATE, PACKAGE
from .refreshed_text import SPACE, parsed, w

RELATIONS = "word/_rels/document.xml.rels"
NO_RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode()
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/"


def part_of(data: bytes) -> etree._Element:
    """The root of a part, in the names of the transitional standard."""
    return parsed(transitional(data))


def transitional(data: bytes) -> bytes:
    return data.replace(STRICT.encode(), W.encode())


def part_with(root: etree._Element, strict: bool) -> bytes:
    """That part as it is written, in the names of the strict standard where `strict`."""
    data = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return data.replace(W.encode(), STRICT.encode()) if strict else data


def is_strict(document: bytes) -> bool:
    return STRICT.encode() in document and W.encode() not in document


def comments_of(parts: Mapping[str, bytes]) -> tuple[str, etree._Element]:
    """The name of the part with the comments and its root; a new one where there is none."""
    for relation in parsed(parts.get(RELATIONS, NO_RELATIONS)):
        if _is_of_comments(relation):
            name = posixpath.normpath(posixpath.join("/word", relation.get("Target", ""))).removeprefix("/")
            return name, part_of(parts[name]) if name in parts else _empty()
    names = ["word/comments.xml", *(f"word/comments{n}.xml" for n in range(1, len(parts) + 2))]
    return next(name for name in names if name not in parts), _empty()


def commented(
    parts: Mapping[str, bytes], told: Sequence[tuple[int, tuple[str, ...]]], date: str, style: str, strict: bool
) -> dict[str, bytes]:
    """The parts that change when comments come to those of `parts`. `told` are their ids and paragraphs, `date` is ''
    where none is known, `style` the id of the style of comments, '' where the document has none."""
    name, root = comments_of(parts)
    root.extend(_comment(number, texts, date, style) for number, texts in told)
    changed = {name: part_with(root, strict)}
    relations = parsed(parts.get(RELATIONS, NO_RELATIONS))
    if not any(map(_is_of_comments, relations)):
        ids = {relation.get("Id") for relation in relations}
        free = next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rId{n}" not in ids)
        kind = RELATIONSHIP.replace(OFFICE, STRICT_OFFICE) if strict else RELATIONSHIP
        attributes = {"Id": free, "Type": kind, "Target": name.removeprefix("word/")}
        etree.SubElement(relations, f"{{{PACKAGE}/relationships}}Relationship", attributes)
        changed[RELATIONS] = part_with(relations, False)
    types = parsed(parts[FIRST])
    if not any(own.get("PartName", "").casefold() == f"/{name}".casefold() for own in types):
        attributes = {"PartName": f"/{name}", "ContentType": CONTENT_TYPE}
        etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", attributes)
        changed[FIRST] = part_with(types, False)
    return changed


def replaced(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with these parts changed or added."""
    packed = BytesIO()
    with ZipFile(BytesIO(data)) as package, ZipFile(packed, "w") as result:
        names = {entry.filename: entry for entry in package.infolist()}
        for name, entry in names.items():
            own = ZipInfo(name, entry.date_time)
            own.compress_type, own.create_system = (
                ZIP_STORED if entry.compress_type == ZIP_STORED else ZIP_DEFLATED,
                entry.create_system,
            )
            result.writestr(own, changed[name] if name in changed else package.read(entry))
        for name in sorted(changed.keys() - names.keys()):
            own = ZipInfo(name, NO_DATE)
            own.compress_type, own.create_system = ZIP_DEFLATED, 0
            result.writestr(own, changed[name])
    return packed.getvalue()


def _is_of_comments(relation: etree._Element) -> bool:
    return relation.get("Type", "").replace(STRICT_OFFICE, OFFICE) == RELATIONSHIP


def _empty() -> etree._Element:
    return etree.Element(w("comments"), nsmap={"w": W})


def _comment(number: int, texts: tuple[str, ...], date: str, style: str) -> etree._Element:
    comment = etree.Element(w("comment"))
    for key, value in (("id", str(number)), ("author", AUTHOR), ("date", date), ("initials", INITIALS)):
        if value:
            comment.set(w(key), value)
    for words in texts:
        paragraph = etree.SubElement(comment, w("p"))
        if style:
            etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), style)
        text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        text.text = FORBIDDEN.sub("□", words)
        text.set(SPACE, "preserve")
    return comment
