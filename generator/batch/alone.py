"""No worker processes at all: this process drafts, one unit after the other."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from dataclasses import dataclass

from ..model.finding import Finding, Severity
from .window import Lost


@dataclass(frozen=True, slots=True)
class Alone:
    """A thread that begins with `warm`. It takes the least memory and works where processes cannot be started; a unit
    that brings its process down brings down the batch."""

    warm: Callable[[], None]

    @property
    def room(self) -> int:
        """One handful running and one waiting."""
        return 2

    def open(self) -> Executor:
        return ThreadPoolExecutor(1, initializer=self.warm)

    def meet(self, executor: Executor) -> None:
        try:
            executor.submit(os.getpid).result()
        except BrokenExecutor:
            raise Lost from None

    def abandon(self) -> None:
        """A thread cannot be ended: the units that it has in hand are finished before the process ends."""

    def close(self) -> None:
        """Nothing is left to close."""

    @property
    def lost(self) -> Finding:
        return Finding("B06", Severity.ERROR, "起草的线程一启动就退出了", None, "请把这一条告诉程序的作者")
