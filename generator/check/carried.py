"""What one year carried forward, the next one opens with."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.finding import Finding, Severity
from .amounts import Amounts, differing, gap, known, name, place, show, weight

# The closing balance of a year and the opening one of the next: all funds, and the fiscal appropriation by kind.
ALL_FUNDS = ("expenditure.closing_carry_over", "income.opening_carry_over")
BY_KIND = (
    ("fiscal.general_budget_closing", "fiscal.general_budget_opening"),
    ("fiscal.government_funds_closing", "fiscal.government_funds_opening"),
    ("fiscal.state_capital_closing", "fiscal.state_capital_opening"),
)
ALL_KINDS = ("fiscal.fiscal_closing", "fiscal.fiscal_opening")


def opens_as_the_last_year_closed(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T07: 年初结转和结余 equals last year's 年末结转和结余 (部门决算报表编制说明, 公开01表, 公开04表); an
    adjustment of the opening balance is lawful, so this is for a person to look at."""
    if before is None:
        return
    by_kind = [finding for pair in BY_KIND for finding in _unlike(now, before, *pair)]
    yield from _unlike(now, before, *ALL_FUNDS)
    yield from by_kind or _unlike(now, before, *ALL_KINDS)


def _unlike(now: Amounts, before: Amounts, closing: str, opening: str) -> Iterator[Finding]:
    closed, opened = known(before, closing), known(now, opening)
    severity = closed and opened and weight(opened, closed, Severity.WARNING)
    if closed and opened and severity:
        message = f"{name(opening)} {show(opened)} 与上年{name(closing)} {show(closed)}"
        message += f"（{place(closed) or before.record.source}）相差 {gap(opened, closed)}"
        hint = "核对两年的记录；有年初调整的（收回结余、会计差错更正、划转等）可以不等，不必改"
        yield differing("T07", severity, message, place(opened) or now.record.source, hint)
