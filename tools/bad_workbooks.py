"""Rebuilds the broken workbooks under tests/bad: each a fault that offices really pass on, in the tables of a real
unit.

    python tools/bad_workbooks.py

The answers beside them (.txt) are what the console says; JUESUAN_ACCEPT=1 pytest tests/test_bad.py writes those anew.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import books  # noqa: E402
from tests.books import Book, Value  # noqa: E402

BAD = ROOT / "tests" / "bad"
UNIT = (ROOT / "data" / "jingdezhen" / "2024.yaml", "jiangxi")
Tables = dict[str, Book]


def row_of(book: Book, words: str) -> list[Value]:
    return next(row for row in book.rows[book.first :] if any(words in str(value) for value in row))


def write(number: str, words: str, column: int, value: Value) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        row_of(tables[number], words)[column] = value

    return change


def uncalculated(tables: Tables) -> None:
    tables["公开01表"].formulas[(33, 2)] = "=SUM(C7:C14)"


def missing(tables: Tables) -> None:
    del tables["公开03表"]


def doubled(tables: Tables) -> None:
    third = tables["公开03表"]
    tables["再来一张"] = Book("再来一张", third.rows, third.merges, third.first)


def without_units(tables: Tables) -> None:
    for book in tables.values():
        book.rows[2][-1] = None


def merged(tables: Tables) -> None:
    book = tables["公开05表"]
    at = book.rows.index(row_of(book, "2101102"))
    book.merges.append((at, 5, at + 1, 5))


def another_year(tables: Tables) -> None:
    rows = tables["公开04表"].rows
    rows[2] = [value.replace("2024", "2023") if isinstance(value, str) else value for value in rows[2]]


def unknown_item(tables: Tables) -> None:
    row = row_of(tables["公开01表"], "附属单位上缴收入")
    row[0], row[2] = "七、捐赠收入", Decimal(5000)


def code_twice(tables: Tables) -> None:
    row_of(tables["公开05表"], "2080506")[0] = "2080505"


def carried(tables: Tables) -> None:
    seventh = tables["公开07表"]
    body: list[list[Value]] = [["2120801", None, None, "征地和拆迁补偿支出", 100, 200, 250, 0, 250, 60]]
    group: list[list[Value]] = [
        ["212", None, None, "城乡社区支出", *body[0][4:]],
        ["21208", None, None, "土地出让收入安排的支出", *body[0][4:]],
    ]
    total: list[Value] = [None, None, None, "合计", *body[0][4:]]
    seventh.rows[seventh.first : seventh.first + 4] = [total, *group, *body]
    seventh.merges[:] = [merge for merge in seventh.merges if merge[0] < seventh.first]


def without_a_column(tables: Tables) -> None:
    book = tables["公开05表"]
    book.rows[3] = [value.replace("基本支出", "基本") if isinstance(value, str) else value for value in book.rows[3]]


CHANGES: dict[str, Callable[[Tables], None]] = {
    "workbook-formula-never-calculated": uncalculated,
    "workbook-lacks-a-table": missing,
    "workbook-table-twice": doubled,
    "workbook-without-units": without_units,
    "workbook-words-for-an-amount": write("公开05表", "2170399", 5, "约143万"),
    "workbook-amounts-merged": merged,
    "workbook-of-two-years": another_year,
    "workbook-unknown-item": unknown_item,
    "workbook-code-twice": code_twice,
    "workbook-group-unlike-its-rows": write("公开03表", "20805", 5, Decimal("146840")),
    "workbook-row-unlike-its-columns": write("公开02表", "2210201", 4, Decimal("73520")),
    "workbook-balance-not-carried": carried,
    "workbook-tables-disagree": write("公开04表", "本年收入合计", 2, Decimal("1918830")),
    "workbook-fiscal-above-all": write("公开05表", "2210201", 5, Decimal("73520")),
    "workbook-lacks-a-column": without_a_column,
    "workbook-totals-unequal": write("公开01表", "总计", 2, Decimal("1918910")),
}


def main() -> None:
    for name, change in CHANGES.items():
        tables = {book.name: book for book in books.tables(*UNIT)}
        change(tables)
        books.save(tables.values(), BAD / f"{name}.xlsx")
        answer(name)
    plain = list(books.tables(*UNIT))
    path = books.save(plain, BAD / "workbook-further-sheets.xlsx")
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet("其他")
    for row in (["项目", "内容"], ["政府采够.货物", 1], ["政府采购", 5], ["政府采购.货物", "八百"]):
        sheet.append(row)
    workbook.save(path)
    answer("workbook-further-sheets")
    folder = BAD / "workbook-unlike-the-text-beside"
    folder.mkdir(exist_ok=True)
    books.save(plain, folder / "2024.xlsx")
    (folder / "2024.yaml").write_text("样式: jiangxi\n收入:\n  其他收入: 30000\n", encoding="utf-8")
    answer("workbook-unlike-the-text-beside", "2024.xlsx")
    (BAD / "workbook-that-is-text.xlsx").write_text("科目,金额\n2080505,97760\n", encoding="utf-8")
    answer("workbook-that-is-text")
    shutil.copy(ROOT / "tests" / "workbooks" / "password.xlsx", BAD / "workbook-with-a-password.xlsx")
    answer("workbook-with-a-password")
    with (
        zipfile.ZipFile(path) as real,
        zipfile.ZipFile(BAD / "workbook-bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as bomb,
    ):
        for name in real.namelist():
            blank = b" " * (70 << 20) if name == "xl/worksheets/sheet1.xml" else b""
            bomb.writestr(name, real.read(name) + blank)
    answer("workbook-bomb")


def answer(case: str, file: str = "") -> None:
    """The command of a case, where its answer is not there yet."""
    told = BAD / f"{case}.txt"
    if not told.exists():
        told.write_text(f"> juesuan draft {file or case + '.xlsx'} --style jiangxi\n", encoding="utf-8")


if __name__ == "__main__":
    main()
