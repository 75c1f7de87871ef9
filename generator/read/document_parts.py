"""What the readers of documents hand on: paragraphs and tables in reading order, as their format gives them."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.document import Tag


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph as its format gives it. `place` is where it stands; '' where the format has no lines or pages.
    `level` is what the format itself says of it; None where it does not say.
    `plain`: the format says that it is no heading. `listed`: it is a line of the contents."""

    text: str
    place: str = ""
    level: int | None = None
    plain: bool = False
    listed: bool = False
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as its format gives it; rows may be of different lengths."""

    rows: tuple[tuple[str, ...], ...]
    place: str = ""


Part = Words | Rows
