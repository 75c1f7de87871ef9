"""The unit's own workbook, marked: findings stand on their cells, all else stays, and a second run starts afresh."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from python_calamine import CalamineWorkbook

from generator.model.finding import Finding, Severity
from generator.model.grid import Grid, Span
from generator.model.sheet import Sheet, SheetCell
from generator.model.source import Source
from generator.write.marked import LIST, OURS, mark_workbook, marked_suffix
from generator.write.repack import parts_of
from generator.write.workbook import write_workbook

RED, AMBER, BLUE, YELLOW = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7", "FFFFF2CC"
TABLE = "公开03表"
E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 - short in long tables


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workbook as a person makes it."""
    book = Workbook()
    page: Any = book.active
    page.title = TABLE
    for row in (
        ("科目", "", "金额"),
        ("2010301", "行政运行", 10.5),
        ("2080505", "养老保险", -3),
        ("合计", None, "=C2+C3"),
    ):
        page.append(row)
    page.merge_cells("A1:B1")
    page.merge_cells("A4:B4")
    page["C2"].fill = PatternFill("solid", fgColor=YELLOW)
    page["C2"].number_format = "#,##0.00"
    page["C3"].comment = Comment("已与银行核对", "张三")
    page["B3"].font = Font(name="楷体", bold=True)
    page["B2"] = CellRichText("行政", TextBlock(InlineFont(b=True), "运行"))
    page.column_dimensions["B"].width = 33
    rule = DataValidation("list", formula1='"是,否"')
    rule.add("D2")
    page.add_data_validation(rule)
    other = book.create_sheet("'附'表")
    other["A1"] = "=4次"
    other["A1"].data_type = "s"
    book.active = 1
    place = tmp_path / "2024.xlsx"
    book.save(place)
    return place


def at(path: Path, cell: str, severity: Severity = E, code: str = "T01", **more: Any) -> Finding:
    return Finding(code, severity, f"{cell} 的合计不对", Source(str(path), f"[{TABLE}!{cell}]"), **more)


def opened(data: bytes) -> Any:
    return load_workbook(BytesIO(data), rich_text=True)


def table(data: bytes) -> Any:
    return opened(data)[TABLE]


def colour(cell: Any) -> str | None:
    return cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else None


def listed(data: bytes) -> list[list[str]]:
    rows = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(LIST).to_python()
    head = next(index for index, row in enumerate(rows) if row[0] == "级别")
    return [[str(value) for value in row[:5]] for row in rows[head + 1 :]]


def again(tmp_path: Path, data: bytes) -> Path:
    """The marked file as a person saves it, to be marked once more."""
    place = tmp_path / "2024-核对.xlsx"
    place.write_bytes(data)
    return place


def test_a_cell_is_coloured_by_its_worst_finding_and_tells_all_of_them(path: Path) -> None:
    findings = [at(path, "C2", I, "W02"), at(path, "C2", W, "W03", hint="改"), at(path, "C2", E, "T01")]
    page = table(mark_workbook(path, findings))
    assert colour(page["C2"]) == RED
    assert page["C2"].comment.author == "决算"
    lines = page["C2"].comment.text.split("\n")
    assert lines == [OURS, "T01 C2 的合计不对", "W03 C2 的合计不对", "改", "W02 C2 的合计不对"]
    assert colour(page["C3"]) is None


@pytest.mark.parametrize(("severity", "expected"), [(E, RED), (W, AMBER), (I, BLUE)])
def test_each_severity_has_its_colour(path: Path, severity: Severity, expected: str) -> None:
    assert colour(table(mark_workbook(path, [at(path, "C3", severity)]))["C3"]) == expected


def test_places_that_take_part_are_marked_and_merged_cells_at_their_first(path: Path) -> None:
    also = (Source(str(path), f"[{TABLE}!C2]"), Source(str(path), f"[{TABLE}!B4]"), Source("2023.xlsx", "[甲!A1]"))
    finding = at(path, "C4", also=(*also, also[0]))
    data = mark_workbook(path, [finding])
    page = table(data)
    assert [colour(page[place]) for place in ("C4", "C2", "A4")] == [RED] * 3
    assert page["C2"].comment.text.count("T01") == 1
    assert "另见 公开03表!C2、公开03表!B4、2023.xlsx[甲!A1]" in listed(data)[0][3]


