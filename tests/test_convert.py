"""A record in one kind of file is the same record in another: nothing is lost, nothing comes in."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from generator.cli import main
from generator.model.facts import Facts, difference, facts_of, leaves
from generator.model.finding import Refused, Severity
from generator.pipeline import draft, examine, findings_of, render
from generator.read import read_record, read_source
from generator.resources import styles
from generator.styles import forms
from generator.workbooks import convert

from .conftest import CASES, ROOT
from .records import made

STYLES = tuple(styles())
FILES = sorted(
    [
        *(ROOT / "data").glob("*/20*.yaml"),
        *(ROOT / "tests" / "units").glob("*.yaml"),
        *CASES.glob("*/*/*.yaml"),
    ]
)
EXAMPLE = ROOT / "data" / "example" / "2024.yaml"


def name(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


def style_of(path: Path) -> str:
    record = read_record(path)
    named = next((style for style in STYLES if style in path.parts), "jiangxi")
    return record.style.value if record.style else named


def facts(path: Path) -> Facts:
    return facts_of(read_source(path, forms, partial=True).record)


def there_and_back(path: Path, folder: Path, style: str) -> None:
    """Text → workbook → text, and text → text: the same facts each time, known as exactly where they are exact."""
    told = facts(path)
    exact = not any(leaf.slack for _, leaf in leaves(told))
    for own in ("a", "b", "c"):
        (folder / own).mkdir(parents=True)
    book, text, again = folder / "a" / f"{path.stem}.xlsx", folder / "b" / path.name, folder / "c" / f"{path.stem}.yml"
    convert(path, book, style)
    assert difference(told, facts(book), exact) is None
    convert(path, again)
    assert difference(told, facts(again)) is None
    try:
        convert(book, text)
    except Refused as refused:  # its tables are rounded to different decimals
        assert not exact and [finding.code for finding in refused.findings] == ["F04"]
    else:
        assert difference(told, facts(text), exact) is None


@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_record_of_this_house_goes_there_and_back(path: Path, tmp_path: Path) -> None:
    there_and_back(path, tmp_path, style_of(path))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("seed", range(25))
def test_any_record_goes_there_and_back(seed: int, style: str, tmp_path: Path) -> None:
    record = made(seed, style)
    path = record.save(tmp_path)
    there_and_back(path, tmp_path / "now", style)
    if record.prior is not None:
        there_and_back(tmp_path / f"{record.year - 1}.yaml", tmp_path / "before", style)


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_record_in_a_workbook_is_found_as_faultless_and_drafts_the_same(path: Path, tmp_path: Path) -> None:
    """Where the official tables have a line for all that was spent: what has none makes them wrong."""
    if path.stem == "everything-in-use":
        pytest.skip("spends under a 类 that the official table has no line for")
    for own in sorted(path.parent.glob("20*.yaml")) if path.parent.name != "units" else [path]:
        convert(own, tmp_path / f"{own.stem}.xlsx", style_of(path))
    book = tmp_path / f"{path.stem}.xlsx"
    assert codes(book) == codes(path)
    texts = [render(draft(own, style=style_of(path), allow_errors=True), ".txt").decode() for own in (book, path)]
    assert texts[0] == texts[1]


def codes(path: Path) -> Any:
    return Counter(finding.code for finding in findings_of(path))


def test_totals_are_formulas_with_their_results(tmp_path: Path) -> None:
    book = tmp_path / "2024.xlsx"
    convert(EXAMPLE, book)
    page = load_workbook(book)["公开01表"]
    shown = load_workbook(book, data_only=True)["公开01表"]
    total = next(row for row in range(1, 60) if page.cell(row, 1).value == "总计")
    assert str(page.cell(total, 3).value).startswith("=SUM(")
    assert shown.cell(total, 3).value == 4432550
    spent = load_workbook(book)["公开03表"]
    assert [str(spent.cell(8, at).value)[:5] for at in (5, 6)] == ["=SUM(", "=SUM("]


def test_the_text_is_written_as_the_manual_writes_it(tmp_path: Path) -> None:
    book, text = tmp_path / "2024.xlsx", tmp_path / "a" / "2024.yaml"
    text.parent.mkdir()
    convert(EXAMPLE, book)
    convert(book, text)
    lines = text.read_text("utf-8").splitlines()
    for line in (
        "单位名称: 示例县水利局",
        "  一般公共预算财政拨款收入: 3472550.00",
        '    - {科目: "2080505", 名称: 机关事业单位基本养老保险缴费支出, 财政拨款收入: 186400.00}',
        "      项目支出: 0",
        '    "208": 社会保障和就业支出',
        "  - 负责全县水资源的统一管理和保护",
        "  - {名称: 小型水库除险加固项目支出绩效评价报告, 文件: 附件1.txt}",
    ):
        assert line in lines


def test_the_texts_of_attachments_move_along(tmp_path: Path) -> None:
    done = convert(EXAMPLE, tmp_path / "2024.xlsx")
    assert [path.name for path in done.paths] == ["2024.xlsx", "附件1.txt"]
    assert (tmp_path / "附件1.txt").read_bytes() == EXAMPLE.with_name("附件1.txt").read_bytes()


def test_what_stands_in_a_text_beside_a_workbook_goes_along(tmp_path: Path) -> None:
    book = tmp_path / "2024.xlsx"
    convert(CASES / "jiangxi" / "every-income" / "2024.yaml", book)
    (tmp_path / "2024.yaml").write_text("名词解释: {财政拨款收入: 从财政取得的资金。}\n", "utf-8")
    convert(book, tmp_path / "all-2024.yml")
    assert "从财政取得的资金" in (tmp_path / "all-2024.yml").read_text("utf-8")
    with pytest.raises(Refused, match="F01"):
        convert(book, tmp_path / "2024.yaml", force=True)


def rounded(folder: Path) -> Path:
    """A record in 万元 with two decimals everywhere, as somebody typed it from a published document."""
    path = folder / "typed" / "2023.yaml"
    path.parent.mkdir()
    path.write_text(ROUNDED, "utf-8")
    return path


ROUNDED = """
单位名称: 某某县某某局
年度: 2023
样式: sichuan
金额单位: 万元
收入: {一般公共预算财政拨款收入: 123.45, 其他收入: 10.01, 本年收入合计: 133.46}
支出:
  按功能分类:
    - {科目: "2010301", 名称: 行政运行, 基本支出: 100.04, 项目支出: 23.41}
    - {科目: "2010301", 名称: 行政运行, 资金来源: 其他资金, 基本支出: 0, 项目支出: 10.01}
  类款名称: {"201": 一般公共服务支出}
