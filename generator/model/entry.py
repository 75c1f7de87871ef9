"""One unit of a batch as it came out: what the summary tells of it, and what the next run begins from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .finding import Finding, Severity

# A place that the document leaves to be filled in.
BLANK = "W02"


class Standing(StrEnum):
    """What became of a unit, as the summary says it."""

    DRAFTED = "已起草"
    LACKING = "已起草待补充"
    KEPT = "上次已完成"
    FAILED = "未起草"


@dataclass(frozen=True, slots=True)
class Entry:
    """A unit: its `record`, its name where the record says one, what became of it, its document relative to the folder
    of the batch ('' where there is none), and all that was noticed."""

    record: str
    unit: str
    standing: Standing
    document: str
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """What wants a person's look, apart from the blanks."""
        return sum(f.severity is Severity.WARNING and f.code != BLANK for f in self.findings)

    @property
    def blanks(self) -> int:
        return sum(finding.code == BLANK for finding in self.findings)


def told(entry: Entry) -> str:
    """In a line why the unit failed: its first error, or its first finding, with its place where that helps."""
    first = next((f for f in entry.findings if f.severity is Severity.ERROR), None) or next(iter(entry.findings), None)
    if first is None:
        return ""
    source = first.source
    place = "" if source is None else source.within if source.path == entry.record else str(source)
    return f"{first.code} {f'（{place}）' if place else ''}{first.message}"
