"""Whatever amount cell of the ten official tables somebody writes wrongly, a rule names it; and a table of those that
no rule can know, each with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.check import check
from generator.measure import Ledger
from generator.model.finding import Finding
from generator.model.grid import Grid
from generator.pipeline import forms
from generator.read import read_grids
from generator.read.book import read_book
from generator.read.record import record_of

from . import books
from .conftest import ROOT

WRONG = Decimal(200)  # 0.02 万元
UNITS = {
    "jingdezhen": (ROOT / "data" / "jingdezhen" / "2024.yaml", "jiangxi"),
    "example": (ROOT / "data" / "example" / "2024.yaml", "jiangxi"),
}
# What stands alone in the tables: nothing else in them says the same, or says of what it is a part.
ALONE = {
    "three_public.hospitality.foreign_hospitality": "外事接待费 is a part of 国内接待费 that nothing else adds up to",
}


def findings(grids: list[Grid], path: Path) -> list[Finding]:
    book = read_book(grids, str(path), forms())
    record = record_of(book.tree, path)
    return [*book.findings, *check(Ledger(record, record.year.value, book.tables))]


def mutated(grids: list[Grid], place: tuple[str, int, int]) -> list[Grid]:
    """The workbook with one cell wrong by 0.02 万元."""
    name, row, column = place
    changed = []
    for grid in grids:
        if grid.name == name:
            rows = [list(line) for line in grid.rows]
            value = rows[row - 1][column - 1]
            assert value is None or isinstance(value, Decimal)
            rows[row - 1][column - 1] = (value or Decimal(0)) + WRONG
            grid = replace(grid, rows=tuple(map(tuple, rows)))
        changed.append(grid)
    return changed


def names(found: list[Finding], place: tuple[str, int, int]) -> Iterator[str]:
    for finding in found:
        if any(source is not None and source.cell == place for source in (finding.source, *finding.also)):
            yield finding.code


@pytest.mark.parametrize("unit", UNITS)
def test_a_wrong_amount_in_any_cell_is_named_by_a_rule(unit: str, tmp_path: Path) -> None:
    path = books.save(books.tables(*UNITS[unit]), tmp_path / "2024.xlsx")
    grids = read_grids(path)
    before = findings(grids, path)
    known = {(f.code, f.source, f.message) for f in before}
    assert {f.code for f in before if f.severity == "error"} == set()
    cells = [cell for table in read_book(grids, str(path), forms()).tables for cell in table.cells]
    assert len(cells) > 400
    uncovered = {}
    for cell in cells:
        if cell.figure.unit != "yuan":
            continue
        assert cell.source.cell
        found = findings(mutated(grids, cell.source.cell), path)
        new = [f for f in found if (f.code, f.source, f.message) not in known]
        if not list(names(new, cell.source.cell)):
            uncovered[f"{cell.source.place} {cell.key}"] = ALONE.get(cell.key, "?")
    print("\n".join(f"{place}: {reason}" for place, reason in uncovered.items()) or "every cell is covered")
    assert [place for place, reason in uncovered.items() if reason == "?"] == []
