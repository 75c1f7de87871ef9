"""Names of 科目 that were given up are told where they stand, with today's name; a name of its own year is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.measure.ledger import Ledger
from generator.model.classification import CodeEntry
from generator.model.finding import Finding
from generator.pipeline import load_classification
from generator.read import read_record

from .conftest import ROOT

CODES = load_classification().functions.entries
RENAMED = [entry for entry in CODES.values() if entry.former]


def outdated(path: Path) -> list[Finding]:
    record = read_record(path)
    found = check(Ledger(record, record.year.value), None, load_classification())
    return [finding for finding in found if finding.code == "W09"]


def found(folder: Path, year: int, names: dict[str, str]) -> list[Finding]:
    groups = "".join(f'    "{code}": {name}\n' for code, name in names.items() if len(code) < 7)
    rows = "".join(
        f'    - {{科目: "{code}", 名称: {name}, 基本支出: 0, 项目支出: 0}}\n'
        for code, name in names.items()
        if len(code) == 7
    )
    text = f"单位名称: 青山县水利局\n年度: {year}\n支出:\n"
    text += f"  类款名称:\n{groups}" if groups else ""
    text += f"  按功能分类:\n{rows}" if rows else ""
    path = folder / "record.yaml"
    path.write_text(text, encoding="utf-8")
    return outdated(path)


def test_an_old_name_is_told_at_its_line_with_the_new_one(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, 2024, {"208": "社会保障和就业支出", "20805": "行政事业单位离退休"})
    assert finding.message == "科目 20805 的名称“行政事业单位离退休”已经改了，2020 年起是“行政事业单位养老支出”"
    assert finding.source is not None and (finding.source.line, finding.source.column) == (6, 14)
    assert "行政事业单位养老支出" in finding.hint


@pytest.mark.parametrize("entry", RENAMED, ids=lambda entry: entry.code)
def test_a_name_is_old_from_the_year_of_the_new_one_on(entry: CodeEntry, tmp_path: Path) -> None:
    for name, since in entry.former.items():
        assert len(found(tmp_path, since, {entry.code: name})) == 1
        assert found(tmp_path, since - 1, {entry.code: name}) == []
    assert found(tmp_path, 2024, {entry.code: entry.name}) == []


def test_a_name_beside_another_code_is_not_old(tmp_path: Path) -> None:
    assert found(tmp_path, 2024, {"20899": "行政事业单位离退休", "21005": "医疗保障"}) == []


def test_a_name_in_many_rows_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    row = '    - {科目: "2080501", 名称: 归口管理的行政单位离退休'
    path.write_text(
        "单位名称: 青山县水利局\n年度: 2024\n收入:\n  按功能分类:\n"
        f"{row}, 财政拨款收入: 1.00}}\n支出:\n  按功能分类:\n{row}, 基本支出: 1.00, 项目支出: 0}}\n",
        encoding="utf-8",
    )
    assert len(outdated(path)) == 1


def test_the_names_of_the_samples_are_of_their_years() -> None:
    for path in sorted((ROOT / "data").glob("*/20*.yaml")):
        assert outdated(path) == []
