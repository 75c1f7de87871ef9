"""Rounded values into text, and counters into heading numbers. The signs are those of Babel's locale data; it never
rounds here, nor does it set digits one by one, for a document has a thousand numbers."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from babel.core import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol

from ..model.style import COUNTER, Form
from .marks import StyleFault

DIGITS = "〇一二三四五六七八九"


@cache
def _signs() -> dict[int, str]:
    """What stands for the signs of Python's own formatting."""
    locale = Locale.parse("zh_CN")
    signs = {".": get_decimal_symbol(locale), ",": get_group_symbol(locale), "-": get_minus_sign_symbol(locale)}
    return {ord(ours): theirs for ours, theirs in signs.items() if ours != theirs}


def dress(value: Decimal, form: Form) -> str:
    """`value`, already rounded to `form.digits`, as it stands on the page."""
    text = format(value, f"{',' if form.grouping else ''}.{form.digits}f")
    if form.zeros != "keep" and form.digits:
        text = text.rstrip("0").rstrip(".")
    return text.translate(signs) if (signs := _signs()) else text


def chinese(number: int) -> str:
    """A counter from 1 to 99 as 一 … 九十九."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        raise StyleFault(f"标题的序号到了 {number}，汉字的序号只到九十九；在 style.yaml 的 numbering 里改用 {{arabic}}")
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def numbered(pattern: str, number: int) -> str:
    """`pattern` (（{chinese}） or {arabic}.) with the counter filled in."""
    return COUNTER.sub(lambda slot: chinese(number) if slot[1] == "chinese" else str(number), pattern)
