"""The documents are run: every command they show works as they say, and every finding code has its line."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.cli import main

from .conftest import ROOT

MANUALS = ("README.md", "README.zh-CN.md")
CODE = re.compile(r"\"([A-Z]\d\d)\"")


def commands() -> list[tuple[str, str]]:
    found = []
    for manual in MANUALS:
        for block in re.findall(r"```console\n(.*?)```", (ROOT / manual).read_text(encoding="utf-8"), re.S):
            found += [(manual, line.removeprefix("$ ")) for line in block.splitlines() if line.startswith("$ ")]
    return found


@pytest.mark.parametrize(("manual", "command"), commands())
def test_a_command_of_the_manual_runs_clean(
    manual: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(command)
    assert program == "juesuan"
    assert main(arguments) == 0


def test_the_manual_explains_every_code_that_the_program_uses() -> None:
    used = {code for file in (ROOT / "generator").rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}
    table = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8").partition("<!-- codes -->")[2]
    assert sorted(re.findall(r"^\| ([A-Z]\d\d) \|", table, re.M)) == sorted(used)


def test_the_makefile_has_the_two_commands_of_the_readme() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    promised = re.findall(r"^make ([a-z-]+) ", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
    assert promised == ["demo", "test"]
    assert set(promised) <= set(targets)
