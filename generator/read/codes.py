"""The code of a line in a table of the functional classification: in one cell (2080505), in three (208, 05, 05), in
three of which each line shows its own level only, or before the name ([2080505]…)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from ..model.grid import CellValue
from .wording import squeezed

WHOLE = (3, 5, 7)
POINTED = re.compile(r"[\[(【]?([0-9]{3})[.\-]?([0-9]{2})?[.\-]?([0-9]{2})?[\])】]?")
BEFORE_NAME = re.compile(r"[\[(【]?([0-9]{3}(?:[0-9]{2}){0,2})[\])】]?[-—_ 　]*(?=[^0-9\s])")


def digits(value: CellValue) -> str:
    """The digits of a cell that holds a code or a part of one; '' for anything else."""
    text = format(value, "f") if isinstance(value, Decimal) else squeezed(value or "")
    if text.isdecimal():
        return text if len(text) <= 7 else ""
    pointed = POINTED.fullmatch(text)
    return "".join(part or "" for part in pointed.groups()) if pointed else ""


def code_of(parts: Sequence[str], before: str) -> str:
    """The code that the parts of a line make up, from left to right; a line that leaves 类 or 款 out has those of the
    code `before`. '' where there is none, or none that is whole."""
    placed = [(at, part) for at, part in enumerate(parts) if part]
    if not placed:
        return ""
    written = [part for _, part in placed]
    if all(later.startswith(earlier) for earlier, later in itertools.pairwise(written)) and (
        all(len(part) in WHOLE for part in written)
    ):
        return written[-1]  # 208, 20805, 2080505 beside each other
    tail = [part.zfill(2) for part in written if len(part) < 3]
    if len(written[0]) == 3:
        joined = written[0] + "".join(tail)
        return joined if len(tail) == len(written) - 1 and len(joined) in WHOLE else ""
    depth = len(parts) - 1 - placed[-1][0]  # how far from the column of the 项 the last part stands
    missing = 7 - 2 * depth - 2 * len(tail)
    kept = before[:missing]
    return kept + "".join(tail) if len(tail) == len(written) and len(kept) == missing > 0 else ""


def split(text: str) -> tuple[str, str]:
    """A cell that holds a code and a name: both apart; ('', text) where it begins with no code."""
    found = BEFORE_NAME.match(text.strip())
    return (found[1], text.strip()[found.end() :].strip()) if found else ("", text)