机关运行经费: 12.34
"""


def test_rounded_amounts_stay_in_the_unit_in_which_they_are_known(tmp_path: Path) -> None:
    book, text = tmp_path / "2023.xlsx", tmp_path / "a" / "2023.yaml"
    text.parent.mkdir()
    convert(rounded(tmp_path), book)
    assert "金额单位：万元" in [cell.value for cell in load_workbook(book)["公开01表"][3]]
    convert(book, text)
    assert "金额单位: 万元" in text.read_text("utf-8")
    assert difference(facts(book), facts(text), slack=False) is None


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", str(EXAMPLE), str(tmp_path / "2024.docx")]) == 2
    assert "F03" in capsys.readouterr().err
    assert main(["convert", str(EXAMPLE), str(tmp_path / "2023.xlsx")]) == 2
    assert "R05" in capsys.readouterr().err
    partial = ROOT / "tests" / "units" / "only-a-name.yaml"
    assert main(["convert", str(partial), str(tmp_path / "2024.xlsx")]) == 2
    assert "R12" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["convert", str(partial), str(tmp_path / "2024.xlsx"), "--style", "jiangxi"]) == 0
    assert main(["convert", str(partial), str(tmp_path / "2024.xlsx"), "--style", "jiangxi"]) == 2
    assert "F01" in capsys.readouterr().err


def test_rounded_and_exact_amounts_do_not_go_into_one_text(tmp_path: Path) -> None:
    book = tmp_path / "2023.xlsx"
    convert(rounded(tmp_path), book)
    (tmp_path / "2023.yaml").write_text("金额单位: 万元\n绩效: {项目预算总额: 1.234567}\n", "utf-8")
    with pytest.raises(Refused, match="F04"):
        convert(book, tmp_path / "all-2023.yaml")


@pytest.mark.parametrize("unit", ["jingdezhen/2024", "example/2024", "dachuan/2023"])
def test_a_workbook_beside_the_text_that_it_was_made_from_says_the_same(unit: str, tmp_path: Path) -> None:
    name, _, year = unit.partition("/")
    shutil.copytree(ROOT / "data" / name, tmp_path / name)
    path = tmp_path / name / f"{year}.yaml"
    convert(path, path.with_suffix(".xlsx"))
    told = examine(path.with_suffix(".xlsx")).findings
    assert [(f.code, f.message) for f in told if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize("year", [2023, 2024])
def test_a_sample_that_is_kept_as_a_workbook_too_says_the_same_in_both(year: int, tmp_path: Path) -> None:
    """The workbook alone, for beside its text it would be read together with it."""
    sample = ROOT / "data" / "shanghai-example"
    book = Path(shutil.copy(sample / f"{year}.xlsx", tmp_path))
    assert difference(facts(sample / f"{year}.yaml"), facts(book)) is None
