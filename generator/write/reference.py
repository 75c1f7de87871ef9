"""The Word document that lends its page and its styles: the base one, or last year's, or a house template.

This is the one file that knows python-docx. It refuses a file that is not a .docx; styles that the text needs and a
house's document lacks are lent by the built-in one, and where there is none to lend, their lack is refused. Of a
finished document it takes the look only: its text, pictures, comments and notes stay behind.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ..model.finding import Finding, Refused, Severity
from ..model.narrative import Narrative
from ..model.source import Source
from .body import BLANK, styles_of
from .styles import CHARACTER, PARAGRAPH, Key, by_name, key_of, lacking, supply

# What the styles stand on, although no text points at it.
LOOK = frozenset({RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.NUMBERING})
WHOLE = frozenset({RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})

# Word's own limit for a property, which python-docx enforces.
LONGEST = 255

KINDS = {PARAGRAPH: "段落样式", CHARACTER: "字符样式"}

# Comments go without where it is missing.
COMMENT_TEXT = "annotation text"


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


def wanted_styles(narrative: Narrative) -> list[Key]:
    """The styles that the narrative needs, paragraphs first."""
    return [*(key_of(PARAGRAPH, name) for name in styles_of(narrative)), key_of(CHARACTER, BLANK)]


def lend(document: Document, lender: Path, narrative: Narrative, width: int) -> None:
    """Gives `document`, whose text is `width` twips wide, the styles it lacks, from the document at `lender`, with the
    fonts of which they speak, and a theme where it has none (LibreOffice writes none, Word wants one)."""
    styles = document.styles.element
    missing = lacking(styles, [key_of(PARAGRAPH, "Normal"), *wanted_styles(narrative)])
    if missing:
        other = open_reference(lender)
        supply(styles, other.styles.element, missing, width)
        lend_fonts(document, other)
        if not any(rel.reltype == RT.THEME for rel in document.part.rels.values()):
            theme = other.part.part_related_by(RT.THEME)
            add_part(document, "/word/theme/theme1.xml", theme.content_type, theme.blob, RT.THEME)


def lend_fonts(document: Document, other: Document) -> None:
    """Adds the fonts of `other` with their stand-ins to the table of fonts of `document`."""
    theirs = other.part.part_related_by(RT.FONT_TABLE)
    try:
        part = document.part.part_related_by(RT.FONT_TABLE)
    except KeyError:
        add_part(document, "/word/fontTable.xml", theirs.content_type, theirs.blob, RT.FONT_TABLE)
        return
    table = parse_xml(part.blob)
    known = {font.get(qn("w:name")) for font in table}
    table.extend(font for font in list(parse_xml(theirs.blob)) if font.get(qn("w:name")) not in known)
    part._blob = serialize_part_xml(table)


def style_ids(document: Document, path: Path, narrative: Narrative) -> dict[str, str]:
    """The ids of the styles that the narrative needs, by name: Word calls the same heading `Heading1`, `1` or `a3`,
    but its name stays.

    Raises `Refused` naming every style that is missing, all at once."""
    found = by_name(document.styles.element)
    names = [*((PARAGRAPH, name) for name in styles_of(narrative)), (CHARACTER, BLANK)]
    missing = [(kind, name) for kind, name in names if key_of(kind, name) not in found]
    if missing:
        raise Refused(*(no_style(kind, name, path) for kind, name in missing))
    if key_of(PARAGRAPH, COMMENT_TEXT) in found:
        names.append((PARAGRAPH, COMMENT_TEXT))
    return {name: found[key_of(kind, name)].get(qn("w:styleId")) for kind, name in names}


def no_style(kind: str, name: str, path: Path) -> Finding:
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
