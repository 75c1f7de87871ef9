"""Workbooks as offices pass them on: the official tables of a record, laid out in one of the many ways they come in.

A table is a plain grid here; every way to spoil it is a function from grid to grid, so that they can be combined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from generator.measure import Accounts, Cells, shown
from generator.model.blocks import Table
from generator.model.figure import Unit
from generator.model.group import Group
from generator.model.inlines import Number, plain
from generator.model.source import Fact
from generator.narrate import build_tables
from generator.narrate.speaker import Speaker
from generator.pipeline import load_layouts, load_wording
from generator.read import read_record

Value = str | int | Decimal | None
HEAD = 4  # title, number, 部门/年度/金额单位, then the headings
FULL = str.maketrans("0123456789.,()", "０１２３４５６７８９．，（）")


@dataclass(frozen=True)
class Book:
    """One table: the rows of its sheet, merged ranges (from 0: top, left, bottom, right), where its figures begin."""

    name: str
    rows: list[list[Value]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    first: int = HEAD
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


Spoil = Callable[[Book], Book]


def tables(path: Path, style: str, unit: str = "元") -> list[Book]:
    """The official tables of a record, one a sheet, as the layouts print them; amounts exact in 元, or in 万元 as they
    are printed."""
    record = read_record(path)
    wording = load_wording(style)
    speaker = Speaker(wording.style, wording.phrases, shown, record.year.value)
    made, _ = build_tables(load_layouts(style), Cells(Accounts(record, None).now), speaker, record)
    return [_book(table, unit) for table in made]


def _book(table: Table, unit: str) -> Book:
    width = len(table.widths)
    rows: list[list[Value]] = [[None] * width for _ in range(3)]
    rows[0][0] = table.title
    rows[1][-1] = table.number
    rows[2][0], rows[2][width // 2], rows[2][-1] = table.head[0], table.head[1], table.unit_line.replace("万元", unit)
    merges = [(0, 0, 0, width - 1)]
    covered: set[tuple[int, int]] = set()
    for row in (*table.header, *table.rows):
        at, line = len(rows), [None] * width
        rows.append(line)  # type: ignore[arg-type]
        column = 0
        for cell in row:
            while (at, column) in covered:
                column += 1
            number = next((i for i in cell.inlines if isinstance(i, Number)), None)
            value: Value = plain(cell.inlines) or None
            if number is not None:
                yuan = number.figure.unit is Unit.YUAN
                value = number.shown if unit == "万元" and yuan else number.figure.exact
                value = value if yuan else int(value)
            elif isinstance(value, str) and re.fullmatch("[0-9]{1,2}", value):
                value = int(value)
            rows[at][column] = value
            covered |= {(at + y, column + x) for y in range(cell.rows) for x in range(cell.columns)}
            if cell.rows * cell.columns > 1:
                merges.append((at, column, at + cell.rows - 1, column + cell.columns - 1))
            column += cell.columns
    first = 3 + len(table.header)
    rows += [[note, *[None] * (width - 1)] for note in table.notes]
    return Book(table.number, rows, merges, first)


def save(books: Iterable[Book], path: Path, hidden: Iterable[str] = ()) -> Path:
    """The tables as a real workbook, a sheet each."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)  # type: ignore[arg-type]
    for book in books:
        sheet = workbook.create_sheet(book.name)
        for y, row in enumerate(book.rows, start=1):
            for x, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(y, x, book.formulas.get((y - 1, x - 1), value))
        for top, left, bottom, right in book.merges:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        if book.name in hidden:
            sheet.sheet_state = "hidden"
    workbook.save(path)
    return path


def below_one_another(books: Iterable[Book], name: str = "Sheet1") -> Book:
    """Several tables on one sheet, two blank lines between them."""
    rows: list[list[Value]] = []
    merges = []
    for book in books:
        merges += [(t + len(rows), le, b + len(rows), r) for t, le, b, r in book.merges]
        rows += [*book.rows, [None], [None]]
    width = max(map(len, rows))
    return Book(name, [[*row, *[None] * (width - len(row))] for row in rows], merges)


# Ways to write a table


def shifted(book: Book, down: int = 3, right: int = 2) -> Book:
    rows = [[None] * (right + len(book.rows[0])) for _ in range(down)] + [[None] * right + row for row in book.rows]
    merges = [(t + down, le + right, b + down, r + right) for t, le, b, r in book.merges]
    return replace(book, rows=rows, merges=merges, first=book.first + down)  # type: ignore[arg-type]


def unmerged(book: Book) -> Book:
    return replace(book, merges=[])


