"""The narrative as the body of a Word document, in one string of WordprocessingML.

It exists so that the text is built once, fast, and without a word about packages or parts. It knows the order that
Word asks of the elements and how text is escaped. It refuses characters that no Word document can hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from ..model.finding import Finding, Refused, Severity
from ..model.narrative import Blank, Block, Heading, Inline, Narrative, Paragraph, Quote, Words, plain, runs_of
from ..model.source import Source

TITLE = "Title"
HEADINGS = {1: "heading 1", 2: "heading 2", 3: "heading 3"}
BLANK = "待补充"

# How many characters of 2号 fit on a line of 156 mm.
TITLE_LINE = 20

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# XML 1.0 has no way to write these; they come in with text pasted from old programs.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# A line end inside a unit's own words stays a line end; as a bare character Word would show a space.
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": BREAK, "\r": BREAK, "\t": TAB})

# The narrator has counted already; a style that counts too would print the number twice.
UNCOUNTED = '<w:numPr><w:numId w:val="0"/></w:numPr>'

# “ ” — … belong to both scripts; without the hint Word takes them from the Latin font.
HINT = '<w:rFonts w:hint="eastAsia"/>'


def body_xml(narrative: Narrative, style_ids: Mapping[str, str], counts: bool) -> str:
    """The `w:body`: the title, then the blocks. `style_ids` maps the names of the styles above to their ids; `counts`
    says that these may number headings by themselves.

    Raises `Refused` with all texts that hold a forbidden character."""
    if findings := [forbidden(text, source) for text, source in texts(narrative) if FORBIDDEN.search(text)]:
        raise Refused(*findings)
    blank = f'<w:rStyle w:val="{escape(style_ids[BLANK])}"/>{HINT}<w:highlight w:val="yellow"/>'
    uncounted = UNCOUNTED if counts else ""
    title = paragraph(style_ids[TITLE], uncounted, run(title_text(narrative), HINT))
    blocks = "".join(block_xml(block, style_ids, uncounted, blank) for block in narrative.blocks)
    return f'<w:body xmlns:w="{W}">{title}{blocks}</w:body>'


def title_text(narrative: Narrative) -> str:
    """The title, broken behind the unit's name where it would not fit on one line (GB/T 9704-2012, 7.3.1: 词意完整)."""
    title, unit = narrative.title, narrative.unit
    if len(title) <= TITLE_LINE or not title.startswith(unit):
        return title
    return f"{unit}\n{title.removeprefix(unit)}"


def block_xml(block: Block, style_ids: Mapping[str, str], uncounted: str, blank: str) -> str:
    """A heading in its style, or a paragraph in the document's own default style (正文)."""
    if not isinstance(block, Heading | Paragraph):
        raise NotImplementedError(type(block).__name__)
    content = runs(block.number, block.inlines, blank)
    if isinstance(block, Heading):
        return paragraph(style_ids[HEADINGS[block.level]], uncounted, content)
    return f"<w:p>{content}</w:p>"


def paragraph(style_id: str, uncounted: str, content: str) -> str:
    """A title or a heading. That it stays with what follows it says itself: the user's own style may not."""
    properties = f'<w:pStyle w:val="{escape(style_id)}"/><w:keepNext/>{uncounted}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def runs(number: str, inlines: tuple[Inline, ...], blank: str) -> str:
    """The number and the inlines in as few runs as their format allows: staff search, replace and compare in Word."""
    groups = groupby((Words(number), *inlines), lambda inline: isinstance(inline, Blank))
    pieces = ((is_blank, plain(tuple(same))) for is_blank, same in groups)
    return "".join(run(text, blank if is_blank else HINT) for is_blank, text in pieces if text)


def run(text: str, properties: str) -> str:
    """A piece of text in one format. Spaces at its ends count."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def escape(text: str) -> str:
    """`text` as it stands in XML. A line end of Windows is one line end."""
    return text.replace("\r\n", "\n").translate(ESCAPES)


def texts(narrative: Narrative) -> Iterator[tuple[str, Source | None]]:
    """Every text that goes onto the page, with its place where it was taken over from the unit."""
    yield narrative.title, None
    yield narrative.unit, None
    for block in narrative.blocks:
        for inlines in runs_of(block):
            for inline in inlines:
                yield inline.text, inline.source if isinstance(inline, Quote) else None


def forbidden(text: str, source: Source | None) -> Finding:
    """What to tell about a text that no Word document can hold."""
    code = ord(FORBIDDEN.findall(text)[0])
    around = FORBIDDEN.sub("□", text)[:40]
    message = f"文字中有 Word 不能保存的控制字符（U+{code:04X}，下文以“□”表示）：{around}"
    return Finding("D03", Severity.ERROR, message, source, "删去该字符，或重新录入这段文字。")
