"""What is known of a unit between runs, a small file each: what its document was made from, and what was written.

`output` is written down before the document is, with the one that it `replaces`: whatever moment a run was killed at,
the document on the disk is one of the two, or a person's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG
from typing import Any

from ..model.entry import Entry, Standing
from ..model.finding import Finding, Severity
from ..model.source import Source
from .job import Making

# Beside the documents: states, the lock, what is being written.
FOLDER = ".juesuan"
FORM = 1


@dataclass(frozen=True, slots=True)
class State:
    """The entry of a unit with the hashes of its `sources` by their names beside the record, the names that were
    looked for and `beside` it then, and the hashes of the document."""

    entry: Entry
    run: int
    making: Making
    sources: dict[str, str]
    beside: tuple[str, ...]
    output: str | None
    replaces: str | None = None

    def wrote(self, document: str | None) -> bool:
        """Whether a document with this hash is ours, as we left it."""
        return document is not None and document in (self.output, self.replaces)


def state_path(folder: Path, place: str) -> Path:
    return folder / FOLDER / "units" / f"{place}.json"


def document_path(folder: Path, place: str) -> Path:
    return folder / f"{place}.docx"


def digest(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none. Raises `OSError` where it cannot be read."""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would be waited for
            raise OSError(EINVAL, "不是普通文件")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def dumped(state: State) -> bytes:
    told = asdict(state) | {"form": FORM}
    told["entry"]["findings"] = [_plain(finding) for finding in state.entry.findings]
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def loaded(path: Path) -> State | None:
    """The state in the file at `path`. None where there is none that can be read, or none of this form: then a document
    that is there counts as a person's."""
    try:
        told = json.loads(path.read_bytes())
        return _state(told) if told.pop("form", None) == FORM else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _state(told: dict[str, Any]) -> State:
    entry = told["entry"]
    findings = tuple(_finding(**finding) for finding in entry["findings"])
    told["entry"] = Entry(**entry | {"standing": Standing(entry["standing"]), "findings": findings})
    told["making"] = Making(**told["making"])
    told["beside"] = tuple(told["beside"])
    return State(**told)


def _plain(finding: Finding) -> dict[str, Any]:
    place = [finding.source.path, finding.source.place] if finding.source else None
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "place": place,
        "hint": finding.hint,
    }


def _finding(code: str, severity: str, message: str, place: list[str] | None, hint: str) -> Finding:
    return Finding(code, Severity(severity), message, Source(*place) if place else None, hint)
