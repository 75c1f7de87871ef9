"""A narrative → files, one writer a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from ..model.document import Document
from ..model.finding import Finding
from ..model.grid import Grid
from ..model.narrative import Narrative
from ..model.refresh import Plan
from ..model.revision import Revision
from ..model.sheet import Sheet
from .audit_html import write_audit_html
from .controls import tag_of
from .file import file_name, write_files
from .formula import explained, write_trace
from .html import write_html
from .markdown import write_markdown
from .places import numbers
from .record_yaml import write_record
from .report import write_findings_json, write_report
from .revision_html import write_revision_html
from .revision_report import write_differences, write_differences_json
from .text import write_text
from .tree_json import write_json

if TYPE_CHECKING:
    from .refreshed_text import Opened


def _docx(narrative: Narrative, reference: Path, lender: Path, plain: bool) -> bytes:
    from .docx import write_docx  # python-docx costs a tenth of a second, and only this format needs it

    return write_docx(narrative, reference, plain, lender)


def fitness(narrative: Narrative, reference: Path, lender: Path) -> tuple[Finding, ...]:
    """What a Word document of the user's own, as `reference`, changes about the draft. Raises `Refused` (D01)."""
    from .house import fitness as found

    return found(narrative, reference, lender)


def write_revision_docx(revision: Revision, reference: Path) -> bytes:
    """The older document with the newer one's text as tracked changes, in the look of `reference`."""
    from .revision_docx import write_revision_docx as written

    return written(revision, reference)


def open_draft(path: Path) -> Opened:
    """The Word document that a person edited, with its text. Raises `Refused` (N07)."""
    from .refreshed_text import open_draft as opened  # lxml costs some time, too

    return opened(path)


def write_refreshed(opened: Opened, plan: Plan, year: int) -> bytes:
    """That document with `plan` as tracked changes and comments."""
    from .refreshed import refreshed

    return refreshed(opened, plan, year)


def write_reviewed_docx(path: Path, document: Document, findings: Sequence[Finding]) -> bytes:
    """The Word document at `path`, read as `document`, with `findings` as comments. Raises `Refused` (A01)."""
    from .reviewed import reviewed

    return reviewed(path, document, findings)


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
    "open_draft",
    "tag_of",
    "write_audit_html",
    "write_differences",
    "write_differences_json",
    "write_files",
    "write_findings_json",
    "write_pdf",
    "write_record",
    "write_refreshed",
    "write_report",
    "write_reviewed_docx",
    "write_revision_docx",
    "write_revision_html",
    "write_trace",
    "write_workbook",
]
