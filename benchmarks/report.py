"""What a benchmark found, as tables: in one format on the console, and as JSON."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Value: TypeAlias = str | float | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """A line of `head` for each column, and rows as long as it; None where a row has nothing to say."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of one benchmark, and in `notes` what was found beside them: why it was left out, say."""

    name: str
    about: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


def machine() -> str:
    """What the ratios were measured on, and when."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{date.today()}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}{load}"


def lines(report: Report) -> Iterator[str]:
    """The report for the console."""
    yield f"{report.name}: {report.about}"
    for table in report.tables:
        rows = [table.head, *(tuple(shown(value) for value in row) for row in table.rows)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
        yield ""
        for row in rows:
            first, *others = (text.rjust(width) for text, width in zip(row, widths, strict=True))
            yield "  ".join(("  " + first.strip().ljust(widths[0]), *others)).rstrip()
    for note in report.notes:
        yield ""
        yield f"  {note}"
    yield ""


def shown(value: Value) -> str:
    match value:
        case None:
            return ""
        case float():
            return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
        case _:
            return str(value)


def plain(report: Report) -> dict[str, Any]:
    """The report for JSON."""
    tables = {table.name: [dict(zip(table.head, row, strict=True)) for row in table.rows] for table in report.tables}
    return {"name": report.name, "about": report.about, **tables, "notes": list(report.notes)}
