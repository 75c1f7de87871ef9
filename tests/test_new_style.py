"""The page for authors of styles is held against the program, and its example is a style that drafts."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from jinja2 import nodes

from generator.authoring import check_style, named, narrator
from generator.cli import main
from generator.measure import Comparer
from generator.model.figure import Kind
from generator.model.style import FORMS, Aspect, Due, Part, Style
from generator.narrate.environment import StyleEnvironment, StyleLoader
from generator.pipeline import load_wording

from .conftest import ROOT

PAGE = (ROOT / "docs" / "new-style.zh-CN.md").read_text("utf-8")
EXAMPLE = ROOT / "tests" / "styles" / "county-hospital"


def test_every_piece_of_the_example_in_the_page_stands_in_its_file() -> None:
    pieces = re.findall(r"<!-- 例 (\S+) -->\n```\w+\n(.*?)```", PAGE, re.S)
    assert len(pieces) >= 6
    assert [name for name, text in pieces if text not in (EXAMPLE / name).read_text("utf-8")] == []


def test_the_example_is_clean_and_drafts_what_was_accepted() -> None:
    assert [(f.code, f.message, str(f.source)) for f in check_style(named(str(EXAMPLE)))] == []
    assert main(["style", "cases", str(EXAMPLE)]) == 0


def test_the_commands_of_the_page_run_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^ *\$ juesuan (.*)$", PAGE, re.M)
    assert len(commands) >= 5
    for command in commands:
        assert main(shlex.split(command)) == 0, command


def test_the_page_tells_every_kind_of_change_and_the_example_of_its_phrase() -> None:
    table = PAGE.partition("<!-- 情形 -->")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `change\.(\w+)` \|.*\| (.*) \|$", table, re.M)
    assert {kind for kind, _ in rows} == set(Kind)
    phrases = load_wording("jiangxi").phrases
    for kind, words in rows:
        if f"change.{kind}" in phrases:
            parts = phrases[f"change.{kind}"].parts
            assert words == "".join(part if isinstance(part, str) else f"{{{part.name}}}" for part in parts)


def test_the_page_tells_every_function() -> None:
    told = set(re.findall(r"^\| `(\w+)\(", PAGE.partition("<!-- 函数 -->")[2], re.M))
    names = narrator("jiangxi").sections.environment.globals
    assert told == {name for name, value in names.items() if callable(value)}


def test_the_page_tells_every_word_of_a_head() -> None:
    words = {*Style.model_fields, *FORMS, *Aspect, *Due, *(set(Part.model_fields) - {"title"})}
    assert [word for word in words if f"`{word}" not in PAGE] == []


def test_the_page_tells_every_macro_that_styles_share() -> None:
    environment = StyleEnvironment(StyleLoader([ROOT / "templates" / "base"]), {})
    macros = [node.name for node in environment.tree("macros.j2").body if isinstance(node, nodes.Macro)]
    assert [name for name in macros if f"`{name}" not in PAGE] == []
    assert Comparer.change.__name__ in PAGE


def test_the_page_explains_every_finding_of_the_check() -> None:
    assert [
        code for code in ("S01", "S02", "S03", "S04", "S06", "S07", "S08", "S09", "S10", "C01") if code not in PAGE
    ] == []
