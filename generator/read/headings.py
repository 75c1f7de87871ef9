"""The headings of a table in a workbook → which of its columns is which column of a layout.

A column is known by the headings above it, merged cells and cells that were merged once included; the lowest says most.
Where two columns are headed alike, what stands above them decides; where that does not either, nothing is chosen: the
table is told to be ambiguous. Columns of another year and of differences between years are no columns of this one."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..model.grid import CellValue, Grid
from .form import COUNTER, Form, path_of
from .wording import Spellings, bare, squeezed

MOST_LINES = 12
ENOUGH = 0.5
HEAD = re.compile(r"(金额)?单位[:：]|部门[:：]|编制单位|20[0-9]{2}年")
SUMS = frozenset(["合计", "总计"])
YEARS = re.compile(r"^(20[0-9]{2})年?度?(?=.)")
ELSEWHEN = re.compile(r"上年|去年|增减|比上|同比|较20[0-9]{2}|与20[0-9]{2}")
THIS_YEAR = re.compile(r"^(本年度?)(?=(预算数|决算数|年初预算数|全年预算数)$)")
COUNTING = re.compile(r"[0-9]{1,2}(=[0-9+\-×÷*/()]+)?")
UNDER = frozenset(["小计", "合计"])
# What any header may say, beside the headings of its form.
ALWAYS = frozenset(
    [
        "类",
        "款",
        "项",
        "栏次",
        "行次",
        "项目",
        "序号",
        "金额",
        "数额",
        "决算数",
        "预算数",
        "年初预算数",
        "全年预算数",
        "上年数",
        "本年数",
        "增减额",
        "增减率",
        "备注",
    ]
)


@dataclass(frozen=True, slots=True)
class Headed:
    """The header of a table: its first line (`first`) and its first line of figures (`top`), which grid column each
    column of the layout stands in, the columns that only count lines, how much of the layout was found (0 to 1), and
    columns that are headed alike so that nobody can tell them apart (`alike`, as heading and two columns)."""

    first: int
    top: int
    columns: Mapping[int, int]
    counters: frozenset[int]
    fit: float
    paths: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    alike: tuple[tuple[str, int, int], ...] = ()


def headed(grid: Grid, begin: int, end: int, form: Form, spellings: Spellings, year: str) -> Headed | None:
    """The header of `form` in the lines from `begin` to `end` of a table of `year` ('' where that is not known); None
    where there is none."""
    known = _vocabulary(form, spellings)
    first = next((at for at in range(begin, min(end, begin + MOST_LINES)) if _is_header(grid, at, known, 2)), None)
    if first is None:
        return None
    top = first + 1
    while top < end and _is_header(grid, top, known, 1) and not _counts(grid, top):
        top += 1
    while top < end and _counts(grid, top):
        top += 1
    texts = _texts(grid, range(first, top))
    paths = {at: path_of(of_year(text, year) for text in lines) for at, lines in enumerate(texts)}
    own = {at: path for at, path in paths.items() if path and not any(ELSEWHEN.search(text) for text in path)}
    assigned = _Assigned(form, own, spellings)
    fit = sum(at in assigned.found for at in form.values) / len(form.values)
    counters = frozenset(at for at in range(len(texts)) if _only_counts(grid, at, range(first, top)))
    if fit < ENOUGH and not assigned.alike:
        return None
    return Headed(first, top, assigned.found, counters, fit, paths, tuple(assigned.alike))


def of_year(text: str, year: str) -> str:
    """A heading without its year (2024年决算数, 本年决算数); one of another year says so, and matches nothing."""
    said = squeezed(text)
    found = YEARS.match(said)
    if found:
        return f"{'' if found[1] == year else '上年'}{said[found.end() :]}"
    return THIS_YEAR.sub("", said)


def _vocabulary(form: Form, spellings: Spellings) -> frozenset[str]:
    words = set(form.headings)
    for heading in form.headings:
        words.update(spellings.headings.get(heading, ()))
    return frozenset(words | ALWAYS)


def _is_header(grid: Grid, at: int, known: frozenset[str], least: int) -> bool:
    """Whether most of what stands in a line is headings, and nothing of it an amount."""
    values = [value for value in grid.rows[at] if value is not None]
    texts = [bare(of_year(value, "")) for value in values if isinstance(value, str)]
    said = [squeezed(value) for value in values if isinstance(value, str)]
    if any(HEAD.search(text) and not YEARS.match(text) for text in said):
        return False
    if not _counts(grid, at) and any(not isinstance(value, str) or _amount_like(value) for value in values):
        return False
    headings = [text for text in texts if text in known or text.removeprefix("上年") in known]
    if headings and set(headings) <= SUMS and len(texts) < 2 + len(headings):
        return False  # the line of the sum, with nothing or some words in its cells
    return len(headings) >= least and 2 * len(headings) >= len([text for text in texts if not text.isdecimal()])


def _amount_like(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9,]+\.[0-9]+|[0-9]{3,}", squeezed(text)))


def _counts(grid: Grid, at: int) -> bool:
    """Whether a line counts the columns: 栏次 1 2 3 …, or at least three numbers that follow each other. Formulas count
    as their first number (1=2+3), and a line that says 栏次 alone belongs to it."""
    values = [value for value in grid.rows[at] if value is not None]
    numbers = [number for value in values if (number := _small(value)) is not None]
    words = [bare(value) for value in values if isinstance(value, str) and _small(value) is None]
    follow = all(after == before + 1 for before, after in itertools.pairwise(numbers))
    if any(isinstance(value, Decimal) and _small(value) is None for value in values) or not follow:
        return False
    if any(word in ("栏次", "行次") for word in words):
        return not numbers or numbers[0] == 1
    return len(numbers) > 2 and numbers[0] == 1 and all(COUNTER.fullmatch(word) for word in words)


def _small(value: CellValue) -> int | None:
    """The number of a column that a cell counts with."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and 0 < value < 60 else None
    found = COUNTING.fullmatch(squeezed(value)) if value else None
    return int(found[0].partition("=")[0]) if found else None


