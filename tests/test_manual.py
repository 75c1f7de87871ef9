"""The manual and its example are held against what the program does: quotes, needed entries, commands."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.model.finding import Finding, Refused
from generator.pipeline import draft
from generator.resources import styles

from .conftest import ROOT

EXAMPLE = ROOT / "data" / "example"
MANUAL = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
REASONS = "变动原因"
STYLES = {"jiangxi": "<!-- 江西 -->", "sichuan": "<!-- 四川 -->", "shanghai": "<!-- 上海 -->"}
# The column of each style in the table of what only the complete disclosure needs.
COMPLETE = {"jiangxi": 1, "sichuan": 2, "shanghai": 3}
# What tells of something that the reader of the document would miss.
HOLES = ("W02", "W06", "W10")
Way = tuple[str, ...]


@cache
def example(year: int) -> Any:
    return yaml.safe_load((EXAMPLE / f"{year}.yaml").read_text(encoding="utf-8"))


def table(mark: str) -> list[list[str]]:
    """The cells of the table behind a mark of the manual, without its head."""
    lines = MANUAL.partition(mark)[2].partition("\n| --- ")[2].splitlines()[1:]
    rows = []
    for line in lines:
        if not line.startswith("| "):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def entries(cell: str) -> Iterator[Way]:
    """收入：年初结转和结余、事业收入；附件 → the paths that it names."""
    for group in cell.split("；") if cell != "—" else ():
        place, colon, names = group.partition("：")
        for name in (names if colon else place).split("、"):
            yield (*(place.split(".") if colon else ()), name)


def without(node: Any, path: Way) -> Any:
    """`node` without the entry at `path`; from all items of a list alike."""
    if isinstance(node, list):
        return [without(item, path) for item in node]
    if not isinstance(node, dict) or path[0] not in node:
        return node
    if len(path) == 1:
        return {name: value for name, value in node.items() if name != path[0]}
    return {name: without(value, path[1:]) if name == path[0] else value for name, value in node.items()}


def has(node: Any, path: Way) -> bool:
    return bool(without(node, path) != node)


def holes(folder: Path, style: str, now: Any, prior: Any, full: bool = False) -> list[Finding]:
    """What a draft of these records leaves open. Definitions are for the complete disclosure only."""
    now = now if full else without(now, ("名词解释",))
    shutil.copy(EXAMPLE / "附件1.txt", folder)
    for year, record in ((2024, now), (2023, prior)):
        words = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=10_000)
        (folder / f"{year}.yaml").write_text(words, encoding="utf-8")
    return [f for f in draft(folder / "2024.yaml", style=style, full=full).findings if f.code in HOLES]


def rowless(now: Any) -> Any:
    """`now` without reasons for its 科目: where the rows or their names are gone, nobody can ask about them."""
    if has(now, ("支出", "按功能分类")) and has(now, ("支出", "类款名称")):
        return now
    rows = example(2024)["支出"]
    names = (*rows["类款名称"].values(), *(row["名称"] for row in rows["按功能分类"]))
    return {**now, REASONS: {k: v for k, v in now[REASONS].items() if not k.startswith(names)}}


def needed() -> list[tuple[str, str, str, Way]]:
    """Style, section, column and path of everything that the tables of the manual list."""
    found = []
    for style, mark in STYLES.items():
        for section, now, why, prior in table(mark):
            found += [(style, section, "本年", path) for path in entries(now)]
            found += [(style, section, "本年", (REASONS, *path)) for cell in why.split("、") for path in entries(cell)]
            found += [(style, section, "上年", path) for path in entries(prior)]
    return found


@pytest.mark.parametrize("full", [False, True], ids=["text", "full"])
@pytest.mark.parametrize("style", styles())
def test_the_example_drafts_without_a_blank(style: str, full: bool) -> None:
    drafted = draft(EXAMPLE / "2024.yaml", style=style, full=full)
    assert {finding.code for finding in drafted.findings} <= {"I01"}


def test_every_piece_of_the_example_in_the_manual_stands_in_its_file() -> None:
    files = [(EXAMPLE / f"{year}.yaml").read_text(encoding="utf-8") for year in (2024, 2023)]
    quoted = re.findall(r"<!-- 样例 -->\n```yaml\n(.*?)```", MANUAL, re.S)
    assert len(quoted) >= 15 and all(quoted)
    assert [piece for piece in quoted if not any(piece in file for file in files)] == []


def test_every_entry_of_the_tables_stands_in_the_example() -> None:
    assert set(STYLES) == set(styles())
    for _, _, column, path in needed():
        assert has(example(2024 if column == "本年" else 2023), path), path


# Both totals of last year are one number: either will do.
EITHER = {(style, way) for style in ("sichuan", "shanghai") for way in (("收入", "收入总计"), ("支出", "支出总计"))}


@pytest.mark.parametrize(("style", "section"), list(dict.fromkeys((style, section) for style, section, *_ in needed())))
def test_an_entry_that_a_section_needs_leaves_a_blank_there(style: str, section: str, tmp_path: Path) -> None:
    for column, path in [(c, p) for s, named, c, p in needed() if (s, named) == (style, section)]:
        if column == "上年" and (style, path) in EITHER:
            continue
        now, prior = example(2024), example(2023)
        if column == "本年":
            now = rowless(without(now, path))
        else:
            prior = without(prior, path)
        found = holes(tmp_path, style, now, prior)
        assert any(section in str(finding.source) for finding in found), (path, found)


@pytest.mark.parametrize("style", styles())
def test_what_the_sections_need_is_enough(style: str, tmp_path: Path) -> None:
    """The example with nothing but the listed entries, and what no record can do without, has no blank."""
    listed = {column: [p for s, _, c, p in needed() if (s, c) == (style, column)] for column in ("本年", "上年")}
    always = {("单位名称",), ("年度",), ("单位性质",), ("单位简称",), ("自称",)}
    own = {"科目", "名称", "资金来源", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出", "金额"}
    own |= {"国内接待费", "国（境）外接待费", "得分", "授予中小企业", "公务接待费"}

    def kept(node: Any, path: Way, paths: list[Way]) -> Any:
        if isinstance(node, list):
            return [kept(item, path, paths) for item in node]
        if not isinstance(node, dict) or (path in paths and path[-1] == "类款名称"):
            return node
        chosen = {}
        for name, value in node.items():
            here = (*path, name)
            inner = any(p[: len(here)] == here for p in paths)
            if inner or here in always or (name in own and path in {p[:-1] for p in paths} | set(paths)):
                chosen[name] = kept(value, here, paths)
        return chosen

    now, prior = (kept(example(y), (), listed[c]) for y, c in ((2024, "本年"), (2023, "上年")))
    assert holes(tmp_path, style, now, prior) == []


@pytest.mark.parametrize("style", styles())
def test_what_only_the_complete_disclosure_needs_is_told_there(style: str, tmp_path: Path) -> None:
    known = {f.message for f in holes(tmp_path, style, example(2024), example(2023), full=True)}
    for row in table("<!-- 完整 -->"):
        for path in entries(row[COMPLETE[style]]):
            now = rowless(without(example(2024), path))
            found = {f.message for f in holes(tmp_path, style, now, example(2023), full=True)}
            assert found - known, path


KINDS = ("上缴上级支出", "经营支出", "对附属单位补助支出")


@pytest.mark.parametrize("style", styles())
def test_kinds_of_spending_that_there_are_none_of_are_written_as_zero(style: str, tmp_path: Path) -> None:
    now = example(2024)
    rows = [row for row in now["支出"]["按功能分类"] if not set(KINDS) & set(row)]
    others = {**now["支出"], "按功能分类": rows}
    free = {**now, "支出": {**others, **dict.fromkeys(KINDS, 0)}, "收入": {**now["收入"]}}
    free["支出"]["年末结转和结余"] = now["支出"]["年末结转和结余"] + 340000
    assert holes(tmp_path, style, free, example(2023)) == []
    for kind in KINDS:
        assert holes(tmp_path, style, without(free, ("支出", kind)), example(2023))


@pytest.mark.parametrize("style", styles())
@pytest.mark.parametrize("line", re.findall(r"`((?:政府采购|绩效): \{.*?\})`", MANUAL))
def test_the_lines_for_nothing_at_all_leave_no_blank(style: str, line: str, tmp_path: Path) -> None:
    now = {**example(2024), **yaml.safe_load(line)}
    assert holes(tmp_path, style, now, example(2023)) == []


def test_a_renamed_and_a_newly_founded_unit_draft_as_the_manual_says(tmp_path: Path) -> None:
    renamed = {**example(2024), "原名": "示例县水务局"}
    assert holes(tmp_path, "jiangxi", renamed, {**example(2023), "单位名称": "示例县水务局"}) == []
    with pytest.raises(Refused):
        holes(tmp_path, "jiangxi", example(2024), {**example(2023), "单位名称": "示例县水务局"})
    (tmp_path / "2023.yaml").unlink()
    path = tmp_path / "2024.yaml"
    path.write_text((EXAMPLE / "2024.yaml").read_text(encoding="utf-8") + "新设单位: 是\n", encoding="utf-8")
    for style in styles():
        assert {finding.code for finding in draft(path, style=style).findings} <= {"I01"}


def test_every_option_of_the_commands_is_in_the_manual() -> None:
    source = "".join((ROOT / "generator" / f"{own}.py").read_text(encoding="utf-8") for own in ("cli", "options"))
    options = set(re.findall(r'"(--[a-z]+)"', source)) | {"--prior", "--style", "--reference", "--trace", "-o"}
    commands = re.findall(r"@app\.command\(\)\ndef (\w+)", source)
    told = MANUAL.partition("## 六、命令")[2].partition("\n### ")[0]
    assert [option for option in options - {"--output", "--help"} if f"`{option}" not in told] == []
    assert [command for command in commands if f"`juesuan {command}" not in told] == []
