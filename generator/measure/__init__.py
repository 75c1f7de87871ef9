"""All arithmetic: totals, changes, shares, completion rates, rounding. Nothing else computes."""

from .accounts import Accounts
from .arithmetic import Comparer, completion, mean, share, tally, total
from .cells import Cells
from .certainty import spread
from .columns import is_column, is_key
from .groups import fund_of
from .ledger import Ledger
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
    "fund_of",
    "is_column",
    "is_key",
    "mean",
    "round_half_up",
    "share",
    "shown",
    "spread",
    "tally",
    "total",
]
