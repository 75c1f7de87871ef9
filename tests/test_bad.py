"""What people get wrong, a record a fault, and all that they are told about it.

A case is a record (or a folder) under tests/bad/ and beside it a .txt of the same name that reads like the console:
the command behind `> `, then every word of the answer. The files are copied to an empty folder, where the command runs.
A changed answer is read as a budget officer would read it; JUESUAN_ACCEPT=1 rewrites the .txt files.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.cli import main

from .conftest import ROOT

BAD = ROOT / "tests" / "bad"
CASES = sorted(path.stem for path in BAD.glob("*.txt"))


def told(case: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, int]:
    """What the console shows for a case that was copied to `folder`, and the exit status."""
    command = (BAD / f"{case}.txt").read_text(encoding="utf-8").splitlines()[0]
    status = main(shlex.split(command.removeprefix("> juesuan ")))
    out, err = capsys.readouterr()
    return f"{command}\n{out}{err}", status


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_word_for_word_and_nothing_is_written(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if (BAD / case).is_dir():
        shutil.copytree(BAD / case, tmp_path, dirs_exist_ok=True)
    else:
        for file in BAD.glob(f"{case}.*"):
            if file.suffix != ".txt":
                shutil.copy(file, tmp_path)
    before = {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")}
    monkeypatch.chdir(tmp_path)
    text, status = told(case, tmp_path, capsys)
    assert status == 2
    assert {path: path.is_file() and path.read_bytes() for path in tmp_path.rglob("*")} == before
    if "JUESUAN_ACCEPT" in os.environ:
        (BAD / f"{case}.txt").write_text(text, encoding="utf-8")
    assert text == (BAD / f"{case}.txt").read_text(encoding="utf-8")


def test_every_record_has_its_answer() -> None:
    assert sorted({path.stem for path in BAD.iterdir()}) == CASES
    assert len(CASES) >= 36


def test_every_code_of_the_readers_and_checks_has_a_case() -> None:
    rooms = [ROOT / "generator" / room for room in ("read", "check")]
    sources = [file.read_text(encoding="utf-8") for room in rooms for file in room.glob("*.py")]
    sources += [(ROOT / "generator" / file).read_text(encoding="utf-8") for file in ("model/values.py", "pipeline.py")]
    codes = {code for source in sources for code in re.findall(r'"([RT][0-9]{2})"', source)}
    shown = "".join((BAD / f"{case}.txt").read_text(encoding="utf-8") for case in CASES)
    assert codes - set(re.findall(r"(?:error|warning|info) ([RT][0-9]{2}):", shown)) == set()


@pytest.mark.parametrize("case", CASES)
def test_every_answer_says_what_to_do_in_plain_chinese(case: str) -> None:
    lines = (BAD / f"{case}.txt").read_text(encoding="utf-8").splitlines()[1:]
    for error in [number for number, line in enumerate(lines) if re.search(r" ?error [A-Z][0-9]{2}: ", line)]:
        told = "\n".join(lines[error:]).split("\n\n")[0].splitlines()
        assert len(told) > 1 and re.search("[一-鿿]", told[-1]), told
    words = {
        word.lower() for line in lines for word in re.findall("[A-Za-z]+", re.sub(".*error [A-Z][0-9]{2}: ", "", line))
    }
    assert words & PROGRAMMERS_WORDS == set()


PROGRAMMERS_WORDS = {
    *("mapping", "sequence", "scalar", "token", "none", "null", "type", "value", "decimal", "error", "parse"),
    *("invalid", "expected", "found", "key", "list", "dict", "string", "integer"),
}
