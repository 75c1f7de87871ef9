"""1,000 units of all kinds by `juesuan batch`, with one process and with two.

Once the 情况说明 of each, once the complete disclosure. Each runs twice, in turns, and the shorter time counts.
Documents a second are those of the whole command: start, all records, all documents, the summary. With one process that
process does everything; with two, both draft while the parent hands out units and writes the summary. On a machine with
other work the speedup says little; that two processes need no more of the processors for a document than one does says
that it would be there. Memory is the peak of the resident set of each process: after 1,000 units it should be as after
100."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter, sleep

from .records import units
from .report import Report, Table, Value

JUESUAN = (str(Path(sys.executable).with_name("juesuan")), "batch")
FEW, MANY = 100, 1000
ROUNDS = 2
PAUSE = 0.25  # a peak stays to be seen; to look more often would take from what is measured
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Ran:
    """A run: its seconds, those of all its processes on the processors, how many documents it wrote, and the peaks of
    the parent and of its largest worker in MiB."""

    seconds: float
    busy: float
    documents: int
    parent: float | None
    worker: float | None


def measure(folder: Path, command: Sequence[str] = JUESUAN) -> Report:
    about = f"{MANY:,} units of all kinds, by one process and by two"
    if subprocess.run([*command, "--help"], capture_output=True, check=False).returncode:
        return Report("batch", about, notes=("left out: this juesuan has no command `batch`",))
    records = units(folder / "units", MANY)
    kinds = ((FEW, False), (MANY, False), (MANY, True))
    turns = [(count, full, jobs) for _ in range(ROUNDS) for count, full in kinds for jobs in (1, 2)]
    all_runs = []
    for number, (count, full, jobs) in enumerate(turns):
        options = ("-o", str(folder / str(number)), "--jobs", str(jobs), *(["--full"] if full else []))
        all_runs.append(run((*command, *map(str, records[:count]), *options), folder / str(number)))
    runs = {turn: best([ran for own, ran in zip(turns, all_runs, strict=True) if own == turn]) for turn in turns}
    rows: list[tuple[Value, ...]] = []
    for (count, full, jobs), ran in runs.items():
        alone = runs[count, full, 1]
        rate, speedup = ran.documents / ran.seconds, alone.seconds / ran.seconds
        name, work = f"{count:,} units{', complete' if full else ''}, {jobs}", 1000 * ran.busy / ran.documents
        rows.append((name, ran.documents, ran.seconds, rate, speedup, work, ran.parent, ran.worker))
    growth = [(f"{jobs}", *grown(runs[FEW, False, jobs], runs[MANY, False, jobs])) for jobs in (1, 2)]
    head = (
        "units, processes",
        "documents",
        "seconds",
        "documents/s",
        "speedup",
        "CPU ms/document",
        "parent MiB",
        "worker MiB",
    )
    title = f"memory {MANY:,} / {FEW}, processes"
    return Report("batch", about, (Table("runs", head, rows), Table("growth", (title, "parent", "worker"), growth)))


def run(command: Sequence[str], output: Path) -> Ran:
    """Runs the command, which writes to `output`, and watches its processes. Nothing is deleted in between: what a file
    system has to do then falls on the next run."""
    start, before = perf_counter(), spent()
    with output.with_suffix(".txt").open("w+", encoding="utf-8") as told:
        process = subprocess.Popen(command, stdout=told, stderr=told, stdin=subprocess.DEVNULL)
        peaks: dict[int, float] = {}
        while process.poll() is None:
            for number in family(process.pid):
                peaks[number] = max(peaks.get(number, 0.0), peak(number))
            sleep(PAUSE)
        seconds = perf_counter() - start
        written = len(list(output.rglob("*.docx")))
        if process.returncode not in (0, 1) or not written:
            told.seek(0)
            raise RuntimeError(told.read()[-2000:])
    workers = [size for number, size in peaks.items() if number != process.pid]
    return Ran(seconds, spent() - before, written, peaks.get(process.pid), max(workers, default=None))


def spent() -> float:
    """The seconds that all ended processes begun from here were on a processor."""
    times = os.times()
    return times.children_user + times.children_system


def best(runs: Sequence[Ran]) -> Ran:
    """The shortest of the runs, with the most memory that any of them had."""
    parent = max((ran.parent for ran in runs if ran.parent), default=None)
    worker = max((ran.worker for ran in runs if ran.worker), default=None)
    return replace(
        min(runs, key=lambda ran: ran.seconds), busy=min(ran.busy for ran in runs), parent=parent, worker=worker
    )


def family(process: int) -> list[int]:
    """The process and all that it began; nothing where the system does not tell."""
    found = [process]
    for number in found:
        try:
            lists = [path.read_text() for path in (PROC / str(number) / "task").glob("*/children")]
        except (FileNotFoundError, ProcessLookupError):
            continue
        found += [int(child) for text in lists for child in text.split()]
    return found if PROC.is_dir() else []


def peak(process: int) -> float:
    """The largest resident set that the process ever had, in MiB; 0 where it has ended."""
    try:
        status = (PROC / str(process) / "status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def grown(few: Ran, many: Ran) -> tuple[float | None, float | None]:
    """How many times as much memory parent and worker had."""
    pairs = ((few.parent, many.parent), (few.worker, many.worker))
    parent, worker = (more / less if less and more else None for less, more in pairs)
    return parent, worker
