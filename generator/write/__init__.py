"""A narrative → files, one writer a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from ..model.finding import Finding
from ..model.grid import Grid
from ..model.narrative import Narrative
from ..model.sheet import Sheet
from .file import file_name, write_files
from .formula import explained, write_trace
from .html import write_html
from .markdown import write_markdown
from .places import numbers
from .record_yaml import write_record
from .report import write_findings_json, write_report
from .text import write_text
from .tree_json import write_json


def _docx(narrative: Narrative, reference: Path, lender: Path, plain: bool) -> bytes:
    from .docx import write_docx  # python-docx costs a tenth of a second, and only this format needs it

    return write_docx(narrative, reference, plain, lender)


def fitness(narrative: Narrative, reference: Path, lender: Path) -> tuple[Finding, ...]:
    """What a Word document of the user's own, as `reference`, changes about the draft. Raises `Refused` (D01)."""
    from .house import fitness as found

    return found(narrative, reference, lender)


def write_pdf(docx: bytes) -> bytes:
    """The PDF of a Word document, through LibreOffice. Raises `Refused` where that is not installed."""
    from .pdf import to_pdf

    return to_pdf(docx)


def write_workbook(sheets: Sequence[Sheet], title: str) -> bytes:
    """A new workbook of `sheets`."""
    from .workbook import write_workbook as written

    return written(sheets, title)


def mark_workbook(path: Path, findings: Sequence[Finding], grids: Sequence[Grid]) -> bytes:
    """The user's own workbook with the cells of `findings` coloured and commented."""
    from .marked import mark_workbook as marked

    return marked(path, findings, grids)


def _encoded(write: Callable[[Narrative], str]) -> Writer:
    return lambda narrative, _reference, _lender, _plain: write(narrative).encode("utf-8")


# A writer gets the narrative, the Word document that gives the look, the one that lends what styles the former lacks,
# and whether marks for review are left out.
Writer: TypeAlias = Callable[[Narrative, Path, Path, bool], bytes]
WRITERS: dict[str, Writer] = {
    ".docx": _docx,
    ".txt": _encoded(write_text),
    ".md": _encoded(write_markdown),
    ".html": _encoded(write_html),
    ".json": _encoded(write_json),
}

__all__ = [
    "WRITERS",
    "explained",
    "file_name",
    "fitness",
    "mark_workbook",
    "numbers",
    "write_files",
    "write_findings_json",
    "write_pdf",
    "write_record",
    "write_report",
    "write_trace",
    "write_workbook",
]
