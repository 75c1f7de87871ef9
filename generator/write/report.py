"""Findings as people read them: where, what, the line with a caret under it, and what to do. Or all as JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from ..model.finding import Finding
from ..model.source import Source


def write_report(findings: Sequence[Finding]) -> str:
    """All findings, in order, a blank line between them."""
    return "\n".join(_told(finding) for finding in findings)


def write_findings_json(findings: Sequence[Finding]) -> str:
    listed = [
        {
            "code": f.code,
            "severity": f.severity,
            "message": f.message,
            "place": str(f.source) if f.source else None,
            "hint": f.hint,
        }
        for f in findings
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _told(finding: Finding) -> str:
    place = f"{finding.source}: " if finding.source else ""
    lines = [f"{place}{finding.severity} {finding.code}: {finding.message}"]
    if finding.source:
        lines += _excerpt(finding.source)
    if finding.hint:
        lines.append(f"    {finding.hint}")
    return "\n".join(lines) + "\n"


def _excerpt(source: Source) -> list[str]:
    """The line of a text file with a caret under the column; nothing for other places."""
    if source.line is None or source.column is None:
        return []
    try:
        lines = Path(source.path).read_text(encoding="utf-8-sig").splitlines()
        line = lines[source.line - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return []  # the finding already says where; the excerpt only helps the eye
    start = max(0, source.column - 40)
    shown = line[start : start + 72]
    return ["    " + shown, "    " + " " * _width(line[start : source.column - 1]) + "^"]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
