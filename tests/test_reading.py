"""Whatever is given for a record is read or refused with a reason, soon, and is never a crash."""

from __future__ import annotations

import os
import random
import string
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.model.finding import Refused
from generator.model.record import YearRecord
from generator.model.terms import REASON_SUBJECTS, TERMS
from generator.read import read_record
from generator.read.names import advice, names_of
from generator.write.report import write_report

from .conftest import ROOT

HEAD = "单位名称: 青山县水利局\n单位性质: 行政单位\n年度: 2024\n样式: sichuan\n"


def read(data: bytes | str, folder: Path, name: str = "记录.yaml") -> YearRecord:
    path = folder / name
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return read_record(path)


def answer(data: bytes | str, folder: Path) -> str:
    """What is told about `data`; '' where it is read."""
    try:
        read(data, folder)
    except Refused as refused:
        assert refused.findings
        assert all(f.source and f.message and f.hint for f in refused.findings)
        return write_report(refused.findings)
    return ""


# What must work


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert read(b"\xef\xbb\xbf" + HEAD.encode(), tmp_path).unit_name.value == "青山县水利局"


def test_lines_may_end_as_on_windows_and_places_stay_right(tmp_path: Path) -> None:
    record = read((HEAD + "机关运行经费: 12.50\n").replace("\n", "\r\n"), tmp_path)
    assert record.organ_operation is not None
    assert (record.organ_operation.value, record.organ_operation.source.place) == (Decimal("12.50"), "5:9")


def test_file_and_folder_names_may_be_chinese_and_hold_spaces(tmp_path: Path) -> None:
    folder = tmp_path / "决算 公开" / "青山县水利局（本级）"
    folder.mkdir(parents=True)
    assert read(HEAD, folder, "青山县水利局 2024年度.yaml").year.value == 2024


def test_a_draft_is_written_beside_names_with_spaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "决算 公开"
    folder.mkdir()
    monkeypatch.chdir(folder)
    Path("水利局 2024.yaml").write_text(HEAD, encoding="utf-8-sig")
    assert main(["draft", "水利局 2024.yaml", "-o", "情况 说明.txt"]) == 1
    assert "青山县水利局" in Path("情况 说明.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("unit", "written", "yuan"),
    [
        ("元", "0", "0.00"),
        ("元", "1918810", "1918810.00"),
        ("元", "1,918,810.5", "1918810.50"),
        ("元", "-12.30", "-12.30"),
        ("元", "-0.00", "0.00"),
        ("元", '"12.3400"', "12.34"),
        ("万元", "191.881", "1918810.00"),
        ("万元", "0.000001", "0.01"),
        ("万元", "12.34567800", "123456.78"),
        ("元", "999999999999999.99", "999999999999999.99"),
    ],
)
def test_an_amount_is_exact_to_the_cent(unit: str, written: str, yuan: str, tmp_path: Path) -> None:
    record = read(f"{HEAD}金额单位: {unit}\n机关运行经费: {written}\n", tmp_path)
    assert record.organ_operation is not None
    assert str(record.organ_operation.value) == yuan


@pytest.mark.parametrize(
    "written", ["+5", ".5", "5.", "1_000", "0x10", "1:30", "０", "٣", "1 000", "NaN", "inf", "--1"]
)
def test_what_only_a_programming_language_takes_for_a_number_is_none(written: str, tmp_path: Path) -> None:
    assert "机关运行经费：“" in answer(f"{HEAD}机关运行经费: {written}\n", tmp_path)


@pytest.mark.parametrize(
    "name", sorted({n for f, z in REASON_SUBJECTS.items() for n in (z, TERMS[f].zh, *TERMS[f].also)})
)
@pytest.mark.parametrize("suffix", ["", "预决算差异", "内容"])
def test_a_reason_may_be_given_for_every_subject(name: str, suffix: str, tmp_path: Path) -> None:
    assert answer(f"{HEAD}变动原因:\n  {name}{suffix}: 厉行节约\n", tmp_path) == ""


def test_a_reason_may_be_given_for_every_row_by_name_or_code(tmp_path: Path) -> None:
    rows = '  按功能分类:\n    - {科目: "2130301", 名称: 行政运行, 基本支出: 1, 项目支出: 0}\n'
    names = '  类款名称: {"213": 农林水支出, "21303": 水利}\n'
    reasons = "".join(f"  {n}: 甲\n" for n in ("213预决算差异", "水利", "行政运行内容", "2130301"))
    assert answer(f"{HEAD}支出:\n{rows}{names}变动原因:\n{reasons}", tmp_path) == ""


