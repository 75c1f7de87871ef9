"""What the readers of finished documents say when they refuse a file, or could not read all of it.

A01 it is no document that can be read, A02 it has a password, A03 its pages are pictures, A04 it is too large,
A05 some of its pages are pictures. The limits lie far above what any unit discloses.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source

LARGEST = 100 * 1024 * 1024
PAGES = 2_000
LETTERS = 5_000_000
ELEMENTS = 1_500_000
AGAIN = "用 Word 或 WPS 打开，另存为 .docx 后再试；打不开的，重新下载或请对方重发"
KINDS = "可以读的是 .docx、.pdf、.txt 和 .md；改扩展名不能转换内容"


def refusal(code: str, message: str, hint: str) -> Refused:
    """A refusal that does not yet say of which file."""
    return Refused(Finding(code, Severity.ERROR, message, None, hint))


def unreadable(message: str = "文档不完整或已损坏", hint: str = AGAIN) -> Refused:
    return refusal("A01", message, hint)


def locked() -> Refused:
    return refusal("A02", "文档设了打开密码", "用 Word、WPS 或 PDF 阅读器去掉密码，另存后再试")


def pictures(message: str) -> Refused:
    return refusal("A03", message, "请用排版时的 Word 文件；只有扫描件的，先用文字识别（OCR）转换并核对")


def too_large(message: str) -> Refused:
    return refusal("A04", message, "检查是否选错了文件；没有错的，只留下决算公开的部分，另存后再试")


@contextmanager
def of_archive() -> Iterator[None]:
    """Says of a document what `Archive` says of a workbook."""
    try:
        yield
    except Refused as refused:
        match refused.findings[0].code:
            case "R21":
                raise locked() from None
            case "R22":
                raise too_large("文档解压后太大，不像决算公开") from None
            case _:
                raise unreadable() from None


def pictured(path: Path, pages: list[int]) -> Finding:
    """What to tell of pages, counted from 1, on which there are pictures and no words."""
    shown = "、".join(map(str, pages[:10])) + (" 等" if len(pages) > 10 else "")
    message = f"第 {shown} 页只有图片，没有可读的文字，没有审核"
    source = Source(str(path), f"第 {pages[0]} 页")
    return Finding("A05", Severity.WARNING, message, source, "请对照原文件人工核对这些页")
