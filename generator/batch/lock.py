"""One batch at a time in a folder: a second would clear away what the first is writing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file at `path`; the system lets go of it when the process ends, however it ends. Raises `Refused`
    where another process holds it, and where it cannot be written."""
    with _opened(path) as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            hint = "等它做完，或换一个输出文件夹"
            message = "另一个 juesuan batch 正在往这个文件夹里写"
            raise Refused(Finding("B09", Severity.ERROR, message, Source(str(path.parent.parent)), hint)) from None
        yield


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("ab")
    except OSError as fault:
        message = f"写不进输出文件夹：{fault.strerror or '磁盘错误'}"
        hint = "检查权限和磁盘空间，或换一个输出文件夹"
        raise Refused(Finding("F02", Severity.ERROR, message, Source(str(path.parent.parent)), hint)) from None
