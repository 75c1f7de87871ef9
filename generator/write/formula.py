"""A figure as a tree that a person can follow: what it is, how it came about, down to the lines of the record."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.figure import Figure, How, Unit
from ..model.narrative import Number
from ..model.terms import entry

DERIVED = {
    "change": "与上年相差",
    "change_rate": "比上年变动率",
    "share": "占比",
    "completion": "预算完成率",
    "count": "个数",
}
UNITS = {Unit.YUAN: " 元", Unit.PERCENT: "%", Unit.COUNT: "", Unit.SCORE: " 分", Unit.YEAR: " 年"}
LONGEST = 8


def called(figure: Figure) -> str:
    """What a figure is, in the record's Chinese names; another year than the report's is named."""
    path, _, year = figure.key.partition("@")
    for name, words in DERIVED.items():
        head, found, whole = path.partition(f".{name}.")
        if found:
            return f"{entry(head)}÷{entry(whole.partition('@')[0])}（{words}）"
        if path.endswith("." + name):
            return f"{entry(path.removesuffix('.' + name))}（{words}）"
    names = {"year": "年度", "prior_year": "上年年度"}
    return names.get(path, entry(path)) + (f"（{year} 年）" if year else "")


def value(figure: Figure) -> str:
    """The exact value with its unit; a quotient without end is cut, with … to say so."""
    number = figure.exact
    if figure.unit is Unit.YUAN and number == number.quantize(Decimal("0.01")):
        return f"{number:,.2f} 元"
    text = f"{number:f}"
    whole, _, digits = text.partition(".")
    digits = digits.rstrip("0")
    cut = "…" if len(digits) > LONGEST else ""
    return (f"{whole}.{digits[:LONGEST]}" if digits else whole) + cut + UNITS[figure.unit]


def formula(figure: Figure) -> str:
    """The arithmetic in numbers; '' for a fact, which has none."""
    numbers = [value(part) for part in figure.inputs]
    match figure.how:
        case How.FACT:
            return ""
        case How.SUM:
            return " + ".join(numbers) if numbers else "没有需要相加的项"
        case How.DIFFERENCE:
            return f"|{numbers[0]} - {numbers[1]}|"
        case How.CHANGE_RATE:
            return f"|{numbers[0]} - {numbers[1]}| ÷ {numbers[1]} × 100"
        case How.SHARE | How.COMPLETION:
            return f"{numbers[0]} ÷ {numbers[1]} × 100"
        case How.NOTHING:
            return "两数都为零，记为 0"
        case How.MEAN:
            return f"({' + '.join(numbers)}) ÷ {len(numbers)}"
        case How.TALLY:
            return "逐项点数"
        case How.YEAR_BEFORE:
            return f"{numbers[0]} - 1"


def tree(figure: Figure) -> Iterator[str]:
    """The figure and all it was made of, a line each, as an indented tree."""
    yield _line(figure)
    yield from _branches(figure, "")


def _branches(figure: Figure, indent: str) -> Iterator[str]:
    for index, part in enumerate(figure.inputs):
        last = index == len(figure.inputs) - 1
        yield indent + ("└ " if last else "├ ") + _line(part)
        yield from _branches(part, indent + ("   " if last else "│ "))


def _line(figure: Figure) -> str:
    how = formula(figure)
    place = f"  〔{figure.source}〕" if figure.source else ""
    return f"{called(figure)} = " + (f"{how} = " if how else "") + value(figure) + place


def explained(number: Number, suffix: str, where: str) -> Iterator[str]:
    """One printed number: as it stands, its key, where, and its tree."""
    yield f"{number.text}{suffix}  〔{number.figure.key}〕  {where}"
    for line in tree(number.figure):
        yield "  " + line


def write_trace(numbers: list[tuple[Number, str, str]]) -> str:
    """Every printed number of a narrative in reading order, with formula and sources."""
    return "".join(line + "\n" for entry_ in numbers for line in (*explained(*entry_), ""))
