"""Many units at once: which they are, who drafts them, what is known of each between runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..door import door

if TYPE_CHECKING:
    from .account import Account
    from .alone import Alone
    from .cluster import Cluster
    from .found import search
    from .house import SUMMARIES, House
    from .interrupt import interruptible
    from .job import Answer, Job, Making
    from .lock import locked
    from .pool import Pool, processors
    from .progress import Shown
    from .state import State, digest, document_path, dumped, loaded, state_path
    from .strange import fault_of, unlike
    from .units import Spelling, Unit, Units, units_of
    from .window import Crew, Lost, Result, Window

__getattr__ = door(
    __name__,
    account="Account",
    alone="Alone",
    cluster="Cluster",
    found="search",
    house="SUMMARIES House",
    interrupt="interruptible",
    job="Answer Job Making",
    lock="locked",
    pool="Pool processors",
    progress="Shown",
    state="State digest document_path dumped loaded state_path",
    strange="fault_of unlike",
    units="Spelling Unit Units units_of",
    window="Crew Lost Result Window",
)

__all__ = [
    "SUMMARIES",
    "Account",
    "Alone",
    "Answer",
    "Cluster",
    "Crew",
    "House",
    "Job",
    "Lost",
    "Making",
    "Pool",
    "Result",
    "Shown",
    "Spelling",
    "State",
    "Unit",
    "Units",
    "Window",
    "digest",
    "document_path",
    "dumped",
    "fault_of",
    "interruptible",
    "loaded",
    "locked",
    "processors",
    "search",
    "state_path",
    "units_of",
    "unlike",
]
