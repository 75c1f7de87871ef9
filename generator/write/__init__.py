"""A narrative → files, one writer a format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..door import door

if TYPE_CHECKING:
    from .audit_html import write_audit_html
    from .controls import tag_of
    from .file import TEMPORARY, file_name, put, replacing, write_files
    from .formats import FORMATS, write_draft
    from .formula import explained, write_trace
    from .house import fitness
    from .marked import mark_workbook
    from .pdf import write_pdf
    from .places import numbers
    from .record_yaml import write_record
    from .refreshed import write_refreshed
    from .refreshed_text import open_draft
    from .report import write_findings_json, write_report
    from .reviewed import write_reviewed_docx
    from .revision_docx import write_revision_docx
    from .revision_html import write_revision_html
    from .revision_report import write_differences, write_differences_json
    from .summary_book import SummaryBook
    from .summary_json import SummaryJson
    from .workbook import write_workbook

__getattr__ = door(
    __name__,
    audit_html="write_audit_html",
    controls="tag_of",
    file="TEMPORARY file_name put replacing write_files",
    formats="FORMATS write_draft",
    formula="explained write_trace",
    house="fitness",
    marked="mark_workbook",
    pdf="write_pdf",
    places="numbers",
    record_yaml="write_record",
    refreshed="write_refreshed",
    refreshed_text="open_draft",
    report="write_findings_json write_report",
    reviewed="write_reviewed_docx",
    revision_docx="write_revision_docx",
    revision_html="write_revision_html",
    revision_report="write_differences write_differences_json",
    summary_book="SummaryBook",
    summary_json="SummaryJson",
    workbook="write_workbook",
)

__all__ = [
    "FORMATS",
    "TEMPORARY",
    "SummaryBook",
    "SummaryJson",
    "explained",
    "file_name",
    "fitness",
    "mark_workbook",
    "numbers",
    "open_draft",
    "put",
    "replacing",
    "tag_of",
    "write_audit_html",
    "write_differences",
    "write_differences_json",
    "write_draft",
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
