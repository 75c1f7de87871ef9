"""Parts and their totals: what the format makes of known items, what shares of 100% vouch for.

Unlike things are not added: a list whose completeness nothing vouches for is left alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from ..model.finding import Finding, Severity
from .claims import Group, Item
from .interval import HUNDRED, Interval, total
from .numbers import Numeral
from .subjects import class_of
from .telling import Given, money, money_range, name_of, tell


@dataclass(frozen=True, slots=True)
class Whole:
    """`name` is the sum of all `needed` and of those of `other` that are stated."""

    name: str
    needed: tuple[str, ...]
    other: tuple[str, ...] = ()


WHOLES = (
    Whole("收入总计", ("本年收入", "年初结转", "使用结余")),
    Whole("支出总计", ("本年支出", "结余分配", "年末结转")),
    Whole("本年支出", ("基本支出", "项目支出"), ("上缴上级支出", "经营支出", "对附属单位补助支出")),
    Whole("一般公共预算基本支出", ("人员经费", "公用经费")),
    Whole(
        "一般公共预算基本支出",
        ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出"),
        ("债务利息", "其他支出"),
    ),
    Whole("三公", ("出国", "公车", "接待")),
    Whole("公车", ("公车购置", "公车运行")),
    Whole("采购", ("采购货物", "采购工程", "采购服务")),
)
# How an item of a section states its number: this year's amount, or a budget of one kind.
Stated = Callable[[Item], Numeral | None]


def outcome(item: Item) -> Numeral | None:
    """This year's amount."""
    return item.amount


def budget(kind: str) -> Stated:
    """The budget of `kind`."""
    return lambda item: next((n for k, n in item.budgets if k == kind), None)


KINDS: tuple[Stated, ...] = (outcome, budget("年初"), budget("全年"), budget(""))


def known_sums(given: Given) -> Iterator[Finding]:
    """A15: the wholes of the format are the sums of their parts, within a section."""
    by_section: dict[str, list[Item]] = {}
    for item in given.claims.items:
        if item.line.explains and not item.borrowed:
            by_section.setdefault(item.line.section, []).append(item)
    for items in by_section.values():
        for whole in WHOLES:
            for stated in KINDS:
                yield from _known(items, whole, stated)


def _known(items: list[Item], whole: Whole, stated: Stated) -> Iterator[Finding]:
    found: dict[str, Item] = {}
    for item in items:
        if stated(item) is not None:
            found.setdefault(item.key, item)
    if whole.name not in found:
        return
    head = found[whole.name]
    if any(part not in found for part in whole.needed):
        if whole.name in ("三公", "公车", "采购"):
            yield from _larger(head, [found[part] for part in whole.needed if part in found], stated)
        return
    parts = [found[part] for part in (*whole.needed, *whole.other) if part in found]
    # 本年支出 of one fund and 基本支出 of all are not of one kind; what stands in one list is.
    if whole.name == "本年支出" and any(part.total is None or part.total.key != whole.name for part in parts):
        return
    yield from _sum(head, parts, stated)


def _larger(head: Item, parts: list[Item], stated: Stated) -> Iterator[Finding]:
    """A part that is greater than the whole, where not all parts are stated."""
    whole = stated(head)
    for part in parts:
        number = stated(part)
        if whole is not None and number is not None and whole.value >= 0 and number.interval.low > whole.interval.top:
            message = f"{name_of(part)} {number.shown} 大于它所属的{name_of(head)} {whole.shown}"
            yield tell(
                *("A15", Severity.ERROR, part.line, number.start, message),
                was=number.shown,
                should=f"不大于 {whole.shown}",
                hint="核对两处金额",
            )


def fiscal_within_all(given: Given) -> Iterator[Finding]:
    """A15: what the three budgets of fiscal funds spent is no more than all spending of the year."""
    keys = ("本年支出", "一般公共预算支出", "政府性基金支出", "国有资本支出")
    first: dict[str, Item] = {}
    for item in given.claims.items:
        if item.key in keys and item.amount is not None and item.line.explains and "绩效" not in item.line.section:
            first.setdefault(item.key, item)
    if set(keys) - set(first):
        return
    whole, *parts = (first[key] for key in keys)
    numbers = [part.amount for part in parts if part.amount is not None]
    if whole.amount is None or any(number.value < 0 for number in numbers):
        return
    added = total(number.interval for number in numbers)
    if added.low > whole.amount.interval.top:
        told = " + ".join(number.shown for number in numbers)
        message = f"财政拨款支出之和（{told}）大于本年支出合计 {whole.amount.shown}"
        at = max(parts, key=lambda part: part.line.number)
        assert at.amount is not None
        yield tell(
            *("A15", Severity.ERROR, at.line, at.amount.start, message),
            was=at.amount.shown,
            should="",
            hint="核对各处金额",
            also=(whole.line.passage.source,),
        )


