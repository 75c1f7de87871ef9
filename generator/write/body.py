"""The narrative as the body of a Word document, in one string of WordprocessingML.

It exists so that a document of thousands of cells is built once, fast, and without a word about packages or parts.
It knows what begins a page and what ends a section. It refuses characters that no Word document can hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..model.finding import Refused
from ..model.narrative import Block, Chart, Contents, Cover, Heading, Narrative, Paragraph, Table, Words
from .bookmarks import bookmarked, bookmarks
from .controls import WORD_2012
from .cover import cover_xml
from .escape import W, escape, run
from .laid import Laid
from .pen import HINT, Pen
from .refusals import chart_texts, refusals
from .sections import Sections
from .table_xml import STYLES as TABLE_STYLES
from .table_xml import table_xml, tiny

TITLE = "Title"
HEADINGS = {0: "heading 1", 1: "heading 2", 2: "heading 3", 3: "heading 4"}
BLANK = "待补充"
COVER, CONTENTS, CHART, CAPTION = "封面标题", "目录标题", "图", "图题"
ENTRIES = ("toc 1", "toc 2", "toc 3")

# How many characters of 2号 fit on a line of 156 mm.
TITLE_LINE = 20

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"

BEGIN = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}" xmlns:mc="{COMPATIBILITY}" xmlns:w15="{WORD_2012}" '
    'mc:Ignorable="w15"><w:body>'
)
END = "</w:body></w:document>"

# The narrator has counted already; a style that counts too would print the number twice.
UNCOUNTED = '<w:numPr><w:numId w:val="0"/></w:numPr>'

STAYS = "<w:keepNext/><w:keepLines/>"
NEW_PAGE = "<w:pageBreakBefore/>"
SAME_PAGE = '<w:pageBreakBefore w:val="0"/>'


@dataclass(frozen=True, slots=True)
class Look:
    """What the reference and the parts lend to the body: style ids by name, the kinds of page, whether headings are
    counted by their styles, each table on its page, the run that shows each chart, the paragraphs of the contents below
    their title, and the hidden field beside each table's title that is listed there."""

    ids: Mapping[str, str]
    sections: Sections
    counts: bool
    tables: Mapping[int, Laid]
    drawings: Mapping[int, str]
    contents: str = ""
    listed: Mapping[int, str] = field(default_factory=dict)


def styles_of(narrative: Narrative) -> tuple[str, ...]:
    """The paragraph styles that the narrative needs, in the order of this file. A house need not have the others."""
    kinds = {type(block) for block in narrative.blocks}
    levels = {block.level for block in narrative.blocks if isinstance(block, Heading)}
    names = [] if has_cover(narrative) else [TITLE]
    names += [name for level, name in HEADINGS.items() if level in levels]
    groups = ((Cover, (COVER,)), (Contents, (CONTENTS, *ENTRIES)), (Table, TABLE_STYLES), (Chart, (CHART, CAPTION)))
    return (*names, *(name for kind, group in groups if kind in kinds for name in group))


def has_cover(narrative: Narrative) -> bool:
    """Whether it is a complete disclosure, whose title stands on its cover."""
    return any(isinstance(block, Cover) for block in narrative.blocks[:1])


def document_xml(narrative: Narrative, pen: Pen, look: Look) -> str:
    """The whole part: the title where there is no cover, then the blocks.

    Raises `Refused` with all texts that hold a forbidden character."""
    try:
        escape(narrative.title + narrative.unit)  # the properties of the document hold them; charts their own texts
        escape("".join(text for block in narrative.blocks if isinstance(block, Chart) for text in chart_texts(block)))
        content = list(pieces(narrative, pen, look))
    except Refused as first:  # told at the first such text; staff want all of them at once
        raise Refused(*(refusals(narrative) or first.findings)) from None
    return "".join([BEGIN, *content, END])  # joined once: a copy of a megabyte takes a millisecond


