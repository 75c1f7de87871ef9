"""What a text claims with its numbers: items with their amounts, and how they moved, what they are a share of, how much
of a budget they completed, what they are made of. Types without logic."""

from __future__ import annotations

from dataclasses import dataclass, field

from .numbers import Numeral
from .paper import Line


@dataclass(slots=True)
class Moved:
    """比上年增加 `by`, 增长 `rate`: sign 1 rose, -1 fell; `level` are the words that say that nothing moved;
    `before` is what it is compared with, where that stands before it."""

    sign: int = 0
    by: Numeral | None = None
    rate: Numeral | None = None
    rate_sign: int = 0
    level: str = ""
    vague: bool = False
    at: int = 0
    before: Numeral | None = None


@dataclass(slots=True)
class Shared:
    """占 `whole` 的 `rate`. `whole` names what it is a share of; `stated` is the amount where it stands beside it."""

    rate: Numeral
    whole: str = ""
    stated: Numeral | None = None
    totals: tuple[Item, ...] = ()


@dataclass(slots=True)
class Completed:
    """完成 `kind` 预算的 `rate`; kind is 年初, 全年, … or ''."""

    rate: Numeral
    kind: str = ""


@dataclass(slots=True)
class Item:
    """One item as a sentence states it. `amounts` are this year's (two where income and spending are told at once);
    `budgets` by kind; `before` is last year's where it is stated; `also` are items that a claim may mean instead;
    `borrowed` tells that the amounts were stated elsewhere."""

    line: Line
    start: int
    words: str = ""
    key: str = ""
    role: str = "value"
    scope: str = ""
    amounts: list[Numeral] = field(default_factory=list)
    budgets: list[tuple[str, Numeral]] = field(default_factory=list)
    before: Numeral | None = None
    moves: list[Moved] = field(default_factory=list)
    shares: list[Shared] = field(default_factory=list)
    completions: list[Completed] = field(default_factory=list)
    compared: list[tuple[str, int, int]] = field(default_factory=list)
    total: Item | None = None
    also: list[Item] = field(default_factory=list)
    borrowed: bool = False
    ended: int = 0

    @property
    def amount(self) -> Numeral | None:
        """This year's amount; None where it is not known, or two are told."""
        return self.amounts[0] if len(self.amounts) == 1 else None


@dataclass(slots=True)
class Group:
    """其中：…: the parts of `total` as one sentence lists them. `open`: the list ends with 等."""

    total: Item
    parts: list[Item] = field(default_factory=list)
    open: bool = False


@dataclass(slots=True)
class Claims:
    """All that is claimed in a document, in reading order."""

    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
