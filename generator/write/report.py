"""Findings as people read them: where, what, the line or sentence with a caret under it, what is printed and what would
be right, and what to do. Or all as JSON."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from ..model.finding import Finding
from ..model.source import Source
from .judged import comparison, printed_in

MOST = 200
BEFORE, WIDEST = 40, 76
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def write_report(findings: Sequence[Finding]) -> str:
    """All findings, in order, a blank line between them. Beyond two hundred the rest is counted."""
    told = [_told(finding) for finding in findings[:MOST]]
    if len(findings) > MOST:
        told.append(f"还有 {len(findings) - MOST} 处没有列出；先改正以上各处，再运行一次\n")
    _lines.cache_clear()
    return "\n".join(told)


def write_findings_json(findings: Sequence[Finding]) -> str:
    listed = [
        {
            "code": f.code,
            "severity": f.severity,
            "message": f.message,
            "place": str(f.source) if f.source else None,
            "hint": f.hint,
            **({"quote": f.quote, "printed": f.printed, "expected": f.expected} if f.quote else {}),
        }
        for f in findings
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _told(finding: Finding) -> str:
    place = f"{finding.source}: " if finding.source else ""
    lines = [f"{place}{finding.severity} {finding.code}: {finding.message}"]
    if finding.quote:
        lines += _quoted(finding)
    elif finding.source:
        lines += _excerpt(finding.source)
    if told := comparison(finding):
        lines.append("    " + "".join(map(_visible, told)))
    if finding.hint:
        lines.append(f"    {finding.hint}")
    return "\n".join(lines) + "\n"


def _excerpt(source: Source) -> list[str]:
    """The line of a text file with a caret under the column, cut to the console's width; nothing for other places."""
    if source.line is None or source.column is None:
        return []
    lines = _lines(source.path)
    if not 0 < source.line <= len(lines):
        return []  # the finding already says where; the excerpt only helps the eye
    shown, before = _cut(lines[source.line - 1], source.column - 1)
    return ["    " + shown, "    " + " " * before + "^"]


def _quoted(finding: Finding) -> list[str]:
    """The sentence, cut to the console's width, with carets under what is printed; none where that is not found."""
    found = printed_in(finding.quote, finding)
    start, end = found[0] if found else (0, 0)
    # A sentence that ends soon is shown from further before.
    room = WIDEST - _width(finding.quote[start:])
    shown, before = _cut(finding.quote, start, max(BEFORE, room))
    if not found:
        return ["    " + shown]
    carets = min(_width(finding.quote[start:end]), _width(shown) - before)
    return ["    " + shown, "    " + " " * before + "^" * carets]


def _cut(line: str, at: int, widest: int = BEFORE) -> tuple[str, int]:
    """The part of `line` around the character at `at` that the console has room for, and how wide it is before it: no
    more than `widest`."""
    start = at
    while start and _width(line[start - 1 : at]) <= widest:
        start -= 1
    if at <= BEFORE // 2:
        start = 0
    end = start
    while end < len(line) and _width(line[start : end + 1]) <= WIDEST:
        end += 1
    return "".join(map(_visible, line[start:end])), _width(line[start:at])


@lru_cache(maxsize=4)
def _lines(path: str) -> list[str]:
    try:
        return BREAK.split(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return []


def _visible(character: str) -> str:
    """A character as it may be shown: a control character could act on the console, a tab would move the caret."""
    if character == "\t":
        return "→"
    return "·" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
