"""The Word document that lends its page and its styles: the base one, or last year's, or a house template.

This is the one file that knows python-docx. It refuses a file that is not a .docx and one that lacks a style the
text needs; a look made up on the spot would differ from the house's own. Of a finished document it takes the look
only: its text, pictures, comments and notes stay behind.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ..model.finding import Finding, Refused, Severity
from ..model.narrative import Narrative
from ..model.source import Source

# What the styles stand on, although no text points at it.
LOOK = frozenset({RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.NUMBERING})
WHOLE = frozenset({RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})

# Word's own limit for a property, which python-docx enforces.
LONGEST = 255

KINDS = {WD_STYLE_TYPE.PARAGRAPH: "段落样式", WD_STYLE_TYPE.CHARACTER: "字符样式"}


def open_reference(path: Path) -> Document:
    """The document at `path`. Raises `Refused` where it cannot be read or is no .docx (a .doc, a .dotx, a folder)."""
    place = Source(str(path))
    hint = "请给出用 Word 或 WPS 另存为“.docx”的文件。"
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"读不到参考文档“{path.name}”：文件不存在、没有权限，或正被其他程序占用"
        raise Refused(Finding("D01", Severity.ERROR, message, place, hint)) from error
    try:
        return docx.Document(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:  # lxml's syntax error is Python's own
        message = f"参考文档“{path.name}”不是 Word 文档（.docx）"
        raise Refused(Finding("D01", Severity.ERROR, message, place, hint)) from error


def style_ids(
    document: Document, path: Path, paragraphs: tuple[str, ...], characters: tuple[str, ...]
) -> dict[str, str]:
    """The ids of the named styles: Word calls the same heading `Heading1`, `1` or `a3`, but its name stays.

    Raises `Refused` naming every style that is missing, all at once."""
    found = {(style.type, (style.element.name_val or "").casefold()): style.style_id for style in document.styles}
    wanted = [(WD_STYLE_TYPE.PARAGRAPH, name) for name in paragraphs]
    wanted += [(WD_STYLE_TYPE.CHARACTER, name) for name in characters]
    missing = [(kind, name) for kind, name in wanted if (kind, name.casefold()) not in found]
    if missing:
        raise Refused(*(no_style(kind, name, path) for kind, name in missing))
    return {name: found[kind, name.casefold()] for kind, name in wanted}


def no_style(kind: WD_STYLE_TYPE, name: str, path: Path) -> Finding:
    """What to tell about a style that the reference lacks."""
    message = f"参考文档“{path.name}”缺少{KINDS[kind]}“{name}”"
    hint = "在 Word 中打开参考文档，新建并使用一次该样式后保存；或以 templates/base/reference.docx 为底稿修改。"
    return Finding("D02", Severity.ERROR, message, Source(str(path)), hint)


def counts(document: Document) -> bool:
    """Whether the document numbers anything, and so perhaps its headings."""
    return any(rel.reltype == RT.NUMBERING for rel in document.part.rels.values())


def replace_body(document: Document, xml: str) -> None:
    """Puts the `w:body` in `xml` in the place of the document's own, whose last section (page, footers) stays."""
    old = document.element.body
    new = parse_xml(xml)
    if old.sectPr is not None:
        new.append(old.sectPr)
    document.element.replace(old, new)
    leave_behind(document)


def leave_behind(document: Document) -> None:
    """Cuts off what only the replaced text pointed at; otherwise last year's pictures and comments travel along."""
    used = set(document.element.xpath(".//@r:id"))
    rels = document.part.rels
    for rel_id in [rel_id for rel_id, rel in rels.items() if rel.reltype not in LOOK and rel_id not in used]:
        del rels[rel_id]
    package = document.part.package.rels
    for rel_id in [rel_id for rel_id, rel in package.items() if rel.reltype not in WHOLE]:
        del package[rel_id]
    settings = document.settings.element
    for notes in settings.findall(qn("w:footnotePr")) + settings.findall(qn("w:endnotePr")):
        settings.remove(notes)


def stamp(document: Document, narrative: Narrative) -> None:
    """The document's properties, from the narrative alone. The date is the first day after the year: a clock would
    make two drafts of the same figures differ."""
    properties = document.core_properties
    for name in ("category", "comments", "content_status", "identifier", "keywords", "subject", "version"):
        if getattr(properties, name):
            setattr(properties, name, "")
    properties.title = narrative.title[:LONGEST]
    properties.author = properties.last_modified_by = narrative.unit[:LONGEST]
    properties.created = properties.modified = dt.datetime(narrative.year + 1, 1, 1)
    properties.language = "zh-CN"
    properties.revision = 1
