"""Finds the official tables in a workbook: by their titles and headings, wherever they stand.

A title is a cell that says the official name of a table, perhaps with the year or the unit before it; it counts where
the headings of that table follow. What is written around it (部门, 年度, 金额单位) is read here too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.grid import Grid
from ..model.source import Source
from .form import Form
from .headings import Headed, headed
from .wording import Spellings, bare, squeezed

BEFORE = re.compile(
    r"(.*(省|市|县|区|旗|镇|乡|局|委|办|厅|院|中心|站|所|校|学|会|部门|单位|级|队|馆|团|社|处|\)))?"
    r"(20[0-9]{2}年?度?)?(部门|单位)?(决算)?(公开)?(附?表?[0-9]{1,2}(表|[-.、:])?|GK[0-9]+)?(20[0-9]{2}年?度?)?"
)
BEHIND = re.compile(r"\((公开)?([0-9]{1,2}表|表[0-9]{1,2}|20[0-9]{2}年度?)\)$")
OTHER_TITLE = re.compile(r".{2,40}(决算(总|明细)?表|情况表|总表|明细表)")
UNIT = re.compile(r"单位:?\(?(万元|元|千元|百元|亿元)\)?$")
UNIT_NAME = re.compile(
    r"(部门|单位|编制单位|编制部门|填报单位|单位名称|部门名称|预算单位|公开单位|公开部门|部门\(单位\)):(.*)"
)
YEAR = re.compile(r"(20[0-9]{2})年")
MONEY = frozenset(["万元", "元", "千元", "百元", "亿元"])


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

    @property
    def source(self) -> Source:
        return self.grid.source(self.row, self.column)


def locate(grid: Grid, forms: Sequence[Form], spellings: Spellings) -> Iterator[Located]:
    """The official tables of a sheet, from top to bottom."""
    by_title: dict[str, list[Form]] = {}
    for form in forms:
        for name in spellings.titles.get(form.title, (form.title,)):
            by_title.setdefault(name, []).append(form)
    titles = sorted(by_title, key=len, reverse=True)
    named = [(row, column, title) for row, column, title in _titled(grid, titles)]
    ends = sorted({row for row, _, _ in named} | set(_other_titles(grid)) | {len(grid.rows)})
    for row, column, title in named:
        bottom = next(end for end in ends if end > row)
        best: tuple[Form, Headed] | None = None
        for form in by_title[title]:
            head = headed(grid, row + 1, bottom, form, spellings)
            if head and (best is None or _better(head, form, *best)):
                best = (form, head)
        if best:
            yield Located(grid, best[0], row, column, best[1], bottom, *_around(grid, row, best[1].top))


def _better(head: Headed, form: Form, other: Form, than: Headed) -> bool:
    """The layout of which more was found; of two alike, the one with more columns."""
    return (head.fit, len(head.columns)) > (than.fit, len(than.columns))


def _titled(grid: Grid, titles: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    for row, line in enumerate(grid.rows):
        for column, value in enumerate(line):
            if isinstance(value, str) and len(value) < 120 and (title := _title(value, titles)):
                yield row, column, title
                break


def _title(text: str, titles: Sequence[str]) -> str | None:
    said = BEHIND.sub("", bare(text))
    for title in titles:
        if said.endswith(title) and BEFORE.fullmatch(said[: -len(title)]):
            return title
    return None


def _other_titles(grid: Grid) -> Iterator[int]:
    """Lines that name some other table: nothing below them belongs to the one above."""
    for row, line in enumerate(grid.rows):
        said = [value for value in line if value is not None]
        if len(said) == 1 and isinstance(said[0], str) and OTHER_TITLE.fullmatch(bare(said[0])):
            yield row


def _around(grid: Grid, row: int, top: int) -> tuple[Stated | None, Stated | None, Stated | None]:
    """Unit of amounts, year and name of the unit, from the lines between title and figures and the one above."""
    unit = year = name = None
    for at in range(max(0, row - 1), top):
        line = [(column, squeezed(value)) for column, value in enumerate(grid.rows[at]) if isinstance(value, str)]
        for place, (column, text) in enumerate(line):
            following = line[place + 1][1] if place + 1 < len(line) else ""
            source = grid.source(at, column)
            if unit is None and (found := UNIT.search(text + (following if following in MONEY else ""))):
                unit = Stated(found[1], source)
            if year is None and (found := YEAR.search(text)):
                year = Stated(found[1], source)
            if name is None and (found := UNIT_NAME.match(text)):
                raw = [str(grid.rows[at][place]) for place, _ in line]
                said = _own_name(raw[place]) or (_own_name(":" + raw[place + 1]) if following else "")
                if said and said not in MONEY and not said.startswith(("台", "金额")):
                    name = Stated(said, source)
    return unit, year, name


def _own_name(text: str) -> str:
    """What stands behind the colon, before a year or a unit of amounts in the same cell."""
    said = re.split("[:：]", text, maxsplit=1)[-1]
    return re.split(r"20[0-9]{2}\s*年|金额单位|单位[:：]", said)[0].strip()
