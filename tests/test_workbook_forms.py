"""Forms of other years and places: what is read from them, and what is told instead of guessed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.model.finding import Finding, Refused, Severity
from generator.pipeline import examine, forms
from generator.read import read_source

from . import books
from .books import Book, Value
from .conftest import ROOT

EVERYTHING = ROOT / "tests" / "units" / "everything-in-use.yaml"
JINGDEZHEN = ROOT / "data" / "jingdezhen" / "2024.yaml"
Tables = list[Book]
Change = Callable[[Tables], object]


def tables(path: Path = JINGDEZHEN, unit: str = "元") -> Tables:
    return books.tables(path, "jiangxi", unit)


def said(made: Tables, path: Path, partial: bool = False) -> Any:
    return books.values(read_source(books.save(made, path), forms, partial).record)


def refused(made: Tables, path: Path) -> list[Finding]:
    with pytest.raises(Refused) as told:
        read_source(books.save(made, path), forms)
    return list(told.value.findings)


def row(book: Book, words: str) -> list[Value]:
    return next(line for line in book.rows[book.first :] if any(words in str(value) for value in line))


def head(made: Tables, old: str, new: str) -> None:
    for book in made:
        for line in book.rows[: book.first]:
            line[:] = [value.replace(old, new) if isinstance(value, str) else value for value in line]


def without_columns_of(book: Book, columns: set[int]) -> None:
    """Takes columns out of a table, merged cells and all."""
    book.rows[:] = [[v for at, v in enumerate(line) if at not in columns] for line in book.rows]
    book.merges.clear()


def in_two_blocks(made: Tables) -> None:
    """公开06表 with 人员经费 and 公用经费 only, each one list."""
    book = made[5]
    body = book.rows[book.first :]
    third = [line[6:9] for line in body if line[6] and line[8] is not None]
    total = body[28]
    rows = [line[:6] for line in body[:28]] + [[None, None, None, *own] for own in third]
    wide = [*rows, [*total[:3], "公用经费合计", None, total[8]]]
    heads = [line[:6] for line in book.rows[: book.first]]
    heads[2][-1] = "金额单位：元"
    book.rows[:] = [*heads, *wide]
    book.merges.clear()


def last_year_beside(made: Tables) -> None:
    """公开05表 with last year's amounts before this year's."""
    book = made[4]
    for at, line in enumerate(book.rows):
        before: list[Value] = [None, None, None]
        if at == 3:
            before = ["2023年决算数", None, None]
            line[4:] = ["2024年决算数", None, None]
        elif at == 4:
            before = line[4:] = ["小计", "基本支出", "项目支出"]
        elif at >= book.first and line[4] is not None:
            before = [Decimal(7), Decimal(7), Decimal(0)]
        line[4:4] = before
    book.merges.clear()
    book.rows[3][3] = book.rows[3][3] or None


READ_ALIKE: dict[str, Change] = {
    "公开06表 in two blocks": in_two_blocks,
    "last year's columns beside this year's": last_year_beside,
    "a code in front of the unit's name": lambda made: head(made, "部门：", "部门：[123456]"),
    "a seal behind the unit's name": lambda made: head(made, "金融服务中心", "金融服务中心（盖章）"),
    "编制部门（单位）": lambda made: head(made, "部门：", "编制部门（单位）："),
    "人民币元": lambda made: head(made, "金额单位：元", "金额单位：人民币元"),
    "元（保留两位小数）": lambda made: head(made, "金额单位：元", "单位：元（保留两位小数）"),
    "another measure in 公开10表": lambda made: head(made[9:], "单位：台、辆、套", "单位：辆"),
    "the year in Chinese": lambda made: head(made, "2024年度", "二〇二四年度"),
    "a date of filling in": lambda made: [b.rows[1].__setitem__(0, "填报日期：2025年3月") for b in made],
    "counters with formulas": lambda made: made[4].rows[5].__setitem__(4, "1=2+3"),
    "本年决算数": lambda made: head(made[:1], "金额", "本年决算数"),
    "a title with what there is not": lambda made: head(made[6:8], "决算表", "决算表（本部门无此项支出）"),
    "附件1": lambda made: made[0].rows[0].__setitem__(0, "附件1：收入支出决算总表"),
    "支出合计": lambda made: row(made[4], "合计").__setitem__(3, "支出合计"),
    "signatures with a telephone number": lambda made: made[4].rows.append(
        ["填报人：王某", None, None, None, "联系电话", Decimal(7981234), None]
    ),
    "dashes of other kinds": lambda made: row(made[8], "因公出国（境）费").__setitem__(3, "–"),
    "words for nothing": lambda made: row(made[8], "因公出国（境）费").__setitem__(3, "不涉及"),
    "what formulas leave behind": lambda made: row(made[0], "其他收入").__setitem__(2, Decimal("5.8E-11")),
    "codes with points": lambda made: row(made[4], "2080505").__setitem__(0, "208.05.05"),
}


@pytest.mark.parametrize("change", READ_ALIKE.values(), ids=READ_ALIKE.keys())
def test_what_is_only_written_otherwise_is_read_alike(change: Change, tmp_path: Path) -> None:
    plain, changed = tables(), tables()
    change(changed)
    assert called_alike(said(changed, tmp_path / "表.xlsx")) == called_alike(said(plain, tmp_path / "b表.xlsx"))


def called_alike(record: Any) -> Any:
    """A 款 is called as in the form that the sheet has the shape of; 公开06表 in two blocks is of another style."""
    for line in record["basic"]["by_economic_class"]:
        line["name"] = line["name"].replace("医疗补助缴费", "医疗补助缴款")
    return record


def spread_codes(made: Tables) -> None:
    """208 | 20805 | 2080505 beside each other."""
    for book in made[1:5]:
        for line in book.rows[book.first :]:
            code = str(line[0] or "")
            if code.isdecimal():
                line[:3] = [code[:3], code[:5] if len(code) > 3 else None, code if len(code) > 5 else None]
        book.merges[:] = [merge for merge in book.merges if merge[0] < book.first]


def codes_before_names(made: Tables) -> None:
    for book in made[1:5]:
        for line in book.rows[book.first :]:
            if str(line[0] or "").isdecimal():
                line[0], line[3] = None, f"[{line[0]}]{line[3]}"
        book.merges[:] = [merge for merge in book.merges if merge[0] < book.first]


@pytest.mark.parametrize("change", [spread_codes, codes_before_names])
def test_codes_are_read_in_other_ways(change: Change, tmp_path: Path) -> None:
    plain, changed = tables(), tables()
    change(changed)
    assert said(changed, tmp_path / "2024.xlsx") == said(plain, tmp_path / "b2024.xlsx")


def test_tables_beside_each_other_are_both_read(tmp_path: Path) -> None:
    plain, made = tables(), tables()
    left, right = made[4], made[7]
    height = max(len(left.rows), len(right.rows))
    blank: list[Value] = [None] * 7
    full = [[*book.rows, *[blank] * (height - len(book.rows))] for book in (left, right)]
    rows = [[*one, None, *other] for one, other in zip(*full, strict=True)]
    merges = [*left.merges, *((t, le + 8, b, r + 8) for t, le, b, r in right.merges)]
    beside = [*made[:4], Book("两张", rows, merges), *made[5:7], *made[8:]]
    assert said(beside, tmp_path / "2024.xlsx") == said(plain, tmp_path / "b2024.xlsx")


def test_old_income_without_the_kinds_of_budget_states_the_fiscal_appropriation(tmp_path: Path) -> None:
    made = tables(EVERYTHING)
    line = row(made[0], "一般公共预算财政拨款收入")
    line[0], line[2] = "一、财政拨款收入", Decimal(1510000)
    row(made[0], "二、政府性基金")[0] = "其中：政府性基金预算财政拨款"
    row(made[0], "三、国有资本")[0] = "国有资本经营预算财政拨款"
    income = said(made, tmp_path / "2024.xlsx")["income"]
    assert income["general_budget_income"] == Decimal(1000000)
    assert income["government_funds_income"] == Decimal(450000)


def line_of_three_public(heads: list[str]) -> Tables:
    """The table of one line, with as many blocks of six columns as there are heads."""
    made = tables(EVERYTHING)
    line = next(b for b in books.tables(EVERYTHING, "sichuan") if "三公" in str(b.rows[0][0]))
    rows = [[*head[:6] * len(heads)] for head in line.rows]
    for head_line in rows[:2]:
        head_line[1:] = [None] * (len(head_line) - 1)
    for block, name in enumerate(heads):
        rows[3][block * 6 : block * 6 + 6] = [name, *[None] * 5]
        rows[6][block * 6 : block * 6 + 6] = [Decimal(n) for n in range(block * 6 + 1, block * 6 + 7)]
        body = [Decimal((block + 1) * amount) for amount in (1000, 100, 600, 200, 400, 300)]
        rows[line.first][block * 6 : block * 6 + 6] = body
    rows[2] = [line.rows[2][0], "2024年度", *[None] * (len(rows[2]) - 3), "金额单位：元"]
    merges = [(3, block * 6, 3, block * 6 + 5) for block in range(len(heads))]
    return [*made[:8], Book("三公", rows, merges, line.first), made[9]]


@pytest.mark.parametrize(
    ("heads", "budget", "actual"),
    [
        (["上年决算数", "本年预算数", "本年决算数"], 2000, 3000),
        (["2023年决算数", "2024年预算数", "2024年决算数"], 2000, 3000),
        (["年初预算数", "全年预算数", "决算数"], 2000, 3000),
        (["2023年度决算数", "2024年度决算数"], None, 2000),
    ],
)
def test_columns_of_another_year_are_not_taken_for_this_years(
    heads: list[str], budget: int | None, actual: int, tmp_path: Path
) -> None:
    public = said(line_of_three_public(heads), tmp_path / "2024.xlsx", partial=True)["three_public"]
    assert public["hospitality"]["actual"] == Decimal(actual) * 3 / 10
    assert public["hospitality"].get("full_budget") == (budget and Decimal(budget) * 3 / 10)


def test_columns_that_nobody_can_tell_apart_are_told(tmp_path: Path) -> None:
    told = refused(line_of_three_public(["数额", "预算数", "决算数", "决算数"]), tmp_path / "2024.xlsx")
    assert "R33" in {f.code for f in told} and any("分不清" in f.message and f.also for f in told)


def test_several_lines_in_a_table_of_one_line_are_told_unless_one_is_their_sum(tmp_path: Path) -> None:
    made = line_of_three_public(["预算数", "决算数"])
    third = made[8]
    third.rows.insert(third.first, list(third.rows[third.first]))
    assert {f.code for f in refused(made, tmp_path / "2024.xlsx")} == {"R31"}


def test_a_level_that_is_left_out_is_told_and_never_guessed(tmp_path: Path) -> None:
    made = tables()
    for book in (books.coded_by_level(book) for book in made[4:5]):
        lines = [line for line in book.rows if not (line[1] and not line[0])]
        made[4] = Book(book.name, lines, [m for m in book.merges if m[0] < book.first], book.first)
    assert {f.code for f in refused(made, tmp_path / "2024.xlsx")} == {"R31"}


def test_a_column_that_rows_cannot_do_without_is_asked_for(tmp_path: Path) -> None:
    made = tables()
    head(made[4:5], "基本支出", "基本")
    (told,) = refused(made, tmp_path / "2024.xlsx")
    assert told.code == "R33" and "“基本支出”" in told.message


def test_a_budget_table_is_not_taken_for_the_accounts(tmp_path: Path) -> None:
    made = tables()
    head(made[2:3], "支出决算表", "支出总表")
    (told,) = refused(made, tmp_path / "2024.xlsx")
    assert told.code == "R24" and "“支出决算表”" in told.message


def test_units_in_headings_count_and_must_agree(tmp_path: Path) -> None:
    made = tables(unit="万元")
    head(made[:1], "金额单位：万元", "")
    head(made[:1], "金额", "金额（万元）")
    income = said(made, tmp_path / "2024.xlsx")["income"]
    assert income["general_budget_income"] == Decimal("1918800")
    head(made[1:2], "财政拨款收入", "财政拨款收入（元）")
    (told,) = refused(made, tmp_path / "b2024.xlsx")
    assert told.code == "R26" and "两种金额单位" in told.message


@pytest.mark.parametrize("digits", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("path", [JINGDEZHEN, ROOT / "data" / "example" / "2024.yaml"], ids=["jingdezhen", "example"])
def test_however_few_decimals_a_table_prints_rounding_is_no_error(digits: int, path: Path, tmp_path: Path) -> None:
    made = tables(path, "万元")
    for exact, book in zip(tables(path), made, strict=True):
        for y, line in enumerate(exact.rows[exact.first :], start=exact.first):
            for x, value in enumerate(line):
                if isinstance(value, Decimal):
                    book.rows[y][x] = round(value / 10000 + Decimal("1e-9"), digits)
    found = examine(books.save(made, tmp_path / "2024.xlsx")).findings
    assert [f for f in found if f.severity is Severity.ERROR] == []


def test_a_finer_amount_does_not_make_a_rounded_table_exact(tmp_path: Path) -> None:
    made = tables(unit="万元")
    row(made[4], "2170399")[5] = Decimal("142.9582")
    found = examine(books.save(made, tmp_path / "2024.xlsx")).findings
    assert [f for f in found if f.severity is Severity.ERROR] == []


def test_an_offices_own_table_of_items_and_contents_is_left_alone(tmp_path: Path) -> None:
    own = Book("办公室", [["项目", "内容", "得分"], ["会议次数", "12 次", 5], ["培训", "3 次", 4]])
    found = read_source(books.save([*tables(), own], tmp_path / "2024.xlsx"), forms)
    assert [f.code for f in found.findings] == ["W14"]


def test_a_text_beside_in_wan_is_read_in_wan_and_one_in_yuan_in_yuan(tmp_path: Path) -> None:
    """Each is in its own unit, whatever the other says."""
    path = books.save(tables(), tmp_path / "2024.xlsx")
    beside = path.with_suffix(".yaml")
    for unit, amount in (("万元", "0.08"), ("元", "800")):
        beside.write_text(f"金额单位: {unit}\n政府采购: {{货物: {amount}}}\n", encoding="utf-8")
        assert books.values(read_source(path, forms).record)["procurement"]["goods"] == Decimal(800)
    further = Book("其他", [["项目", "内容"], ["金额单位", "万元"], ["政府采购.工程", Decimal("0.5")]])
    books.save([*tables(), further], path)
    beside.write_text("政府采购: {货物: 800}\n", encoding="utf-8")
    told = read_source(path, forms).record
    assert books.values(told)["procurement"] == {"goods": Decimal(800), "works": Decimal(5000)}
