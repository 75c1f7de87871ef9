"""What moved far against last year, and nobody said why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.terms import REASON_SUBJECTS
from .amounts import Amounts, known, place, show
from .subjects import subjects

SHARE, WORTH_A_REASON, TOLD = Decimal("0.3"), Decimal(10000), 5
ITEMS = ("abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "hospitality")
HOSPITALITY = ("domestic_hospitality", "foreign_hospitality", "overseas_hospitality")
CLASSES = ("wages", "goods_and_services", "personal_subsidies", "interest_costs", "capital_costs", "other_costs")
# What a reason may be given for, and where its amount stands. Opening balances and surpluses move freely.
MOVED = {
    "totals": "income.total_income",
    "current_income": "income.current_income",
    "current_expenditure": "expenditure.current_expenditure",
    "closing_carry_over": "expenditure.closing_carry_over",
    "fiscal_totals": "fiscal.fiscal_total_income",
    "fiscal_expenditure": "fiscal.fiscal_expenditure",
    "general_budget_expenditure": "fiscal.general_budget_expenditure",
    **{subject: f"basic.{subject}" for subject in CLASSES},
    **{subject: f"three_public.{subject}.actual" for subject in ("three_public_total", *ITEMS)},
    **{subject: f"three_public.hospitality.{subject}" for subject in HOSPITALITY},
    "organ_operation": "organ_operation",
    "procurement_total": "procurement.procurement_total",
}
# What lies in what. Of two that moved the narrower is told.
INSIDE = {
    "totals": ("current_income", "current_expenditure"),
    "fiscal_totals": ("fiscal_expenditure", "general_budget_expenditure"),
    "fiscal_expenditure": ("general_budget_expenditure",),
    "three_public_total": ITEMS,
    "vehicles": ("vehicle_purchase", "vehicle_operation"),
    "hospitality": HOSPITALITY,
}
CURRENT = ("totals", "total_income", "total_expenditure")
SPENT = (*CURRENT, "current_expenditure")
# For what else a reason may be given that explains a subject as well, beside one for what lies in it.
AS_WELL = {
    "totals": CURRENT,
    "current_income": CURRENT,
    "current_expenditure": CURRENT,
    "fiscal_totals": (*SPENT, "current_income"),
    "fiscal_expenditure": (*SPENT, "fiscal_totals"),
    "general_budget_expenditure": (*SPENT, "fiscal_totals", "fiscal_expenditure"),
    "vehicle_purchase": ("vehicles",),
    "vehicle_operation": ("vehicles",),
    **dict.fromkeys(HOSPITALITY, ("hospitality",)),
}


def moves_have_reasons(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T20: what moved by 30 percent and 10 000 元 or more against last year has a reason (部门决算公开: 与上年相比变动
    较大的, 说明原因). Information, told once for the record: for what a style wants a reason, it asks itself (W02)."""
    if before is None:
        return
    given = {subject for name in now.record.reasons or {} for subject in subjects(name, now.record)}
    far = {
        subject: (this, last)
        for subject, key in MOVED.items()
        if not given & {subject, *INSIDE.get(subject, ()), *AS_WELL.get(subject, ())}
        and (this := known(now, key))
        and (last := known(before, key))
        and _far(this.exact, last.exact)
    }
    moved = [(REASON_SUBJECTS[s], *far[s]) for s in far if not far.keys() & set(INSIDE.get(s, ()))]
    if moved:
        told = "、".join(f"{called} {show(this)}（上年 {show(last)}）" for called, this, last in moved[:TOLD])
        rest = f" 等 {len(moved)} 项" if len(moved) > TOLD else ""
        hint = "格式要求说明的，在“变动原因”里写明；不要求的不必写"
        where = next(filter(None, (place(this) for _, this, _ in moved)), now.record.source)
        yield Finding("T20", Severity.INFO, f"与上年相差 30% 以上，没有写原因：{told}{rest}", where, hint)


def _far(this: Decimal, last: Decimal) -> bool:
    moved = abs(this - last)
    return moved >= WORTH_A_REASON and moved >= SHARE * abs(last)
