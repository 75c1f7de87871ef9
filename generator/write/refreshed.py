"""Writes a refreshed draft: the person's own file, with the new figures as tracked changes and the doubts as comments.

Every part but the text and the comments stays as it was. A draft that nothing is done to is given back to the byte.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from ..model.refresh import Plan, Remark
from .comments import AUTHOR, CONTENT_TYPE, INITIALS, RELATIONSHIP
from .escape import FORBIDDEN, W
from .package import FIRST, PACKAGE
from .refreshed_marks import Marker
from .refreshed_runs import Runs
from .refreshed_text import DOCUMENT, SPACE, Opened, parsed, w
from .repack import repacked

RELATIONS = "word/_rels/document.xml.rels"
HOLE, COMMENT = "待补充", "annotation text"
COMMENTS = "word/comments.xml"


def write_refreshed(opened: Opened, plan: Plan, year: int) -> bytes:
    """The document of `opened` with all that `plan` says. `year` is that of the disclosure, which dates the changes."""
    if plan.empty:
        return opened.data
    parts = dict(opened.parts)
    name, comments = _comments_of(parts)
    ids = [int(own.get(w("id"), "0")) for own in comments.iter(w("comment"))]
    hole = opened.styles.get(HOLE, "")
    marker = Marker.of(opened.root, f"{year + 1}-01-01T00:00:00Z", hole, max(ids, default=0))
    for place in sorted({*(e.place for e in plan.edits), *(r.place for r in plan.remarks), *plan.removed}):
        runs = Runs(opened.characters[place], opened.paragraphs[place], marker)
        for remark in plan.remarks:
            if remark.place == place:
                _remark(runs, remark)
        if place in plan.removed:
            runs.replace(0, len(opened.characters[place]), ())
            _mark_end(opened.paragraphs[place], marker.marked("del"))
        for edit in reversed([edit for edit in plan.edits if edit.place == place]):
            runs.replace(edit.start, edit.end, edit.inlines)
    for added in reversed(plan.added):
        paragraph = _like(opened.paragraphs[added.place])
        Runs([], paragraph, marker).replace(0, 0, added.inlines)
        _mark_end(paragraph, marker.marked("ins"))
        opened.paragraphs[added.place].addnext(paragraph)
    if marker.comments:
        for number, texts in marker.comments:
            comments.append(_comment(number, texts, marker.date, opened.styles.get(COMMENT, "")))
        parts[name] = _written(comments)
        _register(parts, name)
    parts[DOCUMENT] = _written(opened.root)
    return repacked(parts)


def _remark(runs: Runs, remark: Remark) -> None:
    start, end = runs.marker.comment(remark.texts)
    runs.put(remark.start, [start], before=True)
    runs.put(remark.end - 1, end, before=False)


def _like(paragraph: etree._Element) -> etree._Element:
    """An empty paragraph that looks like this one."""
    other = etree.Element(w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        own = deepcopy(properties)
        for name in ("sectPr", "pPrChange", "rPr", "pageBreakBefore"):
            for found in own.findall(w(name)):
                own.remove(found)
        other.append(own)
    return other


def _mark_end(paragraph: etree._Element, mark: etree._Element) -> None:
    """Marks the end of a paragraph as come or gone."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    look = properties.find(w("rPr"))
    if look is None:
        look = etree.Element(w("rPr"))
        behind = [n for n, own in enumerate(properties) if own.tag in (w("sectPr"), w("pPrChange"))]
        properties.insert(behind[0] if behind else len(properties), look)
    look.insert(0, mark)


def _comments_of(parts: dict[str, bytes]) -> tuple[str, etree._Element]:
    """The part with the comments, a new one where there is none."""
    if RELATIONS in parts:
        for relation in parsed(parts[RELATIONS]):
            if relation.get("Type") == RELATIONSHIP:
                target = relation.get("Target", "")
                name = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
                if name in parts:
                    return name, parsed(parts[name])
    return COMMENTS, etree.Element(w("comments"), nsmap={"w": W})


def _register(parts: dict[str, bytes], name: str) -> None:
    """Tells the package of a new part with comments; nothing where it knows it."""
    relations, types = parsed(parts[RELATIONS]), parsed(parts[FIRST])
    if not any(relation.get("Type") == RELATIONSHIP for relation in relations):
        ids = {relation.get("Id") for relation in relations}
        free = next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rId{n}" not in ids)
        attributes = {"Id": free, "Type": RELATIONSHIP, "Target": name.removeprefix("word/")}
        etree.SubElement(relations, f"{{{PACKAGE}/relationships}}Relationship", attributes)
        parts[RELATIONS] = _written(relations)
    if not any(own.get("PartName") == f"/{name}" for own in types):
        attributes = {"PartName": f"/{name}", "ContentType": CONTENT_TYPE}
        etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", attributes)
        parts[FIRST] = _written(types)


def _comment(number: int, texts: tuple[str, ...], date: str, style: str) -> etree._Element:
    comment = etree.Element(w("comment"))
    for key, value in (("id", str(number)), ("author", AUTHOR), ("date", date), ("initials", INITIALS)):
        comment.set(w(key), value)
    for words in texts:
        paragraph = etree.SubElement(comment, w("p"))
        if style:
            etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle")).set(w("val"), style)
        text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        text.text = FORBIDDEN.sub("□", words)
        text.set(SPACE, "preserve")
    return comment


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
