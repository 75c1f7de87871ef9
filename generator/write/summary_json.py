"""The summary of a batch for programs: every unit with all that was noticed, written one after the other."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

from ..model.entry import Entry
from ..model.finding import Finding


class SummaryJson:
    """The file at `path`, within a `with`. Raises `OSError`."""

    def __init__(self, path: Path, year: int | None) -> None:
        self._counts: Counter[str] = Counter()
        self._notes: list[dict[str, Any]] = []
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        self._file.write(f'{{"year": {json.dumps(year)},\n "units": [')

    def add(self, entry: Entry) -> None:
        self._file.write((",\n  " if self._counts else "\n  ") + _told(_unit(entry)))
        self._counts[entry.standing.value] += 1

    def note(self, finding: Finding) -> None:
        """A finding that belongs to no unit."""
        self._notes.append(_finding(finding))

    def __enter__(self) -> SummaryJson:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        with self._file as file:
            if kind is None:
                file.write(f'\n ],\n "counts": {_told(dict(self._counts))},\n "findings": {_told(self._notes)}}}\n')


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
