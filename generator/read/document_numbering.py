"""What the number at the beginning of a paragraph says: a part, a section, an item; a heading or not.

Published documents number their headings as GB/T 9704-2012 wants (一、（一）1.（1）) whatever their styles say, and
many number paragraphs of text the same way. What ends like a sentence or states an amount is no heading.
"""

from __future__ import annotations

import re

CHINESE = "一二三四五六七八九十百"
LEVELS = (
    re.compile(rf"第[{CHINESE}]+部分"),
    re.compile(rf"[{CHINESE}]+、"),
    re.compile(rf"[（(][{CHINESE}]+[）)]"),
    re.compile(r"[0-9]{1,2}(?:[.．](?![0-9])|、)|[（(][0-9]{1,2}[）)]"),
)
OPENING = re.compile(r"注[：:]|说明[：:]|附件|附表|[图表]\s*[0-9]")
LONGEST_HEADING = 40
# Headings that some provinces end like sentences: （一）机关运行经费支出情况。
ENDED = re.compile(r"(?:情况|说明|概况|构成|报告)。$")
SENTENCE = re.compile(r"[。；;，]|[：:、,]$|[0-9](?:\.[0-9]+)?(?:万?元|%)")


def numbered(text: str) -> int | None:
    """0 第一部分, 1 一、, 2 （一）, 3 1. or （1）; None without a number."""
    return next((level for level, pattern in enumerate(LEVELS) if pattern.match(text)), None)


def heading_level(text: str) -> int | None:
    """The level of a paragraph that is a heading by its number and its words."""
    level = numbered(text)
    if ENDED.search(text) and level in (1, 2):
        text = text.removesuffix("。")
    return None if len(text) > LONGEST_HEADING or SENTENCE.search(text) else level


def opens(text: str) -> bool:
    """Whether a line that begins so begins a paragraph."""
    return numbered(text) is not None or OPENING.match(text) is not None
