"""A fault in what people gave us, as a value: collected, sorted and told all at once. Faults of ours are exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .source import Source


class Severity(StrEnum):
    """How much a finding weighs: an error stops the draft, a warning wants a person's look, info is for reading."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong (`message`, Chinese), where (`source`; None for the run as a whole), and what to do (`hint`).
    `also` are the other places that take part, where a number contradicts others. Where a text is judged, `quote` is
    the sentence, `printed` the number or words as they stand and `expected` what would be right, a value or an
    interval."""

    code: str
    severity: Severity
    message: str
    source: Source | None = None
    hint: str = ""
    also: tuple[Source, ...] = ()
    quote: str = ""
    printed: str = ""
    expected: str = ""

    @property
    def order(self) -> tuple[str, str, int, int, str]:
        """Sorts by file, line and column, or sheet, row and column; findings without a place come first."""
        if self.source is None:
            return ("", "", 0, 0, self.code)
        sheet, row, column = self.source.cell or ("", self.source.line or 0, self.source.column or 0)
        return (self.source.path, sheet, row, column, self.code)


class Refused(Exception):  # noqa: N818 - not an error of the program but its answer
    """Carries the findings that make it impossible to go on, from where they are noticed to where they are told."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(f"{f.code} {f.message}" for f in findings))
        self.findings = findings
