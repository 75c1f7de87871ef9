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
from docx.opc.packuri import PackURI
from docx.opc.part import Part
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
    document: Document,
    path: Path,
    paragraphs: tuple[str, ...],
    characters: tuple[str, ...],
    optional: tuple[str, ...] = (),
) -> dict[str, str]:
    """The ids of the named styles: Word calls the same heading `Heading1`, `1` or `a3`, but its name stays.
    `optional` names paragraph styles that may be missing.

    Raises `Refused` naming every style that is missing, all at once."""
    found = {(style.type, (style.element.name_val or "").casefold()): style.style_id for style in document.styles}
    wanted = [(WD_STYLE_TYPE.PARAGRAPH, name) for name in paragraphs]
    wanted += [(WD_STYLE_TYPE.CHARACTER, name) for name in characters]
    missing = [(kind, name) for kind, name in wanted if (kind, name.casefold()) not in found]
    if missing:
        raise Refused(*(no_style(kind, name, path) for kind, name in missing))
    wanted += [(WD_STYLE_TYPE.PARAGRAPH, name) for name in optional if (WD_STYLE_TYPE.PARAGRAPH, name) in found]
    return {name: found[kind, name.casefold()] for kind, name in wanted}


def no_style(kind: WD_STYLE_TYPE, name: str, path: Path) -> Finding:
    """What to tell about a style that the reference lacks."""
    message = f"参考文档“{path.name}”缺少{KINDS[kind]}“{name}”"
    hint = "在 Word 中打开参考文档，新建并使用一次该样式后保存；或以 templates/base/reference.docx 为底稿修改。"
    return Finding("D02", Severity.ERROR, message, Source(str(path)), hint)


def counts(document: Document) -> bool:
    """Whether the document numbers anything, and so perhaps its headings."""
    return any(rel.reltype == RT.NUMBERING for rel in document.part.rels.values())


def take_look(document: Document) -> str:
    """The last section (page, footers) as XML, '' without one. All that only the document's own text pointed at is
    cut off: otherwise last year's pictures and comments travel along."""
    section = document.element.body.sectPr
    leave_behind(document, set() if section is None else set(section.xpath(".//@r:id")))
    return "" if section is None else str(section.xml)


def leave_behind(document: Document, used: set[str]) -> None:
    """Cuts off the parts that neither the look nor a relationship in `used` needs."""
    rels = document.part.rels
    for rel_id in [rel_id for rel_id, rel in rels.items() if rel.reltype not in LOOK and rel_id not in used]:
        del rels[rel_id]
    package = document.part.package.rels
    for rel_id in [rel_id for rel_id, rel in package.items() if rel.reltype not in WHOLE]:
        del package[rel_id]
    settings = document.settings.element
    for notes in settings.findall(qn("w:footnotePr")) + settings.findall(qn("w:endnotePr")):
        settings.remove(notes)


def add_part(
    document: Document, name: str, content_type: str, blob: bytes, rel_type: str, source: str | None = None
) -> str:
    """Adds a part under `name` (/word/charts/chart1.xml) and returns the id of the relationship that leads to it,
    from the document or from the part named `source`, which was added before."""
    package = document.part.package
    owner: Part = document.part
    if source is not None:
        owner = next(part for part in package.iter_parts() if part.partname == source)
    return owner.relate_to(Part(PackURI(name), content_type, blob, package), rel_type)


def parts_of(document: Document, text: str) -> tuple[dict[str, bytes], dict[str, str]]:
    """The parts of the package by name, with relationships, and their content types; `text` is the document part.

    The text is never parsed: a table of thousands of cells costs more to read than to write."""
    package = document.part.package
    contents, types = {"_rels/.rels": package.rels.xml}, {}
    for part in package.iter_parts():
        name = part.partname.membername
        contents[name] = text.encode() if part is document.part else part.blob
        types[name] = part.content_type
        if part.rels:
            contents[part.partname.rels_uri.membername] = part.rels.xml
    return contents, types


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
