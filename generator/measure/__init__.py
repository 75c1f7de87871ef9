"""All arithmetic: totals, changes, shares, completion rates, rounding. Nothing else computes."""

from .accounts import Accounts
from .arithmetic import Comparer, completion, mean, share, tally, total
from .ledger import Ledger, row_fund
from .relations import EQUALS, SUMS
from .rounding import round_half_up, shown

__all__ = [
    "EQUALS",
    "SUMS",
    "Accounts",
    "Comparer",
    "Ledger",
    "completion",
    "mean",
    "round_half_up",
    "row_fund",
    "share",
    "shown",
    "tally",
    "total",
]
