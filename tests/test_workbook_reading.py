"""Official tables in workbooks, in all the ways they come in: whatever the layout, the same record."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.model.finding import Finding, Refused
from generator.pipeline import forms
from generator.read import Read, read_source

from . import books
from .books import Book, each
from .conftest import ROOT

UNITS = {
    "jingdezhen": (ROOT / "data" / "jingdezhen" / "2024.yaml", "jiangxi"),
    "everything": (ROOT / "tests" / "units" / "everything-in-use.yaml", "jiangxi"),
    "everything-sichuan": (ROOT / "tests" / "units" / "everything-in-use.yaml", "sichuan"),
}


@pytest.fixture(scope="module", params=UNITS)
def unit(request: pytest.FixtureRequest) -> tuple[list[Book], Any]:
    """The tables of a unit, and what a workbook says that holds them as the layouts print them."""
    tables = books.tables(*UNITS[request.param])
    folder = request.getfixturevalue("tmp_path_factory").mktemp("plain")
    return tables, said(books.save(tables, folder / "2024.xlsx"))


def read(path: Path) -> Read:
    return read_source(path, forms)


def said(path: Path) -> Any:
    return books.values(read(path).record)


def refused(path: Path) -> list[Finding]:
    with pytest.raises(Refused) as told:
        read(path)
    return list(told.value.findings)


def many(*spoils: books.Spoil) -> books.Spoil:
    def spoil(book: Book) -> Book:
        for one in spoils:
            book = one(book)
        return book

    return spoil


SPOILS: dict[str, books.Spoil] = {
    "shifted down and to the right": books.shifted,
    "headings that are not merged": books.unmerged,
    "amounts as text with separators": each(books.as_text, True),
    "amounts in full width": each(books.in_full_width, True),
    "codes in three columns": books.coded_in_three,
    "codes that show their own level only": books.coded_by_level,
    "codes as numbers": books.coded_as_numbers,
    "totals below the rows": books.total_below,
    "words with blanks and other brackets": each(books.spaced),
    "words without counters": each(books.uncounted),
    "the unit of amounts in a cell of its own": books.unit_apart,
    "another spelling of an item": books.renamed("公务员医疗补助缴款", "公务员医疗补助缴费"),
    "without 的": books.renamed("对个人和家庭的补助", "对个人和家庭补助"),
    "without （含专用结余）": books.renamed("（含专用结余）", ""),
    "及运行费": books.renamed("公务用车购置及运行维护费", "公务用车购置及运行费"),
    "a title with the year": books.titled("2024年度"),
    "预算数": books.renamed("年初预算数", "预算数"),
    "the old title of the ninth table": books.renamed("财政拨款“三公”经费", "一般公共预算财政拨款“三公”经费"),
    "many at once": many(
        books.renamed("公务用车购置及运行维护费", "公务用车购置及运行费"),
        each(books.in_full_width, True),
        books.coded_in_three,
        books.total_below,
        each(books.spaced),
        books.unit_apart,
        books.unmerged,
        lambda book: books.shifted(book, 2, 1),
    ),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_the_same_record_is_read_however_the_tables_are_written(
    spoil: books.Spoil, unit: tuple[list[Book], Any], tmp_path: Path
) -> None:
    tables, plain = unit
    spoilt = [spoil(book) for book in tables]
    assert said(books.save(spoilt, tmp_path / "2024.xlsx")) == plain


@pytest.mark.parametrize("sign", [None, "—", "---", "-", "0.00", "/"])
def test_nothing_is_zero_whatever_sign_stands_for_it_in_a_fixed_table(
    sign: str | None, unit: tuple[list[Book], Any], tmp_path: Path
) -> None:
    tables, plain = unit
    spoil = each(books.nothing_as(sign), True)
    changed = [spoil(book) if not books.listed(book) else book for book in tables]
    assert said(books.save(changed, tmp_path / "2024.xlsx")) == plain


def test_names_and_order_of_sheets_say_nothing(unit: tuple[list[Book], Any], tmp_path: Path) -> None:
    tables, plain = unit
    shuffled = random.Random(7).sample(tables, len(tables))
    renamed = [Book(f"Sheet{n}", book.rows, book.merges) for n, book in enumerate(shuffled)]
    assert said(books.save(renamed, tmp_path / "2024.xlsx")) == plain


def test_tables_below_one_another_on_one_sheet(unit: tuple[list[Book], Any], tmp_path: Path) -> None:
    tables, plain = unit
    assert said(books.save([books.below_one_another(tables)], tmp_path / "2024.xlsx")) == plain


def test_covers_contents_and_hidden_sheets_are_passed_over(unit: tuple[list[Book], Any], tmp_path: Path) -> None:
    tables, plain = unit
    listed: list[list[books.Value]] = [[str(book.rows[0][0]), n] for n, book in enumerate(tables)]
    contents = Book("目录", [["目录", None], *listed])
    cover = Book("封面", [["2024年度部门决算"], ["景德镇市金融服务中心"]])
    spare = Book("备用", tables[0].rows, tables[0].merges)
    path = books.save([cover, contents, spare, *tables], tmp_path / "2024.xlsx", hidden=["备用"])
    assert said(path) == plain


def test_one_table_in_wan_and_the_next_in_yuan(tmp_path: Path) -> None:
    exact = books.tables(*UNITS["jingdezhen"])
    third = exact[2]
    rows = [
        [v / 10000 if y >= third.first and isinstance(v, Decimal) else v for v in row]
        for y, row in enumerate(third.rows)
    ]
    rows[2] = [v.replace("元", "万元") if isinstance(v, str) else v for v in rows[2]]
    mixed = [*exact[:2], Book(third.name, rows, third.merges), *exact[3:]]
    plain = said(books.save(exact, tmp_path / "2024.xlsx"))
    assert said(books.save(mixed, tmp_path / "b2024.xlsx")) == plain


def test_an_old_xls_says_the_same() -> None:
    old, new = (ROOT / "tests" / "workbooks" / f"jingdezhen-2024.{suffix}" for suffix in ("xls", "xlsx"))
    assert said(old) == said(new)
    assert read(old).tables[0].cells[0].figure.exact == Decimal("1918810.00")


def test_every_fact_names_its_cell(tmp_path: Path) -> None:
    path = books.save(books.tables(*UNITS["jingdezhen"]), tmp_path / "2024.xlsx")
    found = read(path)
    income, spending = found.record.income, found.record.expenditure
    assert income and income.general_budget_income and spending and spending.by_function
    assert str(income.general_budget_income.source) == f"{path}[公开01表!C7]"
    assert str(spending.by_function[0].basic_expenditure.source) == f"{path}[公开05表!F10]"
    assert all(cell.source.cell for table in found.tables for cell in table.cells)


def test_formulas_are_read_by_their_results_and_asked_for_where_they_have_none(tmp_path: Path) -> None:
    tables = books.tables(*UNITS["jingdezhen"])
    tables[0].formulas[(33, 2)] = "=SUM(C7:C14)"
    (told,) = [f for f in refused(books.save(tables, tmp_path / "2024.xlsx")) if f.code == "R23"]
    assert str(told.source).endswith("[公开01表!C34]") and "打开" in told.hint and "保存" in told.hint


def test_one_line_of_twelve_columns_serves_for_the_ninth_table(tmp_path: Path) -> None:
    """A unit of another province's form: one row of budgets and amounts, no counts."""
    ten = books.tables(*UNITS["everything"])
    line = next(book for book in books.tables(*UNITS["everything-sichuan"]) if "三公" in str(book.rows[0][0]))
    plain = said(books.save(ten, tmp_path / "2024.xlsx"))["three_public"]
    mixed = said(books.save([*ten[:8], line, ten[9]], tmp_path / "b2024.xlsx"))["three_public"]
    for item in ("abroad", "vehicle_purchase", "vehicle_operation"):
        assert {k: mixed[item][k] for k in ("full_budget", "actual")} == {
            k: plain[item][k] for k in ("full_budget", "actual")
        }
        assert "initial_budget" not in mixed[item]


