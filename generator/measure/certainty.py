"""Between which values a rate may lie whose amounts are known only as rounded: the ends of the intervals, divided.

A printed 12.34 万元 means anything from 12.335 to 12.345. Where every rate between the ends prints alike, it is certain
all the same (XBRL Calculations 1.1, carried over to quotients)."""

from __future__ import annotations

from decimal import Decimal

from ..model.figure import Figure, How, Unit
from .arithmetic import HUNDRED
from .rounding import WIDE

RATES = (How.CHANGE_RATE, How.SHARE, How.COMPLETION)


def spread(figure: Figure) -> tuple[Decimal, Decimal | None] | None:
    """The least and the greatest value, in percent, that the rate `figure` may truly have; the greatest is None where
    the amount below may be nothing. None where the amounts are exact, and for all that is no rate of amounts."""
    if figure.how not in RATES or figure.inputs[0].unit is not Unit.YUAN:
        return None
    above, below = figure.inputs
    if not above.slack and not below.slack:
        return None
    least, most = below.exact - below.slack, below.exact + below.slack
    if most <= 0:
        return None
    low = _percent(above.exact - above.slack, most)
    high = _percent(above.exact + above.slack, least) if least > 0 else None
    if figure.how is not How.CHANGE_RATE:
        return max(low, Decimal(0)), high
    ends = [low - HUNDRED, *([high - HUNDRED] if high is not None else [])]
    crossing = len(ends) == 1 or ends[0] <= 0 <= ends[1]
    magnitudes = sorted(abs(end) for end in ends)
    return (Decimal(0) if crossing else magnitudes[0]), (None if high is None else magnitudes[-1])


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return WIDE.divide(WIDE.multiply(part, HUNDRED), whole)
