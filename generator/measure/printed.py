"""What a ratio would come to from the printed figures alone: the arithmetic of a reader with the published document.

It shows why records are kept in 元: a rate over amounts rounded to 万元 is often off in the second decimal.
"""

from __future__ import annotations

from decimal import Decimal

from ..model.figure import Figure, How, Unit
from ..model.style import Form
from .arithmetic import HUNDRED
from .rounding import WIDE, round_half_up, shown


def from_printed(figure: Figure, money: Form, percent: Form, money_unit: str) -> Decimal | None:
    """The percentage from the amounts as printed, rounded like `figure`; None where `figure` is no ratio of amounts or
    the printed amounts allow none. A change is read as a reader must: last year is this year less the change."""
    if figure.how not in (How.CHANGE_RATE, How.SHARE, How.COMPLETION):
        return None
    first, second = figure.inputs
    if first.unit is not Unit.YUAN:
        return None
    part, whole = shown(first, money, money_unit), shown(second, money, money_unit)
    if figure.how is How.CHANGE_RATE:
        moved = Figure("", first.exact - second.exact, Unit.YUAN, How.DIFFERENCE)
        change = shown(moved, money, money_unit)
        part, whole = abs(change), part - change
    if whole == 0:
        return None
    return round_half_up(WIDE.divide(WIDE.multiply(part, HUNDRED), whole), percent.digits)