# Faults


def spoilt_at(tables: list[Book], number: str, words: str, column: int, value: object) -> list[Book]:
    """The tables with one cell written over: in the row that begins with `words`."""
    book = next(book for book in tables if book.name == number)
    row = next(row for row in book.rows[book.first :] if any(words in str(v) for v in row))
    row[column] = value  # type: ignore[call-overload]
    return tables


@pytest.mark.parametrize(
    ("number", "words", "column", "value", "code", "message"),
    [
        (
            "公开05表",
            "2170399",
            5,
            "约143万",
            "R27",
            "“其他金融发展支出（2170399）”的“基本支出”应当是数字，写的却是“约143万”",
        ),
        ("公开01表", "附属单位上缴收入", 0, "七、捐赠收入", None, ""),
        ("公开05表", "2170399", 5, "#REF!", "R27", "写的却是“#REF!”"),
        ("公开05表", "2170399", 5, "1429582.005", "R04", "细于一分"),
    ],
)
def test_a_cell_that_holds_no_amount_is_told_with_its_place(
    number: str, words: str, column: int, value: str, code: str | None, message: str, tmp_path: Path
) -> None:
    path = books.save(
        spoilt_at(books.tables(*UNITS["jingdezhen"]), number, words, column, value), tmp_path / "2024.xlsx"
    )
    if code is None:
        read(path)  # an item of no amount needs no name
        return
    told = [f for f in refused(path) if f.code == code]
    assert len(told) == 1 and message in told[0].message, told
    assert re.search(r"2024\.xlsx\[公开05表!F\d+\]$", str(told[0].source))


