"""One cell that should hold a number → its plain text, or what is wrong with it.

Official tables write nothing as a blank, 0 or ---, and amounts as numbers or as text with separators and full-width
digits. A number in a cell cannot be misread, so what a record in text may not write (１２, 1,23) is taken here only
where it has one meaning."""

from __future__ import annotations

import re
from decimal import Decimal

from ..model.grid import CellValue
from .wording import squeezed

NOTHING = frozenset(["", "-", "--", "---", "—", "——", "———", "―", "/", "无", "...", "......"])
UNKNOWN = "未知"
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|-?[0-9]+(\.[0-9]+)?")


def number_text(value: CellValue) -> str | None:
    """The digits of a number, '' for nothing written (which means zero), None where it is no number."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    text = squeezed(value).replace("−", "-").removeprefix("¥").removeprefix("￥")
    if text in NOTHING:
        return ""
    if re.fullmatch(r"\([0-9,.]+\)", text):
        text = "-" + text[1:-1]  # what accountants write for less than nothing
    return text.replace(",", "") if GROUPED.fullmatch(text) else None


def decimals(text: str) -> int:
    """How many digits stand behind the point, without zeros at the end."""
    return len(text.partition(".")[2].rstrip("0"))
