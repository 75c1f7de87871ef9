"""The headings of a table in a workbook → which of its columns is which column of a layout.

A column is known by the headings above it, merged cells and cells that were merged once included; the lowest says most.
Where two columns are headed alike, what stands above them decides, then their order. The rest of the house never asks
in which column something stood."""

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
ENOUGH = 0.6
HEAD = re.compile(r"(金额)?单位[:：]|部门[:：]|编制单位|20[0-9]{2}年")
SUMS = frozenset(["合计", "总计"])


@dataclass(frozen=True, slots=True)
class Headed:
    """The header of a table: its first line of figures (`top`), which grid column each column of the layout stands in,
    the columns that only count lines, and how much of the layout was found (0 to 1)."""

    top: int
    columns: Mapping[int, int]
    counters: frozenset[int]
    fit: float
    paths: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def headed(grid: Grid, begin: int, end: int, form: Form, spellings: Spellings) -> Headed | None:
    """The header of `form` in the lines from `begin` to `end`; None where there is none."""
    known = _vocabulary(form, spellings)
    first = next((at for at in range(begin, min(end, begin + MOST_LINES)) if _is_header(grid, at, known, 2)), None)
    if first is None:
        return None
    top = first + 1
    while top < end and (_is_header(grid, top, known, 1) or _counts(grid, top)):
        top += 1
    texts = _texts(grid, range(first, top))
    paths = {at: path_of(lines) for at, lines in enumerate(texts)}
    columns = _assigned(form, paths, spellings)
    fit = sum(at in columns for at in form.values) / len(form.values)
    counters = frozenset(at for at in range(len(texts)) if _only_counts(grid, at, range(first, top)))
    return Headed(top, columns, counters, fit, paths) if fit >= ENOUGH else None


def _vocabulary(form: Form, spellings: Spellings) -> frozenset[str]:
    words = set(form.headings)
    for heading in form.headings:
        words.update(spellings.headings.get(heading, ()))
    return frozenset(words | {"类", "款", "项", "栏次", "行次", "项目"})


def _is_header(grid: Grid, at: int, known: frozenset[str], least: int) -> bool:
    """Whether most of what stands in a line is headings, and nothing of it an amount."""
    values = [value for value in grid.rows[at] if value is not None]
    texts = [bare(value) for value in values if isinstance(value, str)]
    if any(isinstance(value, str) and HEAD.search(squeezed(value)) for value in values):
        return False
    if not _counts(grid, at) and any(not isinstance(value, str) or _amount_like(value) for value in values):
        return False
    said = [text for text in texts if text in known]
    if len(values) <= 1 and (not said or said[0] in SUMS):
        return False
    return len(said) >= least and 2 * len(said) >= len([text for text in texts if not text.isdecimal()])


def _amount_like(text: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9,]+\.[0-9]+|[0-9]{3,}", squeezed(text)))


def _counts(grid: Grid, at: int) -> bool:
    """Whether a line counts the columns (栏次 1 2 3 …); what else it says is at most 类, 款, 项."""
    values = [value for value in grid.rows[at] if value is not None]
    numbers = [int(v) if isinstance(v, Decimal) else int(squeezed(v)) for v in values if _small(v)]
    words = [bare(v) for v in values if isinstance(v, str) and not _small(v)]
    follow = all(after == before + 1 for before, after in itertools.pairwise(numbers))
    if not all(COUNTER.fullmatch(word) or word in ("合计", "科目名称") for word in words):
        return False
    counted = any(word in ("栏次", "行次") for word in words)
    return bool(numbers) and follow and numbers[0] == 1 and (len(numbers) > 1 or counted)


def _small(value: CellValue) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value() and 0 < value < 60
    return isinstance(value, str) and bool(re.fullmatch("[0-9]{1,2}", squeezed(value)))


def _texts(grid: Grid, lines: Iterable[int]) -> list[list[str]]:
    """What stands above each column, line by line: merged cells cover all of their columns, and a cell with nothing of
    its own above it takes what stands to its left, as if it had been merged."""
    covered = {at: grid.rows[row][column] for at, (row, column) in grid.covered.items()}
    width = len(grid.rows[0]) if grid.rows else 0
    texts: list[list[str]] = [[] for _ in range(width)]
    own = [False] * width
    for row in lines:
        left = ""
        for column in range(width):
            value = covered.get((row, column), grid.rows[row][column])
            text = value if isinstance(value, str) else ""
            if text:
                own[column] = own[column] or not COUNTER.fullmatch(bare(text))
                left = text
            elif (row, column) in covered or value is not None or own[column]:
                left = ""
            texts[column].append(text or left)
    return texts


def _only_counts(grid: Grid, column: int, lines: Iterable[int]) -> bool:
    """Whether a column is headed by 行次 or 栏次 alone, whatever is merged above it."""
    own = [bare(value) for row in lines if isinstance(value := grid.rows[row][column], str)]
    return bool(own) and all(COUNTER.fullmatch(text) for text in own) and ("行次" in own or "栏次" in own)


def _assigned(form: Form, paths: Mapping[int, tuple[str, ...]], spellings: Spellings) -> dict[int, int]:
    """Each column of the layout → the grid column that is headed like it: first those headed to the letter, then those
    under another spelling; from the right, for the last of several budgets is the one that a form cannot do without."""
    wanted = [at for at, column in enumerate(form.columns) if column.role in ("value", "name", "project")]
    found: dict[int, int] = {}
    for spelled in (False, True):
        for heading in dict.fromkeys(form.columns[at].path[-1] for at in reversed(wanted) if form.columns[at].path):
            open_ = [at for at in wanted if at not in found and form.columns[at].path[-1:] == (heading,)]
            names = spellings.headings.get(heading, ())[1:] if spelled else (heading,)
            free = [at for at, path in paths.items() if at not in found.values() and path and path[-1] in names]
            found.update(_paired(form, open_, free, paths))
    return found


def _paired(
    form: Form, wanted: list[int], free: list[int], paths: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    """Columns headed alike: in order where there are as many as wanted, else by what stands above them."""
    if len(wanted) == len(free):
        yield from zip(wanted, free, strict=True)
        return
    left = list(free)
    for at in wanted:
        if not left:
            return
        above = set(form.columns[at].path)
        best = max(left, key=lambda column: (len(above & set(paths[column])), -column))
        left.remove(best)
        yield at, best
