"""Counts of vehicles, trips and receptions against each other and against what was spent on them (公开09表)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.figure import Unit
from ..model.finding import Finding, Severity
from ..model.record import ThreePublic
from .amounts import Amounts, known, name, place, show, yuan

ABROAD, PURCHASE, HOSPITALITY = "three_public.abroad", "three_public.vehicle_purchase", "three_public.hospitality"
# An amount, how often, and how many people (None where there is no such count).
SPENT: tuple[tuple[str, str, str | None], ...] = (
    (f"{ABROAD}.actual", f"{ABROAD}.groups", f"{ABROAD}.travellers"),
    (f"{PURCHASE}.actual", f"{PURCHASE}.purchased", None),
    *(
        (f"{HOSPITALITY}.{where}_hospitality", f"{HOSPITALITY}.{where}_receptions", f"{HOSPITALITY}.{where}_guests")
        for where in ("domestic", "foreign", "overseas")
    ),
)


def vehicles_add_up(amounts: Amounts) -> Iterator[Finding]:
    """T09: the vehicles by kind add up to what is stated for all of them (部门决算报表 公开09表)."""
    public = amounts.record.three_public or ThreePublic()
    bought, running = public.vehicle_purchase, public.vehicle_operation
    if bought and bought.purchased_kinds is not None:
        quantity = sum(kind.quantity.value for kind in bought.purchased_kinds)
        if bought.purchased and bought.purchased.value != quantity:
            message = f"购置数 {bought.purchased.value} 辆与购置车辆各行数量之和 {quantity} 辆不等"
            yield Finding("T09", Severity.ERROR, message, bought.purchased.source, "核对购置数和各车型的数量")
        spent = sum((kind.amount.value for kind in bought.purchased_kinds), Decimal(0))
        if bought.actual and bought.actual.value != spent:
            message = f"公务用车购置费 {yuan(bought.actual.value)} 与购置车辆各行金额之和 {yuan(spent)} 不等"
            yield Finding("T09", Severity.ERROR, message, bought.actual.source, "核对决算数和各车型的金额")
    if running and running.held and running.held_kinds is not None:
        quantity = sum(kind.quantity.value for kind in running.held_kinds)
        if running.held.value != quantity:
            message = f"保有量 {running.held.value} 辆与保有车辆各行数量之和 {quantity} 辆不等"
            yield Finding("T09", Severity.ERROR, message, running.held.source, "核对保有量和各车型的数量")


def amounts_agree_with_counts(amounts: Amounts) -> Iterator[Finding]:
    """T10: what was spent has a count and the reverse, and every trip and reception had somebody
    (部门决算报表 公开09表: 团组、人次、批次 are those that the fiscal appropriation paid for)."""
    for spent, times, people in SPENT:
        yield from _together(amounts, _stated_for(amounts, spent), times)
        if people:
            yield from _together(amounts, times, people)
            few, many = known(amounts, people), known(amounts, times)
            if few and many and 0 < few.exact < many.exact:
                message = f"{name(people)} {show(few)} 少于 {name(times)} {show(many)}"
                yield Finding("T10", Severity.WARNING, message, place(few), "核对这两项：每次至少一人")


def _stated_for(amounts: Amounts, spent: str) -> str:
    """Hospitality that is not told apart is all domestic, unless there were overseas receptions."""
    overseas = known(amounts, f"{HOSPITALITY}.overseas_receptions")
    alone = spent.endswith("domestic_hospitality") and not (overseas and overseas.exact)
    return f"{HOSPITALITY}.actual" if alone and known(amounts, spent) is None else spent


def _together(amounts: Amounts, left: str, right: str) -> Iterator[Finding]:
    one, other = known(amounts, left), known(amounts, right)
    if one and other and (one.exact == 0) != (other.exact == 0):
        nothing, some = (one, other) if one.exact == 0 else (other, one)
        message = f"{name(some.key)} {show(some)}，{name(nothing.key)}却是 {show(nothing)}"
        hint = "核对这两项：有金额就有次数，有次数就有人次"
        if Unit.YUAN in (one.unit, other.unit):
            hint = "核对这两项：有支出通常有次数或数量；确实如此的（如支付上年的款项）不必改"
        yield Finding("T10", Severity.WARNING, message, place(nothing), hint)
