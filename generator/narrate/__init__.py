"""Accounts, templates and the phrase bank → a narrative. Numbers into text; no arithmetic."""

from .narrator import Narrator, Wording
from .phrases import PhraseBank

__all__ = ["Narrator", "PhraseBank", "Wording"]
