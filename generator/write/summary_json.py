"""The summary of a batch for programs: every unit with all that was noticed, written one after the other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ..model.entry import Entry
from ..model.finding import Finding


def write_summary_json(path: Path, entries: Iterable[Entry], year: int | None, notices: Sequence[Finding]) -> None:
    """Writes it to `path`. `notices` belong to no unit. Raises `OSError`."""
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"year": {json.dumps(year)},\n "units": [')
        for index, entry in enumerate(entries):
            counts[entry.standing.value] += 1
            file.write((",\n  " if index else "\n  ") + _told(_unit(entry)))
        told = [_finding(finding) for finding in notices]
        file.write(f'\n ],\n "counts": {_told(dict(counts))},\n "findings": {_told(told)}}}\n')


def _unit(entry: Entry) -> dict[str, Any]:
    return {
        "record": entry.record,
        "unit": entry.unit,
        "state": entry.standing,
        "document": entry.document or None,
        "errors": entry.errors,
        "warnings": entry.warnings,
        "blanks": entry.blanks,
        "findings": [_finding(finding) for finding in entry.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": str(finding.source) if finding.source else None,
        "hint": finding.hint,
    }


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
