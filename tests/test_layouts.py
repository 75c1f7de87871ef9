"""The layouts of the official tables: all of them are read, and what a layout may not do is told at its line."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from generator import resources
from generator.measure import is_column, is_key
from generator.model.finding import Refused
from generator.pipeline import load_layouts
from generator.read import read_layout

from .conftest import ROOT


@pytest.mark.parametrize(("style", "count"), [("jiangxi", 10), ("sichuan", 13)])
def test_every_layout_of_a_style_is_read_and_all_its_keys_resolve(style: str, count: int) -> None:
    layouts = load_layouts(style)
    assert [layout.number for layout in layouts] == [f"公开{n:02}表" for n in range(1, count + 1)]
    assert [path.stem for path in resources.layouts(style)] == [f"{n:02}" for n in range(1, count + 1)]


def test_a_style_may_have_tables_without_numbers() -> None:
    layouts = load_layouts("shanghai")
    assert [layout.number for layout in layouts] == [""] * 9
    assert len({layout.title for layout in layouts}) == 9
    assert [layout.title for layout in layouts if layout.total_last] == ["一般公共预算财政拨款支出决算表"]


def test_a_style_without_layouts_has_no_tables() -> None:
    assert load_layouts("base") == []


GOOD = """\
title: 收入表
widths: [30, 10]
header:
  - [项目, 金额]
rows:
  - [一、其他收入, =income.other_income]
"""
BAD = {
    "an unknown key": (("=income.other_income", "=income.othr_income"), "6:14", "没有这个键"),
    "a key of words": (("=income.other_income", "=unit_name"), "6:14", "没有这个键"),
    "a list as a key": (("=income.other_income", "=income.by_function.code"), "6:14", "没有这个键"),
    "a column outside a list": (("=income.other_income", "=actual"), "6:14", "没有这个键"),
    "a name outside a list": (("一、其他收入", "=name"), "6:6", "只能用在清单的"),
    "one cell too many": (("一、其他收入, ", "一、其他收入, ~, "), "6:5", "共占 3 列，应当是 2 列"),
    "one cell too few": (("[项目, 金额]", "[项目]"), "4:5", "共占 1 列，应当是 2 列"),
    "a span too wide": (("[项目, 金额]", "[项目@2, 金额]"), "4:5", "共占 3 列"),
    "a span into the next row": (("[项目, 金额]", "[项目@1x2, 金额]\n  - [一, 二]"), "5:5", "共占 2 列，应当是 1 列"),
    "a span below the end": (("[项目, 金额]", "[项目@1x2, 金额]"), "4:5", "最后一行下面"),
    "an unknown item": (("title:", "titel:"), "1:1", "不认识的项目“titel”"),
    "no title": (("title: 收入表\n", ""), "1:1", "缺少“title”"),
    "an unknown slot": (("收入表", "收入表{unt}"), "1:8", "不认识的空位"),
    "a width in words": (("30", "宽"), "2:10", "整数"),
    "a nested cell": (("一、其他收入", "[一]"), "6:6", "一格里应当是"),
    "rows that are text": (("  - [项目, 金额]", "  - 项目"), "4:5", "写法不对"),
    "an unknown list": (("title:", "each: expenses\ntitle:"), "1:7", "以下之一"),
    "a list without a row": (("title:", "each: all\ntitle:"), "1:1", "应当是 2 列"),
    "an unknown column": (
        ("title:", "each: income\ntotal: [合计, =current_income]\nrow: [=name, =basic_expenditure]\ntitle:"),
        "3:14",
        "没有这个键",
    ),
    "a filter that is no column": (
        ("title:", "each: income\nonly: actual\ntotal: [合计, ~]\nrow: [=name, ~]\ntitle:"),
        "2:7",
        "没有“actual”这一栏",
    ),
    "a yes in other words": (("title:", "landscape: 是\ntitle:"), "1:12", "true 或 false"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_layout_at_fault_is_refused_at_its_line(fault: str, tmp_path: Path) -> None:
    (old, new), place, message = BAD[fault]
    path = tmp_path / "01.yaml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_layout(path, is_key, is_column)
    told = [(f.code, str(f.source).removeprefix(f"{path}:"), f.message) for f in refused.value.findings]
    assert any(code == "S04" and at == place and message in text for code, at, text in told), told
    assert {code for code, _, _ in told} == {"S04"}
    assert all(f.hint for f in refused.value.findings)


def test_the_installed_wheel_carries_the_layouts(tmp_path: Path) -> None:
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with ZipFile(wheel) as package:
        shipped = {name for name in package.namelist() if name.startswith("generator/share/data/layouts/")}
    ours = {str(path.relative_to(ROOT)) for style in resources.styles() for path in resources.layouts(style)}
    ours.add(str(resources.spellings().relative_to(ROOT)))
    assert shipped == {f"generator/share/{path}" for path in ours}


def test_a_good_layout_is_read(tmp_path: Path) -> None:
    path = tmp_path / "01.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_layout(path, is_key, is_column).rows[0][1].text == "income.other_income"
