"""The official tables: as the source document prints them, for units of every kind, and what a layout may not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder
from syrupy.assertion import SnapshotAssertion

from generator import resources
from generator.measure import Accounts, Cells, is_column, is_key, shown
from generator.model.blocks import Cell, Table
from generator.model.figure import Figure, How
from generator.model.finding import Finding, Refused
from generator.model.inlines import Blank, Number, Quote, Words, plain
from generator.narrate import build_tables
from generator.narrate.speaker import Speaker
from generator.pipeline import load_layouts, load_wording
from generator.read import read_layout, read_record
from generator.write import write_report
from generator.write.text import text_of

from .conftest import ROOT

PUBLISHED = ROOT / "tests" / "published" / "jingdezhen-2024-tables.txt"
UNITS = {
    "jingdezhen": (Path("data/jingdezhen/2024.yaml"), "jiangxi"),
    "dachuan": (Path("data/dachuan/2023.yaml"), "sichuan"),
    "everything-in-use-jiangxi": (Path("tests/units/everything-in-use.yaml"), "jiangxi"),
    "everything-in-use-sichuan": (Path("tests/units/everything-in-use.yaml"), "sichuan"),
    "only-a-name-jiangxi": (Path("tests/units/only-a-name.yaml"), "jiangxi"),
    "only-a-name-sichuan": (Path("tests/units/only-a-name.yaml"), "sichuan"),
}
# The printed columns in ours: the published text shows a merged 科目编码 cell with one gap behind it, sometimes two.
CODED = {0: 0, 2: 3, **{k: k + 1 for k in range(3, 10)}}
COLUMNS = {"公开02表": CODED, "公开03表": {0: 0, 2: 3, **{k: k for k in range(4, 10)}}, "公开05表": CODED}
# Names that the published column is too narrow for.
CUT = {
    "机关事业单位基本养老保险缴": "机关事业单位基本养老保险缴费",
    "公务用车运行维护": "公务用车运行维护费",
    "其他商品和服务支": "其他商品和服务支出",
}
FIRST = {
    "公开01表": "一、一般公共预算财政拨款收入",
    "公开04表": "一、一般公共预算财政拨款",
    "公开06表": "301",
    "公开09表": "一、“三公”经费支出",
    "公开10表": "一、车辆数合计(台、辆)",
}


@cache
def built(path: Path, style: str) -> tuple[list[Table], list[Finding]]:
    record = read_record(path)
    wording = load_wording(style)
    speaker = Speaker(wording.style, wording.phrases, shown, record.year.value)
    return build_tables(load_layouts(style), Cells(Accounts(record, None).now), speaker, record)


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def grid(table: Table, rows: tuple[tuple[Cell, ...], ...]) -> list[list[str]]:
    """The rows of a table, a text for each column; what a cell covers is ''."""
    lines = [[""] * len(table.widths) for _ in rows]
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in covered:
                x += 1
            lines[y][x] = plain(cell.inlines)
            covered |= {(x + dx, y + dy) for dx in range(cell.columns) for dy in range(cell.rows)}
            x += cell.columns
    assert covered == {(x, y) for x in range(len(table.widths)) for y in range(len(rows))}
    return lines


def squeezed(text: str) -> str:
    return re.sub(r"[ \u3000]", "", text)


def published() -> dict[str, list[list[str]]]:
    """The printed lines of each table by number, cut into cells; a table begins at its title."""
    titles = {table.title: table.number for table in built(*UNITS["jingdezhen"])[0]}
    tables: dict[str, list[list[str]]] = {}
    for line in PUBLISHED.read_text(encoding="utf-8").splitlines():
        if line in titles:
            lines = tables.setdefault(titles[line], [])
        elif line.strip():
            lines.append([squeezed(cell) for cell in line.split("\t")])
    return tables


def printed_body(number: str, lines: list[list[str]]) -> list[list[str]]:
    at = [i for i, line in enumerate(lines) if FIRST.get(number, "合计") in line]
    begin = at[0] if number in FIRST else at[-1]
    return [line for line in lines[begin:] if len(line) > 1]


def tables() -> dict[str, Table]:
    return {table.number: table for table in built(*UNITS["jingdezhen"])[0]}


@pytest.mark.parametrize("number", [f"公开{n:02}表" for n in range(1, 11)])
def test_every_printed_cell_of_the_source_document_stands_in_its_row_and_column(number: str) -> None:
    table, lines = tables()[number], published()[number]
    ours = grid(table, table.rows)
    body = printed_body(number, lines)
    if number in ("公开07表", "公开08表"):
        assert [cell for line in body for cell in line if cell] == ["合计"]
        assert [cell for line in ours for cell in line if cell] == ["合计"]
        return
    assert len(body) == len(ours)
    compared = 0
    for printed, line in zip(body, ours, strict=True):
        for index, cell in enumerate(printed):
            column = 3 if cell == "合计" and number in COLUMNS else COLUMNS.get(number, {}).get(index, index)
            if cell:
                assert squeezed(line[column]) == CUT.get(cell, cell), (printed, line)
                compared += 1
    assert compared > len(body)


@pytest.mark.parametrize("number", [f"公开{n:02}表" for n in range(1, 11)])
def test_head_header_and_notes_stand_as_printed(number: str) -> None:
    table, lines = tables()[number], published()[number]
    first = printed_body(number, lines)[0]
    header = [squeezed(cell) for line in grid(table, table.header) for cell in line]
    around = {table.number, *table.head, table.unit_line}
    singles = [line[0] for line in lines if len(line) == 1]
    notes = [line for line in singles if line.startswith("注：") or re.match(r"2\.", line)]
    assert notes == list(table.notes)
    assert {line for line in singles if re.match("公开|部门：|.*年度$|金额单位|单位：", line)} == around
    for line in lines[: lines.index(first)]:
        for cell in line if len(line) > 1 else []:
            assert any(cell in own for own in header), cell


def test_the_total_row_that_the_source_document_leaves_empty_is_filled() -> None:
    lines = grid(tables()["公开03表"], tables()["公开03表"].rows)
    assert printed_body("公开03表", published()["公开03表"])[0] == ["", "", "合计", "", "", "", "", "", "", ""]
    assert lines[0] == ["", "", "", "合计", "191.88", "170.88", "21.00", "0.00", "0.00", "0.00"]


@pytest.mark.parametrize("unit", UNITS)
def test_tables_stay_as_accepted(unit: str, text_file: SnapshotAssertion) -> None:
    made, findings = built(*UNITS[unit])
    told = "\n\n".join("\n".join(text_of(table)) for table in made)
    assert told + "\n\n--------\n" + write_report(findings) == text_file


def figures(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in figure.inputs:
        yield from figures(part)


@pytest.mark.parametrize("unit", UNITS)
def test_every_number_unfolds_down_to_places_in_the_record(unit: str) -> None:
    for table in built(*UNITS[unit])[0]:
        for inline in (inline for row in table.rows for cell in row for inline in cell.inlines):
            for figure in figures(inline.figure) if isinstance(inline, Number) else ():
                if figure.how is How.FACT:
                    assert figure.source
                    assert figure.source.path == str(UNITS[unit][0])
                else:
                    assert figure.how is How.SUM
                    assert figure.exact == sum(part.exact for part in figure.inputs)


@pytest.mark.parametrize("unit", UNITS)
def test_cells_hold_words_quotations_numbers_and_nameless_rows_a_blank(unit: str) -> None:
    for table in built(*UNITS[unit])[0]:
        assert len(grid(table, table.header)) == len(table.header)
        for line in (*table.header, *table.rows):
            for inline in (inline for cell in line for inline in cell.inlines):
                assert isinstance(inline, Words | Number | Quote | Blank)
                assert not (isinstance(inline, Words) and re.search(r"\d", inline.text))
                assert not isinstance(inline, Blank) or "类款名称" in inline.entry


def test_amounts_stand_at_the_right_and_labels_at_the_left() -> None:
    last = tables()["公开01表"].rows[-1]
    first = tables()["公开01表"].rows[0]
    assert [cell.align for cell in first] == ["left", "center", "right", "left", "center", "right"]
    assert [cell.align for cell in last] == ["center", "center", "right", "center", "center", "right"]


def test_each_table_tells_once_what_the_record_does_not_say() -> None:
    made, findings = built(*UNITS["only-a-name-jiangxi"])
    assert [f.code for f in findings] == ["W06"] * len(made)
    assert "公开01表" in findings[0].message
    assert not built(*UNITS["jingdezhen"])[1]


def test_what_a_form_has_no_line_for_is_told_with_its_place() -> None:
    left_out = [f for f in built(*UNITS["everything-in-use-jiangxi"])[1] if f.code == "W07"]
    assert ["233" in f.message or "30905" in f.message for f in left_out] == [True, True]
    assert all(f.source and f.source.line and f.source.line > 1 for f in left_out)


@pytest.mark.parametrize(("style", "count"), [("jiangxi", 10), ("sichuan", 13)])
def test_every_layout_of_a_style_is_read_and_all_its_keys_resolve(style: str, count: int) -> None:
    layouts = load_layouts(style)
    assert [layout.number for layout in layouts] == [f"公开{n:02}表" for n in range(1, count + 1)]
    assert [path.stem for path in resources.layouts(style)] == [f"{n:02}" for n in range(1, count + 1)]


def test_a_style_without_layouts_has_no_tables() -> None:
    assert load_layouts("base") == []


GOOD = """\
title: 收入表
widths: [30, 10]
header:
  - [项目, 金额]
