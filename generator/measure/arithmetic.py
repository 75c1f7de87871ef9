"""All arithmetic on figures. Every result keeps its formula and inputs; nothing is rounded here.

An unknown operand makes the result unknown: the `Missing` passes through. A rate over zero does not exist: None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..model.figure import Change, Figure, How, Kind, Missing, Unit, Value
from ..model.item import Item
from ..model.style import Form
from .rounding import WIDE, shown

HUNDRED = Decimal(100)


def total(key: str, parts: Sequence[Value], name: str = "") -> Value:
    """The sum of `parts`, of one unit; where a part is unknown, so is the sum, and says all that it lacks. A single
    part is still a sum, under its own key. `name` is the record's own name of what is summed, where it has one."""
    known = [part for part in parts if isinstance(part, Figure)]
    unknown = [part for part in parts if isinstance(part, Missing)]
    if unknown:
        lacks = {lack.key: lack for part in unknown for lack in part.lacks or (part,)}
        partly = bool(known) or any(part.partly for part in unknown)
        return Missing(key.partition("@")[0], unknown[0].year, name, lacks=tuple(lacks.values()), partly=partly)
    unit = known[0].unit if known else Unit.YUAN
    exact = sum((part.exact for part in known), Decimal(0))
    return Figure(key, exact, unit, How.SUM, tuple(known), slack=sum((part.slack for part in known), Decimal(0)))


def share(part: Value, whole: Value) -> Value | None:
    """`part` in percent of `whole`. Nothing of nothing is stated as 0%; something of nothing has no share: None."""
    return _ratio(part, whole, "share", How.SHARE)


def completion(actual: Value, budget: Value) -> Value | None:
    """`actual` in percent of `budget`; None for a zero budget, which cannot be completed."""
    if isinstance(budget, Figure) and budget.exact == 0:
        return None
    return _ratio(actual, budget, "completion", How.COMPLETION)


def _ratio(part: Value, whole: Value, name: Literal["share", "completion"], how: How) -> Value | None:
    for value in (whole, part):
        if isinstance(value, Missing):
            return replace(value, rate=name)
    assert isinstance(part, Figure) and isinstance(whole, Figure)
    key = f"{part.key}.{name}.{whole.key}"
    if whole.exact == 0:
        return Figure(key, Decimal(0), Unit.PERCENT, How.NOTHING, (part, whole)) if part.exact == 0 else None
    exact = WIDE.divide(WIDE.multiply(part.exact, HUNDRED), whole.exact)
    return Figure(key, exact, Unit.PERCENT, how, (part, whole))


def mean(key: str, parts: Sequence[Value], name: str = "") -> Value | None:
    """The plain average of `parts`; None of none."""
    summed = total(key, parts, name)
    if isinstance(summed, Missing):
        return summed
    if not parts:
        return None
    exact = WIDE.divide(summed.exact, Decimal(len(parts)))
    return Figure(key, exact, summed.unit, How.MEAN, summed.inputs)


def tally(key: str, parts: Sequence[Figure]) -> Figure:
    """How many `parts` there are."""
    return Figure(key, Decimal(len(parts)), Unit.COUNT, How.TALLY, tuple(parts))


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares this year with the last one. What counts as no visible change depends on how a style prints."""

    money: Form
    percent: Form
    money_unit: str

    def change(self, item: Item) -> Change:
        """How `item` moved. Magnitudes come from exact 元; the rate is over last year's amount."""
        now, before = item.actual, item.prior
        if before is None:
            return Change(Kind.NO_PRIOR)
        for value in (before, now):
            if isinstance(value, Missing):
                return Change(Kind.UNKNOWN, missing=value)
        assert isinstance(now, Figure) and isinstance(before, Figure)
        moved = now.exact - before.exact
        if moved == 0:
            return Change(Kind.FLAT)
        amount = Figure(f"{item.key}.change", abs(moved), Unit.YUAN, How.DIFFERENCE, (now, before))
        if shown(amount, self.money, self.money_unit) == 0:
            return Change(Kind.NEARLY_FLAT, amount)
        if before.exact == 0 and moved > 0:
            return Change(Kind.FROM_ZERO, amount)
        rate = self._rate(item.key, amount, now, before)
        if rate is None:
            return Change(Kind.ROSE_NO_RATE if moved > 0 else Kind.FELL_NO_RATE, amount)
        if now.exact == 0:
            return Change(Kind.TO_ZERO, amount, rate)
        return Change(Kind.ROSE if moved > 0 else Kind.FELL, amount, rate)

    def _rate(self, key: str, amount: Figure, now: Figure, before: Figure) -> Figure | None:
        if before.exact <= 0:
            return None
        exact = WIDE.divide(WIDE.multiply(amount.exact, HUNDRED), before.exact)
        rate = Figure(f"{key}.change_rate", exact, Unit.PERCENT, How.CHANGE_RATE, (now, before))
        return rate if shown(rate, self.percent, self.money_unit) != 0 else None
