"""The 目录 as Word keeps one: a field whose result is there already, every entry a link with its page.

It exists because a contents that Word must first build is empty when the file is opened, and asking Word to build it
(`updateFields`, `dirty`) makes it put a question to the reader each time. A right click still builds it anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model.narrative import Heading, Narrative, Table, plain
from .body import ENTRIES
from .bookmarks import bookmarks
from .escape import escape, run
from .pen import HINT

# Headings 1 and 2, linked, and what TC fields tell: the titles of tables, which are counted in the contents only.
FIELD = r' TOC \o "1-2" \h \z \f '

DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: the block `index` that it points at, by `bookmark`; `level` 1 is a part."""

    index: int
    bookmark: str
    level: int
    text: str


def entries(narrative: Narrative) -> Iterator[Entry]:
    """The parts, and in each its tables, counted 一、二、…, and its sections, in reading order."""
    names = bookmarks(narrative)
    tables = 0
    for index, block in enumerate(narrative.blocks):
        match block:
            case Heading(level=0):
                tables = 0
                yield Entry(index, names[index], 1, block.number + plain(block.inlines))
            case Heading(level=1):
                yield Entry(index, names[index], 2, block.number + plain(block.inlines))
            case Table(own_page=True):
                tables += 1
                yield Entry(index, names[index], 2, f"{counted(tables)}、{block.title}")


def counted(number: int) -> str:
    """`number` (1 to 99) as the list of tables counts: 一, 十, 二十一."""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def contents_xml(narrative: Narrative, pages: Mapping[int, int], ids: Mapping[str, str]) -> str:
    """The field over its entries. `pages` are the printed page numbers by block, `ids` the style ids of `ENTRIES`.
    Without any entry an empty field stays, to be built later."""
    found = list(entries(narrative))
    begin = mark("begin") + instruction(FIELD) + mark("separate")
    if not found:
        return paragraph(ids[ENTRIES[0]], begin + mark("end"))
    last = len(found) - 1
    return "".join(
        paragraph(
            ids[ENTRIES[entry.level - 1]],
            (begin if place == 0 else "") + link(entry, pages[entry.index]) + (mark("end") if place == last else ""),
        )
        for place, entry in enumerate(found)
    )


def told(text: str) -> str:
    """The hidden field beside a table's title that tells a contents built anew how the table is listed there."""
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    begin, end = (f'<w:r>{hidden}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    words = escape(text.replace('"', "”"))
    return f'{begin}<w:r>{hidden}<w:instrText xml:space="preserve"> TC "{words}" \\l 2 </w:instrText></w:r>{end}'


def link(entry: Entry, page: int) -> str:
    """The text, dots up to the right edge, and the page in a field of its own that follows the bookmark."""
    number = mark("begin") + instruction(rf" PAGEREF {entry.bookmark} \h ") + mark("separate") + run(str(page), "")
    content = f"{run(entry.text, HINT)}<w:r><w:tab/></w:r>{number}{mark('end')}"
    return f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{content}</w:hyperlink>'


def paragraph(style_id: str, content: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{escape(style_id)}"/></w:pPr>{content}</w:p>'


def mark(kind: str) -> str:
    """Where a field begins, where its result begins (separate), where it ends."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(text)}</w:instrText></w:r>'
