"""How the cells of a workbook look, and what Excel can hold in one: fonts, colours, number formats, names of tabs.

It exists so that writing a workbook is about places and values only. Yellow is what people fill in, grey what is
computed or printed. It refuses a number that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ..model.sheet import SheetCell
from .escape import FORBIDDEN

FONT, SIZE = "宋体", 11
# 宋体 of 11 points has digits of 8 pixels and rows of 18; Excel counts the widths of columns in such digits.
BASE = {"font_name": FONT, "font_size": SIZE, "font_scheme": "none", "font_family": 3, "font_charset": 134}
ROW_PIXELS, COLUMN_PIXELS = 18, 72

BORDER = {"border": 1, "border_color": "#808080"}
INPUT = {"bg_color": "#FFF9D6", "locked": False, **BORDER}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "note": {},
    "words": BORDER,
    "heading": {"bold": True, "bg_color": "#D9D9D9", "align": "center", **BORDER},
    "amount": INPUT,
    "count": INPUT,
    "text": INPUT,
    "total": {"bg_color": "#F2F2F2", "font_color": "#595959", **BORDER},
    "blank": {},
}
NUMERIC = ("amount", "count", "total")
TEXT_FORMAT = "@"

# A number in a file is a binary one: this many digits come back as they went in, within these powers of ten.
DIGITS, POWERS = 15, 300
# The longest text that a cell holds, in units of UTF-16, as Excel counts.
LONGEST = 32767

TAB_LENGTH = 31
IN_TABS = str.maketrans("[]:*?/\\", "［］：＊？／＼")


def properties(cell: SheetCell) -> dict[str, Any]:
    """The look of a cell, in XlsxWriter's words."""
    look = {"text_wrap": True, "valign": "vcenter", **LOOKS[cell.kind]}
    if cell.kind in NUMERIC:
        look["align"] = "center" if cell.align == "center" else "right"
        look["num_format"] = number_format(cell)
        look["text_wrap"] = not isinstance(cell.value, Decimal) and not cell.formula  # a number has no second line
    elif "align" not in look:
        look["align"] = cell.align
    if cell.kind == "text" or (isinstance(cell.value, Decimal) and not cell.formula and number(cell.value) is None):
        look["num_format"] = TEXT_FORMAT
    return look


def number_format(cell: SheetCell) -> str:
    """Amounts with two places, counts with none; more where the value has more, for none may be hidden."""
    counted = cell.kind == "count" or cell.counted
    least = 0 if counted else 2
    places = least
    if isinstance(cell.value, Decimal):
        shortest = number(cell.value) or Decimal(0)
        places = max(least, len(f"{shortest:f}".partition(".")[2]))
    whole = "0" if counted else "#,##0"
    return whole + ("." if places else "") + "0" * least + "#" * (places - least)


def number(value: Decimal) -> Decimal | None:
    """The value without superfluous zeros where a file can hold it as a number and give it back; None where it has
    too many digits. XlsxWriter formats it with `.16G`, which for a Decimal never goes through a binary number."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{value} is no number")
    told = "".join(map(str, digits)).lstrip("0")
    significant = told.rstrip("0")
    if not significant:
        return Decimal(0)
    if len(significant) > DIGITS or abs(exponent) + len(told) > POWERS:
        return None
    shortest = Decimal((sign, tuple(map(int, significant)), exponent + len(told) - len(significant)))
    return Decimal(f"{shortest:f}")


def text(value: str | Decimal) -> str:
    """What a cell shows as text. A character that no XML can hold is shown as □; a line end is Excel's."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    plain = FORBIDDEN.sub("□", value.replace("\r\n", "\n").replace("\r", "\n"))
    if 2 * len(plain) > LONGEST and length(plain) > LONGEST:
        raise ValueError(f"a cell holds no more than {LONGEST} characters: {plain[:20]}…")
    return plain


def length(told: str) -> int:
    """As Excel counts: a rare character is two."""
    return len(told.encode("utf-16-le", "surrogatepass")) // 2


def tab_names(names: Iterable[str]) -> list[str]:
    """The names as tabs may bear them, in the same order: no two the same, none too long, no forbidden character."""
    taken: set[str] = set()
    tabs = []
    for name in names:
        plain = re.sub("[\x00-\x1f]", "", FORBIDDEN.sub("", name)).translate(IN_TABS).strip().strip("'") or "表"
        if plain.lower() == "history":
            plain += "_"  # Excel keeps this name for itself
        tab, count = cut(plain, TAB_LENGTH), 1
        while tab.lower() in taken:
            count += 1
            mark = f"（{count}）"
            tab = cut(plain, TAB_LENGTH - len(mark)) + mark
        taken.add(tab.lower())
        tabs.append(tab)
    return tabs


def cut(told: str, most: int) -> str:
    """The beginning of a text, of `most` units of UTF-16, no character divided."""
    while 2 * len(told) > most and length(told) > most:
        told = told[:-1]
    return told.rstrip("'")
