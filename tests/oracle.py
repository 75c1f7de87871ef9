"""The arithmetic of the house once more, by other means, to hold the house against: integers and fractions only.

Amounts are whole cents, results are whole steps of the last printed digit. Nothing here rounds with `decimal`, so a
fault of `generator.measure` cannot hide behind the same fault here.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

CENTS = {"元": 100, "万元": 1_000_000}


def steps(exact: Fraction, digits: int) -> int:
    """`exact` in whole steps of 10^-digits, a half going away from zero: the rule taught as 四舍五入."""
    scaled = abs(exact) * 10**digits
    whole: int = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return -whole if exact < 0 else whole


def printed(exact: Fraction, digits: int, zeros: str = "keep", grouping: bool = False) -> str:
    """`exact` as it must stand on the page."""
    value = steps(exact, digits)
    whole, rest = divmod(abs(value), 10**digits)
    text = f"{whole:,}" if grouping else str(whole)
    fraction = str(rest).zfill(digits) if digits else ""
    if zeros == "strip":
        fraction = fraction.rstrip("0")
    return ("-" if value < 0 else "") + text + ("." + fraction if fraction else "")


def read(text: str) -> Fraction:
    """The value of a printed number or of an amount as people write it."""
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.removeprefix("-").replace(",", "").partition(".")
    if not (whole + fraction).isascii() or not (whole + fraction).isdigit():
        raise ValueError(f"not a number: {text}")
    return sign * Fraction(int(whole + fraction), 10 ** len(fraction))


def money(cents: int, unit: str) -> Fraction:
    """`cents` in 元 or 万元."""
    return Fraction(cents, CENTS[unit])


def exactly(value: Decimal) -> Fraction:
    """The value of a decimal without passing through any rounding."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    whole = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
    return Fraction(whole) * Fraction(10) ** exponent


@dataclass(frozen=True)
class Moved:
    """A move in words, its size in cents, and its rate in percent; None where the page shows none."""

    kind: str
    amount: int | None
    rate: Fraction | None


def moved(now: int, before: int, unit: str, money_digits: int, percent_digits: int) -> Moved:
    """How cents moved. A rate over nothing or over a debt means nothing; one too small to show is not told."""
    by = now - before
    if by == 0:
        return Moved("flat", None, None)
    if steps(money(abs(by), unit), money_digits) == 0:
        return Moved("nearly_flat", abs(by), None)
    if before == 0 and by > 0:
        return Moved("from_zero", by, None)
    rate = Fraction(abs(by) * 100, before) if before > 0 else None
    if rate is None or steps(rate, percent_digits) == 0:
        return Moved("rose_no_rate" if by > 0 else "fell_no_rate", abs(by), None)
    if now == 0:
        return Moved("to_zero", abs(by), rate)
    return Moved("rose" if by > 0 else "fell", abs(by), rate)


def ratio(part: int, whole: int) -> Fraction | None:
    """`part` in percent of `whole`; nothing of nothing is nothing, something of nothing has no share."""
    if whole == 0:
        return Fraction(0) if part == 0 else None
    return Fraction(part * 100, whole)
