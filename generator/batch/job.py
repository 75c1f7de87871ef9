"""What is asked of a worker, and what it answers: values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.entry import Entry, Standing


@dataclass(frozen=True, slots=True)
class Making:
    """All that a document depends on besides its sources: the version of the program, the fingerprint of its code and
    styles, and the options. Another making is another document."""

    version: str
    fingerprint: str
    style: str | None = None
    full: bool = False
    plain: bool = False
    allow_errors: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One unit to draft: the record as it is opened, its `place` in the folder of the batch (a relative path without
    suffix), and the number of the `run`. `styles` is the folder with styles of the user's own, '' for none."""

    record: str
    place: str
    folder: str
    making: Making
    run: int
    force: bool = False
    styles: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answers: no more than the account needs, for there may be twenty thousand. `entry` comes along
    only where it could not be saved. `strange` is a worker that runs another program than asked for."""

    standing: Standing
    left: bool = False
    told: str = ""
    entry: Entry | None = None
    strange: str = ""
