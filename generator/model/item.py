"""What templates see: items of the accounts with their values of this year, of the prior year and of the budgets."""

from __future__ import annotations

from typing import Literal, TypeAlias

from .figure import Figure, Missing, Value
from .fixed import fixed
from .source import Source

Level: TypeAlias = Literal["class", "group", "item", ""]


@fixed
class Label:
    """A name as it will stand in the text: an official term (`key`), or the record's own word (with its `source`)."""

    key: str
    text: str
    source: Source | None = None


@fixed
class Item:
    """One line of the accounts. `prior` is None where there is no year before; a budget is `Missing` where the record
    states none. `code` is that of the classification, '' elsewhere; a 项 also has the names of its 类 and 款."""

    key: str
    name: Label | Missing
    actual: Value
    prior: Value | None
    initial_budget: Value
    full_budget: Value
    code: str = ""
    class_name: Label | Missing | None = None
    group_name: Label | Missing | None = None

    @property
    def level(self) -> Level:
        """Which level of the functional classification this is: class (类), group (款), item (项), or '' for none."""
        levels: dict[int, Level] = {3: "class", 5: "group", 7: "item"}
        return levels.get(len(self.code), "")

    @property
    def code_label(self) -> Label:
        """The code as words, to be printed in a text."""
        return Label(f"{self.key}.code", self.code)

    @property
    def zero(self) -> bool:
        """True where the record states that there was nothing this year; unknown is not zero."""
        return isinstance(self.actual, Figure) and self.actual.exact == 0

    @property
    def missing(self) -> bool:
        """True where the record does not state this year's amount, nor what it could be summed from."""
        return isinstance(self.actual, Missing)

    @property
    def current(self) -> bool:
        """True where this year or a budget of it states an amount other than zero, whatever there was last year."""
        return self._any(self.actual, self.initial_budget, self.full_budget)

    @property
    def used(self) -> bool:
        """True where this year, the prior year or a budget states an amount other than zero."""
        return self._any(self.actual, self.prior, self.initial_budget, self.full_budget)

    @staticmethod
    def _any(*values: Value | None) -> bool:
        return any(isinstance(value, Figure) and value.exact != 0 for value in values)
