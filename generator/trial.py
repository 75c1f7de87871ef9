"""The cases of a style: small units in its folder `cases`, drafted and held against the text that was accepted."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from . import pipeline
from .heads import load_head
from .model.finding import Finding, Refused, Severity
from .model.narrative import Heading, plain
from .model.source import Source
from .pipeline import Drafted
from .read import read_text
from .resources import Place
from .write import fitness, write_files

EXPECTED = "expected.txt"
MOST_DIFFERENCES = 5
# How much of two lines is told: from before their first difference, and in all.
BEFORE, WIDEST = 10, 50


@dataclass(frozen=True, slots=True)
class Case:
    """One case: the record of its newest year, and where the accepted text stands or will stand."""

    name: str
    record: Path
    expected: Path


@dataclass(frozen=True, slots=True)
class Tried:
    """A case that was drafted: the text of the whole document, what was wrong with the style on the way to it, the
    phrases that were said and the sections that had something to tell. `text` is None where no document came of it."""

    case: Case
    text: str | None
    findings: tuple[Finding, ...]
    phrases: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()


def cases_of(place: Place) -> list[Case]:
    """The cases of a style itself, by name."""
    if not place.cases.is_dir():
        return []
    folders = [folder for folder in sorted(place.cases.iterdir()) if folder.is_dir()]
    records = {folder: max(folder.glob("20*.yaml"), default=None) for folder in folders}
    return [Case(folder.name, record, folder / EXPECTED) for folder, record in records.items() if record]


def try_case(style: str, case: Case) -> Tried:
    """Drafts a case, the 情况说明 alone and, where the style has one, the complete disclosure, whose text is kept."""
    whole = bool(load_head(style).style.document)
    try:
        drafts = [
            pipeline.draft(case.record, style=style, full=full) for full in ((False, True) if whole else (False,))
        ]
    except Refused as refused:
        return Tried(case, None, tuple(refused.findings))
    text = pipeline.render(drafts[-1], ".txt").decode("utf-8")
    phrases = frozenset(key for drafted in drafts for key in drafted.narrative.phrases)
    sections = frozenset(title for drafted in drafts for title in _told(drafted))
    return Tried(case, text, _looks(style, drafts[-1]), phrases, sections)


def _told(drafted: Drafted) -> set[str]:
    """The titles of the sections that have something below them."""
    told, title = set(), ""
    for block in drafted.narrative.blocks:
        if isinstance(block, Heading) and block.level <= 1:
            title = plain(block.inlines) if block.level else ""
        elif title:
            told.add(title)
    return told


def _looks(style: str, drafted: Drafted) -> tuple[Finding, ...]:
    """What the style's own Word document lacks for the draft."""
    own = load_head(style).places[0].reference
    if not own.is_file():
        return ()
    base = pipeline.reference_of("base")
    found = (f for f in fitness(drafted.narrative, own, base) if f.code == "D02")
    return tuple(Finding(f.code, Severity.WARNING, f.message, f.source, f.hint) for f in found)


def differences(tried: Tried) -> list[Finding]:
    """Where the text of a case is not the accepted one; nothing where none was accepted yet."""
    if tried.text is None or not tried.case.expected.is_file():
        return []
    try:
        accepted, written = read_text(tried.case.expected).splitlines(), tried.text.splitlines()
    except Refused as refused:
        return list(refused.findings)
    pairs = list(_pairs(accepted, written))
    hint = "没有错的，用 juesuan style cases 样式 --accept 接受；有错的，改样式"
    message = f"样例“{tried.case.name}”写出的与预期不同"
    found = []
    for line, before, after in pairs[:MOST_DIFFERENCES]:
        place = Source(str(tried.case.expected), f"{line}:1")
        expected, printed = _around(before, after)
        found.append(Finding("S10", Severity.ERROR, message, place, hint, printed=printed, expected=expected))
    if len(pairs) > MOST_DIFFERENCES:
        more = f"样例“{tried.case.name}”还有 {len(pairs) - MOST_DIFFERENCES} 行不同"
        found.append(Finding("S10", Severity.ERROR, more, Source(str(tried.case.expected)), hint))
    return found


def _pairs(accepted: list[str], written: list[str]) -> Iterator[tuple[int, str, str]]:
    """The lines that differ, side by side, each with its number in the accepted text."""
    for tag, a, b, c, d in difflib.SequenceMatcher(None, accepted, written, autojunk=False).get_opcodes():
        if tag != "equal":
            for at, (before, after) in enumerate(zip_longest(accepted[a:b], written[c:d], fillvalue=""), start=a + 1):
                yield max(1, min(at, len(accepted))), before, after


def _around(before: str, after: str) -> tuple[str, str]:
    """Two lines from a little before the place where they part."""
    same = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, same - BEFORE)
    return _cut(before, start), _cut(after, start)


def _cut(line: str, start: int) -> str:
    if not line:
        return "（没有这一行）"
    rest = line[start : start + WIDEST]
    return ("…" if start else "") + rest + ("…" if start + WIDEST < len(line) else "")


def accept(tried: list[Tried]) -> list[Path]:
    """Writes the texts of the cases beside them, as what is expected from now on; returns the files that changed."""
    outputs = [
        (own.case.expected, own.text.encode("utf-8"))
        for own in tried
        if own.text is not None and _standing(own.case.expected) != own.text
    ]
    write_files(outputs, [], force=True)
    return [path for path, _ in outputs]


def _standing(path: Path) -> str | None:
    """The text that was accepted; None where there is none that can be read."""
    try:
        return read_text(path) if path.is_file() else None
    except Refused:
        return None  # it is written anew