def test_the_list_comes_first_links_to_cells_and_tells_what_has_no_cell(path: Path) -> None:
    findings = [
        Finding("Z01", W, "整次运行"),
        Finding("Z02", W, "这个文件", Source(str(path))),
        Finding("Z03", I, "这张表", Source(str(path), f"[{TABLE}]")),
        Finding("Z04", I, "没有这张表", Source(str(path), "[公开09表!A1]")),
        Finding("Z05", E, "上年", Source("旧/2023.xlsx", f"[{TABLE}!C2]"), "=看上年\x07"),
        Finding("Z06", E, "附表", Source(str(path), "['附'表!A1]")),
    ]
    data = mark_workbook(path, findings)
    book = opened(data)
    assert book.sheetnames == [LIST, TABLE, "'附'表"]
    assert book.active.title == LIST
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False, False]
    rows = listed(data)
    assert [row[0] for row in rows] == ["请核对", "请核对", "提示", "提示", "错误", "错误"]
    assert [row[1] for row in rows] == ["Z01", "Z02", "Z03", "Z04", "Z05", "Z06"]
    assert [row[2] for row in rows] == [
        "—",
        "整个文件",
        f"{TABLE}（整张表）",
        "公开09表!A1",
        f"2023.xlsx[{TABLE}!C2]",
        "'附'表!A1",
    ]
    links = [cell.hyperlink.location if cell.hyperlink else None for (cell,) in book[LIST]["C5:C10"]]
    assert links == [None, None, f"'{TABLE}'!A1", None, None, "'''附''表'!A1"]
    assert rows[4][4] == "=看上年□"
    assert colour(book[TABLE]["C2"]) == YELLOW
    assert colour(book["'附'表"]["A1"]) == RED


def test_everything_else_stays(path: Path) -> None:
    page = table(mark_workbook(path, [at(path, "C4")]))
    assert page["C4"].value == "=C2+C3"
    assert (page["C2"].number_format, colour(page["C2"])) == ("#,##0.00", YELLOW)
    assert (page["B3"].font.name, page["B3"].font.b) == ("楷体", True)
    assert page.column_dimensions["B"].width == 33
    assert [rule.formula1 for rule in page.data_validations.dataValidation] == ['"是,否"']
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:B1", "A4:B4"]
    assert isinstance(page["B2"].value, CellRichText)
    assert (page["A2"].value, page["C3"].comment.text) == ("2010301", "已与银行核对")


def test_a_persons_comment_stands_above_ours_and_stays_when_ours_goes(path: Path, tmp_path: Path) -> None:
    data = mark_workbook(path, [at(path, "C3")])
    comment = table(data)["C3"].comment
    assert comment.author == "张三"
    assert comment.text == f"已与银行核对\n\n{OURS}\nT01 C3 的合计不对"
    marked = again(tmp_path, data)
    twice = table(mark_workbook(marked, [at(marked, "C3", W, "W09")]))
    assert twice["C3"].comment.text == f"已与银行核对\n\n{OURS}\nW09 C3 的合计不对"
    assert colour(twice["C3"]) == AMBER
    clean = table(mark_workbook(marked, []))
    assert (clean["C3"].comment.text, clean["C3"].comment.author) == ("已与银行核对", "张三")
    assert colour(clean["C3"]) is None


def test_a_second_run_takes_away_the_marks_of_the_first_and_gives_colours_back(path: Path, tmp_path: Path) -> None:
    marked = again(tmp_path, mark_workbook(path, [at(path, "C2"), at(path, "C4", W)]))
    data = mark_workbook(marked, [at(marked, "C4", I)])
    book = opened(data)
    page = book[TABLE]
    assert book.sheetnames == [LIST, TABLE, "'附'表"]
    assert (colour(page["C2"]), page["C2"].comment) == (YELLOW, None)
    assert (colour(page["C4"]), page["C4"].comment.text.count(OURS)) == (BLUE, 1)
    third = again(tmp_path, data)
    page = table(mark_workbook(third, []))
    assert [colour(page[place]) for place in ("C2", "C3", "C4")] == [YELLOW, None, None]
    assert listed(mark_workbook(third, [])) == [["没有发现问题", "", "", "", ""]]


def test_a_colour_that_somebody_gave_meanwhile_stays(path: Path, tmp_path: Path) -> None:
    book = opened(mark_workbook(path, [at(path, "C2"), at(path, "C4")]))
    book[TABLE]["C2"].fill = PatternFill("solid", fgColor="FF00FF00")
    book[TABLE]["C4"].comment = None  # ticked off, the colour left
    marked = again(tmp_path, b"")
    book.save(marked)
    page = table(mark_workbook(marked, []))
    assert [colour(page[place]) for place in ("C2", "C4")] == ["FF00FF00", None]


def test_without_the_list_only_cells_with_our_comment_alone_lose_our_colour(path: Path, tmp_path: Path) -> None:
    book = opened(mark_workbook(path, [at(path, "C2"), at(path, "C3")]))
    del book[LIST]
    marked = again(tmp_path, b"")
    book.save(marked)
    page = table(mark_workbook(marked, []))
    assert [colour(page[place]) for place in ("C2", "C3")] == [None, RED]
    assert page["C2"].comment is None
    assert page["C3"].comment.text == "已与银行核对"


