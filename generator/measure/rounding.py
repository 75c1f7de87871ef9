"""The one place where a number loses digits: half up, once, when it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from ..model.figure import Figure, Unit
from ..model.style import Form

# Wide enough that a quotient of two amounts below 10^15 元 never lies on a tie that it does not really have.
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
SCALES: Mapping[str, Decimal] = {"元": Decimal(1), "万元": Decimal(10000)}


@cache
def _unit(digits: int) -> Decimal:
    return Decimal(1).scaleb(-digits)


def round_half_up(exact: Decimal, digits: int) -> Decimal:
    """`exact` with `digits` places after the point; 0.005 becomes 0.01, -0.005 becomes -0.01, never -0."""
    rounded = exact.quantize(_unit(digits), context=WIDE)
    return rounded if rounded else abs(rounded)


def shown(figure: Figure, form: Form, money_unit: str) -> Decimal:
    """The value that stands on the page: money in `money_unit` (元 or 万元), everything else in its own unit."""
    exact = WIDE.divide(figure.exact, SCALES[money_unit]) if figure.unit is Unit.YUAN else figure.exact
    return round_half_up(exact, form.digits)
