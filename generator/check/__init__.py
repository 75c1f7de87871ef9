"""勾稽关系: what must agree inside a record. Pure functions from amounts to findings."""

from .rules import CHECKS, Amounts, check

__all__ = ["CHECKS", "Amounts", "check"]
