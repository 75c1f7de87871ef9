"""Which keys a cell of an official table may name. Literal tables, and whether a key or a column exists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from ..model.record import EconomicClasses, Group, IncomeRow, YearRecord
from ..model.source import Fact
from .relations import COLUMNS, FISCAL_FUNDS, GENERAL_BUDGET, GOVERNMENT_FUNDS, STATE_CAPITAL, SUMS, TOTALS

# The lists that a table may go through, with the sources of funds of their rows (all where empty).
LISTS: Mapping[str, tuple[str, ...]] = {
    "income": (),
    "all": (),
    "fiscal": FISCAL_FUNDS,
    "general_budget": (GENERAL_BUDGET,),
    "government_funds": (GOVERNMENT_FUNDS,),
    "state_capital": (STATE_CAPITAL,),
}
# What a 项 brought forward, received and carries forward, and the total of its fund (公开04表, 公开07表).
CARRIED: Mapping[str, Mapping[str, str]] = {
    "opening_carry_over": {
        GENERAL_BUDGET: "fiscal.general_budget_opening",
        GOVERNMENT_FUNDS: "fiscal.government_funds_opening",
        STATE_CAPITAL: "fiscal.state_capital_opening",
    },
    "fund_income": {
        GENERAL_BUDGET: "income.general_budget_income",
        GOVERNMENT_FUNDS: "income.government_funds_income",
        STATE_CAPITAL: "income.state_capital_income",
    },
    "closing_carry_over": {
        GENERAL_BUDGET: "fiscal.general_budget_closing",
        GOVERNMENT_FUNDS: "fiscal.government_funds_closing",
        STATE_CAPITAL: "fiscal.state_capital_closing",
    },
}
ECONOMIC = tuple(f"economic.{name}" for name in EconomicClasses.model_fields)
INCOME = (*(name for name in IncomeRow.model_fields if name not in ("code", "name")), "current_income")
EXPENDITURE = (*COLUMNS, *CARRIED, *ECONOMIC, "actual", "initial_budget", "full_budget")


def is_column(of: str, key: str) -> bool:
    """Whether the rows of the list `of` have such a column."""
    return key in (INCOME if of == "income" else EXPENDITURE)


def is_key(key: str) -> bool:
    """Whether a fixed cell may name `key`."""
    if key in SUMS or key in TOTALS or key in ECONOMIC or re.fullmatch("basic[.]([0-9]{3}|[0-9]{5})", key):
        return True
    head, _, rest = key.partition(".")
    if head in LISTS and re.fullmatch("[0-9]{3}", rest):
        return head != "income"
    class_, _, funds = key.rpartition(".")
    return (class_ in ECONOMIC and funds in LISTS and funds != "income") or _in_record(key)


def _in_record(key: str) -> bool:
    """Whether a record may state an amount or a count at `key`."""
    annotation: Any = YearRecord
    for name in key.split("."):
        group = next((part for part in _parts(annotation) if isinstance(part, type) and issubclass(part, Group)), None)
        if group is None or name not in group.model_fields:
            return False
        annotation = group.model_fields[name].annotation
    return any(part in (Fact[Decimal], Fact[int]) for part in _parts(annotation))


def _parts(annotation: Any) -> list[Any]:
    """`X | None` and annotated types taken apart, lists not: a key names no row of a list."""
    if getattr(annotation, "__origin__", None) in (list, dict):
        return []
    inner = [part for arg in get_args(annotation) for part in _parts(arg)]
    return [annotation, *inner]
