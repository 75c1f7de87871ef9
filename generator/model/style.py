"""A province's style as data: the sections and their order, how numbers are printed, which reasons are due."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """How a figure is printed: digits after the point, trailing zeros kept or stripped, thousands separators."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    digits: int
    zeros: Literal["keep", "strip"] = "keep"
    grouping: bool = False


class Due(StrEnum):
    """When a style requires a reason: always, or where the two amounts differ. `optional`: quoted where given."""

    ALWAYS = "always"
    CHANGED = "changed"
    OPTIONAL = "optional"


class Aspect(StrEnum):
    """What a reason explains: the move against the prior year, the gap to the budget, or what the money was for."""

    PRIOR = "prior"
    BUDGET = "budget"
    CONTENT = "content"


class Part(BaseModel):
    """A part of the complete disclosure: its title (phrase part.<title>) and what it holds: `sections` of its own
    (numbered headings unless `titled` is false), the official `tables`, or the `explanation` (情况说明)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    holds: Literal["sections", "tables", "explanation"] = "sections"
    sections: tuple[str, ...] = ()
    titled: bool = True


class Style(BaseModel):
    """The head of a style folder (style.yaml). `unit` is the unit that amounts are printed in; `forms` must hold
    money, percent, count, score, year and table (amounts in tables), and may hold named variants that phrases ask for
    ({rate:whole})."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    extends: str | None = None
    unit: Literal["元", "万元"]
    forms: dict[str, Form]
    numbering: tuple[str, str, str, str]
    sections: tuple[str, ...]
    document: tuple[Part, ...] = ()
    reasons: dict[str, dict[Aspect, Due]]
