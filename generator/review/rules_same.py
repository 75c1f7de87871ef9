"""The same item stated twice, in sentences, tables or charts: all that is printed of it can be one amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.document import Grid
from ..model.finding import Finding, Severity
from ..model.source import Source
from .claims import Item
from .interval import Interval, moved
from .numbers import Kind, Numeral, numerals
from .squeezed import squeeze
from .subjects import KNOWN, LEAD, class_of, key_of
from .telling import Given, money, name_of, tell

# Whose name means one amount in the whole 情况说明; the others only in their section.
EVERYWHERE = frozenset(
    KNOWN
    - {
        "基本支出",
        "项目支出",
        "年初结转",
        "年末结转",
        "采购货物",
        "采购工程",
        "采购服务",
        "车辆",
        "人员经费",
        "公用经费",
        "财政拨款收入",
    }
)  # The sections whose amounts are those of projects and budgets.
OTHER = re.compile(r"绩效")
# Before a name that means another amount each time: 由小微企业中标或成交的，采购金额….
WHICH = re.compile("的[，,]$")
# What stands in a column of a row that holds more.
COLUMNS = ("基本支出", "项目支出", "一般公共预算基本支出")
# Which row of which official table holds an item.
ROWS: dict[str, tuple[str, str]] = {
    "收入总计": ("收入支出决算总表|收入支出总表", "总计"),
    "支出总计": ("收入支出决算总表", "总计"),
    "收支总计": ("收入支出决算总表", "总计"),
    "财政收支总计": ("财政拨款收入支出决算总表", "总计"),
    "本年收入": ("收入支出决算总表", "本年收入合计"),
    "本年支出": ("收入支出决算总表", "本年支出合计"),
    "年初结转": ("收入支出决算总表", "年初结转和结余"),
    "年末结转": ("收入支出决算总表", "年末结转和结余"),
    "使用结余": ("收入支出决算总表", "使用非财政拨款结余"),
    "结余分配": ("收入支出决算总表", "结余分配"),
    "事业收入": ("收入支出决算总表", "事业收入"),
    "经营收入": ("收入支出决算总表", "经营收入"),
    "其他收入": ("收入支出决算总表", "其他收入"),
    "上级补助收入": ("收入支出决算总表", "上级补助收入"),
    "附属单位上缴收入": ("收入支出决算总表", "附属单位上缴收入"),
    "一般公共预算支出": ("一般公共预算财政拨款支出决算表", "合计"),
    "基本支出": ("^支出决算表", "合计"),
    "项目支出": ("^支出决算表", "合计"),
    "一般公共预算基本支出": ("一般公共预算财政拨款支出决算表", "合计"),
    "财政拨款本年支出": ("财政拨款收入支出决算总表", "本年支出合计"),
    "人员经费": ("基本支出决算表", "人员经费合计"),
    "公用经费": ("基本支出决算表", "公用经费合计"),
    "工资福利支出": ("基本支出决算表", "工资福利支出"),
    "商品和服务支出": ("基本支出决算表", "商品和服务支出"),
    "对个人和家庭的补助": ("基本支出决算表", "对个人和家庭的补助"),
    "资本性支出": ("基本支出决算表", "资本性支出"),
    "三公": ("三公”?经费.*决算表", "“三公”经费支出"),
    "出国": ("三公”?经费.*决算表", "因公出国（境）费"),
    "公车": ("三公”?经费.*决算表", "公务用车购置及运行维护费"),
    "公车购置": ("三公”?经费.*决算表", "公务用车购置费"),
    "公车运行": ("三公”?经费.*决算表", "公务用车运行维护费"),
    "接待": ("三公”?经费.*决算表", "公务接待费"),
}


def stated_alike(given: Given) -> Iterator[Finding]:
    """A16: an item that sentences state again has the same amount. 元 for 万元 shows here."""
    first: dict[tuple[str, ...], tuple[Item, Numeral]] = {}
    for item in given.claims.items:
        if (
            not item.line.explains
            or item.borrowed
            or (OTHER.search(item.line.section + item.line.heading) and item.key != "项目资金")
        ):
            continue
        if not item.key or (item.key not in KNOWN and not class_of(item.words + "（类）")):
            continue
        if item.key not in KNOWN and WHICH.search(item.line.text[: item.start]):
            continue
        place = "" if item.key in EVERYWHERE else item.line.section + item.scope
        if item.key not in KNOWN:
            place = item.line.section
        told = [("决算", n) for n in item.amounts[:1]] + [
            (kind + "预算", n) for kind, n in item.budgets if item.key in KNOWN
        ]
        for kind, number in told:
            known = first.setdefault((item.key, kind, place), (item, number))
            other, before = known
            # Two roundings of one amount may differ by a last digit, and need a look all the same.
            touching = (
                before.decimals == number.decimals and before.unit == number.unit and before.exact != number.exact
            )
            if before.interval.meets(number.interval) and not touching:
                continue
            weight = Severity.INFO if before.interval.meets(number.interval) else Severity.ERROR
            message = (
                f"{name_of(item)}的{kind}数前后不一：这里是 {number.shown}，前面（{_where(other)}）是 {before.shown}"
            )
            message += _scale(number, before)
            yield tell(
                *("A16", weight, item.line, number.start, message),
                was=number.shown,
                should=before.shown,
                hint="同一个数前后应当一致，核对后改正",
                also=(other.line.passage.source,),
            )


def _where(item: Item) -> str:
    return (item.line.heading or item.line.section or "前文").rstrip("。")


def _scale(number: Numeral, before: Numeral) -> str:
    if number.value == before.value and number.unit != before.unit:
        return f"；像是把“{before.unit}”写成了“{number.unit or '没有单位'}”"
    return ""


def text_against_tables(given: Given) -> Iterator[Finding]:
    """A17: an amount of the text stands in the row of that item in the document's own table. Any column will do, for
    the columns of a table that was read from a page may be out of line."""
    for item in given.claims.items:
        if not item.line.explains or item.borrowed or OTHER.search(item.line.section):
            continue
        for number in [
            *item.amounts[:1],
            *(n for _, n in item.budgets if item.key in ("三公", "出国", "公车", "公车购置", "公车运行", "接待")),
        ]:
            found = _row(given, item)
            if found is None:
                continue
            grid, cells, name = found
            if any(cell.meets(number.interval) for cell in cells):
                continue
            first = _shown(cells, number)
            message = f"{name_of(item)}文字写 {number.shown}，表“{grid.title}”的“{name}”一行是 {first}"
            yield tell(
                *("A17", Severity.ERROR, item.line, number.start, message),
                was=number.shown,
                should=first,
                hint="文字与表应当一致，核对后改正",
                also=(grid.source,),
            )


def _shown(cells: list[Interval], like: Numeral) -> str:
    """The first amounts of a row, as the text would print them."""
    told = [money((cell.low + cell.top) / 2, like) for cell in cells]
    return "、".join(dict.fromkeys(told[:3]))


def _row(given: Given, item: Item) -> tuple[Grid, list[Interval], str] | None:
    title, name = ROWS.get(item.key, ("", ""))
    if item.key in ("基本支出", "项目支出", "人员经费", "公用经费", "年初结转", "年末结转") and re.search(
        "基金|国有资本", item.scope
    ):
        return None
    if item.total is not None and item.total.key == "一般公共预算支出" and not name:
        title, name = "一般公共预算财政拨款支出决算表", re.sub(r"（类）$", "", LEAD.sub("", item.words))
    elif item.words.endswith("（类）"):
        title, name = "财政拨款收入支出决算总表", LEAD.sub("", item.words).removesuffix("（类）")
    if not name:
        return None
    for _, grid in given.paper.grids:
        heading = squeeze(grid.title).text
        if not re.search(title, heading) or ("财政拨款" in heading and "财政拨款" not in title and title[:1] != "三"):
            continue
        scale = 1 if grid.unit == "元" else 10_000
        ordinals = any(_ORDINALS & {squeeze(cell).text for cell in row} for row in grid.rows[:4])
        for row in grid.rows:
            cells = [squeeze(cell).text for cell in row]
            for index, cell in enumerate(cells):
                plain = re.sub(r"（含专用结余）$|支出$", "", LEAD.sub("", cell))
                if plain and plain == re.sub(r"支出$", "", name):
                    amounts = _amounts(cells[index + 1 :], scale, ordinals)
                    # A blank may be the very cell that the text speaks of.
                    blank = item.key in COLUMNS and "" in cells[index + 1 :]
                    if amounts and not blank:
                        return grid, amounts, name
    return None


_ORDINALS = {"行次", "栏次"}


def _amounts(cells: list[str], scale: int, ordinals: bool) -> list[Interval]:
    """The amounts of a row up to the next words. The first number is a 行次 where the table has them."""
    told: list[Interval] = []
    texts = []
    for cell in cells:
        if cell and not re.fullmatch(r"-?[\d,]+(?:\.\d+)?", cell):
            if cell.strip("-—") == "":
                continue
            break
        texts.append(cell)
    if ordinals and texts and re.fullmatch(r"\d{1,2}", texts[0]):
        del texts[0]
    for text in texts:
        for number in numerals(text)[:1]:
            if number.kind is Kind.BARE:
                unit = number.in_unit("万元" if scale != 1 else "元")
                told.append(unit.interval)
    return told


def charts(given: Given) -> Iterator[Finding]:
    """A17: a chart's values are those of its section's sentences."""
    if given.paper.year is None:
        return
    for number, grid in given.paper.grids:
        if not re.match(r"图\d", squeeze(grid.title).text):
            continue
        line = next((line for line in reversed(given.paper.lines) if line.number < number), None)
        if line is None:
            continue
        items = [i for i in given.claims.items if i.line.section == line.section and i.amount]
        for row in grid.rows:
            values = numerals(squeeze(row[-1]).text) if len(row) > 1 else []
            if len(values) != 1 or values[0].kind is not Kind.MONEY:
                continue
            yield from _charted(given, row[0], values[0], items, grid)


def _charted(given: Given, label: str, value: Numeral, items: list[Item], grid: Grid) -> Iterator[Finding]:
    year = re.fullmatch(r"(\d{4})年度?", squeeze(label).text)
    wanted: list[Interval] = []
    if year and given.paper.year is not None:
        moving = [i for i in items if i.amount and any(m.by for m in i.moves)]
        if int(year[1]) == given.paper.year:
            wanted = [i.amount.interval for i in (moving or items) if i.amount]
        elif int(year[1]) == given.paper.year - 1:
            wanted = [
                moved(i.amount.interval, m.by.interval, m.sign) for i in moving if i.amount for m in i.moves if m.by
            ]
    else:
        wanted = [i.amount.interval for i in items if i.amount and i.key == key_of(label)]
    if wanted and not any(w.meets(value.interval) for w in wanted):
        should = _shown(wanted[:1], value)
        message = f"图“{squeeze(grid.title).text}”里{label}是 {value.shown}，文字推得 {should}"
        source: Source = grid.source
        yield Finding(
            "A17",
            Severity.ERROR,
            message,
            source,
            "图与文字应当一致，核对后改正",
            (),
            f"{label} {value.shown}",
            value.shown,
            should,
        )
