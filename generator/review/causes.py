"""Why a rate is probably wrong: the slips that published documents really contain, each
tried by doing it. A cause is only named where doing it gives exactly what is printed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from .interval import Interval
from .numbers import Numeral


def cause(rate: Numeral, right: Interval, wrong_base: Interval | None = None, base: str = "本年数") -> str:
    """The likely cause that `rate` is printed where `right` would be, as words that follow a comma; '' where none is
    likely. `wrong_base` is what the rate would be over `base`."""
    shown = rate.interval
    if wrong_base is not None and shown.meets(wrong_base):
        return f"像是以{base}作分母"
    step = Fraction(1, 10**rate.decimals)
    if Interval(rate.exact, rate.exact + step).meets(right) and _truncates(rate, right):
        return "像是直接截去尾数，没有四舍五入"
    for factor, words in (
        (100, "小了 100 倍"),
        (Fraction(1, 100), "大了 100 倍"),
        (10, "小了 10 倍"),
        (Fraction(1, 10), "大了 10 倍"),
    ):
        if rate.exact and shown.scaled(Fraction(factor)).meets(right):
            return f"小数点的位置像是错了，{words}"
    for factor, words in ((10**4, "元"), (Fraction(1, 10**4), "万元")):
        if rate.exact and shown.scaled(Fraction(factor)).meets(right):
            return f"像是有金额的单位写错了（{words}）"
    if any(_is(text, rate.decimals, right) for text in _transposed(rate.text)):
        return "像是数字的次序颠倒了"
    if "." in rate.text and rate.text.endswith("0") and _shorter(rate, right):
        return "像是保留的位数少，后面补了 0"
    if any(_is(text, rate.decimals + more, right) for more in (0, 1) for text in _longer(rate.text, more)):
        return "像是漏了一位数字"
    return ""


def _truncates(rate: Numeral, right: Interval) -> bool:
    unit = 10**rate.decimals
    return right.high is not None and Fraction(floor(right.high * unit), unit) == abs(rate.exact)


def _shorter(rate: Numeral, right: Interval) -> bool:
    text = rate.text.rstrip("0").rstrip(".")
    return _is(text, len(text.partition(".")[2]), right)


def _is(text: str, decimals: int, right: Interval) -> bool:
    half = Fraction(1, 2 * 10**decimals)
    value = Fraction(text)
    return Interval(value - half, value + half).meets(right)


def _transposed(text: str) -> Iterator[str]:
    digits = [i for i, character in enumerate(text) if character.isdigit()]
    for left, right in itertools.pairwise(digits):
        swapped = list(text)
        swapped[left], swapped[right] = swapped[right], swapped[left]
        if swapped != list(text):
            yield "".join(swapped).replace(",", "")


def _longer(text: str, decimals: int) -> Iterator[str]:
    """The text with one digit more: before the point (`decimals` 0) or behind it (1)."""
    plain = text.replace(",", "")
    point = plain.find(".") if "." in plain else len(plain)
    places = range(point + 1) if not decimals else range(point + 1, len(plain) + 1)
    for place in places:
        for digit in "0123456789":
            if not (place == 0 and digit == "0"):
                yield plain[:place] + digit + plain[place:]
