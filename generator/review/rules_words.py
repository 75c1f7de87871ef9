"""Slips of writing: units and signs left out, empty slots, doubled words, wrong years, other units' names, names of
科目 that were given up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.classification import loosely
from ..model.finding import Finding, Severity
from .clauses import nears, reasons
from .numbers import Kind
from .paper import ENDS, Line, titles, unit_in
from .roles import money_role, percent_role
from .subjects import KNOWN, key_of
from .telling import Given, tell

MARKS = ("，", "。", "；", "", ",", ";", "）", ")", "、")


def units_are_printed(given: Given) -> Iterator[Finding]:
    """A20: an amount has its 元 or 万元, a rate its %. Where the same amount stands elsewhere with its unit, nobody can
    mistake it: that is for information."""
    for line in given.paper.lines:
        for near in nears(line.text, line.numbers):
            number = near.numeral
            if number.kind is not Kind.BARE or line.text[number.end : number.end + 1] not in MARKS or near.joined:
                continue
            weight = Severity.INFO if line.part == "attachments" else Severity.WARNING
            role = money_role(near.words)
            rate = percent_role(near.words)
            amount = (key_of(role.words) in KNOWN and len(near.words) > 1) or role.name in ("actual", "budget")
            listed = line.text[number.end : number.end + 1] == "、"
            moved = rate.name == "rate" and (re.search("增幅|降幅|率", near.words) or _second(line, near.start))
            ratio = rate.name == "share" or bool(moved) or (rate.name == "completion" and not amount)
            if ratio and not listed:
                message = f"“{near.words}{number.text}”后面像是漏了 %"
                yield tell(
                    "A20", weight, line, number.start, message, was=number.text, should=number.text + "%", hint="补上 %"
                )
            elif (amount or role.name == "move") and number.decimals and not listed:
                money = given.paper.money or "万元"
                elsewhere = any(
                    n.kind is Kind.MONEY and n.value == number.value for o in given.paper.lines for n in o.numbers
                )
                message = f"“{near.words[-12:]}{number.text}”后面没有金额单位，别处是“{money}”"
                yield tell(
                    *("A20", Severity.INFO if elsewhere else weight, line, number.start, message),
                    was=number.text,
                    should=number.text + money,
                    hint=f"补上“{money}”",
                )


def _second(line: Line, start: int) -> bool:
    """Whether an amount of a change stands right before: 减少3.00万元，下降5.00"""
    return bool(re.search(r"(?:增加|减少|增长|下降)[\d,.]+(?:亿|万)?元[，；]$", line.text[:start]))


SLOT = re.compile(
    r"(?:占比?|增长|下降|降低|预算的?|完成率)(?P<a>%)|(?:为|支出|收入|增加|减少|合计|总计|决算数?|预算数?)(?P<b>(?:万|亿)?元)(?=[，。；])|"
    r"(?P<c>[{｛][^{}｛｝]{0,20}[}｝]|【[^】]*待[^】]*】|_{3,}|[*＊]{2,}|[XxＸ×╳Ｘ]{2,}|○{2,}|〇{2,}|□{2,})"
)


def slots_are_filled(given: Given) -> Iterator[Finding]:
    """A21: no number is missing, and no placeholder is left."""
    for line in given.paper.lines:
        for match in SLOT.finditer(line.text):
            begin = max(0, match.start() - 8)
            if match["c"]:
                if re.fullmatch(r"[xX]{2}", match["c"]) and re.search(
                    "[A-Za-z]", line.text[begin : match.start()][-1:]
                ):
                    continue
                message = f"还有没有填写的“{match['c']}”"
            else:
                message = f"“{line.text[begin : match.end()]}”里没有数字"
            yield tell(
                "A21", Severity.ERROR, line, match.start(), message, was=match.group(), hint="补上内容，或删去这一处"
            )


REPEATED = re.compile(
    r"(?:主要)?(?:变动)?原因[是为：:]{0,2}(?:主要|变动)?原因|主要是主要是|(?P<unit>万元|元|%)(?P=unit)"
)
DOUBLED = re.compile(r"[。，；：、,;:]{2,}|(?<![.…])\.{2}(?![.…])")
TWICE = re.compile(r"([一-龥]{2,6})\1")
FINE = re.compile(r"(?:等等|(.)\1\1)|一个一个|许许多多")


def nothing_is_doubled(given: Given) -> Iterator[Finding]:
    """A24: no words or marks stand twice. Words that may be meant so are only told."""
    for line in given.paper.lines:
        broken = line.part == "attachments" and len(line.text) > 500 and "。" not in line.text[:200]
        for match in (*REPEATED.finditer(line.text), *DOUBLED.finditer(line.text)):
            weight = Severity.INFO if line.part == "attachments" else Severity.WARNING
            message = f"“{match.group()}”重复"
            yield tell("A24", weight, line, match.start(), message, was=match.group(), hint="删去多余的")
        for match in TWICE.finditer(line.text):
            if not broken and not FINE.search(match.group()) and not REPEATED.search(match.group()):
                message = f"“{match.group()}”像是写了两遍"
                yield tell(
                    "A24",
                    Severity.INFO,
                    line,
                    match.start(),
                    message,
                    was=match.group(),
                    should=match[1],
                    hint="看看是否多余",
                )


CLOSING = re.compile(r"截[至止到]于?(?P<year>\d{4})年(?:12月31日|末|年末|底)")
WRITTEN = re.compile(r"(?<![\d.])(?P<year>\d{4})年(?!以|内|期)")
EARLIEST = 1840
DAY = re.compile(r"截[至止到]于?\d{4}年(?P<month>\d+)月(?P<day>\d+)日")
ANY = re.compile(r"(?P<year>\d{4})年度")
STATED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[）)、.])?(?P<who>[^，。；：]{0,40}?)(?P<year>\d{4})年(?:度|，)"
)
COMPARE = re.compile(
    r"(?P<how>与|较|比|同)(?P<year>\d{4})年(?:度)?(?=[^，。]{0,12}(?:相比|增加|减少|增长|下降|持平|决算|各|上升|降低))"
)


def years_are_right(given: Given) -> Iterator[Finding]:
    """A22: headings, statements and closing days are of the document's year, comparisons of the year before."""
    year = given.paper.year
    if year is None:
        return
    told: set[tuple[int, int]] = set()

    def wrong(
        line: Line, match: re.Match[str], right: int, what: str, weight: Severity = Severity.WARNING
    ) -> Iterator[Finding]:
        if int(match["year"]) != right and (line.number, match.start("year")) not in told:
            told.add((line.number, match.start("year")))
            message = f"{what}写的是 {match['year']} 年，本文件是 {year} 年度的"
            at = match.start("year")
            yield tell("A22", weight, line, at, message, was=match["year"], should=str(right), hint=f"改成 {right}")

    for line, title in titles(given.paper.lines):
        yield from wrong(line, title, year, "标题")
    for line in given.paper.lines:
        for match in DAY.finditer(line.text) if line.explains and "资产" in line.section + line.heading else ():
            if (match["month"], match["day"]) != ("12", "31"):
                message = f"国有资产的截止日期写的是“{match.group()}”，决算截至 12 月 31 日"
                yield tell(
                    "A22", Severity.WARNING, line, match.start(), message, was=match.group(), hint="改成 12 月 31 日"
                )
    for line in given.paper.lines:
        for match in WRITTEN.finditer(line.text):
            if not EARLIEST <= int(match["year"]) <= year + 20:
                yield from wrong(line, match, year, "年份")
        if line.part in ("attachments", "glossary"):
            continue
        for match in CLOSING.finditer(line.text):
            yield from wrong(line, match, year, "截止日期")
        compared = list(COMPARE.finditer(line.text))
        walls = reasons(line.text)
        for match in compared:
            if not any(begin < match.start() < end for begin, end in walls):
                # A document copied from last year's still says the year before; who goes back further means to.
                weight = Severity.INFO if int(match["year"]) < year - 2 else Severity.WARNING
                yield from wrong(line, match, year - 1, "比较的年度", weight)
        if not line.explains:
            continue
        skip = {match.start("year") for match in compared}
        stated = STATED.match(line.text)
        counts = any(n.kind in (Kind.MONEY, Kind.COUNT) for n in line.numbers)
        if stated and counts and stated.start("year") not in skip and str(year) not in line.text[stated.end() :]:
            yield from wrong(line, stated, year, "年度")
        for match in ANY.finditer(line.text):
            quoted = line.text[: match.start()].count("“") > line.text[: match.start()].count("”")
            near = int(match["year"]) in (year - 1, year, year + 1)
            booked = "《" in line.text[: match.start()] or "〔" in line.text[: match.start()]
            leads = re.search(r"[纳入对在为从]$|^$|[，。]$|部门$|单位$|的$", line.text[: match.start()])
            if any(begin < match.start() < end for begin, end in walls):
                continue
            if leads and not near and not quoted and not booked and match.start() not in skip:
                yield from wrong(line, match, year, "年度")


