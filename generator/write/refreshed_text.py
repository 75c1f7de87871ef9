"""The text of a draft that a person edited in Word, with every character's run, so that it can be changed in place.

What a person deleted under tracking is no text, nor is what a text box, a note or a field's code holds. It refuses what
is no Word document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

from lxml import etree

from ..model.document import Tag
from ..model.finding import Finding, Refused, Severity
from ..model.refresh import Draft, Standing
from ..model.source import Source
from .escape import W
from .repack import parts_of

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
COMPLETE = ("封面标题", "目录标题", "toc 1")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
CONTENTS = "目录"
# The tags that the program gives: keys of figures, which no person would choose.
OURS = re.compile(r"[a-z][a-z0-9_]*(?:[.@~]\S+)?")
VALUE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


# A table, a row and a column of it.
Place: TypeAlias = tuple[int, int, int]


def w(name: str) -> str:
    """The name with the namespace of WordprocessingML."""
    return f"{{{W}}}{name}"


BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t"}
# What is not part of the running text, or no longer.
SILENT = frozenset(
    w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "drawing", "pict", "object", "p", "tbl")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}


@dataclass(frozen=True, slots=True)
class Character:
    """One character: its run, the element of the run that holds it, and where in that element."""

    text: str
    run: etree._Element
    holder: etree._Element
    offset: int


@dataclass(slots=True)
class Opened:
    """A document that is being edited: its bytes, its parts, the root of its text, and its paragraphs in reading
    order with their characters."""

    data: bytes
    parts: dict[str, bytes]
    root: etree._Element
    paragraphs: list[etree._Element] = field(default_factory=list)
    characters: list[list[Character]] = field(default_factory=list)
    draft: Draft = field(default_factory=lambda: Draft("", ()))
    styles: dict[str, str] = field(default_factory=dict)


def parsed(data: bytes) -> etree._Element:
    """The root of a part. Entities are not followed: the file comes from somewhere."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def open_draft(path: Path) -> Opened:
    """The draft at `path`. Raises `Refused` (N07) where it cannot be read."""
    try:
        data = path.read_bytes()
        parts = parts_of(data)
        root = parsed(parts[DOCUMENT])
        names = style_names(parts)
    except (OSError, BadZipFile, KeyError, etree.XMLSyntaxError) as fault:
        message = f"打不开“{path.name}”，或者它不是 Word 文稿（.docx）"
        hint = "给出起草的 Word 文稿；.doc 用 Word 或 WPS 另存为 .docx"
        raise Refused(Finding("N07", Severity.ERROR, message, Source(str(path)), hint)) from fault
    opened = Opened(data, parts, root, styles={name: number for number, name in names.items()})
    standings = []
    complete = False
    for paragraph, place in _paragraphs(root):
        characters = list(_characters(paragraph))
        style = names.get(_style(paragraph), "")
        standing = Standing(
            "".join(character.text for character in characters),
            tuple(_tags(paragraph, characters)),
            *place,
            fixed=style.startswith("toc ") or _contents(paragraph),
        )
        complete = complete or style in COMPLETE or "".join(standing.text.split()) == CONTENTS
        opened.paragraphs.append(paragraph)
        opened.characters.append(characters)
        standings.append(standing)
    opened.draft = Draft(str(path), tuple(standings), complete, tuple(_charts(opened)))
    return opened


def style_names(parts: dict[str, bytes]) -> dict[str, str]:
    """The names of the styles by their ids."""
    if STYLES not in parts:
        return {}
    found = {}
    for style in parsed(parts[STYLES]).iter(w("style")):
        name = style.find(w("name"))
        found[style.get(w("styleId"), "")] = "" if name is None else name.get(w("val"), "")
    return found


def _paragraphs(root: etree._Element) -> Iterator[tuple[etree._Element, Place]]:
    """Each paragraph with its table, row and column; those of text boxes left out."""
    tables = 0

    def within(element: etree._Element, place: Place) -> Iterator[tuple[etree._Element, Place]]:
        nonlocal tables
        for child in element:
            if child.tag == w("p"):
                yield child, place
            elif child.tag == w("tbl") and not place[0]:
                tables += 1
                for row, tr in enumerate(child.iter(w("tr"))):
                    for column, tc in enumerate(tr.iterchildren(w("tc"), w("sdt"))):
                        yield from within(tc, (tables, row, column))
            elif child.tag in (w("tbl"), w("tr"), w("tc"), w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
                yield from within(child, place)

    yield from within(next(iter(root.iter(w("body")))), (0, 0, 0))


def _characters(element: etree._Element) -> Iterator[Character]:
    for child in element:
        if child.tag == w("r"):
            yield from _of_run(child)
        elif child.tag not in SILENT and isinstance(child.tag, str):
            yield from _characters(child)


def _of_run(run: etree._Element) -> Iterator[Character]:
    for holder in run:
        if holder.tag == w("t"):
            yield from (Character(text, run, holder, at) for at, text in enumerate(holder.text or ""))
        elif holder.tag in BREAKS and holder.get(w("type")) in (None, "textWrapping"):
            yield Character(BREAKS[holder.tag], run, holder, 0)


def _tags(paragraph: etree._Element, characters: list[Character]) -> Iterator[Tag]:
    """The controls of the paragraph that hold a number and nothing else."""
    owners = [owner(character.run, paragraph) for character in characters]
    start = 0
    for at in range(1, len(owners) + 1):
        if at < len(owners) and owners[at] is owners[start]:
            continue
        control = owners[start] if start < len(owners) else None
        if control is not None:
            tag = tag_of(control)
            text = "".join(character.text for character in characters[start:at])
            if OURS.fullmatch(tag) and VALUE.fullmatch(text):
                yield Tag(start, at, tag)
        start = at


def owner(run: etree._Element, paragraph: etree._Element) -> etree._Element | None:
    """The innermost control with a tag around the run, within its paragraph."""
    for above in run.iterancestors():
        if above is paragraph:
            return None
        if above.tag == w("sdt") and tag_of(above):
            return above
    return None


def tag_of(control: etree._Element) -> str:
    """The tag of a control; '' without one."""
    tag = control.find(f"{w('sdtPr')}/{w('tag')}")
    return "" if tag is None else tag.get(w("val"), "")


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")


def _contents(paragraph: etree._Element) -> bool:
    """Whether the paragraph is a line of the contents, whatever its style."""
    links = paragraph.iter(w("hyperlink"))
    return any(link.get(w("anchor"), "").startswith("_Toc") for link in links)


def _charts(opened: Opened) -> Iterator[tuple[str, ...]]:
    """The values that each native chart shows, in reading order."""
    ids = [chart.get(f"{{{RELATIONSHIPS}}}id", "") for chart in opened.root.iter(f"{CHART}chart")]
    relations = opened.parts.get("word/_rels/document.xml.rels")
    if not ids or relations is None:
        return
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in parsed(relations)}
    for rel_id in ids:
        name = targets.get(rel_id, "").removeprefix("/word/")
        data = opened.parts.get(f"word/{name}")
        if data is not None:
            values = parsed(data).iterfind(f".//{CHART}val//{CHART}v")
            yield tuple(value.text or "" for value in values)
