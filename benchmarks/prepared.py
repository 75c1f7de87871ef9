"""A Word document as the template that a careful user of docxtpl would prepare for it, and the values to fill it with.

Rows that look alike become a `{%tr for %}`, paragraphs of the unit's own words a `{%p for %}`, every number that is a
content control and every word of the unit a `{{ variable }}`; all else stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

Element: TypeAlias = "etree._Element"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
# A loop of fewer rows or paragraphs is not worth its lines.
LOOP = 2
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template, and its values by name."""

    template: bytes
    values: dict[str, Any] = field(default_factory=dict)


def prepare(docx: bytes, words: Collection[str], controls: bool) -> Prepared:
    """The template of `docx`; `words` are those that come from a record. `controls` keeps the content controls."""
    root = etree.fromstring(parts(docx)[BODY])
    values: dict[str, Any] = {}
    for nth, table in enumerate(root.iter(W + "tbl")):
        rows = [child for child in table if child.tag == W + "tr"]
        loops(rows, lambda row: row_look(row, controls), f"table{nth}_", values, "tr", row_values)
    own = {word for word in words if len(word) >= SHORTEST_WORD}
    body = [child for child in root[0] if child.tag == W + "p"]
    loops(body, lambda p: paragraph_look(p, own), "lines", values, "p", paragraph_values)
    for nth, control in enumerate(root.iter(W + "sdt")):
        texts = list(control.iter(W + "t"))
        if "{{" not in str(texts[0].text):
            values[f"number{nth}"] = texts[0].text
            texts[0].text = f"{{{{ number{nth} }}}}"
    fill_words(root, own, values)
    if not controls:
        for control in list(root.iter(W + "sdt")):
            unwrap(control)
    return Prepared(packed({**parts(docx), BODY: etree.tostring(root, encoding="UTF-8", standalone=True)}), values)


def parts(docx: bytes) -> dict[str, bytes]:
    """The parts of a document, unpacked."""
    with ZipFile(BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    """`files` as the zip file that a document is."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return buffer.getvalue()


def texts(docx: bytes) -> list[str]:
    """What a document says, a paragraph each; empty ones left out."""
    root = etree.fromstring(parts(docx)[BODY])
    return [text for p in root.iter(W + "p") if (text := text_of(p))]


def text_of(element: Element) -> str:
    marks = {W + "t": None, W + "tab": "\t", W + "br": "\n"}
    return "".join(marks[str(e.tag)] or e.text or "" for run in element.iter(W + "r") for e in run.iterchildren(*marks))


Look = Callable[[Element], object]


def loops(
    elements: Iterable[Element],
    look: Look,
    name: str,
    values: dict[str, Any],
    kind: str,
    read: Callable[[Element, Element], dict[str, str]],
) -> None:
    """Makes a loop of each stretch of `elements` with the same look; None of them has none."""
    for nth, (seen, stretch) in enumerate(groupby(elements, look)):
        alike = list(stretch)
        if seen is None or len(alike) < LOOP or any(b.getprevious() is not a for a, b in pairwise(alike)):
            continue
        pattern = deepcopy(alike[0])
        values[f"{name}{nth}"] = [read(element, pattern) for element in alike]
        before, after = (marker(alike[0], f"{{%{kind} {text} %}}") for text in (f"for one in {name}{nth}", "endfor"))
        for element in (before, pattern, after):
            alike[0].addprevious(element)
        for element in alike:
            element.getparent().remove(element)  # type: ignore[union-attr]


def marker(like: Element, text: str) -> Element:
    """A row or paragraph like `like` that says `text` alone."""
    made = deepcopy(like)
    first, *others = made.iter(W + "p")
    for paragraph in (first, *others):
        for child in list(paragraph)[paragraph[0].tag == W + "pPr" :]:
            paragraph.remove(child)
    etree.SubElement(etree.SubElement(first, W + "r"), W + "t").text = text
    return made


def row_look(row: Element, controls: bool) -> object:
    """What rows of a loop have in common: everything but their words; with `controls`, which cells hold one."""
    look = [etree.tostring(part) for part in row if part.tag == W + "trPr"]
    for cell in row.iter(W + "tc"):
        look += [etree.tostring(part) for part in (*cell.iter(W + "tcPr"), *cell.iter(W + "pPr"))]
        if controls:
            look.append(b" ".join(str(part.tag).encode() for part in cell.iter(W + "sdt", W + "r")))
    # A table that docxtpl makes has no cell that reaches down into the next turn of its loop.
    return None if any(True for _ in row.iter(W + "vMerge")) else tuple(look)


def row_values(row: Element, pattern: Element) -> dict[str, str]:
    """The words of a row by the variables of its pattern, which are put in."""
    values = {}
    for nth, (cell, shape) in enumerate(zip(row.iter(W + "tc"), pattern.iter(W + "tc"), strict=True)):
        values[f"text{nth}"] = text_of(cell)
        paragraph = next(shape.iter(W + "p"))
        runs = list(shape.iter(W + "r")) or [etree.SubElement(paragraph, W + "r")]
        for spare in runs[1:]:
            spare.getparent().remove(spare)  # type: ignore[union-attr]
        for old in list(runs[0].iter(W + "t")):
            runs[0].remove(old)
        etree.SubElement(runs[0], W + "t").text = f"{{{{ one.text{nth} }}}}"
        for control, into in zip(cell.iter(W + "sdt"), shape.iter(W + "sdt"), strict=False):
            for name in ("tag", "id"):
                values[f"{name}{nth}"] = str(next(control.iter(W + name)).get(W + "val"))
                next(into.iter(W + name)).set(W + "val", f"{{{{ one.{name}{nth} }}}}")
    return values


def paragraph_look(paragraph: Element, words: Collection[str]) -> object:
    """The look of a paragraph of nothing but words of the unit; None for any other."""
    runs = [child for child in paragraph if child.tag == W + "r"]
    if len(runs) != 1 or len(paragraph) > 2 or text_of(paragraph) not in words:
        return None
    return tuple(etree.tostring(part) for part in (*paragraph.iter(W + "pPr"), *paragraph.iter(W + "rPr")))


def paragraph_values(paragraph: Element, pattern: Element) -> dict[str, str]:
    next(pattern.iter(W + "t")).text = "{{ one.text }}"
    return {"text": text_of(paragraph)}


def fill_words(root: Element, words: Collection[str], values: dict[str, Any]) -> None:
    """A variable for each word of the unit wherever it stands, in the text and in cells of no loop."""
    names: dict[str, str] = {}
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))

    def variable(found: re.Match[str]) -> str:
        name = names.setdefault(found[0], f"word{len(names)}")
        values[name] = found[0]
        return f"{{{{ {name} }}}}"

    for element in root.iter(W + "t"):
        if element.text and "{" not in element.text and words:
            element.text = pattern.sub(variable, element.text)


def unwrap(control: Element) -> None:
    """Puts the runs of a content control where it stands."""
    for run in list(next(control.iter(W + "sdtContent"))):
        control.addprevious(run)
    control.getparent().remove(control)  # type: ignore[union-attr]


def words_of(inlines: Iterable[Any]) -> Iterator[str]:
    """The words that were taken over from a record."""
    yield from (inline.text for inline in inlines if getattr(inline, "source", None) is not None)