def test_results_of_formulas_and_rows_that_fit_themselves_stay(tmp_path: Path) -> None:
    total = SheetCell("total", Decimal("12.30"), formula="A2")
    told = SheetCell("total", "相符", formula='IF(A2=1,"相符","")')
    rows = ((total, told), (SheetCell("amount", Decimal("12.30")), SheetCell("title", "甲")))
    place = tmp_path / "甲.xlsx"
    place.write_bytes(write_workbook([Sheet(TABLE, (10, 10), rows)], ""))
    data = mark_workbook(place, [at(place, "A1")])
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(TABLE).to_python()
    assert found == [[12.3, "相符"], [12.3, "甲"]]
    sheet = parts_of(data)["xl/worksheets/sheet2.xml"].decode()
    assert '<row r="1" ht="20.25">' in sheet and '<row r="2" ht="33" customHeight="1">' in sheet
    assert 'fullCalcOnLoad="1"' in parts_of(data)["xl/workbook.xml"].decode()


def test_two_runs_give_the_same_bytes(path: Path) -> None:
    findings = [at(path, "C2"), at(path, "C3", W), Finding("Z", I, "无处")]
    assert mark_workbook(path, findings) == mark_workbook(path, findings)
    assert b"1980-01-01T00:00:00Z</dcterms:modified>" in parts_of(mark_workbook(path, findings))["docProps/core.xml"]


def test_the_file_itself_stays_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    mark_workbook(path, [at(path, "C2")])
    assert path.read_bytes() == before


def test_macros_stay(tmp_path: Path) -> None:
    import xlsxwriter

    place = tmp_path / "甲.xlsm"
    book = xlsxwriter.Workbook(str(place))
    page = book.add_worksheet(TABLE)
    page.write("A1", 1)
    page.write_comment("A1", "自己的")
    book.add_vba_project(BytesIO(b"macros"), is_stream=True)
    book.close()
    data = mark_workbook(place, [at(place, "A1")])
    assert parts_of(data)["xl/vbaProject.bin"] == b"macros"
    assert marked_suffix(data) == ".xlsm"
    assert table(data)["A1"].comment.text.startswith(f"自己的\n\n{OURS}")


def test_what_the_copy_lacks_is_told(path: Path, tmp_path: Path) -> None:
    import xlsxwriter

    place = tmp_path / "甲.xlsx"
    book = xlsxwriter.Workbook(str(place))
    page = book.add_worksheet(TABLE)
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": f"='{TABLE}'!$A$1:$A$2"})
    page.insert_chart("C3", chart)
    page.conditional_format("A1:A2", {"type": "data_bar", "data_bar_2010": True})
    book.close()
    told = [opened(mark_workbook(one, []))[LIST]["A3"].value for one in (place, path)]
    assert told == ["原文件里的图形和图表、部分条件格式，在这份副本里可能缺少或走样。", None]


def test_a_file_that_openpyxl_cannot_read_is_built_from_its_grids(tmp_path: Path) -> None:
    place = tmp_path / "甲.xls"
    place.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000))
    rows = (("=科目", None, "金额"), ("2010301", "行政运行", Decimal("10.5")), ("个数", None, Decimal("3")))
    grid = Grid(str(place), TABLE, rows, (Span(0, 0, 0, 1),))
    others = (Grid(str(place), "藏", (), hidden=True), Grid("2023.xls", "别的", ()))
    data = mark_workbook(place, [at(place, "B1"), at(place, "C2", W)], [grid, *others])
    assert data == mark_workbook(place, [at(place, "B1"), at(place, "C2", W)], [grid, *others])
    assert marked_suffix(data) == ".xlsx"
    book = opened(data)
    assert [(sheet.title, sheet.sheet_state) for sheet in book.worksheets] == [
        (LIST, "visible"),
        (TABLE, "visible"),
        ("藏", "hidden"),
    ]
    page = book[TABLE]
    assert [[cell.value for cell in row] for row in page.iter_rows()] == [
        ["=科目", None, "金额"],
        ["2010301", "行政运行", 10.5],
        ["个数", None, 3],
    ]
    assert [str(area) for area in page.merged_cells.ranges] == ["A1:B1"]
    assert [colour(page[place]) for place in ("A1", "C2")] == [RED, AMBER]
    assert "原来的格式和公式没有带过来" in book[LIST]["A3"].value


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html>"])
def test_a_damaged_file_still_gives_a_list(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "甲.xlsx"
    place.write_bytes(content)
    assert listed(mark_workbook(place, [at(place, "C2")]))[0][2] == f"{TABLE}!C2"


def test_a_comment_has_room_for_its_text_and_an_end(path: Path) -> None:
    many = [at(path, "C2", W, f"W{number:02}", hint="照办" * 90) for number in range(30)]
    data = mark_workbook(path, many)
    comment = table(data)["C2"].comment
    assert comment.text.endswith("另有 10 条，见“核对结果”")
    drawing = next(part for name, part in parts_of(data).items() if name.endswith(".vml")).decode()
    assert "width:360px;height:560px" in drawing
    assert "width:160px" in drawing  # the short one of 张三
    assert len(listed(data)) == 30
