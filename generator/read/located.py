"""Finds the official tables in a workbook: by their titles and headings, wherever they stand.

A title is a cell that says the official name of a table, perhaps with the year or the unit before it; it counts where
the headings of that table follow. What is written around it (部门, 年度, 金额单位) is read here too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..model.grid import Grid
from ..model.source import Source
from .form import Form
from .headings import MOST_LINES, Headed, headed
from .wording import Spellings, bare, squeezed

BEFORE = re.compile(
    r"(附?件?表?([0-9]{1,2}|[一二三四五六七八九十]{1,3})[-.、:：]?|附件)?"
    r"(.*(省|市|县|区|旗|镇|乡|局|委|办|厅|院|中心|站|所|校|学|会|部门|单位|级|队|馆|团|社|处|\)))?"
    r"(20[0-9]{2}年?度?)?(部门|单位)?(决算)?(公开)?(附?表?([0-9]{1,2}|[一二三四五六七八九十]{1,3})(表|[-.、:])?|GK[0-9]+)?"
    r"(20[0-9]{2}年?度?)?"
)
BEHIND = re.compile(r"\([^()]{0,20}\)$")
OTHER_TITLE = re.compile(r".{2,40}(决算(总|明细|公开)?表|情况表|总表|明细表)")
MONEY = "万元|千元|百元|亿元|元"
UNIT = re.compile(rf"单位:?\(?(人民币)?\)?:?({MONEY})")
HEADED_UNIT = re.compile(rf"\(({MONEY})\)$")
MEASURES = re.compile(rf"\(?(人民币)?\)?({MONEY}|[辆台套个人次件批、,/()（）]+|人民币).*")
UNIT_NAME = re.compile(
    r"((预算)?(代码|编码)及)?(公开|编制|填报|预算)?(部门|单位)(名称)?(\((单位|部门)\))?(名称)?:(?P<said>.*)"
)
YEAR = re.compile(r"(20[0-9]{2})年度|^(20[0-9]{2})年?$")
ANY_YEAR = re.compile(r"(20[0-9]{2})年(?![0-9]{1,2}月)")
HAN_YEAR = re.compile("二[〇零○]([一二三四五六七八九〇零○])([一二三四五六七八九〇零○])年")
HAN_DIGITS = {**{digit: str(n) for n, digit in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0"}


@dataclass(frozen=True, slots=True)
class Stated:
    """What a head says, and in which cell."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Located:
    """An official table in its sheet: lines from `head.top` to `bottom` hold its rows. `unit`, `year` and `name` are
    what is written around it, None where nothing is."""

    grid: Grid
    form: Form
    row: int
    column: int
    head: Headed
    bottom: int
    unit: Stated | None = None
    year: Stated | None = None
    name: Stated | None = None
    units: tuple[Stated, ...] = ()

    @property
    def source(self) -> Source:
        return self.grid.source(self.row, self.column)


def locate(grid: Grid, forms: Sequence[Form], spellings: Spellings) -> Iterator[Located]:
    """The official tables of a sheet, from top to bottom, those beside each other from left to right."""
    by_title: dict[str, list[Form]] = {}
    for form in forms:
        for name in spellings.titles.get(form.title, (form.title,)):
            by_title.setdefault(name, []).append(form)
    titles = sorted(by_title, key=len, reverse=True)
    named = list(_titled(grid, titles))
    ends = sorted({row for row, _, _ in named} | set(_other_titles(grid)) | {len(grid.rows)})
    for row, column, title in named:
        bottom = next(end for end in ends if end > row)
        beside = [other for at, other, _ in named if at == row]
        own = _alone(grid, row, bottom, column, beside) if len(beside) > 1 else grid
        top = min(bottom, row + 1 + MOST_LINES)
        year = _year(own, max(0, row - 1), top)
        best: tuple[Form, Headed] | None = None
        for form in by_title[title]:
            head = headed(own, row + 1, bottom, form, spellings, year.text if year else "")
            if head and (best is None or _better(head, best[1])):
                best = (form, head)
        if best:
            form, head = best
            unit, units = _units(own, max(0, row - 1), head)
            called = _name(own, max(0, row - 1), head.first)
            yield Located(own, form, row, column, head, bottom, unit, year, called, units)


def _better(head: Headed, than: Headed) -> bool:
    """The layout whose columns can be told apart and of which more was found; of two alike, the one with more."""
    return (not head.alike, head.fit, len(head.columns)) > (not than.alike, than.fit, len(than.columns))


