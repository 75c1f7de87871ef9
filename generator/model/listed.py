"""A row of a list table: one 类, 款 or 项 of the functional classification that is in use, or a project under it."""

from __future__ import annotations

from .figure import Missing, Value
from .fixed import fixed
from .item import Label
from .source import Source


@fixed
class ListedProject:
    """A project of the record with what was spent on it this year."""

    name: Label
    executed: Value


@fixed
class Listed:
    """`code` has 3 (类), 5 (款) or 7 digits (项), and its `source` where the record writes it; the name of a 类 or 款
    may be missing. `projects` are those that are spent under a 项."""

    code: str
    name: Label | Missing
    source: Source | None = None
    projects: tuple[ListedProject, ...] = ()