rows:
  - [一、其他收入, =income.other_income]
"""
BAD = {
    "an unknown key": (("=income.other_income", "=income.othr_income"), "6:14", "没有这个键"),
    "a key of words": (("=income.other_income", "=unit_name"), "6:14", "没有这个键"),
    "a list as a key": (("=income.other_income", "=income.by_function.code"), "6:14", "没有这个键"),
    "a column outside a list": (("=income.other_income", "=actual"), "6:14", "没有这个键"),
    "a name outside a list": (("一、其他收入", "=name"), "6:6", "只能用在清单的"),
    "one cell too many": (("一、其他收入, ", "一、其他收入, ~, "), "6:5", "共占 3 列，应当是 2 列"),
    "one cell too few": (("[项目, 金额]", "[项目]"), "4:5", "共占 1 列，应当是 2 列"),
    "a span too wide": (("[项目, 金额]", "[项目@2, 金额]"), "4:5", "共占 3 列"),
    "a span into the next row": (("[项目, 金额]", "[项目@1x2, 金额]\n  - [一, 二]"), "5:5", "共占 2 列，应当是 1 列"),
    "a span below the end": (("[项目, 金额]", "[项目@1x2, 金额]"), "4:5", "最后一行下面"),
    "an unknown item": (("title:", "titel:"), "1:1", "不认识的项目“titel”"),
    "no title": (("title: 收入表\n", ""), "1:1", "缺少“title”"),
    "an unknown slot": (("收入表", "收入表{unt}"), "1:8", "不认识的空位"),
    "a width in words": (("30", "宽"), "2:10", "整数"),
    "a nested cell": (("一、其他收入", "[一]"), "6:6", "一格里应当是"),
    "rows that are text": (("  - [项目, 金额]", "  - 项目"), "4:5", "写法不对"),
    "an unknown list": (("title:", "each: expenses\ntitle:"), "1:7", "以下之一"),
    "a list without a row": (("title:", "each: all\ntitle:"), "1:1", "应当是 2 列"),
    "an unknown column": (
        ("title:", "each: income\ntotal: [合计, =current_income]\nrow: [=name, =basic_expenditure]\ntitle:"),
        "3:14",
        "没有这个键",
    ),
    "a filter that is no column": (
        ("title:", "each: income\nonly: actual\ntotal: [合计, ~]\nrow: [=name, ~]\ntitle:"),
        "2:7",
        "没有“actual”这一栏",
    ),
    "a yes in other words": (("title:", "landscape: 是\ntitle:"), "1:12", "true 或 false"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_layout_at_fault_is_refused_at_its_line(fault: str, tmp_path: Path) -> None:
    (old, new), place, message = BAD[fault]
    path = tmp_path / "01.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_layout(path, is_key, is_column)
    told = [(f.code, str(f.source).removeprefix(f"{path}:"), f.message) for f in refused.value.findings]
    assert any(code == "S04" and at == place and message in text for code, at, text in told), told
    assert {code for code, _, _ in told} == {"S04"}
    assert all(f.hint for f in refused.value.findings)


def test_the_installed_wheel_carries_the_layouts(tmp_path: Path) -> None:
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with ZipFile(wheel) as package:
        shipped = {name for name in package.namelist() if name.startswith("generator/share/data/layouts/")}
    ours = {str(path.relative_to(ROOT)) for style in resources.styles() for path in resources.layouts(style)}
    assert shipped == {f"generator/share/{path}" for path in ours}


def test_a_good_layout_is_read(tmp_path: Path) -> None:
    path = tmp_path / "01.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_layout(path, is_key, is_column).rows[0][1].text == "income.other_income"
