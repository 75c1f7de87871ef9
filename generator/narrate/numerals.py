"""Rounded values into text, and counters into heading numbers. Babel dresses a number; it never rounds one here."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from babel.core import Locale
from babel.numbers import NumberPattern, parse_pattern

from ..model.style import Form

DIGITS = "〇一二三四五六七八九"


@cache
def _pattern(form: Form) -> NumberPattern:
    whole = "#,##0" if form.grouping else "0"
    if not form.digits:
        return parse_pattern(whole)
    return parse_pattern(whole + "." + ("0" if form.zeros == "keep" else "#") * form.digits)


@cache
def _locale() -> Locale:
    return Locale.parse("zh_CN")


def dress(value: Decimal, form: Form) -> str:
    """`value`, already rounded to `form.digits`, as it stands on the page."""
    return str(_pattern(form).apply(value, _locale()))


def chinese(number: int) -> str:
    """A counter from 1 to 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        raise ValueError(f"no heading number for {number}")
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def numbered(pattern: str, number: int) -> str:
    """`pattern` (（{chinese}） or {arabic}.) with the counter filled in."""
    return pattern.format(chinese=chinese(number), arabic=number)
