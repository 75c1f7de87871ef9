"""How a finding is put together: the sentence it stands in, the numbers, and the part of the document, whose
attachments weigh less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..model.finding import Finding, Severity
from ..model.source import Source
from .claims import Claims, Item
from .clauses import sentence_ends
from .interval import Interval, printed
from .numbers import Kind, Numeral
from .paper import Line, Paper


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule may look at. `outdated` gives today's names by those that were given up, for the document's year."""

    paper: Paper
    claims: Claims
    sections: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    outdated: Mapping[str, str] = field(default_factory=dict)


def sentence_at(line: Line, at: int) -> str:
    """The sentence of a paragraph that holds the character `at`, as it stands in the document."""
    begin = 0
    for end in sentence_ends(line.text):
        if at < end:
            return line.squeezed.quote(begin, end)
        begin = end
    return line.squeezed.quote(0, len(line.text))


def tell(
    code: str,
    severity: Severity,
    line: Line,
    at: int,
    message: str,
    *,
    was: str = "",
    should: str = "",
    hint: str = "",
    also: tuple[Source, ...] = (),
) -> Finding:
    """A finding about what stands at `at` of a paragraph."""
    quote = sentence_at(line, at)
    return Finding(code, severity, message, line.passage.source, hint, also, quote, was, should)


def money(value: Fraction, like: Numeral) -> str:
    """An amount in 元, printed in the unit and with the decimals of `like`."""
    return printed(value / like.scale, like.decimals) + (like.unit if like.kind is Kind.MONEY else "")


def money_range(interval: Interval, like: Numeral) -> str:
    """An interval of amounts as one says it, one value where both ends print alike."""
    low, high = money(interval.low, like), money(interval.top, like)
    return low if low == high else f"{low} 至 {high}"


def rate_range(interval: Interval, point: Fraction | None, decimals: int) -> str:
    """What a rate may be, with the value that the printed amounts give."""
    low = printed(interval.low, decimals) + "%"
    if interval.high is None:
        return f"不小于 {low}"
    high = printed(interval.high, decimals) + "%"
    if low == high or point is None:
        return low if low == high else f"{low} 至 {high}"
    exact = printed(point, decimals) + "%"
    return f"{exact}（{low} 至 {high} 之间）"


def name_of(item: Item) -> str:
    """The item as a message calls it."""
    return item.key or item.words or "本项"
