"""Finished documents under review: held against last year's (diff), brought up to date (refresh).

It stands beside the pipeline: that drafts, this reads what was drafted or edited, and hands it to the reviewers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .model.document import Document
from .model.facts import facts_of, leaves
from .model.finding import Finding, Refused, Severity
from .model.inlines import Quote
from .model.narrative import Narrative, runs_of
from .model.refresh import Plan
from .model.revision import Revision
from .model.source import Source
from .model.terms import TERMS
from .pipeline import draft, examine
from .read import WORKBOOKS, read_document
from .review import diff_documents, document_of, plan_refresh
from .styles import load_classification, load_wording, reference_of, style_by_titles
from .write import (
    open_draft,
    tag_of,
    write_differences,
    write_differences_json,
    write_files,
    write_refreshed,
    write_revision_docx,
    write_revision_html,
)

RECORDS = (".yaml", ".yml", *WORKBOOKS)
# Whose page a comparison gets where no style is named.
PLAIN = "base"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents held against each other, and the files they were read from."""

    revision: Revision
    sources: tuple[Path, ...]
    style: str


def document_at(path: Path, style: str | None = None, full: bool = False) -> tuple[Document, tuple[Path, ...]]:
    """The document at `path`, and the files it was made from: a draft as it stands, or a record, which is drafted first
    (in `style`, the complete disclosure where `full`). Raises `Refused` where it cannot be read."""
    if path.suffix.lower() not in RECORDS:
        return read_document(path), (path,)
    drafted = draft(path, style=style, full=full, allow_errors=True)
    return document_of(drafted.narrative, str(path)), drafted.sources


def compare(old: Path, new: Path, style: str | None = None, full: bool = False) -> Compared:
    """What `new` says otherwise than `old`. Raises `Refused` where one of them cannot be read."""
    before, sources = document_at(old, style, full)
    after, others = document_at(new, style, full)
    return Compared(diff_documents(before, after), (*sources, *others), style or PLAIN)


def save_comparison(compared: Compared, output: Path, force: bool = False) -> Path:
    """Writes both texts side by side (.html), or the older with the newer as tracked changes (.docx). Raises `Refused`;
    then nothing is written."""
    suffix = output.suffix.lower()
    if suffix not in COMPARISONS:
        hint = "文件名以下列之一结尾：" + "、".join(COMPARISONS)
        message = f"对照结果不会写成“{output.suffix}”这种文件"
        raise Refused(Finding("F03", Severity.ERROR, message, Source(str(output)), hint))
    write_files([(output, COMPARISONS[suffix](compared))], compared.sources, force)
    return output


@dataclass(frozen=True, slots=True)
class Refreshed:
    """An edited draft brought up to date: what was done, and the findings: what was not, then those of the records."""

    plan: Plan
    findings: tuple[Finding, ...]


def refresh(
    path: Path, record: Path, output: Path, prior: Path | None = None, style: str | None = None, force: bool = False
) -> Refreshed:
    """Writes the draft at `path`, edited by a person, with the figures of `record` as tracked changes. Raises `Refused`
    where one of them cannot be read or a rule is broken; then nothing is written."""
    if output.suffix.lower() != ".docx":
        message = f"更新的文稿不会写成“{output.suffix}”这种文件"
        raise Refused(Finding("F03", Severity.ERROR, message, Source(str(output)), "文件名以 .docx 结尾"))
    opened = open_draft(path)
    worded = style or style_by_titles(standing.text for standing in opened.draft.paragraphs)
    drafted = draft(record, prior, worded, opened.draft.complete)
    narrative = drafted.narrative
    phrases = {key: phrase.parts for key, phrase in load_wording(narrative.style).phrases.phrases.items()}
    plan = plan_refresh(opened.draft, narrative, phrases, _known(record, prior, narrative), tag_of)
    data = write_refreshed(opened, plan, narrative.year)
    write_files([(output, data)], [path, *drafted.sources], force)
    return Refreshed(plan, (*plan.findings, *drafted.findings))


def _known(record: Path, prior: Path | None, narrative: Narrative) -> set[str]:
    """What a draft may say in words of nobody's: the texts of the records and the names of items."""
    years = examine(record, prior).years
    found = {
        inline.text
        for block in narrative.blocks
        for run in runs_of(block)
        for inline in run
        if isinstance(inline, Quote)
    }
    for year in (years.record, years.prior):
        if year is not None:
            found |= {leaf.value for _, leaf in leaves(facts_of(year)) if isinstance(leaf.value, str)}
    found |= {term.zh for term in TERMS.values()}
    return found | {own.name for own in load_classification().functions.entries.values()}


COMPARISONS: dict[str, Callable[[Compared], bytes]] = {
    ".html": lambda compared: write_revision_html(compared.revision).encode("utf-8"),
    ".docx": lambda compared: write_revision_docx(compared.revision, reference_of(compared.style)),
}

__all__ = [
    "Compared",
    "Refreshed",
    "compare",
    "document_at",
    "refresh",
    "save_comparison",
    "write_differences",
    "write_differences_json",
]
