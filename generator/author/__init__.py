"""Styles as their authors write them → findings: what templates name and say, held against phrases and heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..door import door

if TYPE_CHECKING:
    from .rules import Written, findings, used_phrases
    from .shapes import names_of
    from .templates import Reading

__getattr__ = door(__name__, rules="Written findings used_phrases", shapes="names_of", templates="Reading")

__all__ = ["Reading", "Written", "findings", "names_of", "used_phrases"]
