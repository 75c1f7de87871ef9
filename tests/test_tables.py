"""The official tables: as the source document prints them, for units of every kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from generator.measure import Accounts, Cells, Ledger, shown
from generator.model.blocks import Cell, Table
from generator.model.figure import Figure, How
from generator.model.finding import Finding
from generator.model.inlines import Blank, Number, Quote, Words, plain
from generator.narrate import build_tables
from generator.narrate.form_formulas import put_form_formulas
from generator.narrate.sheet_formulas import put_formulas
from generator.narrate.speaker import Speaker
from generator.narrate.table_sheets import Heads, plan_tables
from generator.pipeline import load_layouts, load_wording
from generator.read import read_record
from generator.write import write_report
from generator.write.text import text_of

from .conftest import ROOT

PUBLISHED = ROOT / "tests" / "published" / "jingdezhen-2024-tables.txt"
UNITS = {
    "jingdezhen": (Path("data/jingdezhen/2024.yaml"), "jiangxi"),
    "dachuan": (Path("data/dachuan/2023.yaml"), "sichuan"),
    "everything-in-use-jiangxi": (Path("tests/units/everything-in-use.yaml"), "jiangxi"),
    "everything-in-use-sichuan": (Path("tests/units/everything-in-use.yaml"), "sichuan"),
    "shanghai-example": (Path("data/shanghai-example/2024.yaml"), "shanghai"),
    "everything-in-use-shanghai": (Path("tests/units/everything-in-use.yaml"), "shanghai"),
    "nothing-spent-shanghai": (Path("tests/units/nothing-spent.yaml"), "shanghai"),
    "only-a-name-shanghai": (Path("tests/units/only-a-name.yaml"), "shanghai"),
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


@pytest.mark.parametrize("unit", UNITS)
def test_one_key_means_one_figure(unit: str) -> None:
    seen: dict[str, Figure] = {}
    for table in built(*UNITS[unit])[0]:
        for inline in (inline for row in table.rows for cell in row for inline in cell.inlines):
            for figure in figures(inline.figure) if isinstance(inline, Number) else ():
                assert seen.setdefault(figure.key, figure) == figure


def test_a_total_that_its_rows_do_not_add_up_to_is_told(tmp_path: Path) -> None:
    text = UNITS["everything-in-use-jiangxi"][0].read_text(encoding="utf-8")
    path = tmp_path / "2024.yaml"
    path.write_text(text.replace("财政拨款收入: 800000.00", "财政拨款收入: 800010.00"), encoding="utf-8")
    told = [f.message for f in built(path, "jiangxi")[1] if f.code == "W10"]
    assert told == [
        "收入决算表（公开02表）的合计收入.本年收入合计 1,660,000.00 元，与各行之和 1,660,010.00 元 不一致",
        "收入决算表（公开02表）的合计收入.财政拨款收入 1,510,000.00 元，与各行之和 1,510,010.00 元 不一致",
    ]


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


def test_a_total_may_stand_below_its_rows(tmp_path: Path) -> None:
    """And is the same wherever it stands, in the table, in a workbook and in the form to be filled in."""
    layouts = [layout for layout in load_layouts("jiangxi") if layout.each == "general_budget"]
    below = [layout.model_copy(update={"total_last": True}) for layout in layouts]
    record = read_record(UNITS["everything-in-use-jiangxi"][0])
    wording = load_wording("jiangxi")
    cells = Cells(Accounts(record, None).now)
    rows = []
    for own in (layouts, below):
        speaker = Speaker(wording.style, wording.phrases, shown, record.year.value)
        (table,) = build_tables(own, cells, speaker, record)[0]
        rows.append(grid(table, table.rows))
    assert rows[1] == [*rows[0][1:], rows[0][0]]
    sheets = [plan_tables(own, cells, Heads("某某局", "2024"))[0] for own in (layouts, below)]
    for plan in sheets:
        put_formulas(plan, Ledger.table_sums)
    told = [[cell for cell in plan.cells.values() if cell.figure and not cell.listed] for plan in sheets]
    assert [cell.value for cell in told[0]] == [cell.value for cell in told[1]]
    forms = [plan_tables(own, cells, Heads("某某局", "2024"), 5)[0] for own in (layouts, below)]
    for plan in forms:
        put_form_formulas([plan], Ledger.table_sums)
    sums = [
        next(c.formula for c in plan.cells.values() if c.key == "basic_expenditure" and not c.listed) for plan in forms
    ]
    above = 3 + len(layouts[0].header)  # the title, the number and the line with the unit
    assert f"($A{above + 2}:" in sums[0] and f"($A{above + 1}:" in sums[1], sums
