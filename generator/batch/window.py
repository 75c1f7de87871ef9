"""Jobs through an `Executor`, no more at once than a window holds, with a fresh executor where a worker died.

They go out in handfuls, for handing four over costs hardly more than one; towards the end they go one by one, so that
no worker is left with the rest. Whoever was in flight when a pool broke, or in one hand with a job that failed, is
tried again alone; a job that kills its worker twice while nothing else runs is the one to blame. Memory stays flat
however many jobs there are.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Protocol

from ..model.finding import Finding
from .job import Answer, Job

MOST_DEATHS = 2
HANDFUL = 4
# Seconds after which a wait looks up: whether it is to stop, what to show.
TICK = 0.5

# Answers each of the jobs.
Work = Callable[[tuple[Job, ...]], tuple[Answer, ...]]


class Crew(Protocol):
    """What gives executors. `room` is how many handfuls are out at once."""

    @property
    def room(self) -> int: ...

    def open(self) -> Executor:
        """Begins to start one. Raises `Refused` where there can be none."""

    def meet(self, executor: Executor) -> None:
        """Waits until it works. Raises `Lost` where it never will."""

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
    """Runs `work` on jobs, within a `with`; the executor is started while the caller prepares them."""

    def __init__(self, crew: Crew, work: Work) -> None:
        self.crew, self.work = crew, work
        self.executor = crew.open()
        self.running: dict[Future[tuple[Answer, ...]], tuple[Job, ...]] = {}
        self.suspects: deque[Job] = deque()
        self.deaths: Counter[Job] = Counter()
        self.stillborn = 0  # pools in a row that broke before they got anything to do

    def __enter__(self) -> Window:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if kind:
            self.abandon()
        self.executor.shutdown(wait=False)

    def abandon(self) -> None:
        """Takes back what has not begun, ends what runs, and waits a moment for what cannot be ended."""
        self._drop()
        self.crew.abandon()
        wait(self.running, timeout=TICK)

    def results(self, jobs: Iterator[Job], left: int, stopping: Callable[[], bool]) -> Iterator[Result | None]:
        """A result for each job that was carried out, as they come, and None now and then while none does. `left` is
        how many jobs there are. `stopping` is asked all the time: once it says so nothing is begun any more, what has
        not begun is dropped, and what runs is awaited. Raises `Lost`."""
        self.crew.meet(self.executor)
        while True:
            if stopping():
                self._drop()
                left = 0
            elif self.suspects:
                if not self.running:
                    self._submit((self.suspects.popleft(),))
            else:
                while left and len(self.running) < self.crew.room and not self.suspects:
                    hand = tuple(islice(jobs, min(HANDFUL, left // (2 * self.crew.room) or 1)))
                    left -= len(hand)
                    self._submit(hand)
            if not (self.running or left or self.suspects):
                self.executor.shutdown(wait=False)  # the workers leave while the summary is finished
                return
            done, _ = wait(self.running, timeout=TICK, return_when=FIRST_COMPLETED)
            yield from self._taken(done)
            if not done:
                yield None

    def _submit(self, hand: tuple[Job, ...]) -> None:
        try:
            self.running[self.executor.submit(self.work, hand)] = hand
            self.stillborn = 0
        except BrokenExecutor:
            self.stillborn += 1
            if self.stillborn > MOST_DEATHS:
                raise Lost from None
            self.suspects.extendleft(reversed(hand))
            self.executor.shutdown()
            self.executor = self.crew.open()
            self.crew.meet(self.executor)

    def _taken(self, done: set[Future[tuple[Answer, ...]]]) -> Iterator[Result]:
        alone = len(self.running) == 1
        broken = False
        for future in done:
            hand = self.running.pop(future)
            if future.cancelled():
                raise Lost
            died = isinstance(future.exception(), BrokenExecutor)
            broken |= died
            if died and alone and len(hand) == 1:
                self.deaths[hand[0]] += 1
            if died and self.deaths[hand[0]] >= MOST_DEATHS:
                yield Result(hand[0])
            else:
                yield from self._answers(future, hand)
        if broken:  # and all others with it, of which some were done
            wait(self.running)
            for future, hand in self.running.items():
                yield from self._answers(future, hand)
            self.running.clear()

    def _answers(self, future: Future[tuple[Answer, ...]], hand: tuple[Job, ...]) -> Iterator[Result]:
        """What came of a handful. Where all that is known is that something is wrong with one of them or with their
        worker, they are tried again."""
        fault = future.exception()
        if fault is None:
            yield from (Result(job, answer) for job, answer in zip(hand, future.result(), strict=True))
        elif isinstance(fault, BrokenExecutor) or len(hand) > 1:
            self.suspects.extend(hand)
        else:
            yield Result(hand[0], fault=fault)

    def _drop(self) -> None:
        """What has not begun is taken back, and nothing is tried again."""
        self.suspects.clear()
        for future in [future for future in self.running if future.cancel()]:
            del self.running[future]