def _alone(grid: Grid, row: int, bottom: int, column: int, beside: Sequence[int]) -> Grid:
    """The sheet with nothing but the columns of one of several tables beside each other."""
    right = next((other for other in sorted(beside) if other > column), len(grid.rows[0]))
    left = column if column != min(beside) else 0
    rows = [
        tuple(value if not row - 1 <= y < bottom or left <= x < right else None for x, value in enumerate(line))
        for y, line in enumerate(grid.rows)
    ]
    return replace(grid, rows=tuple(rows))


def _titled(grid: Grid, titles: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for row, line in enumerate(grid.rows):
        for column, value in enumerate(line):
            if isinstance(value, str) and "表" in value and len(value) < 120 and (title := _title(value, titles)):
                yield row, column, title


def _title(text: str, titles: Sequence[str]) -> str | None:
    said = bare(text)
    for whole in (said, BEHIND.sub("", said)):
        for title in titles:
            if whole.endswith(title) and BEFORE.fullmatch(whole[: -len(title)]):
                return title
    return None


def _other_titles(grid: Grid) -> Iterator[int]:
    """Lines that name some other table: nothing below them belongs to the one above."""
    for row, line in enumerate(grid.rows):
        said = [value for value in line if value is not None]
        if len(said) == 1 and isinstance(said[0], str) and "表" in said[0] and OTHER_TITLE.fullmatch(bare(said[0])):
            yield row


def _cells(grid: Grid, first: int, end: int) -> Iterator[tuple[str, str, str, Source]]:
    """The texts of some lines: squeezed, as they stand, what follows each in its line, and where it stands."""
    for row in range(first, min(end, len(grid.rows))):
        line = [(at, value) for at, value in enumerate(grid.rows[row]) if value is not None]
        texts = [(at, value if isinstance(value, str) else format(value, "f")) for at, value in line]
        for place, (at, text) in enumerate(texts):
            following = texts[place + 1][1] if place + 1 < len(texts) else ""
            yield squeezed(text), text, following, grid.source(row, at)


def _year(grid: Grid, first: int, end: int) -> Stated | None:
    """The year of a table: 2024年度 or 2024 alone before any other year that is written there; a date is none."""
    later: Stated | None = None
    for text, _, _, source in _cells(grid, first, end):
        said = HAN_YEAR.sub(lambda found: f"20{HAN_DIGITS[found[1]]}{HAN_DIGITS[found[2]]}年", text)
        if found := YEAR.search(said):
            return Stated(found[1] or found[2], source)
        if later is None and "日期" not in said and (found := ANY_YEAR.search(said)):
            later = Stated(found[1], source)
    return later


def _units(grid: Grid, first: int, head: Headed) -> tuple[Stated | None, tuple[Stated, ...]]:
    """The unit of amounts that is written above the figures, and every one, for headings may name one too."""
    found = []
    for text, _, following, source in _cells(grid, first, head.first):
        joined = text + (squeezed(following) if text.endswith(("单位:", "单位")) else "")
        if match := UNIT.search(joined):
            found.append(Stated(match[2], source))
    for text, _, _, source in _cells(grid, head.first, head.top):
        if match := HEADED_UNIT.search(text):
            found.append(Stated(match[1], source))
    return (found[0] if found else None), tuple(found)


def _name(grid: Grid, first: int, end: int) -> Stated | None:
    """The name of the unit that the tables are of."""
    for text, raw, following, source in _cells(grid, first, end):
        match = UNIT_NAME.match(text)
        if match is None or MEASURES.fullmatch(match["said"]):
            continue
        said = _own_name(re.split("[:：]", raw, maxsplit=1)[1] if match["said"] else following)
        if said and not MEASURES.fullmatch(squeezed(said)):
            return Stated(said, source)
    return None


def _own_name(text: str) -> str:
    """The name alone: without a code in front, a seal behind, a year, a unit or a table's number in the same cell."""
    said = re.split(r"[（(]?20[0-9]{2}\s*年|金额单位|单位[:：]|(?:公开|GK)\s*[0-9]{2}", text)[0].strip()
    said = re.sub(r"^[\[［(（【]?[0-9]{3,}[\]］)）】]?[-—_\s]*", "", said)
    return re.sub(r"[（(](盖章|公章|签章)[)）]$", "", said).strip()