def test_an_item_with_one_letter_wrong_is_recognised() -> None:
    for field in YearRecord.model_fields:
        for name in names_of(field):
            if len(name) > 3:
                told = advice(name[:-1] + "某", YearRecord)
                assert any(f"“{spelling}”" in told for spelling in names_of(field)), told


# What must never crash

CHARACTERS = st.text(st.characters(), max_size=60) | st.text(
    st.sampled_from("年度单位名称收支: \n\t-{}[],\"'#&*!|>%@`?\\\r\u3000：，\x00\u2028"), max_size=60
)
SOON = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(st.binary(max_size=300))
@SOON
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    answer(data, tmp_path)
    answer(HEAD.encode() + data, tmp_path)


@given(CHARACTERS)
@SOON
def test_any_text_is_read_or_refused(tmp_path: Path, text: str) -> None:
    answer(text, tmp_path)
    answer(f"{HEAD}说明: {text}", tmp_path)
    answer(f"{HEAD}{text}", tmp_path)


@given(st.integers(0, 10**9), st.sampled_from(sorted((ROOT / "tests" / "bad").glob("*.yaml"))))
@SOON
def test_a_record_with_a_few_letters_lost_or_doubled_is_read_or_refused(tmp_path: Path, seed: int, path: Path) -> None:
    chance, data = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(3):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.randrange(3)] = bytes(chance.choices(b'\n :-{}[]"0a\xe5\xff', k=chance.randrange(3)))
    answer(bytes(data), tmp_path)


NAMES = st.sampled_from(sorted({n for t in TERMS.values() for n in (t.zh, *t.also)})) | st.text(max_size=5)
WORDS = st.sampled_from(
    ["0", "12.50", "是", "优", "2024", "2130301", "30101", "行政单位", "sichuan", "元", "1e5", "１２", "", "轿车", "-1"]
)
LEAVES = WORDS | st.none() | st.text(st.characters(), max_size=8)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6), max_leaves=30
)


def yaml(node: Any) -> str:
    """A structure as one line of YAML, every word in double quotes where it needs them."""
    match node:
        case dict():
            return "{" + ", ".join(f"{yaml(key)}: {yaml(value)}" for key, value in node.items()) + "}"
        case list():
            return "[" + ", ".join(map(yaml, node)) + "]"
        case None:
            return "~"
    plain = set(node) <= set(string.ascii_letters + string.digits)
    return node if node and plain else '"' + "".join(f"\\U{ord(character):08X}" for character in node) + '"'


@given(st.dictionaries(NAMES, TREES, max_size=8))
@SOON
def test_any_structure_is_read_or_refused(tmp_path: Path, tree: dict[str, Any]) -> None:
    answer(yaml(tree), tmp_path)
    answer(HEAD + "".join(f"{yaml(key)}: {yaml(value)}\n" for key, value in tree.items()), tmp_path)


# What must end soon


MANY = 5_000_000
BOMBS = {
    "a line of five million letters": "长" * (MANY // 3),
    "a key of five million letters": "说明" + "x" * (MANY - 200),
    "a number of five million digits": "机关运行经费: " + "1" * (MANY - 200),
    "lists ten thousand deep": "说明: " + "[" * 10_000 + "]" * 10_000,
    "brackets never closed": "说明: " + "[" * (MANY - 200),
    "blocks three thousand deep": "\n".join(" " * depth + "甲:" for depth in range(2_000)),
    "a billion laughs": "a: &a [哈, 哈]\n"
    + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)),
    "a million lines of a list": "主要职责:\n" + "- 甲\n" * 800_000,
    "a key written a million times": "甲: 1\n" * 500_000,
    "two hundred thousand unknown items": "".join(f"项{number}: 1\n" for number in range(200_000)),
    "reasons for two hundred thousand things": "变动原因:\n" + "".join(f"  公务接待费{n}: 1\n" for n in range(150_000)),
    "fifty thousand rows": "支出:\n  按功能分类:\n" + "".join(f'    - {{科目: "{n:07}"}}\n' for n in range(50_000)),
    "commas only": "说明: [" + "甲," * 1_000_000 + "]",
    "more than a file may hold": "# " + "长" * (MANY // 2),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_is_far_too_large_is_answered_soon(bomb: str, tmp_path: Path) -> None:
    data = (HEAD + BOMBS[bomb]).encode()
    start = time.perf_counter()
    told = answer(data, tmp_path)
    assert time.perf_counter() - start < 10
    assert len(told) < 100_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_record(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.yaml")
    with pytest.raises(Refused, match="R00"):
        read_record(tmp_path / "管道.yaml")
