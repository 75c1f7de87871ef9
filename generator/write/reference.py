"""The Word document that lends its page and its styles: the base one, or last year's, or a house template.

This is the one file that knows python-docx. It refuses a file that is not a .docx; styles that the text needs and a
house's document lacks are lent by the built-in one, and where there is none to lend, their lack is refused. Of a
finished document it takes the look only: its text, pictures, comments and notes stay behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ..kept import Kept
from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from .body import BLANK
from .escape import escape
from .parts import HEAD, Parts
from .sections import Sections, sections_of
from .styles import CHARACTER, PARAGRAPH, Key, by_name, key_of, lacking, supply

# What the styles stand on, although no text points at it.
LOOK = frozenset({RT.STYLES, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.NUMBERING})
WHOLE = frozenset({RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES})

# Bytes of all parts together.
LARGEST = 200 * 1024 * 1024
# Word's own limit for a property.
LONGEST = 255
PROPERTIES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)

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
        # No part gives more than the archive says of it: zipfile stops there.
        with ZipFile(BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST:
                message = f"参考文档“{path.name}”太大（解压后超过 {LARGEST >> 20} MB）"
                raise Refused(Finding("D01", Severity.ERROR, message, place, "换一个没有图片的小文件。"))
        return docx.Document(BytesIO(data))
    except (BadZipFile, KeyError, ValueError, SyntaxError) as error:  # lxml's syntax error is Python's own
        message = f"参考文档“{path.name}”不是 Word 文档（.docx）"
        raise Refused(Finding("D01", Severity.ERROR, message, place, hint)) from error


def wanted_styles(styles: Iterable[str]) -> list[Key]:
    """The styles that a text needs: `styles` of paragraphs, and that of blanks."""
    return [*(key_of(PARAGRAPH, name) for name in styles), key_of(CHARACTER, BLANK)]


def lend(document: Document, lender: Path, wanted: Iterable[str], width: int) -> None:
    """Gives `document`, whose text is `width` twips wide, the styles it lacks, from the document at `lender`, with the
    fonts of which they speak, and a theme where it has none (LibreOffice writes none, Word wants one)."""
    styles = document.styles.element
    missing = lacking(styles, [key_of(PARAGRAPH, "Normal"), *wanted_styles(wanted)])
    if missing:
        other = open_reference(lender)
        supply(styles, other.styles.element, missing, width)
        lend_fonts(document, other)
        if not any(rel.reltype == RT.THEME for rel in document.part.rels.values()):
            theme = other.part.part_related_by(RT.THEME)
            _relate(document, "/word/theme/theme1.xml", theme, RT.THEME)


def lend_fonts(document: Document, other: Document) -> None:
    """Adds the fonts of `other` with their stand-ins to the table of fonts of `document`."""
    theirs = other.part.part_related_by(RT.FONT_TABLE)
    try:
        part = document.part.part_related_by(RT.FONT_TABLE)
    except KeyError:
        _relate(document, "/word/fontTable.xml", theirs, RT.FONT_TABLE)
        return
    table = parse_xml(part.blob)
    known = {font.get(qn("w:name")) for font in table}
    table.extend(font for font in list(parse_xml(theirs.blob)) if font.get(qn("w:name")) not in known)
    part._blob = serialize_part_xml(table)


def style_ids(document: Document, path: Path, styles: Iterable[str]) -> dict[str, str]:
    """The ids of the styles that a text needs, by name: Word calls the same heading `Heading1`, `1` or `a3`,
    but its name stays.

    Raises `Refused` naming every style that is missing, all at once."""
    found = by_name(document.styles.element)
    names = [*((PARAGRAPH, name) for name in styles), (CHARACTER, BLANK)]
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


def _relate(document: Document, name: str, part: Part, relationship: str) -> None:
    document.part.relate_to(Part(PackURI(name), part.content_type, part.blob, document.part.package), relationship)


def parts_of(document: Document) -> Parts:
    """The parts of the package with their relationships; the text is left out."""
    package = document.part.package
    core = package.core_properties and package.part_related_by(
        RT.CORE_PROPERTIES
    )  # python-docx adds them where none are
    contents, types = {"_rels/.rels": package.rels.xml}, {}
    for part in package.iter_parts():
        name = part.partname.membername
        contents[name] = b"" if part is document.part else part.blob
        types[name] = part.content_type
        if part.rels:
            contents[part.partname.rels_uri.membername] = part.rels.xml
    return Parts(contents, types, document.part.partname.membername, core.partname.membername)


def stamp(parts: Parts, title: str, unit: str, year: int) -> None:
    """Writes the document's properties anew, whatever the reference says of itself. The date is the first day after the
    year: a clock would make two drafts of the same figures differ."""
    who, date = escape(unit[:LONGEST]), f"{year + 1}-01-01T00:00:00Z"
    parts.contents[parts.core] = (
        f"{HEAD}<cp:coreProperties {PROPERTIES}><dc:title>{escape(title[:LONGEST])}</dc:title>"
        f"<dc:creator>{who}</dc:creator><dc:language>zh-CN</dc:language><cp:lastModifiedBy>{who}</cp:lastModifiedBy>"
        f'<cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{date}</dcterms:modified></cp:coreProperties>'
    ).encode()


@dataclass(frozen=True, slots=True)
class Base:
    """What a reference lends to a document: its parts, the kinds of page, the ids of styles by their names, and whether
    it numbers anything, and so perhaps its headings."""

    parts: Parts
    sections: Sections
    ids: Mapping[str, str]
    counts: bool


_bases: defaultdict[tuple[str, ...], Kept[Base]] = defaultdict(Kept)


def base_of(reference: Path, lender: Path | None, styles: tuple[str, ...]) -> Base:
    """What the document at `reference` lends to one that needs `styles`; the one at `lender` lends those that it lacks.
    Raises `Refused`: D01, D02."""
    return _bases[styles].get([reference, lender or reference], lambda: _base(reference, lender, styles))


def _base(reference: Path, lender: Path | None, styles: tuple[str, ...]) -> Base:
    document = open_reference(reference)
    sections = sections_of(take_look(document))
    if lender is not None:
        lend(document, lender, styles, sections.text[0])
    ids = style_ids(document, reference, styles)
    return Base(parts_of(document), sections, ids, counts(document))
