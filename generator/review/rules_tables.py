"""What the document's own tables say of themselves: an empty 合计, codes that do not add up, scores and rates of
execution that the text gives otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache

from ..model.document import Grid
from ..model.finding import Finding, Severity
from .interval import HUNDRED, Interval, quotient, total
from .numbers import Kind, Numeral, numerals
from .paper import Line
from .squeezed import squeeze
from .telling import Given, tell

CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
ALIKE = 8  # how many characters of a project's name a sentence must share with it


# How the column is headed that the others add up to.
TOTALS = ("本年收入合计", "本年支出合计", "合计")


@cache
def _cell(text: str) -> str:
    return squeeze(text).text


def _amount(text: str) -> Numeral | None:
    if not re.fullmatch(r"-?[\d,]+(?:\.\d+)?", text):
        return None
    found = numerals(text)
    return found[0].in_unit("元") if len(found) == 1 and found[0].kind in (Kind.BARE, Kind.ORDINAL) else None


# Beside 合计 in a second line of headings (合计, 基本支出, 项目支出), never in the row of the sum.
HEADED = re.compile("[一-龥]")


def _coded(grid: Grid) -> dict[str, tuple[str, ...]]:
    """The rows of a table that begin with a code, by code, and the row 合计 under ''."""
    found: dict[str, tuple[str, ...]] = {}
    for row in grid.rows:
        cells = tuple(_cell(c) for c in row)
        words = [c for c in cells if c]
        if words and CODE.fullmatch(words[0]) and len(words) > 1 and not re.fullmatch(r"[\d.,-]+", words[1]):
            if words[0] in found:
                return {}
            found[words[0]] = cells
        elif words and words[0] == "合计" and "" not in found and not HEADED.search("".join(words[1:])):
            found[""] = cells
    return found


def _columns(cells: tuple[str, ...]) -> dict[int, Numeral]:
    """The amounts of a row by the column, counted from the right, so that merged cells before them do no harm."""
    found = {}
    for index, cell in enumerate(cells):
        number = _amount(cell) if not CODE.fullmatch(cell) else None
        if number is not None:
            found[index - len(cells)] = number
    return found


def codes_add_up(given: Given) -> Iterator[Finding]:
    """A29: in a table by 科目 the 项 add up to their 款, the 款 to their 类, the 类 to 合计. A28: 合计 is not left
    empty."""
    for _, grid in given.paper.grids:
        rows = _coded(grid)
        if not any(len(code) == 3 for code in rows) or any(code[:3] in ("301", "302", "303") for code in rows if code):
            continue
        for code, cells in rows.items():
            length = {"": 3, 3: 5, 5: 7}.get(len(code) or "", 0)
            parts = [row for other, row in rows.items() if len(other) == length and other.startswith(code) and other]
            if not parts:
                continue
            heads = _columns(cells)
            listed = [_columns(part) for part in parts]
            if not heads and not code:
                yield _empty(grid, listed)
            elif not any(len(part) != len(cells) for part in parts):
                yield from _added(grid, code or "合计", heads, listed)


def _empty(grid: Grid, listed: list[dict[int, Numeral]]) -> Finding:
    places = sorted({place for part in listed for place in part})
    sums = [sum((part[p].exact for part in listed if p in part), Fraction(0)) for p in places]
    should = "、".join(f"{Decimal(s.numerator) / Decimal(s.denominator):.2f}" for s in sums)
    message = f"表“{_cell(grid.title)}”的合计行是空的，各类相加是 {should}"
    return Finding("A28", Severity.ERROR, message, grid.source, "补上合计", (), "合计", "", should)


def _added(grid: Grid, name: str, heads: dict[int, Numeral], listed: list[dict[int, Numeral]]) -> Iterator[Finding]:
    for place, head in heads.items():
        numbers = [part[place] for part in listed if place in part]
        if not numbers:
            continue
        added = total(n.interval for n in numbers)
        if not head.interval.meets(added):
            exact = sum((n.exact for n in numbers), Fraction(0))
            should = f"{Decimal(exact.numerator) / Decimal(exact.denominator):.{head.decimals}f}"
            message = f"表“{_cell(grid.title)}”的“{name}”是 {head.text}，下级相加是 {should}，四舍五入解释不了"
            yield Finding(
                "A29", Severity.ERROR, message, grid.source, "核对这一行和它的下级", (), name, head.text, should
            )


def rows_add_up(given: Given) -> Iterator[Finding]:
    """A29: in the tables by 科目 本年收入合计, 本年支出合计 are the sums of the columns behind them."""
    for _, grid in given.paper.grids:
        title = _cell(grid.title)
        if not re.search(r"^(?:收入|支出|一般公共预算财政拨款支出)决算表$", title):
            continue
        rows = {code: (cells, _columns(cells)) for code, cells in _coded(grid).items()}
        named = [(list(map(_cell, row)), row) for row in grid.rows[:4]]
        begin = next((c.index(n) - len(row) for c, row in named for n in TOTALS if n in c), 0)
        for code, (cells, columns) in rows.items():
            if len(columns) < 2 or begin not in columns:
                continue
            first, *rest = (columns[place] for place in sorted(columns))
            added = total(n.interval for n in rest)
            # A blank is nothing in most documents, and unknown in some.
            blanks = any(not cell for cell in cells[min(columns) :])
            if not first.interval.meets(added) and not (blanks and added.top < first.interval.low):
                exact = sum((n.exact for n in rest), Fraction(0))
                should = f"{Decimal(exact.numerator) / Decimal(exact.denominator):.{first.decimals}f}"
                message = f"表“{title}”的“{code or '合计'}”一行合计是 {first.text}，各栏相加是 {should}"
                yield Finding(
                    "A29", Severity.ERROR, message, grid.source, "核对这一行", (), code or "合计", first.text, should
                )


# Projects

SCORE = re.compile(r"(?:评分结果|自评分结果|自评得分|评价得分|综合得分|总得分)为?(?P<score>\d+(?:\.\d+)?)分")
RATE = re.compile(r"执行率为?(?P<rate>\d+(?:\.\d+)?)%")
SCORED = ("项目总得分", "总分", "得分合计", "总得分")


def _alike(given: Given, words: str, grid: Grid) -> bool:
    """Whether a sentence speaks of the project that a table is of: they share a long run of characters."""
    unit = given.paper.unit
    names = [grid.title, *(cell for row in grid.rows[:3] for cell in row if len(cell) < 60)]
    for name in names:
        name = _cell(name).replace(unit, "□") if unit else _cell(name)
        for start in range(len(name) - ALIKE + 1):
            piece = name[start : start + ALIKE]
            if (
                "□" not in piece
                and re.search("[一-龥]", piece)
                and piece in words
                and not re.search("绩效|评价", piece)
            ):
                return True
    return False


def scores_are_the_tables(given: Given) -> Iterator[Finding]:
    """A28: the score that the text gives a project is the total of its table."""
    for line, match in _matches(given, SCORE):
        if re.search("部门整体|平均", line.text[max(0, match.start() - 30) : match.start()]):
            continue
        words = _before(line, match.start())
        totals = []
        for _, grid in given.paper.grids:
            for row in grid.rows:
                cells = [_cell(c) for c in row]
                filled = [c for c in cells if c]
                if len(filled) > 1 and filled[0] in SCORED and _alike(given, words, grid):
                    numbers = [n for c in filled[1:] if (n := _amount(c))]
                    totals += [(grid, numbers[-1])] if numbers else []
        score = Fraction(match["score"])
        if totals and all(number.exact != score for _, number in totals):
            grid, number = totals[0]
            message = f"文字写得分 {match['score']} 分，评分表的合计是 {number.text} 分"
            yield tell(
                *("A28", Severity.ERROR, line, match.start(), message),
                was=f"{match['score']}分",
                should=f"{number.text}分",
                hint="核对评分表和文字",
                also=(grid.source,),
            )


def execution_is_the_tables(given: Given) -> Iterator[Finding]:
    """A12, A28: a project's rate of execution is spending over budget, and the text gives the same one."""
    texts = list(_matches(given, RATE))
    for _, grid in given.paper.grids:
        head = next((row for row in grid.rows if {"全年预算数A", "全年执行数B"} <= {_cell(c) for c in row}), None)
        if head is None:
            continue
        names = [_cell(c) for c in head]
        for row in grid.rows[grid.rows.index(head) + 1 :][:2]:
            cells = [_cell(c) for c in row]
            if len(cells) < 6:
                continue
            back = {name: index - len(names) for index, name in enumerate(names)}
            rate_place = next((p for n, p in back.items() if n.startswith("执行")), None)
            if rate_place is None or -rate_place > len(cells):
                continue
            plan, done = _amount(cells[back["全年预算数A"]]), _amount(cells[back["全年执行数B"]])
            found = numerals(cells[rate_place])
            if plan is None or done is None or len(found) != 1:
                continue
            faults = list(_executed(given, grid, cells, plan, done, found[0], texts))
            yield from faults
            if faults:
                break