def each(change: Callable[[Value], Value], amounts_only: bool = False) -> Spoil:
    """Every cell below the head written another way."""

    def spoil(book: Book) -> Book:
        rows = [
            [change(v) if y >= book.first and (isinstance(v, Decimal) or not amounts_only) else v for v in row]
            for y, row in enumerate(book.rows)
        ]
        return replace(book, rows=rows)

    return spoil


def as_text(value: Value) -> Value:
    return f"{value:,.2f}" if isinstance(value, Decimal) else value


def in_full_width(value: Value) -> Value:
    return f"{value:.2f}".translate(FULL) if isinstance(value, Decimal) else value


def nothing_as(sign: str | None) -> Callable[[Value], Value]:
    return lambda value: sign if isinstance(value, Decimal) and value == 0 else value


def spaced(value: Value) -> Value:
    """Words with the blanks that show a level, and the width of brackets changed."""
    if not isinstance(value, str) or re.fullmatch(r"[0-9]+", value):
        return value
    return "\u3000 " + value.replace("（", "(").replace("）", ")").replace("合计", "合 计")


def uncounted(value: Value) -> Value:
    """Words without 一、 （一） 1. in front."""
    if not isinstance(value, str):
        return value
    return re.sub(r"^([一二三四五六七八九十]+、|[0-9]{1,2}[.．]|（[0-9]+）|其中：)", "", value)


def coded_in_three(book: Book) -> Book:
    """类 款 项 in three columns (208, 05, 05), the cells of the code no longer merged."""
    if not listed(book):
        return book
    rows = [list(row) for row in book.rows]
    for row in rows[book.first :]:
        code = str(row[0] or "")
        if re.fullmatch("[0-9]{3}([0-9]{2}){0,2}", code):
            row[0], row[1], row[2] = code[:3], code[3:5] or None, code[5:] or None
    merges = [m for m in book.merges if m[0] < book.first]
    return replace(book, rows=rows, merges=merges)


def coded_by_level(book: Book) -> Book:
    """Each line shows only its own level: 208, then 05 in the second column, then 05 in the third."""
    book = coded_in_three(book)
    if not listed(book):
        return book
    rows = [list(row) for row in book.rows]
    for row in rows[book.first :]:
        if row[2]:
            row[0] = row[1] = None
        elif row[1]:
            row[0] = None
    return replace(book, rows=rows)


def coded_as_numbers(book: Book) -> Book:
    if not listed(book):
        return book
    rows = [
        [
            Decimal(v) if y >= book.first and x < 3 and isinstance(v, str) and v.isdecimal() else v
            for x, v in enumerate(row)
        ]
        for y, row in enumerate(book.rows)
    ]
    return replace(book, rows=rows)


def total_below(book: Book) -> Book:
    """合计 below the rows of a list."""
    if not listed(book):
        return book
    rows = list(book.rows)
    notes = [row for row in rows if str(row[0]).startswith(("注", "2."))]
    body = [row for row in rows[book.first + 1 :] if row not in notes]
    merges = [m for m in book.merges if m[0] < book.first]
    return replace(book, rows=[*rows[: book.first], *body, rows[book.first], *notes], merges=merges)


def unit_apart(book: Book) -> Book:
    """金额单位： in one cell, 元 in the next."""
    rows = [list(row) for row in book.rows]
    said = str(rows[2][-1])
    rows[2][-2], rows[2][-1] = said.partition("：")[0] + "：", said.partition("：")[2]
    return replace(book, rows=rows)


def listed(book: Book) -> bool:
    """Whether the rows are those of the functional classification."""
    head = "".join(str(value) for row in book.rows[3 : book.first] for value in row if value)
    return "科目" in head and "经济分类" not in head


def titled(before: str) -> Spoil:
    """Titles with something in front."""
    return lambda book: replace(book, rows=[[f"{before}{book.rows[0][0]}", *book.rows[0][1:]], *book.rows[1:]])


def renamed(old: str, new: str) -> Spoil:
    return lambda book: replace(
        book, rows=[[v.replace(old, new) if isinstance(v, str) else v for v in row] for row in book.rows]
    )


# What a record says, without where


def values(node: Any) -> Any:
    """The values of a record without their places, parts that say nothing left out."""
    if isinstance(node, Fact):
        return node.value
    if isinstance(node, Group):
        said = {name: values(getattr(node, name)) for name in type(node).model_fields}
        return {name: value for name, value in said.items() if value is not None and value != {}}
    if isinstance(node, dict):
        return {name: values(value) for name, value in node.items()}
    if isinstance(node, list):
        return [values(item) for item in node]
    return node
