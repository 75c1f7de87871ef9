"""A paragraph as the tokens in which it is compared: numbers with their units, years, words of direction, blanks, and
the clauses between them. A clause is never cut into characters here: reviewers read words.

It refuses nothing; what it does not know is words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Sort(StrEnum):
    """What a token is: LEVEL a direction that is none (持平), COUNT the counted number that opens a paragraph."""

    WORDS = "words"
    MARK = "mark"
    NUMBER = "number"
    YEAR = "year"
    DIRECTION = "direction"
    LEVEL = "level"
    BLANK = "blank"
    COUNT = "count"


UP, DOWN, FLAT = 1, -1, 0

DIRECTIONS = {
    **dict.fromkeys(("增加", "增长", "上升", "提高", "提升", "上涨", "增幅", "大于", "高于", "多"), UP),
    **dict.fromkeys(("减少", "下降", "降低", "下滑", "下跌", "降幅", "减幅", "小于", "低于", "少"), DOWN),
    **dict.fromkeys(("持平", "无增减变化", "无增减", "无变化", "没有变化", "等于"), FLAT),
}
MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "亿元": Decimal(100000000)}
UNITS = (
    "亿元|万元|千元|元|个百分点|百分点|%|％|‰|人次|批次|人|批|辆|台|套"
    "|个|次|项|分|户|家|件|篇|期|天|月|日|岁|平方米|公里|米|亩"
)
YEARS = r"(?:19[89]|20\d)\d"
NUMERALS = "〇○零一二三四五六七八九"

COUNT = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[.．、](?!\d)"
    r"|[（(]\d{1,2}[）)]|[①-⑳]|[图表]\s*\d{1,2}[：:])\s*"
)
TOKEN = re.compile(
    rf"(?P<blank>【待补充[^】]*】)"
    rf"|(?P<year>(?<![\d.,〔\[【]){YEARS}(?![\d]|[.,]\d|\s*(?:{UNITS}))|二[{NUMERALS}]{{3}}(?=年))"
    rf"|(?P<number>(?:(?<![\d）)年月])[-−－])?(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?(?P<unit>\s*(?:{UNITS}))?)"
    r"|(?P<level>持平|无增减变化|无增减|无变化|没有变化|等于(?=[^，。；]*预算))"
    r"|(?P<direction>(?:增加|增长|上升|提高|提升|上涨|增幅|减少|下降|降低|下滑|下跌|降幅|减幅)"
    r"(?=[了约近为达率各]{0,2}\s*(?:[-−－]?\d|--|——|【待补充))"
    r"|大于|小于|高于|低于|(?<=元)[多少](?=\d))"
    r"|(?P<mark>[，。；：！？,;:!?\n\t])"
)
CODE = 3
DIGITS = dict(zip("〇○零一二三四五六七八九", (0, 0, 0, *range(1, 10)), strict=True))


@dataclass(frozen=True, slots=True)
class Token:
    """`text` to the letter. `value` is a number's, a year's, or that of a direction (UP, DOWN, FLAT); `unit` is that
    of a number, '' without one."""

    sort: Sort
    text: str
    value: Decimal | None = None
    unit: str = ""

    @property
    def key(self) -> str:
        """What two tokens share that stand in each other's place, whatever their values."""
        match self.sort:
            case Sort.NUMBER:
                return "#元" if self.unit in MONEY else "#" + self.unit
            case Sort.WORDS | Sort.MARK:
                return unicodedata.normalize("NFKC", re.sub(r"\s", "", self.text)) or " "
        return f"<{self.sort}>"

    @property
    def masked(self) -> str:
        """Its words for judging how alike two paragraphs are: all numbers and all directions are one."""
        if self.sort in (Sort.NUMBER, Sort.BLANK):
            return "#"
        return "" if self.sort is Sort.COUNT else self.key if self.sort in (Sort.WORDS, Sort.MARK) else self.sort[0]

    @property
    def amount(self) -> Decimal | None:
        """The value of a number, money in 元, so that 1.5万元 and 15,000元 are the same."""
        return None if self.value is None else self.value * MONEY.get(self.unit, Decimal(1))


@dataclass(frozen=True, slots=True)
class Years:
    """The years of two documents; None for one that names none, and then no year moved on."""

    before: int | None
    after: int | None

    @property
    def shift(self) -> int:
        """By how much years move on by themselves."""
        return self.after - self.before if self.before is not None and self.after is not None else 0

    def stale(self, year: Decimal | None) -> bool:
        """Whether a year that stayed should have moved on: it is the old document's, or the one before."""
        return self.before is not None and self.shift != 0 and year in (self.before, self.before - 1)


def moved_on(text: str, shift: int) -> str:
    """A text without blanks, its years moved on: what two texts share that say the same in their years."""
    told = (str(int(t.value) + shift) if t.sort is Sort.YEAR and t.value is not None else t.text for t in tokens(text))
    return re.sub(r"\s", "", "".join(told))


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a paragraph; together they are its text."""
    found: list[Token] = []
    opening = COUNT.match(text)
    if opening:
        found.append(Token(Sort.COUNT, opening[0]))
    end = opening.end() if opening else 0
    for match in TOKEN.finditer(text, end):
        token = _token(match)
        if token is None:
            continue
        if match.start() > end:
            found.append(Token(Sort.WORDS, text[end : match.start()]))
        found.append(token)
        end = match.end()
    if end < len(text):
        found.append(Token(Sort.WORDS, text[end:]))
    return tuple(found)


def _token(match: re.Match[str]) -> Token | None:
    """None for what is words after all: a code such as 2010301."""
    text, sort = match[0], match.lastgroup
    if sort == "unit" or sort == "number":
        unit = (match["unit"] or "").strip().replace("％", "%")
        digits = re.sub(r"[,\s]", "", text[: len(text) - len(match["unit"] or "")])
        if not unit and text.isdigit() and len(text) >= CODE:
            return None
        return Token(Sort.NUMBER, text, Decimal(digits.replace("−", "-").replace("－", "-")), unit)
    if sort == "year":
        return Token(Sort.YEAR, text, Decimal("".join(str(DIGITS.get(c, 2 if c == "二" else c)) for c in text)))
    if sort in ("level", "direction"):
        return Token(Sort(sort), text, Decimal(DIRECTIONS[text]))
    return Token(Sort.MARK if sort == "mark" else Sort.BLANK, text)


def masked(found: tuple[Token, ...]) -> str:
    """The text without what changes from year to year, and without its counted number."""
    return "".join(token.masked for token in found)


def lead(found: tuple[Token, ...]) -> str:
    """The words that say what a paragraph is about: up to its first number or mark, a year skipped."""
    words = ""
    for token in found:
        if token.sort in (Sort.COUNT, Sort.YEAR):
            continue
        if token.sort is not Sort.WORDS:
            break
        words += token.key
    return re.sub("^年度?", "", words)


def year_of(texts: list[str]) -> int | None:
    """The year of a document: the first that a 年度 follows, otherwise the most frequent; None without any."""
    years = []
    for text in texts:
        found = tokens(text)
        for token, after in zip(found, (*found[1:], None), strict=True):
            if token.sort is Sort.YEAR and token.value is not None:
                if after is not None and after.text.startswith("年度"):
                    return int(token.value)
                years.append(int(token.value))
    return max(years, key=years.count) if years else None
