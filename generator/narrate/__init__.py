"""Accounts, templates and the phrase bank → a narrative. Numbers into text; no arithmetic."""

from .environment import StyleLoader
from .form_cells import Blank
from .form_sheets import sheets_to_fill
from .further_sheets import sheets_beside
from .narrator import Narrator, Wording
from .notices import uncertain, unfit
from .phrases import PhraseBank
from .sheet_formulas import put_formulas
from .sheet_plan import Plan
from .table_sheets import Heads, plan_tables
from .tables import build_tables

__all__ = [
    "Blank",
    "Heads",
    "Narrator",
    "PhraseBank",
    "Plan",
    "StyleLoader",
    "Wording",
    "build_tables",
    "plan_tables",
    "put_formulas",
    "sheets_beside",
    "sheets_to_fill",
    "uncertain",
    "unfit",
]
