"""How amounts moved: the rate against the amounts, the directions against each other, 持平 against a difference."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..model.finding import Finding, Severity
from .causes import cause
from .claims import Item, Moved
from .interval import HUNDRED, Interval, change_rate, moved, quotient, rate_between
from .numbers import Numeral
from .telling import Given, money_range, name_of, rate_range, tell

WORDS = {1: "增加", -1: "减少"}


def rates_of_change(given: Given) -> Iterator[Finding]:
    """A10: the rate of a change is the change over last year's amount, for some amounts that print so. A13: there is no
    rate where last year's amount is nothing."""
    for item in given.claims.items:
        for index, move in enumerate(item.moves):
            if move.by is None or move.rate is None or not item.amounts or move.sign * move.rate_sign < 0:
                continue
            amounts = _amounts(item, index)
            told = (_rate_fault(given, item, amount, move, move.by, move.rate) for amount in amounts)
            found = [fault for fault in told if fault is not None]
            if found and len(found) == len(amounts):
                yield found[0]


def _amounts(item: Item, index: int) -> list[Numeral]:
    """The amounts that the move number `index` may be of."""
    moves = [move for move in item.moves if move.by is not None]
    if len(item.amounts) == len(moves) and len(moves) > 1:
        place = moves.index(item.moves[index]) if item.moves[index] in moves else 0
        return [item.amounts[place]]
    return [*item.amounts, *(amount for other in item.also for amount in other.amounts)]


def _rate_fault(given: Given, item: Item, amount: Numeral, move: Moved, by: Numeral, rate: Numeral) -> Finding | None:
    if by.value < 0 or amount.value < 0:
        return None
    right = change_rate(amount.interval, by.interval, move.sign)
    base = amount.exact - move.sign * by.exact
    name = name_of(item)
    if right is None or (base == 0 and rate.value and amount.value):
        message = f"{name}上年为 0（{amount.shown} 全部是增加的），没有增长率，却写了 {rate.shown}"
        hint = "删去增长率，或写“上年无此项，增长率无可比性”"
        # Last year's amount may be too small to print.
        weight = Severity.WARNING if right is not None and rate.interval.meets(right) else Severity.ERROR
        return _told("A13", item, move, message, rate, "不写增长率", hint, weight)
    if rate.interval.meets(right):
        return None
    if base == 0 and not amount.value:
        return None
    point = by.exact / base * HUNDRED if base > 0 else None
    should = rate_range(right, point, rate.decimals)
    over_now = quotient(by.interval, amount.interval) if amount.value > 0 else None
    why = cause(rate, right, over_now) or _copied(given, item, move, by, rate)
    sign = "－" if move.sign > 0 else "＋"
    sums = f"{by.shown} ÷（{amount.shown} {sign} {by.shown}）"
    way = WORDS[move.rate_sign or move.sign]
    message = f"{name}{way}的比率 {rate.shown} 与金额不符，{sums} = {should}" + (f"；{why}" if why else "")
    return _told("A10", item, move, message, rate, should, "核对增减额和比率，比率 = 增减额 ÷ 上年数")


def _copied(given: Given, item: Item, move: Moved, by: Numeral, rate: Numeral) -> str:
    """Whether another item moved by just the same, and its rate is right there."""
    for other in given.claims.items:
        for its in other.moves:
            if other is item or its.by is None or its.rate is None or other.amount is None or other.key == item.key:
                continue
            if its.by.value != by.value or its.rate.value != rate.value or its.sign != move.sign:
                continue
            right = change_rate(other.amount.interval, its.by.interval, its.sign)
            if right is not None and its.rate.interval.meets(right):
                return f"与“{name_of(other)}”的增减额、比率相同，像是照抄的"
    return ""


def moves_from_what_was(given: Given) -> Iterator[Finding]:
    """A14: where last year's amount is stated, the change is the difference to it, and the rate alone is right too."""
    for item in given.claims.items:
        amount = item.amount
        # Last year's amount may also follow the change, but not where another change follows it.
        after = None if any(move.before for move in item.moves) else item.before
        for move in item.moves:
            before = move.before or after
            if before is not None and not item.amounts:
                yield from _rate_of_what_was(item, move, before)
            if before is None or amount is None:
                continue
            if move.by is not None and move.by.value >= 0:
                if moved(amount.interval, move.by.interval, move.sign).meets(before.interval):
                    continue
                gap = abs(amount.exact - before.exact)
                opposite = moved(amount.interval, move.by.interval, -move.sign).meets(before.interval)
                code, way = ("A18", "方向写反了") if opposite else ("A14", "")
                should = money_range(Interval(gap, gap), move.by)
                message = f"{name_of(item)}由 {before.shown} 到 {amount.shown}，相差 {should}，"
                message += f"写的是{WORDS[move.sign]} {move.by.shown}" + (f"；{way}" if way else "")
                yield _told(code, item, move, message, move.by, should, "核对本年数、上年数和增减额")
            elif move.rate is not None and move.by is None and before.value > 0:
                span = rate_between(amount.interval, before.interval)
                sign = move.rate_sign
                if span is None or span.high is None:
                    continue
                right = span if sign > 0 else Interval(-span.high, -span.low)
                if not move.rate.interval.meets(right):
                    should = rate_range(right, None, move.rate.decimals)
                    message = f"{name_of(item)}由 {before.shown} 到 {amount.shown}，比率应当是 {should}，"
                    message += f"写的是 {move.rate.shown}"
                    yield _told("A10", item, move, message, move.rate, should, "核对本年数、上年数和比率")


