"""Accounts, templates and the phrase bank → a narrative. Numbers into text; no arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..door import door

if TYPE_CHECKING:
    from .environment import StyleEnvironment, StyleLoader
    from .form_cells import Blank
    from .form_sheets import sheets_to_fill
    from .further_sheets import sheets_beside
    from .narrator import Narrator, Wording
    from .notices import uncertain, unfit
    from .phrases import PhraseBank, Slot
    from .sheet_formulas import put_formulas
    from .sheet_plan import Plan
    from .table_sheets import Heads, plan_tables
    from .tables import build_tables

__getattr__ = door(
    __name__,
    environment="StyleEnvironment StyleLoader",
    form_cells="Blank",
    form_sheets="sheets_to_fill",
    further_sheets="sheets_beside",
    narrator="Narrator Wording",
    notices="uncertain unfit",
    phrases="PhraseBank Slot",
    sheet_formulas="put_formulas",
    sheet_plan="Plan",
    table_sheets="Heads plan_tables",
    tables="build_tables",
)

__all__ = [
    "Blank",
    "Heads",
    "Narrator",
    "PhraseBank",
    "Plan",
    "Slot",
    "StyleEnvironment",
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
