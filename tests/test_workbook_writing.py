"""Workbooks that we make: what is written comes back, looks as it should, and is the same twice."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator
from python_calamine import CalamineWorkbook

from generator.model.sheet import Sheet, SheetCell, SheetCellKind, tiled
from generator.write.repack import parts_of
from generator.write.workbook import write_workbook
from generator.write.workbook_looks import length, tab_names, text

WIDE = (12, 20, 16, 16)
LONG = tuple(f"20103{number:02}　其他政府办公厅（室）及相关机构事务支出" for number in range(30))


def cell(kind: SheetCellKind, value: str | Decimal | None = None, **more: Any) -> SheetCell:
    return SheetCell(kind, value, **more)


def sheet(*rows: tuple[SheetCell, ...], name: str = "公开01表", **more: Any) -> Sheet:
    return Sheet(name, WIDE, rows, **more)


def written(*rows: tuple[SheetCell, ...], **more: Any) -> bytes:
    return write_workbook([sheet(*rows, **more)], "部门决算")


def opened(data: bytes) -> Worksheet:
    page = load_workbook(BytesIO(data)).worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def one(value: SheetCell) -> Any:
    return opened(written((value,)))["A1"]


def read(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def part(data: bytes, name: str) -> str:
    return parts_of(data)[name].decode()


FORM = (
    (cell("title", "支出决算表", columns=4),),
    (cell("heading", "科目", columns=2), cell("heading", "决算数", columns=2)),
    (cell("heading", "编码"), cell("heading", "名称"), cell("heading", "金额"), cell("heading", "个数")),
    (cell("text", "2010301"), cell("text", "行政运行"), cell("amount", Decimal("12.30")), cell("count", Decimal(4))),
    (
        cell("words", "合计", columns=2, align="center"),
        cell("total", Decimal("12.30"), formula="SUM(C4:C4)"),
        cell("total", Decimal(4), formula="SUM(D4:D4)", counted=True),
    ),
)


def test_two_runs_give_the_same_bytes_and_no_time_of_day() -> None:
    data = written(*FORM)
    assert data == written(*FORM)
    assert set(re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]*Z", part(data, "docProps/core.xml"))) == {
        "1980-01-01T00:00:00Z"
    }


def test_values_come_back_through_both_readers() -> None:
    data = written(*FORM)
    assert read(data)[3:] == [["2010301", "行政运行", 12.3, 4.0], ["合计", "", 12.3, 4.0]]
    assert [c.value for c in opened(data)[5]] == ["合计", None, "=SUM(C4:C4)", "=SUM(D4:D4)"]


def test_what_looks_like_a_formula_a_number_or_a_link_stays_text() -> None:
    told = ["=4次", "0012", "http://a.cn", "1E5", "{=1}", "<r>粗</r>", " 两端有空格 ", "甲\n乙", "_x0041_", "@甲"]
    data = written(*((cell("text", value),) for value in told))
    assert [row[0] for row in read(data)] == told
    page = opened(data)
    assert [page.cell(row, 1).value for row in range(1, len(told) + 1)] == told
    assert "<f>" not in part(data, "xl/worksheets/sheet1.xml")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**13) + 1, max_value=10**13 - 1))
def test_an_amount_of_fifteen_digits_comes_back_as_it_was(value: Decimal) -> None:
    data = written((cell("amount", value),))
    (found,) = re.findall("<v>([^<]*)</v>", part(data, "xl/worksheets/sheet1.xml"))
    assert Decimal(found) == value
    assert Decimal(repr(read(data)[0][0])) == value
    assert Decimal(repr(opened(data)["A1"].value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_any_decimal_comes_back_as_it_was(value: Decimal) -> None:
    if abs(value.adjusted()) > 5000:
        return
    found = read(written((cell("amount", value),)))[0][0]
    assert Decimal(found if isinstance(found, str) else repr(found)) == value


@given(st.text(max_size=40))
def test_any_text_comes_back_as_it_was(value: str) -> None:
    data = written((cell("words", "左"), cell("text", value), cell("words", "右")))
    assert read(data) == [["左", text(value), "右"]]
    assert (opened(data)["B1"].value or "") == text(value)


def test_what_is_too_long_for_a_number_is_written_as_text_with_all_its_digits() -> None:
    found = one(cell("amount", Decimal("12345678901234567.89")))
    assert (found.value, found.number_format) == ("12345678901234567.89", "@")
    assert one(cell("amount", Decimal("1E15"))).value == 10**15


@pytest.mark.parametrize(
    ("written_cell", "expected"),
    [
        (cell("amount", Decimal("1.5")), "#,##0.00"),
        (cell("amount"), "#,##0.00"),
        (cell("amount", Decimal("1.23456")), "#,##0.00###"),
        (cell("count", Decimal("3.00")), "0"),
        (cell("count", Decimal("2.5")), "0.#"),
        (cell("total", Decimal(3), counted=True), "0"),
        (cell("total", Decimal(3)), "#,##0.00"),
        (cell("text", "001"), "@"),
        (cell("words", Decimal(7)), "General"),
    ],
)
def test_number_formats_hide_no_digit(written_cell: SheetCell, expected: str) -> None:
    assert one(written_cell).number_format == expected


def test_colours_tell_what_is_to_be_filled_in_and_nothing_is_protected() -> None:
    page = opened(written(*FORM))
    fills = {place: page[place].fill.fgColor.rgb for place in ("C4", "D4", "A4", "C5", "A2", "A5")}
    assert fills["A4"] == fills["C4"] == fills["D4"] != fills["C5"] != fills["A2"]
    assert page["A5"].fill.fill_type is None
    assert not page.protection.sheet
    assert not page["C4"].protection.locked
    assert page["C5"].protection.locked
    assert page["A2"].font.b
    assert {page["C4"].font.name, page["A1"].font.name} == {"宋体"}


def test_spans_are_merged_and_push_what_follows() -> None:
    rows = (
        (cell("heading", "项目", rows=2), cell("heading", "决算", columns=2), cell("heading", "备注", rows=2)),
        (cell("heading", "基本"), cell("heading", "项目")),
        (cell("words", "甲"), cell("blank", columns=2), cell("text", "乙")),
    )
    page = opened(written(*rows))
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:A2", "B1:C1", "D1:D2"]
    assert [page[place].value for place in ("B2", "C2", "A3", "D3")] == ["基本", "项目", "甲", "乙"]
    assert page["B3"].border.left.style is None
    assert [(row, column) for row, column, _ in tiled(sheet(*rows))][-2:] == [(2, 1), (2, 3)]


def test_print_set_up_and_frozen_rows() -> None:
    page = opened(written(*FORM, frozen=3, landscape=True))
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$1:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (None, 0)  # one page wide is the default
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert opened(written(*FORM)).freeze_panes is None


def test_a_row_fits_itself_to_what_is_typed_unless_its_long_text_is_merged() -> None:
    note = "注：没有发生额的填零，没有统计的空着。" * 8
    data = written((cell("text", "甲" * 40),), (cell("note", note, columns=4),), (cell("amount"),))
    rows = re.findall("<row [^>]*>", part(data, "xl/worksheets/sheet1.xml"))
    assert ["customHeight" in row for row in rows] == [False, True, False]
    heights = [float(found) for row in rows for found in re.findall(' ht="([^"]*)"', row)]
    assert heights[2] < heights[1] and heights[2] < heights[0]


def test_few_choices_stand_at_the_cell_with_a_message() -> None:
    row = (cell("text", choices=("是", "否"), remark="选一项"), cell("text", choices=("是", "否"), remark="选一项"))
    page = opened(written(row, row))
    (rule,) = page.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.prompt, str(rule.sqref)) == ("list", '"是,否"', "选一项", "A1 A2 B1 B2")
    assert rule.errorTitle and rule.error and rule.errorStyle in (None, "stop")


@pytest.mark.parametrize("choices", [LONG, ("甲,乙", "丙"), (" 甲", "乙"), ('"甲"', "乙")])
def test_many_or_odd_choices_stand_on_a_hidden_sheet(choices: tuple[str, ...]) -> None:
    data = written((cell("text", choices=choices), cell("text", choices=choices), cell("text", choices=LONG[:20])))
    book = load_workbook(BytesIO(data))
    hidden = book["选项"]
    assert hidden.sheet_state == "hidden"
    assert tuple(hidden.cell(row, 1).value for row in range(1, len(choices) + 1)) == choices
    assert [rule.formula1 for rule in book.worksheets[0].data_validations.dataValidation] == ["选项_1", "选项_2"]
    assert book.defined_names["选项_1"].attr_text == f"'选项'!$A$1:$A${len(choices)}"


def test_a_long_remark_is_a_comment_and_a_short_one_a_message() -> None:
    page = opened(written((cell("amount", remark="单位：元"), cell("text", remark="说明" * 200))))
    assert [rule.prompt for rule in page.data_validations.dataValidation] == ["单位：元"]
    assert page["B1"].comment is not None
    assert page["B1"].comment.text == "说明" * 200
    assert page["A1"].comment is None


def test_tabs_have_names_that_excel_takes() -> None:
    names = ["收入/支出[1]", "", "甲" * 40, "甲" * 40, "history", "A表", "a表", "'引'", "选项", "😀" * 20]
    tabs = tab_names(names)
    assert tabs[:2] == ["收入／支出［1］", "表"]
    assert len({tab.lower() for tab in tabs}) == len(names)
    assert all(0 < length(tab) <= 31 and not set(tab) & set("[]:*?/\\") for tab in tabs)
    assert not any(tab.startswith("'") or tab.endswith("'") or tab.lower() == "history" for tab in tabs)
    data = write_workbook([sheet((cell("text", choices=LONG),), name=name) for name in names], "")
    assert load_workbook(BytesIO(data)).sheetnames == [*tabs, "选项（2）"]


def test_codes_of_digits_bear_no_green_corner_and_amounts_that_are_text_do() -> None:
    found = part(written(*FORM), "xl/worksheets/sheet1.xml")
    (places,) = re.findall('<ignoredError sqref="([^"]*)" numberStoredAsText="1"/>', found)
    assert places == "A4 B4 A5"


def test_a_formula_without_a_result_and_one_with_words_as_result() -> None:
    data = written((cell("total", formula="B1"), cell("total", "相符", formula='IF(1=1,"相符","不符")')))
    assert read(data)[0][-1] == "相符"
    assert "<f>B1</f><v></v>" in part(data, "xl/worksheets/sheet1.xml")


def test_what_no_cell_holds_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="no more than"):
        written((cell("text", "长" * 40000),))
    with pytest.raises(ValueError, match="no number"):
        written((cell("amount", Decimal("NaN")),))


def test_the_package_is_sound(tmp_path: Path) -> None:
    rows = (*FORM, (cell("text", choices=LONG, remark="长" * 300), cell("text", choices=("是", "否"), remark="短")))
    place = tmp_path / "甲.xlsx"
    place.write_bytes(written(*rows, frozen=3))
    assert [str(error) for error in OpenXmlValidator().validate(str(place)).errors] == []


def test_a_workbook_without_sheets_can_be_opened() -> None:
    assert load_workbook(BytesIO(write_workbook([], "空"))).worksheets
