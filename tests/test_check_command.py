"""`juesuan check` as people run it: what it prints, what it returns, and the workbook that it marks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from generator.cli import main

from .conftest import ROOT

BAD = ROOT / "tests" / "bad"
PLAIN = ROOT / "tests" / "workbooks" / "jingdezhen-2024.xlsx"
OLD = ROOT / "tests" / "workbooks" / "jingdezhen-2024.xls"


@pytest.fixture()
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shutil.copy(ROOT / "data" / "jingdezhen" / "2023.yaml", tmp_path)
    return tmp_path


def test_a_record_in_order_is_clean(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(PLAIN, here / "2024.xlsx")
    (here / "2024.yaml").write_text("变动原因: {工资福利支出: 人员到齐, 商品和服务支出: 同上}\n", encoding="utf-8")
    assert main(["check", "2024.xlsx"]) == 0
    told = capsys.readouterr().err
    assert "I02" in told and "error" not in told and "warning" not in told
    shutil.copytree(ROOT / "data" / "jingdezhen", here / "text")
    assert main(["check", "text/2024.yaml"]) == 0
    assert capsys.readouterr().out == "没有发现问题\n"


def test_faults_are_printed_as_data_with_their_cells(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(BAD / "workbook-totals-unequal.xlsx", here / "2024.xlsx")
    assert main(["check", "2024.xlsx", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    weighty = [one for one in told if one["severity"] != "info"]
    assert {(one["code"], one["severity"], one["place"]) for one in weighty} == {
        ("T01", "error", "2024.xlsx[公开01表!C37]"),
        ("T02", "error", "2024.xlsx[公开01表!C37]"),
    }


@pytest.mark.parametrize("case", ["workbook-totals-unequal", "workbook-words-for-an-amount"])
def test_the_marked_workbook_is_the_users_own_with_the_guilty_cells_coloured(case: str, here: Path) -> None:
    shutil.copy(BAD / f"{case}.xlsx", here / "2024.xlsx")
    before = (here / "2024.xlsx").read_bytes()
    assert main(["check", "2024.xlsx", "-o", "核对.xlsx"]) == 1
    marked = openpyxl.load_workbook(here / "核对.xlsx")
    assert marked.sheetnames[0] == "核对结果" and marked.sheetnames[1:] == openpyxl.load_workbook(PLAIN).sheetnames
    commented = {cell.coordinate for sheet in marked for row in sheet.iter_rows() for cell in row if cell.comment}
    assert ("C37" in commented) == (case == "workbook-totals-unequal")
    assert commented
    assert (here / "2024.xlsx").read_bytes() == before
    assert main(["check", "2024.xlsx", "-o", "核对.xlsx"]) == 2, "an existing file is not overwritten"
    assert main(["check", "核对.xlsx"]) == 1, "and the marked one can be checked again"


def test_an_old_workbook_is_marked_in_a_new_one(here: Path) -> None:
    shutil.copy(OLD, here / "2024.xls")
    assert main(["check", "2024.xls", "-o", "核对.xlsx"]) == 0
    assert "公开01表" in openpyxl.load_workbook(here / "核对.xlsx").sheetnames


def test_only_workbooks_can_be_marked_and_only_readable_files_checked(here: Path) -> None:
    assert main(["check", "2023.yaml", "-o", "核对.xlsx"]) == 2
    assert main(["check", "没有.xlsx"]) == 2
    (here / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert main(["check", "坏.xlsx"]) == 2


def test_a_workbook_serves_wherever_a_record_does(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(PLAIN, here / "2024.xlsx")
    assert main(["explain", "2024.xlsx", "191.88万元", "--style", "jiangxi"]) == 0
    assert "2024.xlsx[公开01表!C7]" in capsys.readouterr().out
    assert main(["draft", "2024.xlsx", "--style", "jiangxi", "-o", "a.txt"]) == 1
    assert main(["audit", "a.txt", "--record", "2024.xlsx", "--style", "jiangxi"]) == 1, "blanks are left"
    assert main(["diff", "2024.xlsx", "2024.xlsx", "--style", "jiangxi"]) == 0
