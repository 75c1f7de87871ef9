"""The workbook to be filled in: it asks for what its style needs, and filled in it drafts what the text drafts."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from generator.cli import main
from generator.measure import Cells, Ledger
from generator.model.facts import Leaf, facts_of
from generator.model.figure import Figure
from generator.model.finding import Refused
from generator.model.layout import Layout
from generator.model.record import YearRecord
from generator.narrate import sheets_beside
from generator.narrate.further_sheets import EMPTY, gathered
from generator.pipeline import draft, findings_of, render
from generator.read import read_record
from generator.resources import styles
from generator.styles import load_layouts, load_wording
from generator.workbooks import convert, new

from .conftest import ROOT

EXAMPLE = ROOT / "data" / "example" / "2024.yaml"
SAMPLES = {"jiangxi": ROOT / "data" / "jingdezhen", "shanghai": ROOT / "data" / "shanghai-example"}
FURTHER = ("单位情况", "各科目预算数", "其他数据", "绩效", "绩效指标", "变动原因", "文字")


def sheets(path: Path) -> dict[str, list[list[Any]]]:
    book = load_workbook(path)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}


def form(folder: Path, style: str, prior: Path | None = None, year: int = 2024, unit: str | None = None) -> Path:
    path = folder / f"{year}.xlsx"
    new(style, year, path, prior, unit)
    return path


@pytest.mark.parametrize("style", styles())
def test_an_untouched_form_says_that_nothing_is_filled_in(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for prior, year in ((None, 2024), (EXAMPLE, 2025)):
        path = form(tmp_path, style, prior, year, "某某县某某局")
        assert main(["check", str(path)]) == 2
        assert "R34" in capsys.readouterr().err
        with pytest.raises(Refused):
            draft(path)


@pytest.mark.parametrize("style", styles())
def test_a_form_has_all_tables_of_its_style_and_begins_with_what_to_do(style: str, tmp_path: Path) -> None:
    found = sheets(form(tmp_path, style))
    names = list(found)
    assert names[:2] == ["填写说明", "单位情况"]
    tables = [layout.number or layout.title for layout in load_layouts(style)]
    assert [name for name in names if name in tables] == tables
    assert {"各科目预算数", "其他数据", "绩效", "变动原因"} <= set(names)


@pytest.mark.parametrize("style", styles())
def test_the_reasons_of_the_style_are_asked_for_with_those_of_last_year(style: str, tmp_path: Path) -> None:
    rows = sheets(form(tmp_path, style, EXAMPLE, 2025))["变动原因"]
    asked = {row[0]: row[2] for row in rows if isinstance(row[0], str) and row[0].startswith("变动原因.")}
    record = read_record(EXAMPLE)
    coded = "农林水支出预决算差异" if style == "jiangxi" else "水利工程建设预决算差异"
    assert record.reasons
    for name in ("公务接待费", coded, "机关运行经费"):
        assert asked[f"变动原因.{name}"] == record.reasons[name].value
    due = load_wording(style).style.reasons
    assert len(asked) >= sum(len(aspects) for key, aspects in due.items() if key not in ("classes", "items"))


def test_last_years_codes_are_there_without_its_amounts(tmp_path: Path) -> None:
    found = sheets(form(tmp_path, "jiangxi", EXAMPLE, 2025))
    spent = {row[0]: row for row in found["公开03表"] if str(row[0] or "").isdecimal()}
    assert spent["2130305"][3] == "水利工程建设"
    assert spent["2130305"][5] is None and str(spent["213"][5]).startswith("=SUMPRODUCT")
    assert any(row[0] == "2082201" and row[2] == "政府性基金预算财政拨款" for row in found["各科目预算数"])


def test_a_form_is_for_the_year_after_its_prior_and_overwrites_nothing(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="R06"):
        new("jiangxi", 2027, tmp_path / "2027.xlsx", EXAMPLE)
    path = form(tmp_path, "jiangxi")
    with pytest.raises(Refused, match="F01"):
        form(tmp_path, "jiangxi")
    new("jiangxi", 2024, path, force=True)
    with pytest.raises(Refused, match="F03"):
        new("jiangxi", 2024, tmp_path / "2024.docx")
    with pytest.raises(Refused, match="R12"):
        new("atlantis", 2024, tmp_path / "x.xlsx")


def written(value: Any, page: Worksheet, row: int, column: int) -> None:
    """Fills in a cell, as a person could: a formula is left alone."""
    cell = page.cell(row, column)
    if not str(cell.value or "").startswith("="):
        cell.value = value


def fill_table(page: Worksheet, layout: Layout, cells: Cells) -> None:
    """Enters the amounts of a record into the cells of a table that are to be filled in."""
    first = 2 + bool(layout.number) + len(layout.header) + 1

    def enter(row: int, line: Any, read: Any) -> None:
        at = 1
        for cell in line:
            value = read(cell.text) if cell.kind == "figure" else None
            if isinstance(value, Figure):
                written(value.exact, page, row, at)
            at += cell.columns

    for index, line in enumerate(layout.rows):
        enter(first + index, line, cells.value)
    row = first + len(layout.rows) + (not layout.total_last)
    listed = cells.listed(layout.each, layout.only) if layout.each else []
    assert isinstance(listed, list)
    for own in listed:
        enter(row, layout.row, lambda key, code=own.code: cells.at(layout.each or "", code, key))
        written(own.code, page, row, 1)
        at = next(i for i, cell in enumerate(layout.row) if cell.kind == "name")
        written(getattr(own.name, "text", None), page, row, 1 + sum(cell.columns for cell in layout.row[:at]))
        row += 1


def fill_further(book: Any, record: YearRecord) -> None:
    """Enters what the tables do not hold: into the lines that ask for it, in the order of the lines."""
    further = gathered(facts_of(record))
    values: dict[str, list[Any]] = {}
    for way, leaf in further.items:
        values.setdefault(way, []).append(leaf.value if isinstance(leaf, Leaf) else leaf)
    lists = {f"{way}（清单）": listing for way, listing in further.lists.items()}
    for page in book.worksheets:
        if page.title not in FURTHER:
            continue
        row = 1
        while row <= page.max_row:
            name = page.cell(row, 1).value
            if name in lists:
                heads = [page.cell(row + 1, at).value for at in range(1, page.max_column + 1)]
                for index, (number, given) in enumerate(lists[name].rows):
                    given = dict(given) | ({heads[0]: EMPTY} if EMPTY in given else {})
                    for at, head in enumerate(heads, start=1):
                        value = number if head == "第几条" else given.get(head) if head else None
                        if value is not None:
                            cell = page.cell(row + 2 + index, at)
                            cell.value = getattr(value, "value", value)
                            cell.data_type = "s" if isinstance(cell.value, str) else "n"  # “=4次” is no formula
                row += 2 + len(lists[name].rows)
                continue
            if values.get(name):
                page.cell(row, 2).value = values[name].pop(0)
            row += 1

    for name, first in (("变动原因", "变动原因."), ("文字", "名词解释.")):
        page = book[name]
        empty = (row for row in range(4, page.max_row) if page.cell(row, 1).value is None)
        for way, left in values.items():
            if way.startswith(first) and left:
                row = next(empty)
                page.cell(row, 1).value, page.cell(row, 2).value = way, left[0]


def filled(path: Path, record: YearRecord, style: str) -> None:
    book = load_workbook(path)
    cells = Cells(Ledger(record, record.year.value))
    for layout in load_layouts(style):
        fill_table(book[layout.number or layout.title], layout, cells)
    fill_further(book, record)
    book.save(path)


def recalculated(path: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=180)
    return folder / path.name


@pytest.mark.render
@pytest.mark.parametrize(
    ("style", "known"),
    [("jiangxi", False), ("jiangxi", True), ("shanghai", True)],
    ids=["blank", "with last year's codes", "without numbers of tables, with last year's codes"],
)
def test_a_form_filled_in_and_calculated_drafts_what_the_text_drafts(style: str, known: bool, tmp_path: Path) -> None:
    sample = SAMPLES[style]
    text = Path(shutil.copy(sample / "2024.yaml", tmp_path))
    (tmp_path / "form").mkdir()
    record = read_record(sample / "2024.yaml")
    prior = None
    if known:  # last year's 科目 were those of this year
        prior = tmp_path / "form" / "2023.yaml"
        prior.write_text((sample / "2024.yaml").read_text("utf-8").replace("年度: 2024", "年度: 2023"), "utf-8")
    for own in sample.glob("附件*"):
        shutil.copy(own, tmp_path)
        shutil.copy(own, tmp_path / "form")
    path = form(tmp_path / "form", style, prior)
    filled(path, record, style)
    folder = tmp_path / "calculated"
    path = recalculated(path, folder)
    for to in (tmp_path, folder):
        for own in (sample / "2023.yaml", *sample.glob("附件*")):
            shutil.copy(own, to)
    assert [f for f in findings_of(path) if f.code not in ("W08", "W12")] == list(findings_of(text))
    for full in (False, True):
        ours, theirs = (render(draft(own, full=full), ".txt").decode() for own in (path, text))
        assert ours == theirs


def test_amounts_are_told_in_the_unit_of_the_sheet() -> None:
    (sheet,) = sheets_beside({"机关运行经费": Leaf("amount", Decimal("12345.00"))}, "万元")
    assert sheet.rows[-1][1].value == Decimal("1.2345")


def test_what_was_filled_in_is_converted_like_any_record(tmp_path: Path) -> None:
    source = tmp_path / "2024.xlsx"
    convert(EXAMPLE, source)
    (tmp_path / "again").mkdir()
    done = convert(source, tmp_path / "again" / "2024.yaml")
    assert [path.name for path in done.paths] == ["2024.yaml", "附件1.txt"]
