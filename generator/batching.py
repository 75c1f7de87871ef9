"""Many units drafted at once, in processes or on machines, and summed up. Running it again goes on where it stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from . import resources
from .batch import (
    Account,
    Alone,
    Answer,
    Cluster,
    Crew,
    House,
    Job,
    Lost,
    Making,
    Pool,
    Result,
    Shown,
    Spelling,
    Unit,
    Units,
    Window,
    fault_of,
    interruptible,
    locked,
    processors,
    search,
    units_of,
    unlike,
)
from .model.entry import Standing
from .model.finding import Finding, Refused, Severity
from .read import ALL, TEXTS, YEAR, read_text
from .summing import Summing
from .working import draft_units, failed, warm
from .write import TEMPORARY, write_files


@dataclass(frozen=True, slots=True)
class Asked:
    """How a batch is to be drafted: `year` None is the newest, `style` None is what each record says, `jobs` None is a
    process for each processor, 1 is this very process, `scheduler` is the address of machines to use instead."""

    year: int | None = None
    style: str | None = None
    full: bool = False
    plain: bool = False
    allow_errors: bool = False
    force: bool = False
    jobs: int | None = None
    scheduler: str | None = None


def batch(arguments: list[Path], folder: Path, asked: Asked) -> Account:
    """Drafts all units under `arguments` into `folder`, with a summary. Raises `Refused` where nothing can be begun;
    what fails later is an entry of the summary."""
    if asked.jobs and asked.scheduler:
        hint = "进程数在各台机器上定（dask worker … --nworkers）；去掉 --jobs"
        raise Refused(Finding("F03", Severity.ERROR, "--jobs 不能和 --scheduler 一起用", None, hint))
    if asked.style:
        from .styles import load_wording

        load_wording(asked.style)
    units = units_of(search(arguments, folder, ALL, read_text), asked.year, Spelling(YEAR, TEXTS))
    address = asked.scheduler
    crew = _crew(asked, len(units.units))
    try:
        house = House(folder.absolute() if address else folder, _write)
        with interruptible() as interrupt, locked(house.lock), Window(crew, draft_units) as window:
            house.clear((unit.place for unit in units.units), TEMPORARY)
            house.begin(asked.force)
            run = _Run(units, house, asked)
            with Shown(len(units.units)) as shown:
                shown.tell(run.account.heading)
                asked_to_stop = False
                try:
                    for standing in run.answers(window, lambda: interrupt.asked or bool(run.account.stopped)):
                        if standing:
                            shown.count(standing is Standing.FAILED)
                        if interrupt.asked and not asked_to_stop:
                            asked_to_stop = True
                            shown.tell("正在停下：等手上的写完。再按一次 Ctrl-C，不等")
                        shown.look()
                        if interrupt.insisted:
                            window.abandon()
                            break
                except Lost:
                    run.account.stopped = (crew.lost,)
            run.account.interrupted = interrupt.asked
            run.sum_up()
            if not (run.account.interrupted or run.account.stopped):  # elsewhere some may still be writing
                house.clear((unit.place for unit in units.units), TEMPORARY)
            return run.account
    finally:
        crew.close()


def _crew(asked: Asked, units: int) -> Crew:
    styles = _own_styles()
    if asked.scheduler:
        return Cluster(asked.scheduler, partial(resources.fingerprint_with, styles))
    if asked.jobs == 1:
        return Alone(partial(warm, styles))
    return Pool(min(asked.jobs or processors(), units), partial(warm, styles))


def _own_styles() -> str:
    return str(resources.own() or "")


class _Run:
    """One run: what is asked of the workers, what they answered, and what is told of it."""

    def __init__(self, units: Units, house: House, asked: Asked) -> None:
        self.units, self.house, self.asked = units, house, asked
        self.account = Account(units.year, len(units.units), units.findings)
        options = (asked.style, asked.full, asked.plain, asked.allow_errors)
        self.making = Making(resources.version(), resources.fingerprint(), *options)
        self.summing = Summing(house, units)

    def answers(self, window: Window, stopping: Callable[[], bool]) -> Iterator[Standing | None]:
        """What became of each unit, as they come, and None now and then while none does."""
        faulty = 0
        for unit in self.units.units:
            if unit.fault:
                faulty += 1
                yield self._count(self._job(unit), failed(self._job(unit), unit.fault))
        jobs = (self._job(unit) for unit in self.units.units if not unit.fault)
        for result in window.results(jobs, len(self.units.units) - faulty, stopping):
            yield self._taken(result) if result else None

    def _job(self, unit: Unit) -> Job:
        record = str(Path(unit.record).absolute()) if self.asked.scheduler else unit.record
        return Job(
            record, unit.place, str(self.house.path), self.making, self.house.run, self.asked.force, _own_styles()
        )

    def _taken(self, result: Result) -> Standing | None:
        answer = result.answer or failed(result.job, fault_of(result))
        if answer.strange:
            self.account.stopped = (unlike(answer.strange),)
            return None
        return self._count(result.job, answer)

    def _count(self, job: Job, answer: Answer) -> Standing:
        self.account.count(job.record, answer)
        self.summing.take(job.place, answer.entry)
        return answer.standing

    def sum_up(self) -> None:
        """Writes what the summaries still lack."""
        self.account.written, unwritten = self.summing.close(self.account.stopped)
        self.account.stopped += unwritten


def _write(path: Path, data: bytes) -> None:
    write_files([(path, data)], [], force=True)
