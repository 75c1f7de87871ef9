"""Ctrl-C: the first time it asks to stop, the second time it insists, the third time it does not ask."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class Interrupt:
    """How often somebody asked to stop."""

    times = 0

    @property
    def asked(self) -> bool:
        return self.times > 0

    @property
    def insisted(self) -> bool:
        return self.times > 1


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Within it Ctrl-C, or being asked by the system to end, is noted, so that nothing is left in the middle; a third
    time raises `KeyboardInterrupt`."""
    interrupt = Interrupt()

    def asked(_signal: int, _frame: FrameType | None) -> None:
        if interrupt.insisted:
            raise KeyboardInterrupt
        interrupt.times += 1

    signals = (signal.SIGINT, signal.SIGTERM)
    before: list[Any] = [signal.signal(number, asked) for number in signals]
    try:
        yield interrupt
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
