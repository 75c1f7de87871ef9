"""Jobs through an `Executor`, no more at once than a window holds, with a fresh executor where a worker died.

Whoever was in flight when a pool broke is tried again alone; a job that kills its worker twice while nothing else runs
is the one to blame. Memory stays flat however many jobs there are.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Protocol

from ..model.finding import Finding
from .job import Answer, Job

MOST_DEATHS = 2
# Seconds after which a wait looks up: whether it is to stop, what to show.
TICK = 0.5


class Crew(Protocol):
    """What gives executors. `room` is how many jobs are handed over at once."""

    @property
    def room(self) -> int: ...

    def open(self) -> Executor: ...

    def abandon(self) -> None:
        """Ends at once what is running."""

    def close(self) -> None: ...

    @property
    def lost(self) -> Finding:
        """What to tell when nobody is left to work."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a job: its answer, or the exception that is a fault of ours. With neither its workers died."""

    job: Job
    answer: Answer | None = None
    fault: BaseException | None = None


class Lost(Exception):  # noqa: N818 - not an error of the program but of the line
    """Nobody is left to work: the scheduler is gone and dropped its jobs, or processes end before they begin."""


class Window:
    """Runs `work` on jobs. `stopping` is asked all the time: once it says so nothing is begun any more, what has not
    begun is dropped, and what runs is awaited."""

    def __init__(self, crew: Crew, work: Callable[[Job], Answer], stopping: Callable[[], bool]) -> None:
        self.crew, self.work, self.stopping = crew, work, stopping
        self.executor = crew.open()
        self.running: dict[Future[Answer], Job] = {}
        self.suspects: deque[Job] = deque()
        self.deaths: Counter[Job] = Counter()
        self.stillborn = 0  # pools in a row that broke before they got anything to do

    def results(self, jobs: Iterator[Job]) -> Iterator[Result | None]:
        """A result for each job that was carried out, as they come, and None now and then while none does. Raises
        `Lost`."""
        waiting = True
        while True:
            if self.stopping():
                self._drop()
            elif self.suspects:
                if not self.running:
                    self._submit(self.suspects.popleft())
            else:
                while waiting and len(self.running) < self.crew.room and not self.suspects:
                    job = next(jobs, None)
                    waiting = job is not None
                    if job is not None:
                        self._submit(job)
            if not self.running and (self.stopping() or not (waiting or self.suspects)):
                self.executor.shutdown()
                return
            done, _ = wait(self.running, timeout=TICK, return_when=FIRST_COMPLETED)
            yield from self._taken(done)
            if not done:
                yield None

    def _submit(self, job: Job) -> None:
        try:
            self.running[self.executor.submit(self.work, job)] = job
            self.stillborn = 0
        except BrokenExecutor:
            self.stillborn += 1
            if self.stillborn > MOST_DEATHS:
                raise Lost from None
            self.suspects.appendleft(job)
            self._renew()

    def _taken(self, done: set[Future[Answer]]) -> Iterator[Result]:
        alone = len(self.running) == 1
        broken = False
        for future in done:
            job = self.running.pop(future)
            if future.cancelled():
                raise Lost
            fault = future.exception()
            if isinstance(fault, BrokenExecutor):
                broken = True
                self.deaths[job] += alone
                if self.deaths[job] < MOST_DEATHS:
                    self.suspects.append(job)
                else:
                    yield Result(job)
            else:
                yield Result(job, fault=fault) if fault else Result(job, future.result())
        if broken:
            yield from self._rest()

    def _rest(self) -> Iterator[Result]:
        """The others of a broken pool: some were done, the rest is tried again."""
        wait(self.running)
        for future, job in self.running.items():
            fault = future.exception()
            if isinstance(fault, BrokenExecutor):
                self.suspects.append(job)
            else:
                yield Result(job, fault=fault) if fault else Result(job, future.result())
        self.running.clear()
        self._renew()

    def _renew(self) -> None:
        self.executor.shutdown()
        if not self.stopping():
            self.executor = self.crew.open()

    def _drop(self) -> None:
        """What has not begun is taken back; no suspect is tried any more."""
        self.suspects.clear()
        for future in [future for future in self.running if future.cancel()]:
            del self.running[future]
