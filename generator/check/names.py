"""Names of 科目 that have been given up: who copies an old record publishes them for years.

Only renames within a code are listed: a 科目 that was split is another 科目. A name that was in force in the record's
own year is right, for a record of 2018 speaks of 2018.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model.finding import Finding, Severity
from ..model.record import YearRecord
from ..model.source import Fact


class Rename(NamedTuple):
    """The 科目 `code` is called `now` since the year `since`; before, it bore one of the names `before`."""

    code: str
    now: str
    since: int
    before: tuple[str, ...]


def outdated(record: YearRecord) -> Iterator[Finding]:
    """W09 for each 类, 款 or 项 of the record under a name that its year no longer knew."""
    year = record.year.value
    told: set[tuple[str, str]] = set()
    for code, name in _named(record):
        rename = RENAMED.get((code, name.value))
        if rename is None or year < rename.since or (code, name.value) in told:
            continue
        told.add((code, name.value))
        message = f"科目 {code} 的名称“{name.value}”已经改了，{rename.since} 年起是“{rename.now}”"
        yield Finding("W09", Severity.WARNING, message, name.source, f"改成：{rename.now}")


def _named(record: YearRecord) -> Iterator[tuple[str, Fact[str]]]:
    spending, income = record.expenditure, record.income
    yield from ((spending and spending.group_names) or {}).items()
    for row in (*((spending and spending.by_function) or ()), *((income and income.by_function) or ())):
        yield row.code.value, row.name


# 财政部《政府收支分类科目》; the years are those of the first budget under the new name. 医疗保障 was 21005 until 2016;
# people still write it beside 21011.
RENAMES = (
    Rename("207", "文化旅游体育与传媒支出", 2019, ("文化体育与传媒支出", "文化体育与传媒")),
    Rename("20701", "文化和旅游", 2019, ("文化",)),
    Rename("20805", "行政事业单位养老支出", 2020, ("行政事业单位离退休",)),
    Rename("2080501", "行政单位离退休", 2020, ("归口管理的行政单位离退休",)),
    Rename("210", "卫生健康支出", 2019, ("医疗卫生与计划生育支出", "医疗卫生支出", "医疗卫生")),
    Rename("21001", "卫生健康管理事务", 2019, ("医疗卫生与计划生育管理事务", "医疗卫生管理事务")),
    Rename("21011", "行政事业单位医疗", 2017, ("医疗保障",)),
    Rename("211", "节能环保支出", 2011, ("环境保护支出", "环境保护")),
    Rename("212", "城乡社区支出", 2014, ("城乡社区事务",)),
    Rename("213", "农林水支出", 2014, ("农林水事务",)),
    Rename(
        "215",
        "资源勘探工业信息等支出",
        2020,
        ("资源勘探信息等支出", "资源勘探电力信息等支出", "资源勘探电力信息等事务"),
    ),
    Rename("216", "商业服务业等支出", 2014, ("商业服务业等事务",)),
    Rename("217", "金融支出", 2014, ("金融监管等事务支出",)),
    Rename("220", "自然资源海洋气象等支出", 2019, ("国土海洋气象等支出", "国土资源气象等事务")),
    Rename("22001", "自然资源事务", 2019, ("国土资源事务",)),
)
RENAMED = {(rename.code, name): rename for rename in RENAMES for name in rename.before}
