"""勾稽关系: what must agree inside a record and between two years. Pure functions from amounts to findings."""

from .amounts import Amounts
from .rules import CHECKS, CODE_CHECKS, DRAFT_CHECKS, check

__all__ = ["CHECKS", "CODE_CHECKS", "DRAFT_CHECKS", "Amounts", "check"]