def _sum(head: Item, parts: list[Item], stated: Stated) -> Iterator[Finding]:
    whole = stated(head)
    numbers = [n for n in map(stated, parts) if n is not None]
    if whole is None:
        return
    added = total(n.interval for n in numbers)
    if whole.interval.meets(added):
        return
    exact = sum((n.exact for n in numbers), Fraction(0))
    should, gap = money(exact, whole), money(abs(exact - whole.exact), whole)
    names = "、".join(f"{name_of(part)} {number.shown}" for part, number in zip(parts, numbers, strict=True))
    message = f"{name_of(head)} {whole.shown} 与各部分之和 {should} 相差 {gap}，四舍五入解释不了（{names}）"
    hint = f"核对各部分和合计；各部分之和在 {money_range(added, whole)} 之间"
    also = tuple(part.line.passage.source for part in parts if part.line is not head.line)
    yield tell(
        "A15", Severity.ERROR, head.line, whole.start, message, was=whole.shown, should=should, hint=hint, also=also
    )


def shared_sums(given: Given) -> Iterator[Finding]:
    """A15: parts whose printed shares make up 100% make up their total."""
    for group in given.claims.groups:
        parts = [part for part in group.parts if part.amount is not None]
        if len(parts) < 2 or len(parts) != len(group.parts) or group.total.amount is None or group.open:
            continue
        if any(w.name == group.total.key and set(w.needed) <= {p.key for p in parts} for w in WHOLES):
            continue
        if _whole(group, parts) and not _nested(parts):
            yield from _sum(group.total, parts, outcome)


def _whole(group: Group, parts: list[Item]) -> bool:
    """Whether the shares of the parts, as printed, add up to 100%, and each is a share of this total."""
    shares = [part.shares[0] for part in parts if len(part.shares) == 1]
    if len(shares) != len(parts) or any(s.totals and group.total not in s.totals for s in shares):
        return False
    return total(s.rate.interval for s in shares).meets(Interval(Fraction(HUNDRED), Fraction(HUNDRED)))


def _nested(parts: list[Item]) -> bool:
    return any(part.total is not parts[0].total for part in parts)


def listed_sums(given: Given) -> Iterator[Finding]:
    """A15: the 类, or the 项, that a section lists one a paragraph under a total add up to it."""
    # A section with blanks has parts that are not told.
    blanks = {line.section for line in given.paper.lines if "【" in line.text}
    items = [item for item in given.claims.items if item.line.explains and not item.borrowed]
    items = [item for item in items if item.line.section not in blanks]
    for index, head in enumerate(items):
        if not head.line.text.endswith("其中：") or head.total is not None:
            continue
        for mark in ("（类）", "（项）"):
            parts = []
            for item in items[index + 1 :]:
                if item.line.section != head.line.section or not item.words.rstrip("：").endswith(mark):
                    break
                parts.append(item)
            for stated in KINDS:
                if len(parts) > 1 and all(stated(part) for part in parts):
                    yield from _sum(head, parts, stated)


def classes_of_items(given: Given) -> Iterator[Finding]:
    """A15: the 项 of a 类 add up to the amount of the 类 where the same section states it."""
    blanks = {line.section for line in given.paper.lines if "【" in line.text}
    by_class: dict[tuple[str, str], list[Item]] = {}
    heads: dict[tuple[str, str], Item] = {}
    for item in given.claims.items:
        if item.line.explains and item.amount is not None and not item.borrowed and item.line.section not in blanks:
            if "（项）" in item.words:
                by_class.setdefault((item.line.section, class_of(item.words)), []).append(item)
            elif item.total is not None and item.total.key == "一般公共预算支出":
                heads.setdefault((item.line.section, class_of(item.words + "（类）")), item)
    for place, head in heads.items():
        if place in by_class:
            yield from _sum(head, by_class[place], outcome)


def both_sides(given: Given) -> Iterator[Finding]:
    """A15: income and spending of one year come to the same total."""
    heads = {
        key: next((i for i in given.claims.items if i.key == key and i.amount and i.line.explains), None)
        for key in ("收入总计", "支出总计")
    }
    income, spending = heads["收入总计"], heads["支出总计"]
    if income is None or spending is None or income.amount is None or spending.amount is None:
        return
    if not income.amount.interval.meets(spending.amount.interval):
        message = f"支出总计 {spending.amount.shown} 不等于收入总计 {income.amount.shown}"
        yield tell(
            *("A15", Severity.ERROR, spending.line, spending.amount.start, message),
            was=spending.amount.shown,
            should=income.amount.shown,
            hint="收、支总计应当相等，核对两处",
            also=(income.line.passage.source,),
        )
