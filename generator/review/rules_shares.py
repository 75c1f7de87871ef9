"""Shares of a whole and rates of completion against the amounts that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..model.finding import Finding, Severity
from .causes import cause
from .claims import Item, Shared
from .clauses import nears
from .interval import HUNDRED, Interval, quotient
from .numbers import Kind, Numeral
from .roles import percent_role
from .telling import Given, name_of, rate_range, tell


def shares_of_wholes(given: Given) -> Iterator[Finding]:
    """A11: a share is the amount over the whole, for some amounts that print so. A13: nothing has no shares."""
    for item in given.claims.items:
        for share in item.shares:
            wholes = [share.stated] if share.stated else [total.amount for total in share.totals if total.amount]
            if item.amount is None or not wholes:
                continue
            told = (_share_fault(given, item, item.amount, whole, share) for whole in wholes)
            found = [fault for fault in told if fault is not None]
            if len(found) == len(wholes):
                yield found[-1]


def _share_fault(given: Given, item: Item, part: Numeral, whole: Numeral, share: Shared) -> Finding | None:
    rate = share.rate
    name = share.whole or (name_of(share.totals[-1]) if share.totals else "总数")
    if whole.value == 0:
        if rate.value == 0:
            return None
        message = f"“{name}”是 {whole.shown}，分母为零，没有占比，却写了 {rate.shown}"
        # Both may be too small to print.
        right = quotient(part.interval, whole.interval)
        weight = Severity.INFO if right is not None and rate.interval.meets(right) else Severity.ERROR
        return _told("A13", item, message, rate, "不写占比", "删去占比", weight)
    right = quotient(part.interval, whole.interval)
    if right is None or whole.value < 0 or rate.interval.meets(right):
        return None
    point = part.exact / whole.exact * HUNDRED
    should = rate_range(right, point, rate.decimals)
    why = _forced(given, item, rate, right) or cause(rate, right)
    message = f"{name_of(item)}占{name}的比例 {rate.shown} 与金额不符，{part.shown} ÷ {whole.shown} = {should}"
    return _told("A11", item, message + (f"；{why}" if why else ""), rate, should, "核对金额和占比")


def _forced(given: Given, item: Item, rate: Numeral, right: Interval) -> str:
    """Whether this share was bent by a last digit or two, and the shares of its group now add up to just 100."""
    for group in given.claims.groups:
        if item in group.parts:
            rates = [share.rate for part in group.parts for share in part.shares[:1]]
            near = Fraction(5, 2 * 10**rate.decimals)
            close = Interval(rate.exact - near, rate.exact + near).meets(right)
            if close and len(rates) > 1 and sum(r.exact for r in rates) == HUNDRED:
                return "像是为了使各项占比之和等于 100% 而调整的"
    return ""


# What may well be more than planned.
PLANNED = re.compile("预算|计划|目标|任务|上年|去年")


def shares_are_parts(given: Given) -> Iterator[Finding]:
    """A11: no part is more than its whole, whatever the amounts, which may not be printed."""
    for line in given.paper.lines:
        for near in nears(line.text, line.numbers):
            rate = near.numeral
            if rate.kind is Kind.PERCENT and rate.interval.low > HUNDRED:
                role = percent_role(near.words)
                if role.name == "share" and not PLANNED.search(role.kind):
                    message = f"占比 {rate.shown} 大于 100%"
                    yield tell(
                        *("A11", Severity.ERROR, line, rate.start, message),
                        was=rate.shown,
                        should="不大于 100%",
                        hint="核对占比",
                    )


def rates_of_completion(given: Given) -> Iterator[Finding]:
    """A12: a rate of completion is the outcome over the budget. A13: there is none where the budget is nothing."""
    for item in given.claims.items:
        for done in item.completions:
            budgets = [n for kind, n in item.budgets if kind == done.kind] or [n for _, n in item.budgets]
            if len(item.amounts) != 1 or not budgets:
                continue
            amount, rate = item.amounts[0], done.rate
            told = (_completion_fault(item, amount, budget, rate) for budget in budgets)
            found = [fault for fault in told if fault is not None]
            if len(found) == len(budgets):
                yield found[0]


def _completion_fault(item: Item, amount: Numeral, budget: Numeral, rate: Numeral) -> Finding | None:
    if budget.value == 0:
        message = f"{name_of(item)}的预算数是 {budget.shown}，没有完成率，却写了 {rate.shown}"
        right = quotient(amount.interval, budget.interval)
        weight = Severity.WARNING if right is not None and rate.interval.meets(right) else Severity.ERROR
        return _told("A13", item, message, rate, "不写完成率", "删去完成率，或写“预算为 0，不可比”", weight)
    right = quotient(amount.interval, budget.interval)
    if right is None or budget.value < 0 or rate.interval.meets(right):
        return None
    should = rate_range(right, amount.exact / budget.exact * HUNDRED, rate.decimals)
    over = quotient(budget.interval, amount.interval) if amount.value > 0 else None
    why = cause(rate, right, over, "决算数")
    message = f"{name_of(item)}完成预算的比率 {rate.shown} 与金额不符，{amount.shown} ÷ {budget.shown} = {should}"
    return _told("A12", item, message + (f"；{why}" if why else ""), rate, should, "核对预算数、决算数和完成率")


def completions_fit_together(given: Given) -> Iterator[Finding]:
    """A12: where no budget is printed, the budgets that the items' rates imply add up to that of the whole."""
    for total, parts in _completed(given):
        wholes = _budget(total)
        if wholes is None:
            continue
        low, high = Fraction(0), Fraction(0)
        for part in parts:
            implied = _budget(part)
            if implied is None:
                break
            low, high = low + implied.low, high + implied.top
        else:
            if not wholes.meets(Interval(low, high)):
                rate = total.completions[0].rate
                amounts = [a for part in parts for a in part.amounts]
                message = f"各项的完成率与合计的完成率 {rate.shown} 对不上：按各项推算的预算数之和与合计的不等"
                outcome = total.amounts[0]
                right = quotient(outcome.interval, Interval(low, high)) if low > 0 else None
                should = rate_range(right, None, rate.decimals) if right and amounts else ""
                hint = "核对合计和各项的决算数、完成率"
                yield tell(
                    *("A12", Severity.ERROR, total.line, rate.start, message),
                    was=rate.shown, should=should, hint=hint,
                )  # fmt: skip


