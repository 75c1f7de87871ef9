"""A finished document, whoever wrote it → its paragraphs and tables: .docx, .pdf, .txt and .md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..model.document import Document
from ..model.finding import Refused
from ..model.source import Source
from .document_docx import read_docx
from .document_json import read_json
from .document_markdown import read_markdown
from .document_refusal import KINDS, LARGEST, too_large, unreadable
from .document_text import read_plain
from .opened import first_bytes

SAVE_AS = "用 Word 或 WPS 打开，另存为 .docx 后再试"
OTHERS = {
    ".doc": ("这是旧版 Word 文档（.doc），读不了", SAVE_AS),
    ".wps": ("这是 WPS 文档（.wps），读不了", SAVE_AS),
    ".ofd": ("这是 OFD 版式文件，读不了", "用 OFD 阅读器导出为 PDF，或用排版时的 Word 文件"),
}


def read_document(path: Path) -> Document:
    """The document at `path`, its kind told by its extension.

    Raises `Refused`: R00 and R08 as for records (no such file, text that is not UTF-8), A01 to A04."""
    suffix = path.suffix.lower()
    try:
        data = first_bytes(path, LARGEST + 1, "2024年度部门决算.docx")
        if suffix not in READERS:
            raise unreadable(*OTHERS.get(suffix, ("不是能读的文档", KINDS)))
        if len(data) > LARGEST:
            raise too_large(f"文件超过 {LARGEST >> 20} MB，不像决算公开")
        return READERS[suffix](path, data)
    except Refused as refused:
        findings = (replace(f, source=f.source or Source(str(path))) for f in refused.findings)
        raise Refused(*findings) from None


def read_pdf(path: Path, data: bytes) -> Document:
    from .document_pdf import read_pdf as read  # PDFium takes a moment to load

    return read(path, data)


READERS: dict[str, Callable[[Path, bytes], Document]] = {
    ".docx": read_docx,
    ".docm": read_docx,
    ".pdf": read_pdf,
    ".txt": read_plain,
    ".md": read_markdown,
    ".json": read_json,
}
