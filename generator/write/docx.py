"""Writes the narrative as a Word document: the look from a reference document, the text from the narrative.

It exists to put the three together (text, reference, package) and knows nothing of any of them. It refuses
what they refuse, as findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..model.finding import Finding
from ..model.narrative import Chart, Contents, Narrative, Table
from .body import BLANK, Look, document_xml, has_cover, styles_of
from .comments import CONTENT_TYPE, RELATIONSHIP, comments_xml, warnings
from .contents import contents_xml, entries, told
from .laid import Laid, lay_all
from .pages import paginate
from .parts import Parts
from .pen import Pen
from .reference import COMMENT_TEXT, base_of, stamp
from .sections import Sections


def write_docx(narrative: Narrative, reference: Path, plain: bool = False, lender: Path | None = None) -> bytes:
    """The .docx file. The same narrative and reference give the same bytes. `plain` leaves out the marks for review:
    the comments, and the controls around numbers. `lender` is the document from which styles are taken that the
    reference lacks.

    Raises `Refused`: D01 the reference is not a .docx, D02 it lacks a style and so does the lender, D03 a text holds a
    control character."""
    base = base_of(reference, lender, styles_of(narrative))
    ids, sections, parts = base.ids, base.sections, base.parts.copy()
    pen = Pen(ids[BLANK], plain, warnings(told_apart(narrative)))
    tables = lay_all(narrative, sections.text, sections.landscape_text)
    look = Look(
        ids,
        sections,
        base.counts,
        tables,
        dict(drawings(parts, narrative)),
        contents(narrative, tables, sections, ids, plain),
        listed(narrative),
    )
    text = document_xml(narrative, pen, look)
    if pen.comments:
        comments = comments_xml(pen.comments, narrative.year, ids.get(COMMENT_TEXT))
        parts.add("word/comments.xml", CONTENT_TYPE, comments.encode(), RELATIONSHIP)
    stamp(parts, narrative.title, narrative.unit, narrative.year)
    return parts.packed(text)


def contents(
    narrative: Narrative, tables: Mapping[int, Laid], sections: Sections, ids: Mapping[str, str], plain: bool
) -> str:
    """The entries of the contents with the page numbers that the pages bear; '' where there is no contents."""
    if not any(isinstance(block, Contents) for block in narrative.blocks):
        return ""
    first = re.search(r'<w:pgNumType[^>]*w:start="(\d+)"', sections.opening)
    behind = 1 + has_cover(narrative) - int(first[1]) if first else 0
    pages = {index: page - behind for index, page in paginate(narrative, tables, plain).items()}
    return contents_xml(narrative, pages, ids)


def listed(narrative: Narrative) -> dict[int, str]:
    """What the title of each table on pages of its own carries for the contents; nothing where there is none."""
    if not any(isinstance(block, Contents) for block in narrative.blocks):
        return {}
    return {e.index: told(e.text) for e in entries(narrative) if isinstance(narrative.blocks[e.index], Table)}


def told_apart(narrative: Narrative) -> Iterator[Finding]:
    """The findings but those that stand as remarks on their tables."""
    remarks = "".join(remark for block in narrative.blocks if isinstance(block, Table) for remark in block.remarks)
    yield from (finding for finding in narrative.findings if finding.message not in remarks)


def drawings(parts: Parts, narrative: Narrative) -> Iterator[tuple[int, str]]:
    """Adds each chart with its workbook to the package, and gives its block's index and the run that shows it."""
    charts = [(index, block) for index, block in enumerate(narrative.blocks) if isinstance(block, Chart)]
    if not charts:
        return
    from . import chart as pieces
    from .chart_workbook import workbook

    for count, (index, chart) in enumerate(charts, 1):
        name = f"word/charts/chart{count}.xml"
        rel_id = parts.add(name, pieces.CHART_CONTENT_TYPE, pieces.chart_xml(chart), pieces.CHART_RELATIONSHIP)
        sheet = f"word/embeddings/Microsoft_Excel_Sheet{count}.xlsx"
        kind, relationship = pieces.WORKBOOK_CONTENT_TYPE, pieces.WORKBOOK_RELATIONSHIP
        parts.add(sheet, kind, workbook(chart), relationship, source=name)
        yield index, pieces.chart_run(chart, rel_id, count)
