"""A record in a workbook, as the 决算 software exports it: official tables and further sheets.

- juesuan: looks the file over, finds the tables by titles and headings, reads every amount with its cell, unit and
  exactness, and builds the record, which is validated.
- openpyxl, python-calamine: only take the values of all cells of all sheets: what people would begin a script with.
  openpyxl once as usual and once read-only. juesuan reads its cells by calamine, so that is its floor."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import python_calamine

from generator.read import read_source
from generator.styles import forms
from generator.workbooks import convert

from .records import EXAMPLE
from .report import Report
from .rounds import race

ROUNDS = 15


def by_openpyxl(path: Path, read_only: bool) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    rows: list[tuple[object, ...]] = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    book.close()
    return rows


def by_calamine(path: Path) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_path(path)
    return [list(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def measure(folder: Path) -> Report:
    path = folder / "2024.xlsx"
    convert(EXAMPLE, path)
    contestants = {
        "juesuan": lambda: read_source(path, forms),
        "openpyxl": lambda: by_openpyxl(path, False),
        "openpyxl, read-only": lambda: by_openpyxl(path, True),
        "python-calamine": lambda: by_calamine(path),
    }
    run = race(contestants, ROUNDS)
    pairs = [("openpyxl", "juesuan"), ("openpyxl, read-only", "juesuan"), ("juesuan", "python-calamine")]
    cells = sum(value is not None for row in by_openpyxl(path, True) for value in row)
    note = f"the workbook: {cells:,} cells, {path.stat().st_size:,} bytes"
    return Report("workbook", "a record from a workbook, warm", (run.times(), run.ratios(*pairs)), (note,))