def test_an_amount_under_an_unknown_name_is_told(tmp_path: Path) -> None:
    tables = spoilt_at(books.tables(*UNITS["jingdezhen"]), "公开01表", "附属单位上缴收入", 2, Decimal(5))
    tables = spoilt_at(tables, "公开01表", "附属单位上缴收入", 0, "七、捐赠收入")
    (told,) = refused(books.save(tables, tmp_path / "2024.xlsx"))
    assert told.code == "R31" and "七、捐赠收入" in told.message and "5" in told.message


def test_a_merged_amount_is_told(tmp_path: Path) -> None:
    tables = books.tables(*UNITS["jingdezhen"])
    row = next(y for y, row in enumerate(tables[4].rows) if str(row[0]) == "2080505")
    tables[4].merges.append((row, 5, row + 1, 5))
    told = refused(books.save(tables, tmp_path / "2024.xlsx"))
    assert {f.code for f in told} >= {"R28"} and "合并的单元格" in told[0].message


def test_a_missing_and_a_doubled_table_are_told(tmp_path: Path) -> None:
    tables = books.tables(*UNITS["jingdezhen"])
    (told,) = refused(books.save([*tables[:2], *tables[3:]], tmp_path / "2024.xlsx"))
    assert told.code == "R24" and "“支出决算表”" in told.message
    twice = [*tables, Book("再来", tables[2].rows, tables[2].merges)]
    (told,) = refused(books.save(twice, tmp_path / "b2024.xlsx"))
    assert told.code == "R25" and "[公开03表!A1]" in told.message and str(told.source).endswith("[再来!A1]")


def test_a_table_without_its_unit_of_amounts_takes_that_of_the_others_and_says_so(tmp_path: Path) -> None:
    tables = books.tables(*UNITS["jingdezhen"])
    tables[2].rows[2][-1] = None
    found = read(books.save(tables, tmp_path / "2024.xlsx"))
    assert [f.code for f in found.findings] == ["W12"]
    for table in tables:
        table.rows[2][-1] = None
    assert {f.code for f in refused(books.save(tables, tmp_path / "b2024.xlsx"))} == {"R26"}


def test_tables_of_two_years_in_one_workbook_are_told(tmp_path: Path) -> None:
    tables = books.tables(*UNITS["jingdezhen"])
    tables[3].rows[2] = [v.replace("2024", "2023") if isinstance(v, str) else v for v in tables[3].rows[2]]
    (told,) = refused(books.save(tables, tmp_path / "2024.xlsx"))
    assert told.code == "R29" and "2023" in told.message and "2024" in told.message


def test_a_code_in_two_rows_of_a_table_is_told(tmp_path: Path) -> None:
    tables = books.tables(*UNITS["jingdezhen"])
    row = next(y for y, row in enumerate(tables[4].rows) if str(row[0]) == "2080505")
    tables[4].rows[row + 1][0] = "2080505"
    told = refused(books.save(tables, tmp_path / "2024.xlsx"))
    assert "R13" in {f.code for f in told}


# Further sheets, and a text beside


