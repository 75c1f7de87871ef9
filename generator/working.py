"""What workers are told to do. Whoever tells them need not know how: everything else is loaded where it is done."""

from __future__ import annotations

from .batch import Answer, Job
from .model.finding import Finding


def warm(styles: str) -> None:
    """Loads what every unit needs."""
    from .drafting import warm as warmed

    warmed(styles)


def draft_units(jobs: tuple[Job, ...]) -> tuple[Answer, ...]:
    """Drafts units and says what came of each."""
    from .drafting import draft_unit

    return tuple(draft_unit(job) for job in jobs)


def failed(job: Job, *findings: Finding) -> Answer:
    """Writes down why a unit has no new document."""
    from .drafting import failed as written

    return written(job, *findings)
