"""What a number is, told by the words right before it: an amount, a budget, last year's, by how much it moved, a rate
of change, a share, a rate of completion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .subjects import COMPARED

UP = "增加|增长|上升|提高|增多|多支出|多|增支|扩大"
DOWN = "减少|下降|降低|减低|少支出|少|减支|下滑|缩减"
LINK = "(?:各|分别|均|共|同比|总共|合计|也|则|又|相应|小幅|略|略有|大幅)*"
MONEY_MOVE = re.compile(rf"(?P<words>.*?){LINK}(?P<way>{UP}|{DOWN})(?:了|额|数|额为|数为|为)?$")
RATE_MOVE = re.compile(
    rf"(?P<words>.*?){LINK}(?:(?P<way>{UP}|{DOWN})(?:了|率|幅度|比例|比率)?|(?P<up>增幅|增长率|增速|升幅|涨幅)|(?P<down>降幅|减幅|下降率|减少率|降低率))"
    r"(?:为|达|达到|是)?$"
)
NOT_MOVE = re.compile(r"(?:新增|至少|不少|多少|减少到|增加到|增长到|减少至|增加至)$")
PRIOR = re.compile(
    r"(?:(?P<words>.*?)(?:比|较|与|同))?(?:上年度?|上一年度?|去年|(?:20|19)\d{2}年度?)(?:同期)?(?:的)?(?:支出|收入)?(?:决算)?(?:数|支出)?(?:为|是)?$"
)
# 人均 100 元: an amount of one, not of the item.
EACH = re.compile(r"(?:[人户车年月日]均|平均|均价|单价|每(?:一)?[人辆台次批户月年天日个位件套名])[一-龥]{0,6}$")
BUDGET = re.compile(
    r"(?P<words>.*?)(?P<kind>年初|全年|调整后|调整|当年|本年)?(?:财政拨款)?(?:支出|收入|部门)?(?:预算)"
    r"(?:数|金额|安排|资金|总额)?(?:安排)?(?:为|是|共|合计)?$"
)
ACTUAL = re.compile(
    r"(?P<words>.*?)(?:(?:支出|收入)?决算(?:支出)?|执行|实际支出|实际执行|实际完成)(?:数|金额|资金|总额)?(?:为|是|共|合计|均为)?$"
)
COMPLETED = re.compile(
    r"(?P<words>.*?)(?:(?:完成|达到|为|占|达)了?(?P<kind>年初|全年|调整后|调整|当年|本年)?(?:支出|收入|部门)?预算(?:数|金额|总额)?"
    r"(?:的)?(?:比例|比重)?|(?:预算|资金|综合预算|支出)?(?:执行率|完成率)|预算执行进度)(?:为|达到|达|是)?$"
)
SHARE = re.compile(r"(?P<part>.*?)(?:占比|占(?P<whole>.*?)的?(?:比例|比重|比|百分比)?)(?:为|达到|达|是)?$")
HALF_SHARE = re.compile(r"(?P<part>.*?)占(?P<whole>[^占]+?)$")
HALF_COMPLETED = re.compile(r"^完成了?(?P<kind>年初|全年|调整后|调整)?(?:支出|部门)?预算(?:数)?$")


@dataclass(frozen=True, slots=True)
class Role:
    """`name` is value, actual, budget, prior, each, move, rate, share, completion, stated (a whole beside its
    share) or none. `words` name the item, `sign` the direction, `kind` the budget or the whole."""

    name: str
    words: str = ""
    sign: int = 0
    kind: str = ""


def stripped(words: str) -> str:
    """The words without what they are compared with: 决算数比上年 → 决算数."""
    return COMPARED.sub("", words)


@cache
def money_role(words: str) -> Role:
    """What an amount is, by the words before it."""
    if EACH.search(words):
        return Role("each", words)
    if not NOT_MOVE.search(words) and (move := MONEY_MOVE.fullmatch(words)):
        return Role("move", stripped(move["words"]), _sign(move["way"]))
    if prior := PRIOR.fullmatch(words):
        return Role("prior", prior["words"] or "")
    if half := HALF_COMPLETED.fullmatch(words):
        return Role("budget", "", kind=half["kind"] or "")
    if budget := BUDGET.fullmatch(words):
        return Role("budget", stripped(budget["words"]), kind=budget["kind"] or "")
    if actual := ACTUAL.fullmatch(words):
        return Role("actual", actual["words"])
    if half := HALF_SHARE.fullmatch(words):
        return Role("stated", half["part"], kind=half["whole"])
    return Role("value", words)


@cache
def percent_role(words: str) -> Role:
    """What a percentage is, by the words before it."""
    if done := COMPLETED.fullmatch(words):
        return Role("completion", stripped(done["words"]), kind=done["kind"] or "")
    if not NOT_MOVE.search(words) and (move := RATE_MOVE.fullmatch(words)):
        sign = _sign(move["way"]) if move["way"] else 1 if move["up"] else -1
        return Role("rate", stripped(move["words"]), sign)
    if share := SHARE.fullmatch(words):
        return Role("share", share["part"], kind=share["whole"] or "")
    return Role("none", words)


def _sign(way: str) -> int:
    return 1 if re.fullmatch(UP, way) else -1