def further(path: Path, *sheets: list[list[object]]) -> Path:
    workbook = openpyxl.load_workbook(path)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"别的{number}")
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def test_further_sheets_hold_what_the_tables_do_not(tmp_path: Path) -> None:
    path = books.save(books.tables(*UNITS["jingdezhen"]), tmp_path / "2024.xlsx")
    further(
        path,
        [
            ["本单位的情况"],
            [],
            ["项目", "内容", "说明"],
            ["样式", "jiangxi", "见 juesuan styles"],
            ["单位性质", "事业单位"],
            ["主要职责", "协助起草规划"],
            ["主要职责", "承担联系协调"],
            ["政府采购.货物", 800],
            ["变动原因.本年收入", "减少了项目经费"],
            ["自称", None],
        ],
        [
            ["支出.按功能分类（清单）"],
            ["科目", "年初预算", "资金来源", "名称"],
            ["2170399", 2336550.0, None, None],
            ["2010302", 1000, None, "一般行政管理事务"],
            [],
            ["绩效.项目（清单）"],
            ["名称", "年初预算", "自评表.主管部门"],
            ["专项", 210000, "中心"],
            ["绩效.项目.自评表.指标（清单）"],
            ["第几条", "一级指标", "二级指标", "分值"],
            [1, "产出指标", "数量指标", 10],
        ],
    )
    record = read(path).record
    assert record.style and record.style.value == "jiangxi"
    assert [duty.value for duty in record.duties or []] == ["协助起草规划", "承担联系协调"]
    assert record.procurement and record.procurement.goods and record.procurement.goods.value == 800
    rows = {row.code.value: row for row in (record.expenditure and record.expenditure.by_function) or []}
    assert rows["2170399"].initial_budget and rows["2170399"].initial_budget.value == Decimal("2336550.00")
    assert rows["2170399"].basic_expenditure.value == Decimal("1429582.00")
    assert rows["2010302"].basic_expenditure.value == 0, "a budget of which nothing was spent"
    project = ((record.performance and record.performance.projects) or [])[0]
    assert project.evaluation_form and project.evaluation_form.indicators
    assert project.evaluation_form.indicators[0].weight and project.evaluation_form.indicators[0].weight.value == 10


def test_faults_of_further_sheets_are_told_with_their_cell(tmp_path: Path) -> None:
    path = books.save(books.tables(*UNITS["jingdezhen"]), tmp_path / "2024.xlsx")
    further(
        path,
        [["项目", "内容"], ["政府采够.货物", 1], ["政府采购", 5], ["政府采购.货物", "八百"]],
        [["绩效.项目.自评表.指标（清单）"], ["第几条", "一级指标"], [7, "产出指标"]],
    )
    told = {(f.code, str(f.source).partition("[")[2]) for f in refused(path)}
    assert told == {("R02", "别的0!A2]"), ("R32", "别的0!A3]"), ("R03", "别的0!B4]"), ("R32", "别的1!A3]")}


def test_further_sheets_are_in_the_unit_that_an_item_says_and_another_above_them_is_refused(tmp_path: Path) -> None:
    for unit, codes in (("元", []), ("万元", ["R26"])):
        path = books.save(books.tables(*UNITS["jingdezhen"]), tmp_path / f"{unit}2024.xlsx")
        further(path, [["", f"金额单位：{unit}"], ["项目", "内容"], ["政府采购.货物", 800]])
        assert [
            finding.code
            for finding in (refused(path) if codes else read(path).findings)
            if "别的" in str(finding.source)
        ] == codes


def test_a_text_of_the_same_name_beside_the_workbook_adds_to_it(tmp_path: Path) -> None:
    path = books.save(books.tables(*UNITS["jingdezhen"]), tmp_path / "2024.xlsx")
    beside = path.with_suffix(".yaml")
    beside.write_text("样式: jiangxi\n收入: {一般公共预算财政拨款收入: 1918810}\n", encoding="utf-8")
    found = read(path)
    assert found.record.style and found.record.style.value == "jiangxi"
    assert found.paths == (path, beside) and [f.code for f in found.findings] == ["I02"]
    beside.write_text("收入: {一般公共预算财政拨款收入: 1918811}\n", encoding="utf-8")
    (told,) = refused(path)
    assert told.code == "R30" and "1918811" in told.message and "1918810" in told.message
    assert told.source and told.source.line == 1 and told.also[0].cell == ("公开01表", 7, 3)


def test_exact_amounts_beside_a_rounded_workbook_are_preferred(tmp_path: Path) -> None:
    path = books.save(books.tables(*UNITS["jingdezhen"], "万元"), tmp_path / "2024.xlsx")
    path.with_suffix(".yaml").write_text("收入: {一般公共预算财政拨款收入: 1918812.34}\n", encoding="utf-8")
    income = read(path).record.income
    assert income and income.general_budget_income
    assert income.general_budget_income.value == Decimal("1918812.34") and not income.general_budget_income.slack
    assert income.current_income and income.current_income.slack == 50