def names_are_this_units(given: Given) -> Iterator[Finding]:
    """A23: where the unit's name stands, in titles and before its year, no other unit's stands."""
    unit = given.paper.unit
    if not unit:
        return
    for line, match in titles(given.paper.lines):
        yield from _named(line, unit_in(match["unit"]), unit)
    pattern = re.compile(
        rf"(?:^|[。；：，])(?P<name>[一-龥（）]{{3,25}}?(?:{ENDS}))(?=20\d\d年度?(?:收|支|财政|一般|政府|部门|国有|本年|“三公|机关))"
    )
    for line in given.paper.lines:
        if line.part == "attachments":
            continue
        found = re.match(rf"^(?:第[一二]部分)?(?P<name>.{{3,30}}(?:{ENDS}))(?:概况|基本情况)$", line.text)
        found = found or re.match(r"^部门(?:名称)?[：:](?P<name>[一-龥（）]{4,30})$", line.text)
        for match in [found] if found else list(pattern.finditer(line.text)):
            yield from _named(line, match["name"], unit)


def _named(line: Line, name: str, unit: str) -> Iterator[Finding]:
    bare = re.sub(r"（[^）]*）", "", name)
    plain = re.sub(r"（[^）]*）", "", unit)
    if not bare or bare in plain or plain in bare or re.search("部门|单位|第.部分", bare):
        return
    message = f"这里的单位是“{name}”，本文件的单位是“{unit}”，像是照抄了别的单位"
    yield tell(
        "A23", Severity.WARNING, line, line.text.find(name), message, was=name, should=unit, hint=f"改成“{unit}”"
    )


