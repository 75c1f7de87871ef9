"""Characters of finished documents as they were meant: no radicals instead of characters, no blanks around digits.

PDF and published text hold what a typesetter or a converter put in; an audit compares words and numbers. Only blanks
between Chinese and digits go, so that words stay apart that a person kept apart.
"""

from __future__ import annotations

import re
import unicodedata

# U+2E80 to U+2EFF have no compatibility mapping; these are whole characters in the simplified script.
RADICALS = dict(
    zip(
        "⺟⺠⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民示虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
)
ODD = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u00a0\u2000-\u200a\u202f\u3000\t\r\n\u2e80-\u2fdf\uf900-\ufaff]")
NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
CHINESE = "\u2014\u2018-\u201d\u2026\u3001-\u303f\u3400-\u9fff\uff01-\uff5e"
NUMERIC = "0-9%‰.,"
BLANKS = re.compile(
    rf"(?<=[{CHINESE}]) +(?=[0-9+-])|(?<=[{NUMERIC}]) +(?=[{CHINESE}])|(?<=[0-9]) +(?=[%‰])|^ +| +$| +(?= )"
)


def tidy(text: str) -> str:
    """`text` without blanks between Chinese and digits and at its ends, and without odd characters."""
    return BLANKS.sub("", ODD.sub(lambda match: meant_by(match[0]), text))


def meant_by(character: str) -> str:
    """The character that a radical, a compatibility form or an odd blank stands for; '' for those without width."""
    if not ODD.match(character):
        return character
    if character in NOTHING:
        return ""
    return RADICALS.get(character) or unicodedata.normalize("NFKC", character) if character > "\u2e7f" else " "


def joined(before: str, after: str) -> str:
    """Two lines of one paragraph as one: a blank only between words of letters."""
    between = (
        " " if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha() else ""
    )
    return before + between + after
