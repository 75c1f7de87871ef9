"""Ctrl-C: the first time it asks to stop, the second time it does not ask."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


class Interrupt:
    """Whether somebody asked to stop."""

    asked = False


@contextmanager
def interruptible() -> Iterator[Interrupt]:
    """Within it Ctrl-C, or being asked by the system to end, is noted; a second time raises `KeyboardInterrupt`."""
    interrupt = Interrupt()

    def asked(_signal: int, _frame: FrameType | None) -> None:
        if interrupt.asked:
            raise KeyboardInterrupt
        interrupt.asked = True

    signals = (signal.SIGINT, signal.SIGTERM)
    before: list[Any] = [signal.signal(number, asked) for number in signals]
    try:
        yield interrupt
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
