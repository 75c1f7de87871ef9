"""Whether the required sections and tables are there, in order. Only where a style says which they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.finding import Finding, Severity
from ..model.source import Source
from .squeezed import squeeze
from .telling import Given

NUMBERED = re.compile(r"^(?:第?[一二三四五六七八九十]+(?:部分|、)|[（(][一二三四五六七八九十]+[）)])")


def paragraphs_are_short(given: Given) -> Iterator[Finding]:
    """A06: a paragraph beyond all measure was not judged."""
    for passage, length in given.paper.long:
        message = f"这一段有 {length} 个字，太长，没有审核"
        yield Finding("A06", Severity.INFO, message, passage.source, "核对是否漏了分段；分段后再审核")


def sections_are_there(given: Given) -> Iterator[Finding]:
    """A26: every required section has its heading, after that of the one before."""
    headings = [line for line in given.paper.lines if line.is_heading]
    named = [(NUMBERED.sub("", line.text), line.number, line.passage.source) for line in headings]
    yield from _ordered(given, given.sections, named, "部分")


def tables_are_there(given: Given) -> Iterator[Finding]:
    """A26: every required table is there, after the one before."""
    titles = [(NUMBERED.sub("", squeeze(grid.title).text), number, grid.source) for number, grid in given.paper.grids]
    yield from _ordered(given, given.tables, titles, "表")


def _ordered(given: Given, wanted: Sequence[str], found: list[tuple[str, int, Source]], what: str) -> Iterator[Finding]:
    last, before = -1, ""
    for name in wanted:
        plain = squeeze(name).text
        places = [(number, source) for text, number, source in found if text.rstrip("。") == plain]
        if not places:
            message, hint = f"缺少{what}“{name}”", f"补上{what}，或核对标题的写法"
            source = Source(given.paper.document.path)
            yield Finding("A26", Severity.WARNING, message, source, hint, expected=name)
            continue
        number, source = places[-1]
        if number < last:
            message = f"{what}“{name}”应当在“{before}”之后"
            yield Finding("A26", Severity.WARNING, message, source, "按规定的次序排列", quote=name, printed=name)
        last, before = max(last, number), name