LEVELS = re.compile(
    r"(?P<name>[^（）()：:；。，、.\d]{2,30}(?:（[^类款项）]{1,4}）[^（）()：:；。，]{0,20})?)[（(](?P<level>[类款项])\s*\d*[）)]"
)


def names_are_current(given: Given) -> Iterator[Finding]:
    """A25: no 科目 bears a name that 《政府收支分类科目》 gave up."""
    if not given.outdated:
        return
    for line in given.paper.lines:
        names = [(m["name"], m.start(), m["level"]) for m in LEVELS.finditer(line.text)]
        names += [
            (item.words, item.start, "") for item in given.claims.items if item.line is line and item.total is not None
        ]
        for name, at, level in names:
            today = given.outdated.get(loosely(name))
            if today is None:
                continue
            place = at + max(0, line.text[at:].find(name))
            suffix = f"（{level}）" if level else ""
            message = f"科目“{name}{suffix}”已经改名，现在是“{today}”"
            yield tell("A25", Severity.WARNING, line, place, message, was=name, should=today, hint=f"改成：{today}")


NONE = re.compile(
    r"(?<![上去前]年)(?:没有|无|未发生|未安排)(?P<name>[一-龥“”（）]{2,20}?(?:支出|经费|费|收入|结余|用车))(?=[。，；、]|$)"
)


def none_is_none(given: Given) -> Iterator[Finding]:
    """A27: where it says that there was none of an item, no amount of it is printed beside."""
    for line in given.paper.lines:
        if not line.explains:
            continue
        for match in NONE.finditer(line.text):
            if re.search("上年|去年|往年", line.text[max(0, match.start() - 6) : match.start()]):
                continue
            key = key_of(match["name"])
            for item in given.claims.items:
                amount = item.amount
                if item.line is line and item.key == key and amount is not None and amount.interval.low > 0:
                    message = f"说“{match.group()}”，但{match['name']}是 {amount.shown}"
                    yield tell(
                        "A27",
                        Severity.ERROR,
                        line,
                        match.start(),
                        message,
                        was=match.group(),
                        hint="核对金额和说法，留下对的一个",
                    )
                    break
