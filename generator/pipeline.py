"""The order of the stages. The only file that knows them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from . import resources
from .check import check
from .measure import Accounts, Cells, Comparer, completion, from_printed, is_column, is_key, share, shown
from .model.finding import Finding, Refused, Severity
from .model.layout import Layout
from .model.narrative import Narrative
from .model.record import YearRecord
from .model.schema import record_schema
from .model.source import Source
from .model.style import Style
from .model.values import Scalar
from .narrate import Narrator, PhraseBank, Wording
from .read import Mapping as Tree
from .read import Sequence, read_layout, read_text, read_tree, read_years
from .write import (
    WRITERS,
    explained,
    file_name,
    fitness,
    numbers,
    write_files,
    write_findings_json,
    write_pdf,
    write_report,
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


def draft(path: Path, prior: Path | None = None, style: str | None = None, full: bool = False) -> Drafted:
    """Reads the record at `path` and its prior year, checks, measures and narrates: the 情况说明, or the complete
    disclosure where `full`. Raises `Refused` with all faults where nothing can be drafted."""
    years = read_years(path, prior)
    record, before = years.record, years.prior
    wording = load_wording(style) if style else chosen_wording(record)
    accounts = Accounts(record, before)
    faults = check(accounts.now, accounts.before)
    if any(f.severity is Severity.ERROR for f in faults):
        raise Refused(*years.findings, *faults)
    comparer = Comparer(wording.style.forms["money"], wording.style.forms["percent"], wording.style.unit)
    functions = {"change": comparer.change, "share": share, "completion": completion}
    narrator = Narrator(wording, record, before, {**accounts.namespaces(), **functions}, shown, full)
    narrative = narrator.narrate(load_layouts(wording.style.name) if full else (), Cells(accounts.now))
    blanks = [f for f in narrative.findings if f.source and f.source.line is None]
    told = [f for f in narrative.findings if f not in blanks]
    findings = (*sorted((*years.findings, *faults, *told), key=lambda f: f.order), *blanks)
    return Drafted(replace(narrative, findings=findings), (*years.paths, *_attached(record)))


def _attached(record: YearRecord) -> set[Path]:
    """The text files of the attachments."""
    return {Path(line.source.path) for attachment in record.attachments or [] for line in attachment.text or []}


def render(drafted: Drafted, suffix: str, reference: Path | None = None, plain: bool = False) -> bytes:
    """The narrative in the format of `suffix` (.docx, .txt, .md, .html, .json). `reference` and `plain` are for Word:
    the document that lends its page and styles, and whether comments and controls are left out."""
    own = reference_of(drafted.narrative.style)
    return WRITERS[suffix](drafted.narrative, reference or own, own, plain)


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
    if suffix not in WRITERS or (wanted.pdf and suffix != ".docx"):
        known = [".docx"] if wanted.pdf else list(WRITERS)
        message = f"不会写“{path.suffix}”这种文件" if suffix not in WRITERS else "--pdf 只能由 Word 文稿转成"
        hint = "文件名以下列之一结尾：" + "、".join(known)
        raise Refused(Finding("F03", Severity.ERROR, message, Source(str(path)), hint))
    document = render(drafted, suffix, wanted.reference, wanted.plain)
    outputs = [] if wanted.printed else [(path, document)]
    if wanted.pdf:
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
    return record_schema()


def styles() -> list[tuple[str, str]]:
    """The styles that can be used: name and title."""
    return [(name, _load_style(name).title) for name in resources.styles()]


def reference_of(style: str) -> Path:
    """The Word document that lends a style its page and fonts: its own, or that of the style it extends."""
    own = resources.templates() / style / "reference.docx"
    return own if own.is_file() else resources.templates() / "base" / "reference.docx"


def chosen_wording(record: YearRecord) -> Wording:
    """The wording of the style that the record names. Raises `Refused` where it names none, or none that there is."""
    if record.style:
        return load_wording(record.style.value, record.style.source)
    hint = f"在记录里写“样式: …”，或用 --style；可用的样式：{'、'.join(resources.styles())}"
    raise Refused(Finding("R12", Severity.ERROR, "没有说明用哪个样式", record.source, hint))


def load_wording(name: str, place: Source | None = None) -> Wording:
    """The style `name` (asked for at `place`) with its phrases and folders, its own before those that it extends."""
    if name not in resources.styles():
        hint = "可用的样式：" + "、".join(resources.styles())
        raise Refused(Finding("R12", Severity.ERROR, f"没有“{name}”这个样式", place, hint))
    style = _load_style(name)
    names = [name, *([style.extends] if style.extends else [])]
    phrases = PhraseBank(*(_tree(resources.phrasebank(n)) for n in ("glossary", *reversed(names))))
    folders = tuple(resources.templates() / n for n in names)
    return Wording(style, folders, phrases, _tree(resources.phrasebank("reasons")))


def load_layouts(style: str) -> list[Layout]:
    """The official tables of a style, in their order. Raises `Refused` with the faults of all files."""
    faults: list[Finding] = []
    layouts = []
    for path in resources.layouts(style):
        try:
            layouts.append(read_layout(path, is_key, is_column))
        except Refused as refused:
            faults.extend(refused.findings)
    if faults:
        raise Refused(*faults)
    return layouts


def _load_style(name: str) -> Style:
    path = resources.templates() / name / "style.yaml"
    try:
        return Style.model_validate(_plain(_tree(path)))
    except ValidationError as faults:
        told = [".".join(map(str, e["loc"])) + "：" + e["msg"] for e in faults.errors()]
        raise Refused(*(Finding("S03", Severity.ERROR, f"{path.name} {t}", None, "改正样式") for t in told)) from None


def _tree(path: Path) -> Tree:
    return read_tree(read_text(path), str(path))


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [_plain(value) for value in node]
    return node.text if isinstance(node, Scalar) else node


__all__ = [
    "Drafted",
    "Wanted",
    "draft",
    "explain",
    "fitting",
    "load_layouts",
    "load_wording",
    "read_years",
    "render",
    "save",
    "schema",
    "styles",
    "write_findings_json",
    "write_report",
]
