"""Accounts, templates and the phrase bank → a narrative. Numbers into text; no arithmetic."""

from .narrator import Narrator, Wording
from .phrases import PhraseBank
from .tables import build_tables

__all__ = ["Narrator", "PhraseBank", "Wording", "build_tables"]
