"""Names of 科目 that were given up are told where they stand, with today's name; a name of its own year is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.check.names import RENAMED, RENAMES, Rename, outdated
from generator.model.finding import Finding
from generator.read import read_record

from .conftest import ROOT


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
    return list(outdated(read_record(path)))


def test_an_old_name_is_told_at_its_line_with_the_new_one(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, 2024, {"208": "社会保障和就业支出", "20805": "行政事业单位离退休"})
    assert finding.message == "科目 20805 的名称“行政事业单位离退休”已经改了，2020 年起是“行政事业单位养老支出”"
    assert finding.source is not None and (finding.source.line, finding.source.column) == (6, 14)
    assert "行政事业单位养老支出" in finding.hint


@pytest.mark.parametrize("rename", RENAMES, ids=lambda rename: rename.code)
def test_a_name_is_old_from_the_year_of_the_new_one_on(rename: Rename, tmp_path: Path) -> None:
    for name in rename.before:
        assert len(found(tmp_path, rename.since, {rename.code: name})) == 1
        assert found(tmp_path, rename.since - 1, {rename.code: name}) == []
    assert found(tmp_path, 2024, {rename.code: rename.now}) == []


def test_a_name_beside_another_code_is_not_judged(tmp_path: Path) -> None:
    assert found(tmp_path, 2024, {"20899": "行政事业单位离退休", "21005": "医疗保障"}) == []


def test_a_name_in_many_rows_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    row = '    - {科目: "2080501", 名称: 归口管理的行政单位离退休'
    path.write_text(
        "单位名称: 青山县水利局\n年度: 2024\n收入:\n  按功能分类:\n"
        f"{row}, 财政拨款收入: 1.00}}\n支出:\n  按功能分类:\n{row}, 基本支出: 1.00, 项目支出: 0}}\n",
        encoding="utf-8",
    )
    assert len(list(outdated(read_record(path)))) == 1


def test_the_names_of_the_samples_are_of_their_years() -> None:
    for path in sorted((ROOT / "data").glob("*/20*.yaml")):
        assert list(outdated(read_record(path))) == []


def test_the_table_says_each_thing_once_and_no_new_name_is_old() -> None:
    assert len(RENAMED) == sum(len(rename.before) for rename in RENAMES)
    assert [rename.code for rename in RENAMES] == sorted({rename.code for rename in RENAMES})
    for rename in RENAMES:
        assert re.fullmatch("[0-9]{3}|[0-9]{5}|[0-9]{7}", rename.code)
        assert rename.now not in rename.before
