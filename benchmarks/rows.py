"""One record of 10 to 3,000 lines by function, drafted as a complete disclosure: from two YAML files to the bytes.

A line stands in four of the ten official tables, in the sums of its 款 and 类, in the text and in the 名词解释, so a
document of 3,000 lines has about 40,000 numbers. The cost of a line must not grow with the number of lines: the
exponent says how the time grows between two sizes (1 is linear, 2 quadratic)."""

from __future__ import annotations

from functools import partial
from math import log
from pathlib import Path

from generator import pipeline
from generator.cycles import look_rarely

from .records import wide_record
from .report import Report, Table
from .rounds import race

SIZES = (10, 30, 100, 300, 1000, 3000)
ROUNDS = 5


def drafted(path: Path) -> bytes:
    return pipeline.render(pipeline.draft(path, full=True), ".docx")


def measure(folder: Path) -> Report:
    look_rarely()  # as every command does
    records = {f"{size:,} lines": wide_record(folder / str(size), size) for size in SIZES}
    run = race({name: partial(drafted, path) for name, path in records.items()}, ROUNDS)
    rows: list[tuple[str, int, float, float, float, float | None]] = []
    before: tuple[int, float] | None = None
    for name, size in zip(records, SIZES, strict=True):
        middle, best = 1000 * run.median(name), 1000 * run.best(name)
        grows = log(best / before[1]) / log(size / before[0]) if before else None
        rows.append((name, ROUNDS, middle, best, best / size, grows))
        before = size, best
    return Report(
        "rows",
        "one complete disclosure of many lines, warm",
        (Table("times", ("contestant", "rounds", "median ms", "best ms", "best ms/line", "exponent"), rows),),
    )