def _texts(grid: Grid, lines: range) -> list[list[str]]:
    """What stands above each column, line by line: merged cells cover all of their columns, and a cell with nothing of
    its own above it takes what stands to its left, as if it had been merged, if anything is written in its column."""
    covered = {at: grid.rows[row][column] for at, (row, column) in grid.covered.items()}
    width = len(grid.rows[0]) if grid.rows else 0
    texts: list[list[str]] = [[] for _ in range(width)]
    own = [False] * width
    used = {column for row in lines for column in range(width) if (row, column) in covered or grid.rows[row][column]}
    for row in lines:
        left = ""
        for column in range(width):
            value = covered.get((row, column), grid.rows[row][column])
            text = value if isinstance(value, str) else ""
            if text:
                own[column] = own[column] or not COUNTER.fullmatch(bare(text))
                left = text
            elif (row, column) in covered or value is not None or own[column] or column not in used:
                left = ""
            texts[column].append(text or left)
    return texts


def _only_counts(grid: Grid, column: int, lines: Iterable[int]) -> bool:
    """Whether a column is headed by 行次 or 栏次 alone, whatever is merged above it."""
    own = [bare(value) for row in lines if isinstance(value := grid.rows[row][column], str)]
    return bool(own) and all(COUNTER.fullmatch(text) for text in own) and ("行次" in own or "栏次" in own)


class _Assigned:
    """Each column of the layout → the grid column that is headed like it: first those headed to the letter, then those
    under another spelling, then a 小计 right below the heading; from the right, for the last of several budgets is
    the one that a form cannot do without."""

    def __init__(self, form: Form, paths: Mapping[int, tuple[str, ...]], spellings: Spellings) -> None:
        self.form = form
        self.paths = paths
        self.spellings = spellings
        self.found: dict[int, int] = {}
        self.alike: list[tuple[str, int, int]] = []
        wanted = [at for at, column in enumerate(form.columns) if column.role in ("value", "name", "project")]
        headings = dict.fromkeys(form.columns[at].path[-1] for at in reversed(wanted) if form.columns[at].path)
        for way in (self._to_the_letter, self._spelled, self._summed):
            for heading in headings:
                same = [at for at in wanted if form.columns[at].path[-1:] == (heading,)]
                open_ = [at for at in same if at not in self.found]
                free = [at for at in way(heading) if at not in self.found.values()]
                if open_ and free:
                    self.found.update(self._paired(heading, open_, free))

    def _names(self, heading: str) -> tuple[str, ...]:
        return self.spellings.headings.get(heading, (heading,))

    def _to_the_letter(self, heading: str) -> list[int]:
        return [at for at, path in self.paths.items() if path[-1] == heading]

    def _spelled(self, heading: str) -> list[int]:
        return [at for at, path in self.paths.items() if path[-1] in self._names(heading)[1:]]

    def _summed(self, heading: str) -> list[int]:
        named = self._names(heading)
        return [at for at, path in self.paths.items() if path[-1] in UNDER and len(path) > 1 and path[-2] in named]

    def _paired(self, heading: str, wanted: list[int], free: list[int]) -> Iterator[tuple[int, int]]:
        """Columns headed alike: in order where there are as many as wanted, else by what stands above them."""
        if len(wanted) == len(free):
            yield from zip(wanted, free, strict=True)
            return
        ranked = sorted(
            ((self._likeness(at, column), at, column) for at in wanted for column in free),
            key=lambda pair: (-pair[0], pair[1], pair[2]),
        )
        left, open_ = set(free), set(wanted)
        for score, at, column in ranked:
            if at not in open_ or column not in left or (score <= 0 and len(self.form.columns[at].path) > 1):
                continue
            rivals = [other for rank, own, other in ranked if own == at and rank == score and other in left]
            if len(rivals) > 1 and len(left) > len(open_):
                self.alike.append((heading, min(rivals), max(rivals)))
                return
            open_.remove(at)
            left.remove(column)
            yield at, column

    def _likeness(self, at: int, column: int) -> int:
        """How much of what stands above a column of the layout stands above one of the sheet, in any spelling; the
        first spelling counts most."""
        score = 0
        for heading in self.form.columns[at].path[:-1]:
            names = self._names(heading)
            ranks = [len(names) - names.index(text) for text in self.paths[column][:-1] if text in names]
            score += 10 * max(ranks, default=-1)
        return score
