"""All arithmetic: totals, changes, shares, completion rates, rounding. Nothing else computes."""

from .accounts import Accounts
from .arithmetic import Comparer, completion, mean, share, tally, total
from .cells import Cells
from .columns import is_column, is_key
from .ledger import Ledger, row_fund
from .printed import from_printed
from .relations import EQUALS, SUMS
from .rounding import round_half_up, shown

__all__ = [
    "EQUALS",
    "SUMS",
    "Accounts",
    "Cells",
    "Comparer",
    "Ledger",
    "completion",
    "from_printed",
    "is_column",
    "is_key",
    "mean",
    "round_half_up",
    "row_fund",
    "share",
    "shown",
    "tally",
    "total",
]
