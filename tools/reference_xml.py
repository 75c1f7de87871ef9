"""The words in which the parts of `reference.docx` are written: an element, a style, a font, a size.

It exists so that the files of styles can share them. Lengths are in twips (1/20 pt), font sizes in half points.
"""

from __future__ import annotations

# 22 lines of 28.95 pt and 28 characters of 15.75 pt (16 pt less 0.25) fill the 156 × 225 mm of GB/T 9704-2012, 5.2.
LINE = 579
NARROWER = -5

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def root(tag: str, content: str) -> str:
    """A part of the document: the element `tag` with its namespaces."""
    return f'{DECLARATION}<w:{tag} xmlns:w="{W}" xmlns:r="{OFFICE}">{content}</w:{tag}>'


def fonts(chinese: str, latin: str = "Times New Roman") -> str:
    """All four slots: one left empty falls back to a theme font. The hint gives “ ” — … to the Chinese font."""
    slots = f'w:ascii="{latin}" w:eastAsia="{chinese}" w:hAnsi="{latin}" w:cs="{latin}"'
    return f'<w:rFonts w:hint="eastAsia" {slots}/>'


def size(half_points: int) -> str:
    """The size for Chinese and Latin, and again for complex scripts, which Word keeps apart."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


NOT_BOLD = '<w:b w:val="0"/><w:bCs w:val="0"/>'
NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def style(kind: str, ident: str, name: str, head: str, paragraph: str = "", run: str = "") -> str:
    """One style. Word and WPS know the built-in ones by `name`; documents point at `ident`."""
    own = ' w:customStyle="1"' if not name.isascii() else ""
    p = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    r = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:style w:type="{kind}"{own} w:styleId="{ident}"><w:name w:val="{name}"/>{head}{p}{r}</w:style>'
