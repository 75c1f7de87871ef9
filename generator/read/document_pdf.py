"""A PDF → its pages: opened by PDFium, put together again from letters and rules.

It refuses what has a password, what is broken, what holds pictures instead of words, and what is beyond all bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ..model.document import Document
from .document_pdf_streams import look_over
from .document_refusal import KINDS, LETTERS, PAGES, locked, pictured, pictures, too_large, unreadable
from .document_whole import document
from .page import Page
from .page_drawn import UNKNOWN, drawn
from .page_flow import flow

HEAD, TAIL = 1024, 4096
# A page with fewer letters than these and a picture is a scan, whose page number was printed on it.
FEW = 20


def read_pdf(path: Path, data: bytes) -> Document:
    """Raises `Refused`: A01 to A04."""
    pages = list(pages_of(data))
    letters = sum(len(page.letters) for page in pages)
    scans = [page.number for page in pages if page.pictured and len(page.letters) < FEW]
    if not letters or len(scans) == len(pages):
        raise pictures("PDF 里没有文字，像是扫描件" if scans else "PDF 里没有文字")
    strange = sum(letter.text == UNKNOWN or "\ue000" <= letter.text <= "\uf8ff" for p in pages for letter in p.letters)
    if strange * 3 > letters:
        raise pictures("PDF 里的文字没有编码，读出来是乱码")
    return document(path, "pdf", flow(pages), (pictured(path, scans),) if scans else ())


def pages_of(data: bytes) -> Iterator[Page]:
    """Raises `Refused` where PDFium does not open it, and where it has more than anybody discloses."""
    if b"%PDF-" not in data[:HEAD]:
        raise unreadable("这不是 PDF 文件", KINDS)
    if b"%%EOF" not in data[-TAIL:]:
        raise unreadable("PDF 文件不完整，后面的内容缺失", "重新下载或请对方重发")
    look_over(data)
    try:
        pdf = pdfium.PdfDocument(data)
        if len(pdf) > PAGES:
            raise too_large(f"PDF 超过 {PAGES} 页，不像决算公开")
        count = 0
        for number in range(len(pdf)):
            page = pdf[number]
            told = drawn(page, number + 1)
            page.close()
            count += len(told.letters)
            if count > LETTERS:
                raise too_large(f"PDF 里的文字超过 {LETTERS // 10_000} 万字，不像决算公开")
            yield told
        pdf.close()
    except pdfium.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise locked() from None
        raise unreadable("PDF 文件已损坏", "重新下载或请对方重发") from None
