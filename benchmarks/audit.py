"""The audit of a finished PDF, the complete disclosure of Jingdezhen as LibreOffice prints it.

- juesuan: reads letters and rules of every page, puts paragraphs and tables together, finds all claims about numbers
  and recomputes them; once by itself, once against the record, which is drafted for it.
- pypdfium2: opens the file and takes the text of each page: what any audit by the same library costs at least.
- pypdf, pdfplumber: take the text of each page, and pdfplumber the tables too: what people begin a script with."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdf
import pypdfium2

from generator import auditing, pipeline
from generator.model.finding import Refused
from generator.write import write_pdf

from .records import JINGDEZHEN
from .report import Report
from .rounds import race

ABOUT = "a complete disclosure as PDF, warm"
ROUNDS = 5


def by_pypdfium2(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def by_pypdf(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]


def by_pdfplumber(data: bytes, tables: bool) -> list[object]:
    with pdfplumber.open(BytesIO(data)) as document:
        return [(page.extract_text(), page.extract_tables() if tables else None) for page in document.pages]


def measure(folder: Path) -> Report:
    drafted = pipeline.draft(JINGDEZHEN, full=True)
    try:
        data = write_pdf(pipeline.render(drafted, ".docx"))
    except Refused as refused:
        return Report("audit", ABOUT, notes=tuple(f"left out: {finding.message}" for finding in refused.findings))
    path = folder / "disclosure.pdf"
    path.write_bytes(data)
    contestants = {
        "juesuan audit": lambda: auditing.audit(path),
        "juesuan audit --record": lambda: auditing.audit(path, JINGDEZHEN),
        "pypdfium2": lambda: by_pypdfium2(data),
        "pypdf": lambda: by_pypdf(data),
        "pdfplumber": lambda: by_pdfplumber(data, False),
        "pdfplumber, tables": lambda: by_pdfplumber(data, True),
    }
    run = race(contestants, ROUNDS)
    pairs = [(name, "juesuan audit") for name in ("pypdf", "pdfplumber", "pdfplumber, tables")]
    pairs += [("juesuan audit", "pypdfium2"), ("juesuan audit --record", "juesuan audit")]
    pages = len(pypdfium2.PdfDocument(data))
    return Report("audit", ABOUT, (run.times(), run.ratios(*pairs)), (f"the PDF: {pages} pages, {len(data):,} bytes",))
