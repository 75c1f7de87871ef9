"""`explain`: a printed number unfolds to the lines of the records, and tells what rounded amounts would give."""

from __future__ import annotations

import re

import pytest

from generator.cli import main
from generator.pipeline import draft
from generator.write import numbers, write_trace

from .conftest import ROOT

RECORD = str(ROOT / "data" / "jingdezhen" / "2024.yaml")


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", RECORD, *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("printed", "from_rounded", "formula"),
    [
        ("185.74%", "185.47%", "|133,560.00 元 - 46,742.00 元| ÷ 46,742.00 元 × 100 = 185.73873604…%"),
        ("20.98%", "20.95%", "|11,707.00 元 - 14,815.00 元| ÷ 14,815.00 元 × 100 = 20.97873776…%"),
        ("73.36%", "73.35%", "1,918,810.00 元 ÷ 2,615,780.00 元 × 100 = 73.35517512…%"),
    ],
)
def test_a_rate_that_rounded_amounts_cannot_give_says_so(
    capsys: pytest.CaptureFixture[str], printed: str, from_rounded: str, formula: str
) -> None:
    told = explained(capsys, printed)
    assert formula in told
    assert f"只用印出的万元数会算成 {from_rounded}" in told


def test_a_rate_that_rounded_amounts_give_too_needs_no_such_remark(capsys: pytest.CaptureFixture[str]) -> None:
    assert "只用印出" not in explained(capsys, "7.88%")


def test_a_figure_is_found_by_its_key_and_unfolds_to_the_line_of_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    told = explained(capsys, "income.current_income.change_rate")
    assert "jingdezhen/2024.yaml:25:17" in told.replace("\\", "/")
    assert "jingdezhen/2023.yaml:10:11" in told.replace("\\", "/")


def test_a_number_of_the_tables_is_explained_in_the_complete_disclosure(capsys: pytest.CaptureFixture[str]) -> None:
    assert "收入决算表" in explained(capsys, "9.78", "--full")


def test_a_number_that_is_not_in_the_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", RECORD, "123.45%"]) == 2
    assert "没有“123.45%”" in capsys.readouterr().err


@pytest.mark.parametrize("record", ["data/jingdezhen/2024.yaml", "tests/cases/sichuan/flood-control-station/2023.yaml"])
def test_a_trace_names_everything_in_chinese_but_the_key_itself(record: str) -> None:
    style = "jiangxi" if "jingdezhen" in record else "sichuan"
    trace = write_trace(list(numbers(draft(ROOT / record, style=style, full=True).narrative)))
    assert re.findall(r"[A-Za-z_]{2,}", re.sub("〔[^〕]*〕", "", trace)) == []
