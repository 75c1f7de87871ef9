"""Every number of a text: its value, unit, decimals, and what it may truly stand for. Refuses to guess: a number whose
kind is not plain (a code, a number of a document, about so much) takes part in no claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from .interval import Interval


class Kind(StrEnum):
    """What a number counts. `BARE` has no unit at all; `NAME` is part of an item's name, `DATE` of a day or a year."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    YEAR = "year"
    DATE = "date"
    SCORE = "score"
    POINTS = "points"
    BARE = "bare"
    ORDINAL = "ordinal"
    NAME = "name"


# Numbers that stand inside names and dates do not divide the words around them.
THROUGH = (Kind.YEAR, Kind.DATE, Kind.NAME, Kind.ORDINAL)
YUAN = {"亿元": 10**8, "万元": 10**4, "元": 1}
NUMBER = re.compile(
    r"(?<![A-Za-z0-9.])[-−]?(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?![A-Za-z])|(?<!\d)\.\d+"
)
SUFFIX = re.compile(
    r"(?P<about>余|多)?(?P<unit>亿元|万元|元|%|‰|个?百分点|年度|年(?!以|内)|个月|月|日|号|分(?!别|配|为|类|项|级|工|布)|"
    r"(?:人次|批次|场次|团组|台|辆|套|个|人|批|次|名|家|户|份|项|件|条|期|场|处|所|科))?"
)
ABOUT = re.compile(r"(?:约|近|大约|超过|不足|逾|≥|≤|>|<|达到?)$")
NAMED = re.compile(r"单(?:价|位价值|台价值)(?:在|为)?\d+(?:\.\d+)?(?:亿元|万元|元)")
ORDINAL = re.compile(r"(?:^|(?<=[：:；;。，,]))[（(]?\d{1,2}(?:[.、)）]|．)(?!\d(?!\d{3}年))")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number at [start, end) of a squeezed text, its unit included. `scale` is what one of its unit is in 元 (1 for
    all else); `bare_end` is where its digits end."""

    start: int
    end: int
    text: str
    value: Decimal
    decimals: int
    kind: Kind
    unit: str = ""
    scale: int = 1
    about: bool = False
    bare_end: int = 0

    @property
    def exact(self) -> Fraction:
        """The printed value in 元, percent or pieces."""
        return Fraction(self.value) * self.scale

    @property
    def interval(self) -> Interval:
        """All it may stand for, in 元, percent or pieces. Pieces are not rounded. A plain 0 of money says that there is
        none, or less than the two decimals that went with its zeros show."""
        decimals = 2 if self.kind is Kind.MONEY and not self.value else self.decimals
        half = Fraction(self.scale, 2 * 10**decimals) if self.kind in (Kind.MONEY, Kind.PERCENT) else Fraction(0)
        return Interval(self.exact - half, self.exact + half)

    @property
    def shown(self) -> str:
        """The number as one says it: digits and unit."""
        return self.text + self.unit

    def in_unit(self, unit: str) -> Numeral:
        """The same digits in the unit of money `unit`."""
        return Numeral(
            *(self.start, self.end, self.text, self.value, self.decimals, Kind.MONEY, unit, YUAN[unit], self.about),
            self.bare_end,
        )


def numerals(text: str) -> list[Numeral]:
    """The numbers of a squeezed text, in order. In 减少3、5万元 the 3 has the unit of the 5."""
    names = [match.span() for match in NAMED.finditer(text)]
    ordinals = [match.span() for match in ORDINAL.finditer(text)]
    found: list[Numeral] = []
    place = 0
    while match := NUMBER.search(text, place):
        ordinal = next((end for begin, end in ordinals if begin <= match.start() < end), None)
        if ordinal is not None:
            digits = re.sub(r"\D", "", text[match.start() : ordinal])
            end = match.start() + len(digits)
            found.append(Numeral(match.start(), end, digits, Decimal(digits), 0, Kind.ORDINAL, bare_end=end))
            place = ordinal
            continue
        place = match.end()
        inside = any(begin <= match.start() < end for begin, end in names)
        found.append(_numeral(text, match, inside))
    return _mated(text, found)


def _numeral(text: str, match: re.Match[str], inside: bool) -> Numeral:
    digits = match.group().replace("−", "-")
    value = Decimal(digits.replace(",", ""))
    decimals = len(digits.partition(".")[2])
    suffix = SUFFIX.match(text, match.end())
    unit = (suffix["unit"] if suffix else "") or ""
    about = bool(suffix and suffix["about"]) or bool(ABOUT.search(text[: match.start()][-2:]))
    kind, scale = _kind(unit, digits)
    if inside:
        kind = Kind.NAME
    end = suffix.end() if suffix and unit else match.end()
    if kind is Kind.BARE and suffix:
        about = about or bool(suffix["about"])
    return Numeral(match.start(), end, digits, value, decimals, kind, unit, scale, about, match.end())


def _kind(unit: str, digits: str) -> tuple[Kind, int]:
    if unit in YUAN:
        return Kind.MONEY, YUAN[unit]
    if unit == "%":
        return Kind.PERCENT, 1
    if unit in ("年度", "年") and re.fullmatch("(19|20)[0-9]{2}", digits):
        return Kind.YEAR, 1
    if unit in ("年度", "年", "月", "日", "个月", "号"):
        return Kind.DATE, 1
    if unit == "分":
        return Kind.SCORE, 1
    if unit.endswith("百分点"):
        return Kind.POINTS, 1
    if unit and unit != "‰":
        return Kind.COUNT, 1
    return Kind.BARE, 1


def _mated(text: str, found: list[Numeral]) -> list[Numeral]:
    mated = list(found)
    for index in range(len(found) - 2, -1, -1):
        here, after = mated[index], mated[index + 1]
        between = text[here.bare_end : after.start]
        if here.kind is Kind.BARE and between in ("、", "和") and after.kind is Kind.MONEY and here.decimals:
            mated[index] = here.in_unit(after.unit)
    return mated
