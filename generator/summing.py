"""The summaries of a batch. They are written while it runs, each unit as soon as all before it are done: at the end
hardly anything is left to do, however many units there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from .batch import SUMMARIES, House, Unit, Units, loaded, state_path
from .model.entry import Entry, Standing
from .model.finding import Finding, Refused, Severity
from .model.source import Source
from .write import replacing


class Rows(Protocol):
    """A summary that is being written; it is whole after its `with`. Both raise `OSError`."""

    def add(self, entry: Entry) -> None: ...

    def note(self, finding: Finding) -> None:
        """A finding that belongs to no unit."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None, /
    ) -> None: ...


class Summing:
    """Both summaries of the `units`, in their order."""

    def __init__(self, house: House, units: Units) -> None:
        from .write import SummaryBook, SummaryJson  # while the workers start

        self._house, self._units = house, units.units
        self._done: set[str] = set()
        self._unsaved: dict[str, Entry] = {}
        self._next = 0
        writers: tuple[Callable[[Path], Rows], ...] = (
            lambda path: SummaryBook(path, house.scratch),
            lambda path: SummaryJson(path, units.year),
        )
        self._files = [_Summary(house, name, writer) for name, writer in zip(SUMMARIES, writers, strict=True)]
        self._note(units.findings)

    def take(self, place: str, entry: Entry | None) -> None:
        """The unit of that `place` is done; `entry` is given only where it could not be saved."""
        self._done.add(place)
        if entry:
            self._unsaved[place] = entry
        while self._next < len(self._units) and self._units[self._next].place in self._done:
            self._add()

    def close(self, stopped: Sequence[Finding]) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
        """Writes the rest, whatever is known of it, and what `stopped` the batch. Gives the summaries that are there
        now, and why the others are not."""
        while self._next < len(self._units):
            self._add()
        self._note(stopped)
        for file in self._files:
            file.close()
        written = tuple(file.path for file in self._files if not file.findings)
        return written, tuple(finding for file in self._files for finding in file.findings)

    def _add(self) -> None:
        unit = self._units[self._next]
        self._next += 1
        entry = self._entry(unit)
        for file in self._files:
            file.add(entry)

    def _note(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            for file in self._files:
                file.note(finding)

    def _entry(self, unit: Unit) -> Entry:
        if unit.place in self._unsaved:
            return self._unsaved.pop(unit.place)
        if unit.place not in self._done:
            return _blamed(unit, Finding("I06", Severity.INFO, "还没有轮到", Source(unit.record), "再运行一次，接着做"))
        if state := loaded(state_path(self._house.path, unit.place)):
            kept = state.run != self._house.run and state.entry.standing is not Standing.FAILED
            return replace(state.entry, standing=Standing.KEPT) if kept else state.entry
        hint = "再运行一次；正在运行时不要动 .juesuan 文件夹"
        return _blamed(unit, Finding("F02", Severity.ERROR, "它的状态文件不见了", Source(unit.record), hint))


class _Summary:
    """One of them. Where it cannot be written, `findings` says why, and the batch goes on without it."""

    def __init__(self, house: House, name: str, writer: Callable[[Path], Rows]) -> None:
        self.path = house.path / name
        self.findings: tuple[Finding, ...] = ()
        self._writing: AbstractContextManager[Rows] = _replacing(house, name, writer)
        try:
            self._rows = self._writing.__enter__()
        except Refused as refused:
            self.findings = refused.findings

    def add(self, entry: Entry) -> None:
        self._try(lambda: self._rows.add(entry))

    def note(self, finding: Finding) -> None:
        self._try(lambda: self._rows.note(finding))

    def _try(self, write: Callable[[], None]) -> None:
        if not self.findings:
            try:
                write()
            except OSError as fault:
                self._end(fault)

    def close(self) -> None:
        if not self.findings:
            self._end(None)

    def _end(self, fault: OSError | None) -> None:
        try:
            self._writing.__exit__(type(fault) if fault else None, fault, None)
        except Refused as refused:
            self.findings = refused.findings


@contextmanager
def _replacing(house: House, name: str, writer: Callable[[Path], Rows]) -> Iterator[Rows]:
    with replacing(house.path / name, house.scratch) as path:
        with writer(path) as rows:
            yield rows
        house.remember(name, path)


def _blamed(unit: Unit, finding: Finding) -> Entry:
    return Entry(unit.record, "", Standing.FAILED, "", (finding,))