def _executed(
    given: Given,
    grid: Grid,
    cells: list[str],
    plan: Numeral,
    done: Numeral,
    rate: Numeral,
    texts: list[tuple[Line, re.Match[str]]],
) -> Iterator[Finding]:
    half = Fraction(1, 2 * 10**rate.decimals)
    shown = Interval(rate.exact - half, rate.exact + half)
    right = quotient(done.interval, plan.interval)
    label = next((c for c in cells if c), "")
    if right is not None and not shown.meets(right):
        should = f"{Decimal(done.value) * HUNDRED / Decimal(plan.value):.2f}%"
        message = f"“{label}”的执行率写 {rate.text}，{done.text} ÷ {plan.text} = {should}"
        yield Finding(
            "A12", Severity.ERROR, message, grid.source, "核对执行数、预算数和执行率", (), label, rate.text, should
        )
        return
    for line, match in texts:
        other = Fraction(match["rate"])
        decimals = len(match["rate"].partition(".")[2])
        wide = Fraction(1, 2 * 10**decimals)
        if decimals >= rate.decimals and _alike(given, _before(line, match.start()), grid):
            if not shown.meets(Interval(other - wide, other + wide)):
                message = f"自评表“{label}”的执行率写 {rate.text}，文字写 {match['rate']}%（{done.text} ÷ {plan.text}）"
                yield Finding(
                    *("A28", Severity.ERROR, message, grid.source, "核对自评表和文字，改成一致的"),
                    (line.passage.source,),
                    label,
                    rate.text,
                    match["rate"] + "%",
                )
            return


def _matches(given: Given, pattern: re.Pattern[str]) -> Iterator[tuple[Line, re.Match[str]]]:
    for line in given.paper.lines:
        for match in pattern.finditer(line.text):
            yield line, match


def _before(line: Line, at: int) -> str:
    begin = line.text.rfind("。", 0, at) + 1
    return line.text[begin:at]