def pieces(narrative: Narrative, pen: Pen, look: Look) -> Iterator[str]:
    """The blocks in order, each with what it needs to begin a page and to end a section; then the last section."""
    blocks = narrative.blocks
    names = bookmarks(narrative)
    before: Block | None = None
    page = look.sections.opening
    if not has_cover(narrative):
        yield paragraph(look, TITLE, run(title_text(narrative), HINT), keep=True)
    for index, block in enumerate(blocks):
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        ends = after is not None and (isinstance(block, Cover) or lies(block) != lies(after))
        kind = look.sections.cover if isinstance(block, Cover) else look.sections.landscape if lies(block) else page
        fresh = index > 0 and (isinstance(before, Cover) or lies(before) != lies(block))
        start = "" if fresh else beginning(narrative, index)
        section = kind if ends else ""
        if ends and kind is page:
            page = look.sections.portrait
        yield block_xml(narrative, index, names.get(index, ""), pen, look, start, section)
        before = block
    yield look.sections.landscape if lies(before) else page


def lies(block: Block | None) -> bool:
    """Whether the block stands on landscape pages."""
    return isinstance(block, Table) and block.landscape


def beginning(narrative: Narrative, index: int) -> str:
    """What the block at `index` needs to begin a page, where no section has begun one. A part behind the title shares
    its page, and a remark below the contents theirs. A form within the text begins a page with the line before it."""
    block, before = narrative.blocks[index], narrative.blocks[index - 1] if index else None
    part = isinstance(block, Heading) and block.level == 0
    if before is None:
        return SAME_PAGE if part else ""
    alone = isinstance(block, Cover | Contents) or (isinstance(block, Table) and block.own_page)
    remark = isinstance(block, Paragraph)
    behind = (isinstance(before, Contents) and not remark) or (isinstance(before, Table) and before.own_page)
    return NEW_PAGE if part or alone or behind or leads_to_a_form(narrative, index) else ""


def introduces(narrative: Narrative, index: int) -> bool:
    """Whether the block at `index` is a paragraph that leads to a table below it: it stays whole and with the table."""
    blocks = narrative.blocks
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    within = isinstance(after, Table) and not after.own_page and not after.landscape
    return within and isinstance(blocks[index], Paragraph)


def leads_to_a_form(narrative: Narrative, index: int) -> bool:
    """Whether a table with a title of its own follows: it and what introduces it begin a page. A table without one is
    part of the text."""
    after = narrative.blocks[index + 1] if index + 1 < len(narrative.blocks) else None
    return introduces(narrative, index) and isinstance(after, Table) and bool(after.title)


def block_xml(narrative: Narrative, index: int, bookmark: str, pen: Pen, look: Look, start: str, section: str) -> str:
    """One block. `start` goes into its first paragraph, `section` into its last."""
    match narrative.blocks[index]:
        case Heading() as block:
            content = bookmarked(bookmark, pen.runs((Words(block.number), *block.inlines)))
            return paragraph(look, HEADINGS[block.level], content, start, section, keep=True)
        case Paragraph() as block:
            content = pen.runs((Words(block.number), *block.inlines))
            stays = STAYS if introduces(narrative, index) else ""
            properties = f"<w:pPr>{stays}{start}{section}</w:pPr>" if stays or start or section else ""
            return f"<w:p>{properties}{content}</w:p>"
        case Table() as block:
            title = bookmarked(bookmark, pen.remarked(block.remarks, run(block.title, HINT)))
            title += look.listed.get(index, "")
            return table_xml(look.tables[index], pen, look.ids, title, start, section)
        case Chart() as block:
            drawing = paragraph(look, CHART, look.drawings[index], start, keep=True)
            return drawing + paragraph(look, CAPTION, run(block.number + block.caption, HINT), section=section)
        case Cover() as block:
            return cover_xml(block, look.ids[COVER], section)
        case Contents() as block:
            entries = look.contents + (tiny(section) if section else "")
            return paragraph(look, CONTENTS, run(block.title, HINT), start, keep=True) + entries


def title_text(narrative: Narrative) -> str:
    """The title, broken behind the unit's name where it would not fit on one line (GB/T 9704-2012, 7.3.1: 词意完整)."""
    title, unit = narrative.title, narrative.unit
    if len(title) <= TITLE_LINE or not title.startswith(unit):
        return title
    return f"{unit}\n{title.removeprefix(unit)}"


def paragraph(look: Look, style: str, content: str, start: str = "", section: str = "", keep: bool = False) -> str:
    """A paragraph in a style. That it stays with what follows it says itself: the user's own style may not."""
    stays = "<w:keepNext/>" if keep else ""
    uncounted = UNCOUNTED if look.counts else ""
    properties = f'<w:pStyle w:val="{escape(look.ids[style])}"/>{stays}{start}{uncounted}{section}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"