def _completed(given: Given) -> Iterator[tuple[Item, list[Item]]]:
    """Each total without a budget whose paragraph ends in 其中：, with the 项 of the paragraphs behind it."""
    items = given.claims.items
    for index, item in enumerate(items):
        leads = item.line.text.endswith("其中：") and not item.budgets
        if leads and len(item.completions) == 1 and len(item.amounts) == 1:
            parts = []
            for other in items[index + 1 :]:
                if other.line.section != item.line.section or "（项）" not in other.words:
                    break
                parts.append(other)
            if parts:
                yield item, parts


def _budget(item: Item) -> Interval | None:
    if len(item.completions) != 1 or len(item.amounts) != 1 or item.amounts[0].value < 0:
        return None
    rate = item.completions[0].rate
    # A rate without decimals that is printed as 100 mostly stands for all, but anything that rounds to it is allowed.
    shown = rate.interval
    if shown.low <= 0:
        return None
    amount = item.amounts[0].interval
    return Interval(max(amount.low, Fraction(0)) * HUNDRED / shown.top, amount.top * HUNDRED / shown.low)


def _told(
    code: str, item: Item, message: str, number: Numeral, should: str, hint: str, weight: Severity = Severity.ERROR
) -> Finding:
    return tell(code, weight, item.line, number.start, message, was=number.shown, should=should, hint=hint)
