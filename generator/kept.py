"""What was made from files, kept for the next document until one of the files changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
# When a file was last changed, and how long it is; None where there is no such file.
Stamp = tuple[int, int] | None


class Kept(Generic[T]):
    """One thing for each set of files, for as long as the process lives and the files stay as they are."""

    def __init__(self) -> None:
        self._made: dict[tuple[Path, ...], tuple[tuple[Stamp, ...], T]] = {}

    def get(self, paths: Iterable[Path], make: Callable[[], T]) -> T:
        """What `make` made from the files at `paths`; made anew where one of them is not as it was then."""
        files = tuple(paths)
        stamps = tuple(_stamp(path) for path in files)
        kept = self._made.get(files)
        if kept is None or kept[0] != stamps:
            kept = self._made[files] = (stamps, make())
        return kept[1]


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size
