"""Accounts, templates and the phrase bank → a narrative. Numbers into text; no arithmetic."""

from .further_sheets import further_sheets
from .narrator import Narrator, Wording
from .notices import uncertain, unfit
from .phrases import PhraseBank
from .sheet_formulas import put_formulas
from .table_sheets import Heads, Plan, plan_tables
from .tables import build_tables

__all__ = [
    "Heads",
    "Narrator",
    "PhraseBank",
    "Plan",
    "Wording",
    "build_tables",
    "further_sheets",
    "plan_tables",
    "put_formulas",
    "uncertain",
    "unfit",
]
