"""Makes `templates/base/reference.docx`, the page and the styles of GB/T 9704-2012, from the strings below.

It exists because a page layout that lives only in a binary file cannot be reviewed, and because python-docx's own
template carries theme fonts, invalid parts and a hundred styles nobody asked for. Run it after a change here:
`python tools/reference_docx.py`; a test holds the committed file against it. It refuses nothing and asks nothing.
Lengths are in twips (1/20 pt).
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from reference_styles import font_table, styles, theme
from reference_xml import DECLARATION, LINE, OFFICE, root

TARGET = Path(__file__).resolve().parent.parent / "templates" / "base" / "reference.docx"

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def document() -> str:
    """An empty page: A4, 天头 37 mm, 订口 28 mm, text area 156 × 225 mm, the page number 7 mm below it."""
    return root(
        "document",
        "<w:body><w:p/><w:sectPr>"
        '<w:footerReference w:type="even" r:id="rId5"/><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1440" '
        f'w:gutter="0"/><w:cols w:space="425"/><w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
        "</w:sectPr></w:body>",
    )


def footer(jc: str, side: str) -> str:
    """`— 1 —` one character off the outer edge: 单页码居右空一字, 双页码居左空一字 (GB/T 9704-2012, 7.5)."""
    field = "".join(
        f"<w:r>{piece}</w:r>"
        for piece in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return root(
        "ftr",
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{jc}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{field}<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>',
    )


def settings() -> str:
    """What Word sets in a Chinese document. No `updateFields`: it makes Word ask a question at every opening."""
    modes = "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn"
    word = "http://schemas.microsoft.com/office/word"
    return root(
        "settings",
        '<w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        + "".join(f"<w:{mode}/>" for mode in modes.split())
        + f'<w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="{word}" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def relationships(*targets: tuple[str, str]) -> str:
    """Which part leads to which; `rId4` and `rId5` are what the page's footers are called in `document`."""
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def content_types() -> str:
    """What each part is."""
    names = {"document": "document.main", "footer1": "footer", "footer2": "footer"}
    names |= {name: name for name in ("fontTable", "settings", "styles")}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORDML}.{kind}+xml"/>' for part, kind in names.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def core_properties() -> str:
    """Title, author and dates are the writer's to fill in; the language is fixed."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>zh-CN</dc:language></cp:coreProperties>'
    )


def build() -> bytes:
    """The whole file. Stored, not deflated, so that the bytes do not depend on the zlib of the machine."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(
            (f"{OFFICE}/officeDocument", "word/document.xml"),
            (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": core_properties(),
        "word/_rels/document.xml.rels": relationships(
            (f"{OFFICE}/styles", "styles.xml"),
            (f"{OFFICE}/settings", "settings.xml"),
            (f"{OFFICE}/fontTable", "fontTable.xml"),
            (f"{OFFICE}/footer", "footer1.xml"),
            (f"{OFFICE}/footer", "footer2.xml"),
            (f"{OFFICE}/theme", "theme/theme1.xml"),
        ),
        "word/document.xml": document(),
        "word/fontTable.xml": font_table(),
        "word/footer1.xml": footer("right", "right"),
        "word/footer2.xml": footer("left", "left"),
        "word/settings.xml": settings(),
        "word/styles.xml": styles(),
        "word/theme/theme1.xml": theme(),
    }
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as package:
        for name, xml in parts.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # the same bytes on Windows and Linux
            package.writestr(entry, xml.encode())
    return packed.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(build())
    sys.stdout.write(f"{TARGET}\n")
