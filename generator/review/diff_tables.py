"""Two years of one table: rows by their names, cells by their columns.

A table whose columns are others cannot be compared cell by cell; then the whole of it is lost and added. It refuses
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from ..model.document import Grid
from ..model.revision import GridRow, Moved
from .diff_claims import Claim
from .diff_tokens import Sort, Token, Years, moved_on, tokens

NUMBER = re.compile(r"[-−－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[%％]?")
PLAIN = re.compile(r"\d{3}|\d{5}|\d{7}")


def grid_rows(old: Grid | None, new: Grid | None) -> tuple[GridRow, ...]:
    """The rows side by side; those of a table that stands alone, or has other columns, one below the other."""
    lefts, rights = old.rows if old else (), new.rows if new else ()
    if not lefts or not rights or {len(row) for row in lefts} != {len(row) for row in rights}:
        return (*(GridRow(row, None) for row in lefts), *(GridRow(None, row) for row in rights))
    found: list[GridRow] = []
    matcher = SequenceMatcher(None, _names(lefts), _names(rights), autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            found += [GridRow(a, b) for a, b in zip(lefts[i:j], rights[k:m], strict=True)]
        else:
            found += [GridRow(row, None) for row in lefts[i:j]]
            found += [GridRow(None, row) for row in rights[k:m]]
    return tuple(found)


def _names(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The name of each row: its words and codes, whatever the year; a repeated one is told apart by its number."""
    plain = [
        "|".join(dict.fromkeys(_yearless(cell) for cell in row if cell.strip() and not _amount(cell))) for row in rows
    ]
    return [f"{name}#{plain[:index].count(name)}" for index, name in enumerate(plain)]


def _yearless(text: str) -> str:
    """A text without blanks and years."""
    return re.sub(r"\s", "", "".join("年" if t.sort is Sort.YEAR else t.text for t in tokens(text)))


def _amount(cell: str) -> bool:
    """Whether a cell holds a number: not words, not the code of a 科目."""
    text = cell.strip()
    return bool(NUMBER.fullmatch(text)) and not PLAIN.fullmatch(text)


def cell_claims(old: Grid, new: Grid, rows: Sequence[GridRow], years: Years) -> Iterator[Claim]:
    """What differs in two tables: cells by the names of their rows and columns, rows, or the columns themselves."""
    if {len(row) for row in old.rows} != {len(row) for row in new.rows}:
        widths = [str(max((len(row) for row in grid.rows), default=0)) + "栏" for grid in (old, new)]
        yield Claim(Moved.COLUMNS, widths[0], widths[1])
        return
    heads = _heads(new)
    unit = new.unit if new.unit == old.unit else None
    for row in rows:
        if row.old is not None and row.new is not None:
            yield from _cells(row.old, row.new, heads, unit, years)
        elif row.old is not None:
            yield Claim(Moved.ROW_LOST, _shown(row.old), "", _named(row.old, len(row.old)))
        elif row.new is not None:
            yield Claim(Moved.ROW_ADDED, "", _shown(row.new), _named(row.new, len(row.new)))


def _cells(
    old: tuple[str, ...], new: tuple[str, ...], heads: Sequence[str], unit: str | None, years: Years
) -> Iterator[Claim]:
    """`unit` is that of both tables, None where they differ and nothing can be subtracted."""
    before = ("", "")
    for column, (one, other) in enumerate(zip(old, new, strict=True)):
        left, right = _number(one), _number(other)
        what = _place(_named(new, column), heads[column])
        merged, before = (one, other) == before, (one, other)
        if left is not None and right is not None and left.unit == right.unit:
            told = "个百分点" if right.unit else unit
            by = None if told is None else (right.value or Decimal(0)) - (left.value or Decimal(0))
            if left.value != right.value:
                yield Claim(Moved.CELL, one, other, what, by, told or "")
        elif not merged and not _covered(old, new, column) and moved_on(one, years.shift) != moved_on(other, 0):
            if moved_on(one, 0) != moved_on(other, 0):
                yield Claim(Moved.CELL, one, other, what)
            elif any(t.sort is Sort.YEAR and years.stale(t.value) for t in tokens(other)):
                yield Claim(Moved.YEAR, one, other, what)


def _covered(old: Sequence[str], new: Sequence[str], column: int) -> bool:
    """Whether one side repeats the words of a merged cell which the other tells once: formats differ in that."""
    one, other = old[column].strip(), new[column].strip()
    return column > 0 and (
        (not other and one == old[column - 1].strip()) or (not one and other == new[column - 1].strip())
    )


def _place(row: str, column: str) -> str:
    return f"{row}，{column}" if row and column and column != row else row or column


def _number(cell: str) -> Token | None:
    text = cell.strip()
    if not _amount(text):
        return None
    value = Decimal(re.sub("[,%％]", "", text).replace("−", "-").replace("－", "-"))
    return Token(Sort.NUMBER, text, value, "%" if text[-1] in "%％" else "")


def _named(row: Sequence[str], column: int) -> str:
    """The name of what stands in a column of a row: the nearest words to its left, with a code before them."""
    names: list[str] = []
    for cell in reversed(row[:column]):
        text = cell.strip()
        if text and not _amount(text) and text not in names:
            names.insert(0, text)
        elif names and text not in names:
            break
    return " ".join(names[-2:])


def _shown(row: Sequence[str]) -> str:
    pairs = zip(row, ("", *row), strict=False)
    return " ".join(text for text, before in pairs if text.strip() and (text != before or _amount(text)))


def _heads(grid: Grid) -> list[str]:
    """The name of each column: the last text above the first row that holds an amount of more than one digit."""
    width = max((len(row) for row in grid.rows), default=0)
    heads = [""] * width
    for row in grid.rows:
        if any(_amount(cell) and "." in cell for cell in row):
            break
        for column, cell in enumerate(row):
            if cell.strip() and not NUMBER.fullmatch(cell.strip()):
                heads[column] = cell.strip()
    return heads
