"""Worker processes on this machine. They do not hear Ctrl-C, and none outlives the process that started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread

from ..model.finding import Finding, Refused, Severity
from .window import Lost

# Windows waits for no more than 63 things at once, two of which are the pool's own.
MOST = 61


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Pool:
    """`jobs` processes that begin with `warm`. Each starts anew and inherits nothing, the same on every system."""

    jobs: int
    warm: Callable[[], None]

    @property
    def room(self) -> int:
        """One handful running and one waiting for each process: no worker is idle, and little is dropped or tried
        again."""
        return 2 * self._processes

    @property
    def _processes(self) -> int:
        return min(self.jobs, MOST) if sys.platform == "win32" else self.jobs

    def open(self) -> Executor:
        context = multiprocessing.get_context("spawn")
        try:
            pool = ProcessPoolExecutor(self._processes, context, _begin, (self.warm,))
        except (OSError, ImportError, NotImplementedError):  # a system without semaphores
            raise Refused(self.lost) from None
        with _deaf(), suppress(BrokenExecutor, OSError):  # `meet` finds out
            for _ in range(self._processes):  # a submission starts a process while none is idle
                pool.submit(os.getpid)
        return pool

    def meet(self, executor: Executor) -> None:
        try:
            executor.submit(os.getpid).result()
        except (BrokenExecutor, OSError):
            executor.shutdown()
            raise Lost from None

    def abandon(self) -> None:
        """Ends the processes in the middle of what they do."""
        for process in multiprocessing.active_children():
            process.terminate()

    def close(self) -> None:
        """Nothing is left to close: the processes end with their executor."""

    @property
    def lost(self) -> Finding:
        hint = "看看内存够不够；用 --jobs 1 再运行一次，不另开进程，接着做"
        return Finding("B06", Severity.ERROR, "工作进程一启动就退出了", None, hint)


@contextmanager
def _deaf() -> Iterator[None]:
    """What is started meanwhile never hears Ctrl-C, not even before its first line runs: who is told to ignore a signal
    hands that on. (A blocked one is no use: what watches over shared resources unblocks it.)"""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(warm: Callable[[], None]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave_with_parent, daemon=True).start()
    warm()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
