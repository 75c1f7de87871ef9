"""The audit of finished documents: reads one, holds it against itself and, where a record is given, against what the
record would be drafted as. It only knows who does what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .model.document import Document
from .model.finding import Finding, Refused, Severity
from .model.source import Source
from .pipeline import draft
from .read import read_document
from .review import audit_record, audit_text, document_of, former_names
from .styles import load_classification, load_layouts, section_titles, style_by_titles
from .write import write_audit_html, write_files, write_reviewed_docx

OUTPUTS = (".docx", ".html")


@dataclass(frozen=True, slots=True)
class Audited:
    """A document and all that was found in it, in reading order, and the files that were read."""

    document: Document
    findings: tuple[Finding, ...]
    sources: tuple[Path, ...]


def audit(path: Path, record: Path | None = None, prior: Path | None = None, style: str | None = None) -> Audited:
    """What is wrong with the document at `path`: by itself, and by `record` with its `prior` year. With a `style`, its
    sections and tables are required. Raises `Refused` where a file cannot be read."""
    document = read_document(path)
    sections: list[str] = []
    tables: list[str] = []
    if style:
        sections, tables = _required(style, document)
    outdated = partial(former_names, load_classification())
    findings = [*document.findings, *audit_text(document, outdated=outdated, sections=sections, tables=tables)]
    if not any(character.isdigit() for passage in document.passages for character in passage.text):
        message, hint = "文稿里没有一个数字，没有可以核对的", "核对是否选错了文件"
        findings.append(Finding("A07", Severity.WARNING, message, Source(str(path)), hint))
    sources = [path]
    if record:
        full = any(True for _ in document.grids)
        worded = style or style_by_titles(passage.text for passage in document.passages)
        drafted = draft(record, prior, worded, full, allow_errors=True)
        findings += audit_record(document, document_of(drafted.narrative, str(record)))
        sources += drafted.sources
    places = {block.source: at for at, block in enumerate(document.blocks)}
    told = sorted(findings, key=lambda f: (places.get(f.source, -1) if f.source else len(places), f.code))
    return Audited(document, tuple(told), tuple(sources))


def _required(style: str, document: Document) -> tuple[list[str], list[str]]:
    """The titles of the sections that a style requires, and of its tables where the document has tables."""
    tables = [layout.title for layout in load_layouts(style)] if any(True for _ in document.grids) else []
    return section_titles(style), tables


def save_audit(audited: Audited, output: Path, force: bool = False) -> Path:
    """Writes the findings as comments into a copy of a Word document (.docx), or as a page to send back (.html). Raises
    `Refused`; then nothing is written."""
    suffix = output.suffix.lower()
    word = Path(audited.document.path).suffix.lower() == ".docx"
    if suffix not in OUTPUTS or (suffix == ".docx" and not word):
        message = "批注只能写进 Word 文件（.docx）" if suffix == ".docx" else f"不会写“{output.suffix}”这种文件"
        hint = "文件名以 .html 结尾，写成网页" if suffix == ".docx" else "文件名以下列之一结尾：" + "、".join(OUTPUTS)
        raise Refused(Finding("F03", Severity.ERROR, message, Source(str(output)), hint))
    document, findings = audited.document, audited.findings
    if suffix == ".docx":
        data = write_reviewed_docx(Path(document.path), document, findings)
    else:
        data = write_audit_html(document, findings, Path(document.path).name).encode("utf-8")
    write_files([(output, data)], audited.sources, force)
    return output


__all__ = ["Audited", "audit", "save_audit"]
