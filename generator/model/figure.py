"""A number that knows how it came about, down to the places in the record."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias

from .fixed import fixed
from .source import Source


class Unit(StrEnum):
    """What a figure counts. Money is exact in 元 whatever unit it is shown in; a percentage is exact in percent."""

    YUAN = "yuan"
    PERCENT = "percent"
    COUNT = "count"
    SCORE = "score"
    YEAR = "year"


class How(StrEnum):
    """The formula of a figure over its `inputs`, in order."""

    FACT = "fact"  # as it stands in the record
    SUM = "sum"  # a + b + …
    DIFFERENCE = "difference"  # |a - b|
    CHANGE_RATE = "change_rate"  # |a - b| / b * 100
    SHARE = "share"  # a / b * 100
    COMPLETION = "completion"  # a / b * 100, b a budget
    NOTHING = "nothing"  # 0 of 0: a share of nothing, stated as 0
    MEAN = "mean"  # (a + b + …) / n
    TALLY = "tally"  # how many inputs there are
    YEAR_BEFORE = "year_before"  # a - 1


@fixed
class Figure:
    """`exact` in 元, percent or pieces; `inputs` are figures down to facts, which alone carry a `source`.

    `key` is the path of the item in the record's English terms (`income.current`, `income.current.change_rate`);
    a figure of the prior year carries the year behind it (`income.current@2023`). `slack` says how far the true
    amount may lie from `exact`, where it comes from rounded ones.
    """

    key: str
    exact: Decimal
    unit: Unit
    how: How
    inputs: tuple[Figure, ...] = ()
    source: Source | None = None
    slack: Decimal = Decimal(0)


def places(figure: Figure) -> Iterator[Source]:
    """The places in the records that a figure was made from."""
    if figure.source:
        yield figure.source
    for part in figure.inputs:
        yield from places(part)


@fixed
class Missing:
    """An amount that the record does not state. Absent is not zero: the text gets a visible blank instead. `name` is
    the record's own name of the row, where there is one; `rate` says for which ratio the amount would be needed. A sum
    that cannot be made `lacks` what would have to be written; `partly` where its other parts are known."""

    key: str
    year: int
    name: str = ""
    rate: Literal["", "share", "completion"] = ""
    lacks: tuple[Missing, ...] = ()
    partly: bool = False


Value: TypeAlias = Figure | Missing


class Kind(StrEnum):
    """How an amount moved against the prior year; each has a phrase of its own in the phrase bank."""

    ROSE = "rose"
    FELL = "fell"
    FLAT = "flat"
    NEARLY_FLAT = "nearly_flat"  # it moved by some 元, too little to show in the style's unit
    FROM_ZERO = "from_zero"  # no rate exists
    TO_ZERO = "to_zero"
    ROSE_NO_RATE = "rose_no_rate"  # the base is negative, or the rate too small to show
    FELL_NO_RATE = "fell_no_rate"
    NO_PRIOR = "no_prior"  # a new unit: there is no year before
    UNKNOWN = "unknown"  # the prior year's amount is not in the record


# In which direction something moved, as phrases and candidate reasons are keyed.
Direction: TypeAlias = Literal["rose", "fell", "flat", "unknown"]


@fixed
class Change:
    """A move between two years. `amount` and `rate` are magnitudes; the direction is the `kind`. `rate` is None where
    no rate exists, `amount` is None where there is nothing to subtract; `missing` says which amount is not known."""

    kind: Kind
    amount: Figure | None = None
    rate: Figure | None = None
    missing: Missing | None = None
