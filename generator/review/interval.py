"""What a printed number may truly stand for, as an interval, and what intervals make of each other.

A printed 12.34 means anything from 12.335 to 12.345, both ends included: either way of rounding a half is then allowed
(XBRL Calculations 1.1). All in fractions; nothing is rounded on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included; `high` None where there is no greatest value."""

    low: Fraction
    high: Fraction | None

    def meets(self, other: Interval) -> bool:
        """Whether one value lies in both."""
        below = self.high is None or other.low <= self.high
        return below and (other.high is None or self.low <= other.high)

    def scaled(self, factor: Fraction) -> Interval:
        """Each value times the positive `factor`."""
        return Interval(self.low * factor, None if self.high is None else self.high * factor)

    @property
    def top(self) -> Fraction:
        """The greatest value. Only for intervals of printed amounts, which always have one."""
        assert self.high is not None
        return self.high


def total(parts: Iterable[Interval]) -> Interval:
    """What the sum of `parts` may be."""
    listed = list(parts)
    return Interval(sum((p.low for p in listed), Fraction(0)), sum((p.top for p in listed), Fraction(0)))


def moved(amount: Interval, by: Interval, sign: int) -> Interval:
    """The amount before it moved `by` in the direction `sign` (1 rose, -1 fell)."""
    if sign > 0:
        return Interval(amount.low - by.top, amount.top - by.low)
    return Interval(amount.low + by.low, amount.top + by.top)


def quotient(part: Interval, whole: Interval) -> Interval | None:
    """`part` over `whole` in percent; None where the whole can be nothing but zero or less."""
    if whole.top <= 0:
        return None
    ends = [part.low / whole.top, part.top / whole.top]
    if whole.low > 0:
        ends += [part.low / whole.low, part.top / whole.low]
        return Interval(min(ends) * HUNDRED, max(ends) * HUNDRED)
    return Interval(min(ends) * HUNDRED, None)


def change_rate(amount: Interval, by: Interval, sign: int) -> Interval | None:
    """The rate of a move `by` that led to `amount`, in percent: by / (amount - sign · by). It is monotone in each, so
    the ends of the intervals give its ends. None where the base can be nothing but zero or less."""
    ends = [(d, a - sign * d) for d in (by.low, by.top) for a in (amount.low, amount.top)]
    rates = [d / base * HUNDRED for d, base in ends if base > 0]
    if not rates:
        return None
    return Interval(min(rates), max(rates) if len(rates) == len(ends) else None)


def rate_between(now: Interval, before: Interval) -> Interval | None:
    """By how many percent `now` differs from `before`, signed; None where `before` can only be zero or less."""
    share = quotient(now, before)
    if share is None:
        return None
    return Interval(share.low - HUNDRED, None if share.high is None else share.high - HUNDRED)


def printed(value: Fraction, decimals: int) -> str:
    """A value rounded half up to `decimals`."""
    unit = 10**decimals
    steps = (abs(value) * unit * 2 + 1) // 2
    whole, rest = divmod(steps, unit)
    sign = "-" if value < 0 and steps else ""
    return f"{sign}{whole}" + (f".{rest:0{decimals}d}" if decimals else "")