def _rate_of_what_was(item: Item, move: Moved, before: Numeral) -> Iterator[Finding]:
    """比上年 100 万元增加 10 万元，增长 10%, where this year's amount is not told."""
    if move.by is None or move.rate is None or move.by.value < 0 or before.value <= 0:
        return
    right = quotient(move.by.interval, before.interval)
    if right is not None and not move.rate.interval.meets(right):
        should = rate_range(right, None, move.rate.decimals)
        message = f"{name_of(item)}上年是 {before.shown}，{WORDS[move.sign]} {move.by.shown}，"
        message += f"比率应当是 {should}，写的是 {move.rate.shown}"
        yield _told("A10", item, move, message, move.rate, should, "核对上年数、增减额和比率")


def directions_agree(given: Given) -> Iterator[Finding]:
    """A18: what fell has a rate of falling, and what is printed as a decrease is no negative amount."""
    for item in given.claims.items:
        for move in item.moves:
            if move.by is not None and move.rate is not None and move.sign * move.rate_sign < 0:
                if not move.by.value and not move.rate.value:
                    continue
                way = "增长" if move.rate_sign > 0 else "下降"
                message = f"{name_of(item)}的金额写的是{WORDS[move.sign]}，比率写的是{way}"
                yield _told("A18", item, move, message, move.rate, WORDS[move.sign], "核对增减方向，改成一致的说法")
            for number in (move.by, move.rate):
                if number is not None and number.value < 0:
                    message = f"“{WORDS[move.sign or move.rate_sign]}”后面是负数 {number.shown}"
                    hint = "方向用文字说，数字写正数"
                    yield _told("A18", item, move, message, number, number.shown.lstrip("-"), hint)


def level_is_level(given: Given) -> Iterator[Finding]:
    """A19: what is said to be level did not move, and the outcome that equals the budget equals it."""
    for item in given.claims.items:
        level = next((m for m in item.moves if m.level and not m.vague), None)
        if level is None or item.amount is None:
            continue
        other = next((m for m in item.moves if m.by is not None and m.by.interval.low > 0), None)
        before = item.before
        if other is not None and other.by is not None and abs(other.at - level.at) < 40:
            message = f"{name_of(item)}既说“{level.level}”，又说{WORDS[other.sign]} {other.by.shown}"
            yield _told("A19", item, level, message, other.by, "", "留下一种说法")
        elif before is not None and not before.interval.meets(item.amount.interval):
            message = f"{name_of(item)}说“{level.level}”，但上年是 {before.shown}，本年是 {item.amount.shown}"
            yield _told("A19", item, level, message, item.amount, before.shown, "核对本年数和上年数")


def outcomes_against_budgets(given: Given) -> Iterator[Finding]:
    """A18, A19: 决算数大于（小于、等于）预算数 is what the amounts, or the rate of completion, say."""
    for item in given.claims.items:
        for words, sign, at in item.compared:
            gap = _gap(item)
            if gap is None:
                continue
            low, high, told = gap
            if (sign > 0 and high <= 0) or (sign < 0 and low >= 0):
                code, message = "A18", f"{name_of(item)}写“{words}”，数字相反：{told}"
            elif sign == 0 and (low > 0 or high < 0):
                code, message = "A19", f"{name_of(item)}写“{words}”，但{told}"
            else:
                continue
            hint = "核对决算数、预算数，改成与数字一致的说法"
            yield tell(code, Severity.ERROR, item.line, at, message, was=words, hint=hint)


def _gap(item: Item) -> tuple[Fraction, Fraction, str] | None:
    """Between what the outcome less the budget lies, and the numbers that say so; of a rate alone, it less 100."""
    if item.amount is not None and len(item.budgets) == 1:
        budget = item.budgets[0][1]
        outcome, plan = item.amount.interval, budget.interval
        same = outcome == plan
        low, high = (Fraction(0), Fraction(0)) if same else (outcome.low - plan.top, outcome.top - plan.low)
        return low, high, f"决算数 {item.amount.shown}，预算数 {budget.shown}"
    if len(item.completions) == 1 and not item.budgets:
        rate = item.completions[0].rate
        shown = rate.interval
        if not rate.decimals and rate.value == HUNDRED:
            return None
        return shown.low - HUNDRED, shown.top - HUNDRED, f"完成预算 {rate.shown}"
    return None


def _told(
    code: str,
    item: Item,
    move: Moved,
    message: str,
    number: Numeral,
    should: str,
    hint: str,
    weight: Severity = Severity.ERROR,
) -> Finding:
    return tell(code, weight, item.line, number.start, message, was=number.shown, should=should, hint=hint)
