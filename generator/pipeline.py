"""The order of the stages. The only file that knows them all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .check import check
from .measure import Accounts, Cells, Comparer, completion, from_printed, round_half_up, share, shown, spread
from .model.finding import Finding, Refused, Severity
from .model.narrative import Narrative
from .model.record import YearRecord
from .model.source import Source
from .narrate import Narrator, Wording, uncertain, unfit
from .read import WORKBOOKS, Years, read_years
from .styles import (
    chosen_wording,
    forms,
    load_classification,
    load_layouts,
    load_wording,
    reference_of,
    styles,
)
from .write import (
    FORMATS,
    explained,
    file_name,
    numbers,
    write_draft,
    write_files,
    write_trace,
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A narrative with all that was noticed on the way to it, and the files it was made from."""

    narrative: Narrative
    sources: tuple[Path, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that was noticed: the records' faults by their places, then the blanks in reading order."""
        return self.narrative.findings


@dataclass(frozen=True, slots=True)
class Examined:
    """Two years as they were read, with all that reading and the rules have to say of them, by place."""

    years: Years
    accounts: Accounts
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def examine(path: Path, prior: Path | None = None) -> Examined:
    """Reads the record at `path` and its prior year, texts or workbooks, and holds all rules against them. Raises
    `Refused` with all faults where one cannot be read."""
    years = read_years(path, forms, prior)
    accounts = Accounts(years.record, years.prior, years.tables, years.prior_tables)
    faults = check(accounts.now, accounts.before, load_classification())
    return Examined(years, accounts, tuple(sorted((*years.findings, *faults), key=lambda f: f.order)))


def findings_of(path: Path, prior: Path | None = None) -> tuple[Finding, ...]:
    """All that is wrong with two years, faults of reading included. Raises `Refused` where nothing of a file can be
    read."""
    try:
        return examine(path, prior).findings
    except Refused as refused:
        if any(finding.source is None or not finding.source.place for finding in refused.findings):
            raise
        return tuple(sorted(refused.findings, key=lambda f: f.order))


def mark(path: Path, findings: tuple[Finding, ...], output: Path, force: bool) -> Path:
    """Writes a copy of the workbook at `path` in which the cells of `findings` are coloured and commented."""
    from .read import read_grids
    from .write import mark_workbook

    if path.suffix.lower() not in WORKBOOKS or output.suffix.lower() not in (".xlsx", ".xlsm"):
        hint = "记录是 .xlsx、.xls 时才能标出单元格；-o 后面写 .xlsx 文件名"
        raise Refused(Finding("F03", Severity.ERROR, "只有工作簿能写出标出问题的工作簿", Source(str(output)), hint))
    write_files([(output, mark_workbook(path, findings, read_grids(path)))], [path], force)
    return output


def narrator_of(examined: Examined, wording: Wording, full: bool = False) -> Narrator:
    """Who tells of two years in a wording, with all that templates may name."""
    forms_, accounts = wording.style.forms, examined.accounts
    comparer = Comparer(forms_["money"], forms_["percent"], wording.style.unit)
    functions = {"change": comparer.change, "share": share, "completion": completion}
    names = {**accounts.namespaces(), **functions}
    return Narrator(wording, examined.years.record, examined.years.prior, names, shown, full)


def draft(
    path: Path, prior: Path | None = None, style: str | None = None, full: bool = False, allow_errors: bool = False
) -> Drafted:
    """Examines the record at `path` and its prior year, measures and narrates: the 情况说明, or the complete disclosure
    where `full`. Raises `Refused` with all faults where a rule is broken, unless `allow_errors`: then the draft says so
    itself."""
    examined = examine(path, prior)
    record = examined.years.record
    wording = load_wording(style) if style else chosen_wording(record)
    if examined.errors and not allow_errors:
        raise Refused(*examined.findings)
    narrator, accounts = narrator_of(examined, wording, full), examined.accounts
    narrative = narrator.narrate(load_layouts(wording.style.name) if full else (), Cells(accounts.now))
    blanks = [f for f in narrative.findings if f.code == "W02"]
    told = [f for f in narrative.findings if f.code != "W02"]
    told += uncertain(narrative, spread, round_half_up)
    findings = (*sorted((*examined.findings, *told), key=lambda f: f.order), *blanks)
    if examined.errors:
        narrative = unfit(narrative, examined.errors)
    return Drafted(replace(narrative, findings=findings), (*examined.years.paths, *_attached(record)))


def _attached(record: YearRecord) -> set[Path]:
    """The text files of the attachments."""
    return {Path(line.source.path) for attachment in record.attachments or [] for line in attachment.text or []}


def render(drafted: Drafted, suffix: str, reference: Path | None = None, plain: bool = False) -> bytes:
    """The narrative in the format of `suffix` (.docx, .txt, .md, .html, .json). `reference` and `plain` are for Word:
    the document that lends its page and styles, and whether comments and controls are left out."""
    own = reference_of(drafted.narrative.style)
    return write_draft(drafted.narrative, suffix, reference or own, own, plain)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `save` is to write and how: `output` None names the file after the document; `printed` writes no document,
    for it goes to the console."""

    output: Path | None = None
    printed: bool = False
    trace: Path | None = None
    reference: Path | None = None
    plain: bool = False
    pdf: bool = False
    force: bool = False


def save(drafted: Drafted, wanted: Wanted) -> list[Path]:
    """Writes the draft (its PDF, its trace), and returns the files. Raises `Refused`; then nothing new is there."""
    narrative = drafted.narrative
    path = wanted.output or Path(file_name(narrative.title) + ".docx")
    suffix = ".txt" if wanted.printed else path.suffix.lower()
    if suffix not in FORMATS or (wanted.pdf and suffix != ".docx"):
        known = [".docx"] if wanted.pdf else list(FORMATS)
        message = f"不会写“{path.suffix}”这种文件" if suffix not in FORMATS else "--pdf 只能由 Word 文稿转成"
        hint = "文件名以下列之一结尾：" + "、".join(known)
        raise Refused(Finding("F03", Severity.ERROR, message, Source(str(path)), hint))
    document = render(drafted, suffix, wanted.reference, wanted.plain)
    outputs = [] if wanted.printed else [(path, document)]
    if wanted.pdf:
        from .write import write_pdf

        outputs.append((path.with_suffix(".pdf"), write_pdf(document)))
    if wanted.trace:
        outputs.append((wanted.trace, write_trace(list(numbers(narrative))).encode("utf-8")))
    sources = [*drafted.sources, *([wanted.reference] if wanted.reference else [])]
    write_files(outputs, sources, wanted.force)
    return [written for written, _ in outputs]


def fitting(drafted: Drafted, wanted: Wanted) -> tuple[Finding, ...]:
    """What the user's own Word document changes about a Word draft; nothing where there is none."""
    word = not wanted.printed and (wanted.output is None or wanted.output.suffix.lower() == ".docx")
    if not word or wanted.reference is None:
        return ()
    from .write import fitness

    return fitness(drafted.narrative, wanted.reference, reference_of(drafted.narrative.style))


def explain(drafted: Drafted, wanted: str) -> list[str]:
    """How each printed number that reads `wanted` (7.88%, 191.88万元) or has that key came about, as lines."""
    lines: list[str] = []
    told: set[tuple[str, str]] = set()
    style = load_wording(drafted.narrative.style).style
    for number, suffix, where in numbers(drafted.narrative):
        names = {number.text, number.text + suffix, number.figure.key}
        if wanted in names and (number.figure.key, number.text) not in told:
            told.add((number.figure.key, number.text))
            lines += explained(number, suffix, where)
            printed = from_printed(number.figure, style.forms["money"], style.forms["percent"], style.unit)
            if printed is not None and printed != number.shown and printed.same_quantum(number.shown):
                lines.append(f"  只用印出的{style.unit}数会算成 {printed}%；本数由元算出，以本数为准")
            lines.append("")
    return lines


def schema() -> dict[str, Any]:
    """The JSON Schema of a record, for editors."""
    from .model.schema import record_schema

    return record_schema()


__all__ = [
    "Drafted",
    "Wanted",
    "draft",
    "explain",
    "findings_of",
    "fitting",
    "forms",
    "load_classification",
    "load_layouts",
    "load_wording",
    "mark",
    "read_years",
    "reference_of",
    "render",
    "save",
    "schema",
    "styles",
]
