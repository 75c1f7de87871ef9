"""What an amount is of: the words before a number, cleaned, and the key under which documents of all provinces mean the
same item. A name that is not known is its own key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from ..model.classification import loosely

SAN = '[“"「]?三公[”"」]?经费'
# Key → what the cleaned words may be, whole.
KEYS: tuple[tuple[str, str], ...] = (
    ("收支总计", r"(?:收支|收、支|收入支出|收入、支出|收入和支出|收、支决算)(?:决算)?总(?:计|额)(?:均|各|数)?"),
    ("财政收支总计", r"财政拨款(?:收支|收、支|收入支出|收入、支出|收入和支出)(?:决算)?总(?:计|额)(?:均|各|数)?"),
    ("收入总计", r"(?:决算)?收入总计|总收入"),
    ("支出总计", r"(?:决算)?支出总计|总支出"),
    ("本年收入", r"(?:本年(?:度)?)?收入(?:决算)?合计|本年收入"),
    ("本年支出", r"(?:本年(?:度)?)?支出(?:决算)?合计|本年支出"),
    ("年初结转", r"年初结转和?结余(?:资金)?"),
    ("年末结转", r"年末结转和?结余(?:资金)?"),
    ("使用结余", r"使用非财政拨款结余(?:（含专用结余）)?"),
    ("结余分配", r"结余分配"),
    ("财政拨款收入", r"财政拨款收入"),
    ("一般公共预算收入", r"一般公共预算(?:财政拨款)?收入"),
    ("财政拨款本年支出", r"财政拨款(?:本年)?支出(?:合计)?"),
    ("一般公共预算支出", r"一般公共预算(?:财政拨款)?(?:本年)?(?:支出)?(?:合计)?"),
    ("政府性基金支出", r"政府性基金预算?(?:财政拨款)?支出"),
    ("国有资本支出", r"国有资本(?:经营)?预算(?:财政拨款)?支出"),
    ("一般公共预算基本支出", r"一般公共预算(?:财政拨款)?基本支出"),
    ("基本支出", r"基本支出"),
    ("项目支出", r"项目支出"),
    ("人员经费", r"人员经费(?:支出)?"),
    ("公用经费", r"(?:日常)?公用经费(?:支出)?"),
    ("工资福利支出", r"工资福利(?:支出)?"),
    ("商品和服务支出", r"商品和服务(?:支出)?"),
    ("对个人和家庭的补助", r"对个人和家庭的?补助(?:支出)?"),
    ("资本性支出", r"资本性(?:支出)?"),
    ("债务利息", r"债务利息及费用(?:支出)?"),
    ("三公", rf"(?:财政拨款|一般公共预算)?(?:财政拨款)?{SAN}(?:财政拨款)?(?:支出)?"),
    ("出国", r"因公出国（境）(?:费用?|经费)(?:支出)?"),
    ("公车", r"公务用车购置(?:及|和)运行(?:维护)?费?(?:支出)?"),
    ("公车购置", r"公务用车购置(?:费)?(?:支出)?"),
    ("公车运行", r"公务用车运行(?:维护)?(?:费)?(?:支出)?"),
    ("接待", r"公务接待(?:费)?(?:支出)?"),
    ("国内接待", r"国内公务?接待(?:费)?(?:支出)?"),
    ("外事接待", r"外事接待(?:费)?(?:支出)?"),
    ("国境外接待", r"国（境）外(?:公务)?接待(?:费)?(?:支出)?"),
    ("机关运行", r"机关运行经费(?:支出)?"),
    ("采购", r"政府采购(?:支出)?(?:总额|总金额|金额|合计)|政府采购支出"),
    ("采购货物", r"(?:政府采购)?货物(?:采购)?(?:支出|金额)?"),
    ("采购工程", r"(?:政府采购)?工程(?:采购)?(?:支出|金额)?"),
    ("采购服务", r"(?:政府采购)?服务(?:采购)?(?:支出|金额)?"),
    ("中小企业", r"授予中小企业(?:合同)?(?:金额)?"),
    ("小微企业", r"授予小微企业(?:合同)?(?:金额)?"),
    ("车辆", r"共?有车辆|车辆"),
    ("项目资金", r"共?涉及(?:的)?资金|涉及预算资金"),
)
PATTERNS = tuple((key, re.compile(pattern)) for key, pattern in KEYS)
LEAD = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|[（(]?\d{1,2}(?:[）)、.]|．)|[①-⑳]|其中|主要(?:包括|用于|是)|包括|同时|"
    r"(?:20|19)\d{2}年度?|[本我该](?:部门|单位|年度|局|委|中心|院|校|所)|全年|当年|度|[，,：:、。；;]|和|均)+"
)
TAIL = re.compile(
    r"(?:分别|共计|总计|合计|累计|总共|共|各|均|约|达到|达|为|是|有|[，,：:])+$|(?:决算数?|决算支出|支出决算数?)$|(?:支出)(?=$)"
)
WHOLE_TAIL = re.compile(r"(?:分别|共计|累计|总共|共|各|均|约|达到|达|为|是|的|[，,：:])+$")
GENERIC = re.compile(
    r"(?:共计|累计|总共|共|合计|总计)?(?:支出|收入|决算|决算数|支出决算|收入决算|决算支出|支出决算数|总额|金额|资金|数|较|比|与|相比|同比|其|占|的)?"
)
FUNDS = re.compile(r"政府性基金|国有资本|社会保险基金|一般公共预算|财政拨款|“三公”")
TOTAL = re.compile(rf"(?P<fund>(?:{FUNDS.pattern}|预算|经营)*)(?P<year>本年)?(?:收入|支出)(?:总计|合计)")
COMPARED = re.compile(
    r"(?:与|和|同)?(?:比|较|与|同)?(?:上年度?|上一年度?|去年|(?:20|19)\d{2}年度?)(?:同期)?(?:的)?(?:(?:支出|收入)?决算数?)?"
    r"(?:相比|同比|比较)?|同比|相比"
)

OWNER_BEFORE_YEAR = re.compile(
    r"^.{2,40}?(?:局|中心|委员会|办公室|医院|学校|大学|学院|站|所|院|队|会|厅|部)(?=20\d{2}年度)"
)
# The unit's name before the item's: 某局政府采购支出总额.
OWNER = re.compile(r"^.{1,30}?(?:局|中心|委员会|委|办公室|医院|学校|中学|小学|大学|学院|站|所|院|队|会|厅|部|馆|处)")


@cache
def cleaned(words: str) -> str:
    """The words before a number without what leads up to it: 其中, numbering, the year, 为."""
    name = LEAD.sub("", re.sub(r"（[^（）]*为准）", "", words))
    name = OWNER_BEFORE_YEAR.sub("", name)
    name = WHOLE_TAIL.sub("", LEAD.sub("", name))
    return re.sub(r"(?:支出|收入)?决算(?:支出|数)?$|(?<=费)支出$|(?<=经费)支出$", "", name)


@cache
def key_of(words: str) -> str:
    """The key of an item, '' where the words name none."""
    whole = WHOLE_TAIL.sub("", LEAD.sub("", re.sub(r"（[^（）]*为准）", "", words)))
    for name in (whole, cleaned(words), OWNER.sub("", whole), OWNER.sub("", cleaned(words))):
        name = re.sub(r"(?<=总计|合计)(?:均|各)$", "", name)
        for key, pattern in PATTERNS:
            if pattern.fullmatch(name):
                return key
    name = cleaned(words)
    return "" if GENERIC.fullmatch(name) else name


def key_beside(words: str, before: Iterable[str]) -> str:
    """The key of an item whose sentence told of `before`, the last first: 财政拨款收入总计…，支出总计… means 财政拨款
    both times."""
    bare = TOTAL.fullmatch(cleaned(words))
    if bare and not bare["fund"]:
        total = next((found for told in before if (found := TOTAL.fullmatch(cleaned(told)))), None)
        if total and total["year"] == bare["year"]:
            return key_of(total["fund"] + cleaned(words))
    return key_of(words)


def class_of(words: str) -> str:
    """The 类 that an item is listed under (一般公共服务支出（类）…), loosely spelled; '' where none is named."""
    found = re.match(r"([^（）：:]+)[（(]类[）)]", LEAD.sub("", words))
    return loosely(found[1]) if found else ""


KNOWN = frozenset(key for key, _ in KEYS)
