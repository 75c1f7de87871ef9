"""What a sentence says of its items in words alone: 与上年持平, 决算数大于预算数."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .claims import Item, Moved
from .paper import Line

LEVEL = re.compile(
    r"(?:与|和|较|比|同)?(?:上年度?|去年|上一年度?|(?:20|19)\d{2}年度?)(?:同期)?(?:支出|收入)?(?:决算数?)?(?:相比)?(?P<vague>基本)?"
    r"(?P<how>持平|无增减变化|无增减|无变化|一致|相同)|同比(?P<vague2>基本)?(?:持平|无增减变化|无变化)"
)
GAP = re.compile(
    r"(?P<left>决算数?|支出决算数?|预算数?)(?P<how>大于|高于|超过|小于|低于|少于|等于|(?:与|和|同)(?:年初|全年)?预算数?(?P<vague>基本)?(?:持平|一致|相同))"
    r"(?P<kind>年初|全年|调整后?)?(?P<right>预算数?|决算数?)?"
)
SIGNS = {"大于": 1, "高于": 1, "超过": 1, "小于": -1, "低于": -1, "少于": -1}


def say_levels(line: Line, items: Sequence[Item], walls: Sequence[tuple[int, int]]) -> None:
    """Hangs the words of the paragraph on the items they stand behind. What stands inside a reason says nothing, but
    a comparison of budget and outcome introduces one."""
    for match in LEVEL.finditer(line.text):
        if any(begin < match.start() < end for begin, end in walls):
            continue
        item = _before(items, match.start())
        if item is not None:
            vague = bool(match["vague"] or match["vague2"])
            item.moves.append(Moved(level=match.group(), vague=vague, at=match.start()))
    for match in GAP.finditer(line.text):
        if any(begin < match.start() < end - 1 and "原因" in line.text[begin : match.start()] for begin, end in walls):
            continue
        item = _before(items, match.start())
        sign = SIGNS.get(match["how"], 0)
        if match["left"].startswith("预算"):
            sign = -sign
        if item is not None and not match["vague"] and (match["right"] or not sign):
            item.compared.append((match.group(), sign, match.start()))


def _before(items: Sequence[Item], at: int) -> Item | None:
    """The item that was told last before `at`, the whole of a group where the sentence of its parts has ended."""
    told = [item for item in items if item.start <= at and not item.borrowed]
    if not told:
        return None
    last = told[-1]
    between = last.line.text[last.ended : at]
    if last.total is not None and last.total.line is last.line and "。" in between:
        return None
    return last
