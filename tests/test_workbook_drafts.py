"""The source documents as workbooks: the same drafts as from the texts; and from the tables as the document prints
them, in rounded 万元, the same but for the rates that need 元, each of which is told."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.finding import Finding, Refused, Severity
from generator.pipeline import draft, examine, render

from . import books
from .books import Book
from .conftest import ROOT
from .test_tables import COLUMNS, printed_body, published

DATA = ROOT / "data"
IN_TABLES = ("收入", "财政拨款", "一般公共预算基本支出", "三公经费", "国有资产")
# The initial budgets and last year's amounts as the document lets its reader derive them, 万元.
BUDGETS = {"208": "14.66", "210": "5.93", "217": "233.66", "221": "7.33"}
DERIVED = {
    "金额单位": "万元",
    "收入": {"年初结转和结余": "0", "使用非财政拨款结余": "0", "本年收入合计": "208.29"},
    "支出": {"本年支出合计": "208.29", "结余分配": "0", "年末结转和结余": "0"},
    "一般公共预算基本支出": {
        "工资福利支出": "112.81",
        "商品和服务支出": "4.68",
        "对个人和家庭的补助": "0",
        "资本性支出": "0",
    },
}
PERCENT = re.compile(r"[0-9.]+%")


def rest(unit: str, year: int) -> dict[str, Any]:
    """What of a record the official tables do not hold."""
    text = (DATA / unit / f"{year}.yaml").read_text(encoding="utf-8")
    record: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    budgets = ("科目", "年初预算", "全年预算")
    rows = [{k: row[k] for k in budgets if k in row} for row in record["支出"]["按功能分类"]]
    return {**{k: v for k, v in record.items() if k not in IN_TABLES}, "支出": {"按功能分类": rows}}


def put(folder: Path, name: str, record: dict[str, Any]) -> None:
    (folder / name).write_text(yaml.dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")


def text(path: Path) -> str:
    return render(draft(path), ".txt").decode("utf-8")


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "jingdezhen", tmp_path, dirs_exist_ok=True)
    (tmp_path / "2024.yaml").unlink()
    return tmp_path


def as_printed() -> list[Book]:
    """The ten tables with what the document prints in each cell, and nothing where it prints nothing."""
    printed = published()
    made = []
    for book in books.tables(DATA / "jingdezhen" / "2024.yaml", "jiangxi", "万元"):
        body = printed_body(book.name, printed[book.name])
        rows = [list(row) for row in book.rows]
        for line, row in zip(body, rows[book.first :], strict=False):
            said = {COLUMNS.get(book.name, {}).get(at, at): cell for at, cell in enumerate(line) if cell}
            for at, value in enumerate(row):
                if isinstance(value, Decimal) and (at not in said or not _amount(said[at])):
                    row[at] = None
                elif isinstance(value, Decimal):
                    assert Decimal(said[at]) == value
        made.append(Book(book.name, rows, book.merges, book.first))
    return made


def _amount(cell: str) -> bool:
    return bool(re.fullmatch(r"-?[0-9]+\.[0-9]{2}", cell))


def test_the_exact_tables_draft_as_the_text_does(folder: Path) -> None:
    books.save(books.tables(DATA / "jingdezhen" / "2024.yaml", "jiangxi"), folder / "2024.xlsx")
    put(folder, "2024.yaml", rest("jingdezhen", 2024))
    assert text(folder / "2024.xlsx") == text(DATA / "jingdezhen" / "2024.yaml")
    found = draft(folder / "2024.xlsx").findings
    assert {f.code for f in found} == {"I02"}


@pytest.fixture()
def rounded(folder: Path) -> Path:
    books.save(as_printed(), folder / "2024.xlsx")
    record = rest("jingdezhen", 2024)
    yuan = {code: f"{Decimal(amount) * 10000:.2f}" for code, amount in BUDGETS.items()}
    record["支出"] = {"按类款": [{"科目": code, "年初预算": amount} for code, amount in yuan.items()]}
    put(folder, "2024.yaml", record)
    prior = yaml.load((folder / "2023.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    prior["三公经费"]["公务接待费"] = {"决算数": "1.48"}
    put(folder, "2023.yaml", {**prior, **DERIVED})
    return folder / "2024.xlsx"


def test_the_tables_as_printed_draft_alike_but_for_the_rates_that_need_yuan(rounded: Path) -> None:
    exact, drafted = text(DATA / "jingdezhen" / "2024.yaml"), text(rounded)
    assert PERCENT.sub("%", drafted) == PERCENT.sub("%", exact)
    pairs = list(zip(PERCENT.findall(exact), PERCENT.findall(drafted), strict=True))
    other = {(a, b) for a, b in pairs if a != b}
    assert other == {("73.36%", "73.35%"), ("185.74%", "185.47%"), ("20.98%", "20.95%"), ("58.54%", "58.50%")}
    told = [f for f in draft(rounded).findings if f.code == "W13"]
    for right, printed in other:
        reach = next(f.message.partition("按元计算")[2] for f in told if f"：{printed} " in f.message)
        low, high = (Decimal(found[:-1]) for found in PERCENT.findall(reach))
        assert low <= Decimal(right[:-1]) <= high and low <= Decimal(printed[:-1]) <= high


def test_rounding_is_no_error_and_the_empty_total_is_told(rounded: Path) -> None:
    found = examine(rounded).findings
    assert [f for f in found if f.severity is Severity.ERROR] == []
    residues = [f for f in found if "尾差" in f.message and f.code != "I03"]
    assert {f.severity for f in residues} == {Severity.INFO}
    (fifth,) = [f for f in residues if f.code == "T25" and "公开05表" in str(f.source)]
    assert "14.66 万元 与各项之和 14.67 万元 相差 0.01 万元；同样的还有 E13、F9、F13" in fifth.message
    assert ("公开05表", 13, 5) in [place.cell for place in fifth.also], "5.93 and 5.92"
    warned = [f for f in found if f.severity is Severity.WARNING]
    assert {f.code for f in warned} == {"T25"} and all("空着" in f.message for f in warned)
    assert any("各类之和 191.88 万元" in f.message for f in warned)


@pytest.mark.parametrize(("unit", "year", "style"), [("jingdezhen", 2024, "jiangxi"), ("example", 2024, "jiangxi")])
@pytest.mark.parametrize("money", ["元", "万元"])
def test_tables_of_records_in_order_give_no_false_alarm(
    unit: str, year: int, style: str, money: str, tmp_path: Path
) -> None:
    path = books.save(books.tables(DATA / unit / f"{year}.yaml", style, money), tmp_path / f"{year}.xlsx")
    found = [f for f in examine(path).findings if f.severity is not Severity.INFO]
    assert [f.code for f in found] == ["W05"]
    assert money == "万元" or not [f for f in examine(path).findings if "尾差" in f.message]


def test_dachuans_three_classes_are_rounding(tmp_path: Path) -> None:
    """The four 类 print 104.59, 9.25, 2.85 and 6.12 (122.81), the total prints 122.80."""
    tables = books.tables(DATA / "dachuan" / "2023.yaml", "sichuan", "万元")
    found = _examined(books.save(tables, tmp_path / "2023.xlsx"))
    residues = [f for f in found if f.code == "T25" and "122.80 万元 与各类之和 122.81 万元" in f.message]
    assert residues and {f.severity for f in residues} == {Severity.INFO}


def _examined(path: Path) -> tuple[Finding, ...]:
    return examine(path).findings


def test_errors_stop_a_draft_unless_they_are_allowed_and_then_the_draft_says_so(folder: Path) -> None:
    tables = books.tables(DATA / "jingdezhen" / "2024.yaml", "jiangxi")
    row = next(row for row in tables[0].rows if row[0] == "总计")
    row[2] = Decimal("1918910")
    books.save(tables, folder / "2024.xlsx")
    put(folder, "2024.yaml", rest("jingdezhen", 2024))
    with pytest.raises(Refused):
        draft(folder / "2024.xlsx")
    drafted = draft(folder / "2024.xlsx", allow_errors=True)
    told = render(drafted, ".txt").decode("utf-8")
    assert "【草稿：数据有 2 处错误没有改正，改正以前不要公开】" in told
    assert sum(f.severity is Severity.ERROR for f in drafted.findings) == 2
