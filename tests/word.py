"""Reading Word documents back: python-docx's `paragraph.text` skips what stands in content controls."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from openxml_audit import OpenXmlValidator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHARACTERS = {f"{W}br": "\n", f"{W}tab": "\t"}


def read(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def part(data: bytes, name: str) -> str:
    return ZipFile(BytesIO(data)).read(name).decode()


def text_of(paragraph: Paragraph) -> str:
    """The text of a paragraph as the page shows it, with what stands in content controls."""
    return "".join(_characters(paragraph._p))


def cell_text(cell: _Cell) -> str:
    return "\n".join(text_of(paragraph) for paragraph in cell.paragraphs)


def texts(data: bytes) -> list[str]:
    """The text of every paragraph outside tables."""
    return [text_of(paragraph) for paragraph in read(data).paragraphs]


def tags(data: bytes) -> list[str]:
    """The tag of every content control, in order."""
    return re.findall('<w:tag w:val="([^"]*)"/>', part(data, "word/document.xml"))


def faults(data: bytes, folder: Path) -> list[str]:
    """What the auditor says against the document."""
    path = folder / "audited.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def _characters(element: Any) -> list[str]:
    found = []
    for inner in element.iter():
        if inner.tag == f"{W}t":
            found.append(inner.text or "")
        elif inner.tag in CHARACTERS and inner.getparent().tag == f"{W}r":
            found.append(CHARACTERS[inner.tag])
    return found
