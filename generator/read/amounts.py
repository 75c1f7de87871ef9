"""One cell that should hold a number → its plain text, or what is wrong with it.

Official tables write nothing as a blank, 0 or ---, and amounts as numbers or as text with separators and full-width
digits. A number in a cell cannot be misread, so what a record in text may not write (１２, 1,23) is taken here only
where it has one meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ..model.grid import CellValue
from ..model.values import SCALES
from .wording import squeezed

NOTHING = re.compile(
    r"[-–—―─_/\\.…]*|无(此项|数据|内容)?.{0,12}|不涉及|(本(单位|部门|年度?))(没有|无|未发生|不涉及).{0,24}"
)
# Decimals of an amount that is exact to a cent; what lies below FINEST was never typed.
CENTS = {"元": 2, "万元": 6}
FINE = 8
FINEST, NOISE = Decimal("1e-8"), Decimal("1e-6")
UNKNOWN = "未知"
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?")


def number_text(value: CellValue) -> str | None:
    """The digits of a number, '' for nothing written (which means zero), None where it is no number."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(_typed(value), "f")
    text = squeezed(value).replace("−", "-").removeprefix("¥").removeprefix("￥")
    if NOTHING.fullmatch(text):
        return ""
    text = text.removesuffix("元") if GROUPED.fullmatch(text.removesuffix("元")) else text
    if re.fullmatch(r"\([0-9,.]+\)", text):
        text = "-" + text[1:-1]  # what accountants write for less than nothing
    return text.replace(",", "") if GROUPED.fullmatch(text) else None


def _typed(value: Decimal) -> Decimal:
    """A number without what binary arithmetic leaves behind it: what a formula should have made 0 is 0."""
    if abs(value) < NOISE:
        return Decimal(0)
    exponent = value.as_tuple().exponent
    return value.quantize(FINEST).normalize() if isinstance(exponent, int) and exponent < -FINE else value


def decimals(text: str) -> int:
    """How many digits stand behind the point, without zeros at the end."""
    return len(text.partition(".")[2].rstrip("0"))


def precision(texts: Iterable[str], unit: str, most: bool = False) -> int | None:
    """To how many decimals the amounts of one table are rounded; None where they are exact to a cent. A few finer ones
    do not make the others exact, unless `most` counts: then the finest one does."""
    finest = sorted(decimals(text) for text in texts if text and Decimal(text))
    if not finest:
        return None
    kept = finest[-1] if most else finest[(len(finest) - 1) * 9 // 10]
    return kept if unit == "万元" and kept < CENTS[unit] else None


def slack(text: str, rounded: int | None, unit: str) -> Decimal:
    """How far, in 元, the true amount may lie from one of a table that is rounded to so many decimals."""
    if rounded is None or not text:
        return Decimal(0)
    digits = max(rounded, decimals(text))
    return Decimal(0) if digits >= CENTS[unit] else SCALES[unit].scaleb(-digits) / 2
