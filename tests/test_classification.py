"""The files of the 《政府收支分类科目》 say each thing once, and what they do not say is not judged."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from generator.check import check
from generator.measure.ledger import Ledger
from generator.model.classification import CodeEntry, CodeList, loosely
from generator.model.finding import Finding, Refused, Severity
from generator.pipeline import load_classification, load_layouts
from generator.read import read_classification, read_record
from generator.resources import styles

from .conftest import ROOT

CLASSIFICATION = load_classification()
LISTS = {"functions": CLASSIFICATION.functions, "economic": CLASSIFICATION.economic}


def found(folder: Path, year: int, text: str) -> list[tuple[str, Severity, str]]:
    path = folder / "record.yaml"
    path.write_text(f"单位名称: 青山县水利局\n年度: {year}\n{text}", encoding="utf-8")
    findings = check(Ledger(read_record(path), year), None, CLASSIFICATION)
    return [(f.code, f.severity, f.message) for f in findings if f.code in ("T18", "T19", "W09")]


def groups(**names: str) -> str:
    return "支出:\n  类款名称:\n" + "".join(f'    "{code[1:]}": {name}\n' for code, name in names.items())


@pytest.mark.parametrize("codes", LISTS.values(), ids=LISTS)
def test_the_lists_hang_together(codes: CodeList) -> None:
    assert (codes.first, codes.last) == (2019, 2024)
    for code, entry in codes.entries.items():
        assert re.fullmatch("[0-9]{3}|[0-9]{5}|[0-9]{7}", code) and entry.code == code
        assert code[:3] in codes and (len(code) < 7 or code[:5] in codes)
        # No new name is an old one, and none is written twice.
        names = [loosely(name) for name in (entry.name, *entry.also, *entry.former)]
        assert not set(map(loosely, entry.former)) & {loosely(entry.name), *map(loosely, entry.also)}
        assert len(names) == len(set(names)), code
        assert not (entry.since and entry.until) or entry.since <= entry.until


def test_every_code_of_the_samples_is_judged_and_right() -> None:
    paths = sorted((ROOT / "data").glob("*/20*.yaml"))
    assert len(paths) >= 6
    for path in paths:
        record = read_record(path)
        found = check(Ledger(record, record.year.value), None, CLASSIFICATION)
        assert [f.message for f in found if f.code in ("T18", "T19", "W09")] == []
        for row in (record.expenditure and record.expenditure.by_function) or []:
            assert row.code.value in CLASSIFICATION.functions


def test_a_year_that_the_list_does_not_cover_is_judged_less(tmp_path: Path) -> None:
    new = groups(_21388="某款", _20101="人大")
    assert [found[:2] for found in found(tmp_path, 2018, new)] == []
    assert [found[:2] for found in found(tmp_path, 2024, new)] == [("T18", Severity.WARNING), ("T19", Severity.WARNING)]
    assert [found[:2] for found in found(tmp_path, 2025, new)] == [("T18", Severity.INFO), ("T19", Severity.INFO)]


def test_a_code_that_is_not_yet_or_no_longer_there_is_told_with_its_year(tmp_path: Path) -> None:
    assert found(tmp_path, 2020, groups(_234="抗疫特别国债安排的支出", _20830="财政代缴社会保险费支出")) == []
    told = found(tmp_path, 2019, groups(_234="抗疫特别国债安排的支出", _20830="财政代缴社会保险费支出"))
    assert [message for *_, message in told] == [
        "科目 234 抗疫特别国债安排的支出 从 2020 年起才有，本记录是 2019 年的",
        "科目 20830 财政代缴社会保险费支出 从 2020 年起才有，本记录是 2019 年的",
    ]
    told = found(tmp_path, 2026, groups(_20115="工商行政管理事务"))
    assert told == [("T18", Severity.WARNING, "科目 20115 工商行政管理事务 只用到 2018 年，本记录是 2026 年的")]


def test_what_is_not_surely_known_is_not_judged(tmp_path: Path) -> None:
    assert found(tmp_path, 2024, groups(_22977="某款", _21372="某名称", _239="某类", _23977="某款")) == []
    row = '支出: {按功能分类: [{科目: "2130377", 名称: 某项, 基本支出: 0, 项目支出: 0}]}\n'
    assert found(tmp_path, 2024, row) == []


def test_a_class_that_is_missing_is_told_once_for_all_that_lies_in_it(tmp_path: Path) -> None:
    rows = "".join(f'    - {{科目: "29801{i:02}", 名称: 某, 基本支出: 0, 项目支出: 0}}\n' for i in range(3))
    projects = '绩效: {项目: [{名称: 甲, 科目: "2980105"}, {名称: 乙, 科目: "2138801"}]}\n'
    told = found(tmp_path, 2024, "支出:\n  按功能分类:\n" + rows + projects)
    assert [message for *_, message in told] == [
        "功能分类里没有 298 这一类（科目 2980100）",
        "功能分类里没有 21388 这一款（科目 2138801）",
    ]


def test_a_name_of_another_code_is_told_with_that_code(tmp_path: Path) -> None:
    path = tmp_path / "2024.yaml"
    row = '支出: {按功能分类: [{科目: "2130305", 名称: 防汛, 基本支出: 0, 项目支出: 0}]}\n'
    path.write_text("单位名称: 青山县水利局\n年度: 2024\n" + row, encoding="utf-8")
    (finding,) = check(Ledger(read_record(path), 2024), None, CLASSIFICATION)
    assert finding.code == "T19" and finding.hint.startswith("“防汛”是 2130314 的名称；")


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("政府办公厅(室)及相关机构事务", "政府办公厅（室）及相关机构事务"),
        ("“三供一业” 移交补助", "三供一业移交补助支出"),
        ("其他支出", "其他"),
        ("支出", "支出"),
    ],
)
def test_names_are_compared_loosely(name: str, same: str) -> None:
    assert loosely(name) == loosely(same)
    assert CodeEntry("1", name).called(same)


FAULTS = (
    ("codes: {}\n", "缺少 years"),
    ("years: [2019, 2024]\ncodes: {'2011': 某}\n", "“2011”不是类、款、项的编码"),
    ("years: [2019, 2024]\ncodes: {'20101': 某}\n", "“20101”不是类、款、项的编码，或没有它的类"),
    ("years: [2019, 2024]\ncodes: {'201': [某]}\n", "应当是名称"),
    ("years: [2019, 2024]\ncodes: {'201': {nam: 某}}\n", "不认识的“nam”"),
    ("years: [2019, 2024]\ncodes: {'201': {name: 某, since: 去年}}\n", "年份"),
    ("years: [2019, 2024]\ncodes: {'201': {name: 某, was: {前年: [甲]}}}\n", "年份"),
    ("years: [2019, 2024]\ncodes: {'201': 某, '20101': {name: 某, usual: [07]}}\n", "usual 里有 07"),
)


@pytest.mark.parametrize(("text", "said"), FAULTS)
def test_a_fault_of_a_file_is_told_at_its_place(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "functions.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_classification(path, path)
    told: list[Finding] = list(refused.value.findings)
    assert {finding.code for finding in told} == {"S05"}
    assert any(said in finding.message for finding in told), told
    assert all(finding.source and finding.source.line for finding in told)


def test_the_words_of_the_official_forms_are_names_that_are_known() -> None:
    """A form that prints a name of its own must not make every workbook doubtful."""
    known = CLASSIFICATION.economic
    for style in styles():
        for layout in load_layouts(style):
            for row in layout.rows:
                for code, name in itertools.pairwise(row):
                    if re.fullmatch("[0-9]{5}", code.text) and code.kind == "words" and code.text in known:
                        assert known.entries[code.text].called(name.text), (layout.number, code.text, name.text)
