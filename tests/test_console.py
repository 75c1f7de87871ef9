"""A console of Chinese Windows is GBK: everything that the program says of itself must be printable there."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from generator import pipeline
from generator.cli import main
from generator.write import numbers

from .conftest import ROOT

BAD = ROOT / "tests" / "bad"
UNITS = ["data/jingdezhen/2024.yaml", "data/dachuan/2023.yaml"]
ESCAPE = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")


def printed(arguments: list[str], monkeypatch: pytest.MonkeyPatch, encoding: str = "gbk") -> tuple[str, int]:
    """What a console of `encoding` shows of both streams, and the exit status."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    with monkeypatch.context() as console:
        console.setattr("sys.stdout", out)
        console.setattr("sys.stderr", err)
        status = main(arguments)
    out.flush()
    err.flush()
    data = [stream.buffer.getvalue() for stream in (out, err)]
    return b"".join(data).decode(encoding), status


@pytest.mark.parametrize("command", [[], ["draft"], ["explain"], ["schema"], ["styles"]], ids=" ".join)
def test_help_prints(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    text, status = printed([*command, "--help"], monkeypatch)
    assert status == 0
    assert "juesuan" in text and not ESCAPE.search(text)


def test_the_styles_print(monkeypatch: pytest.MonkeyPatch) -> None:
    text, status = printed(["styles"], monkeypatch)
    assert status == 0
    assert text and not ESCAPE.search(text)


def test_the_schema_that_a_console_writes_to_a_file_is_json_in_any_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    text, status = printed(["schema"], monkeypatch)
    assert status == 0
    assert text.isascii() and json.loads(text) == pipeline.schema()


@pytest.mark.parametrize("record", UNITS)
def test_a_draft_and_its_findings_print(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text, status = printed(["draft", record, "-o", "-"], monkeypatch)
    assert status in (0, 1)
    assert "情况说明" in text and not ESCAPE.search(text)


@pytest.mark.parametrize("record", UNITS)
def test_findings_print_as_json(record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text, status = printed(["draft", record, "-o", str(tmp_path / "稿.txt"), "--json"], monkeypatch)
    assert status in (0, 1)
    assert not ESCAPE.search(text)


@pytest.mark.parametrize("record", UNITS)
def test_every_tree_of_a_number_prints(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    drafted = pipeline.draft(Path(record))
    keys = {number.figure.key for number, _, _ in numbers(drafted.narrative)}
    assert keys
    trees = "\n".join(line for key in sorted(keys) for line in pipeline.explain(drafted, key))
    assert trees.encode("gbk").decode("gbk") == trees
    text, status = printed(["explain", record, min(keys)], monkeypatch)
    assert status == 0
    assert text and not ESCAPE.search(text)


@pytest.mark.parametrize("case", sorted(path.stem for path in BAD.glob("*.txt")))
def test_every_answer_to_a_bad_record_is_gbk(case: str) -> None:
    answer = (BAD / f"{case}.txt").read_text(encoding="utf-8")
    assert answer.encode("gbk", errors="ignore").decode("gbk") == answer.replace("\u00a0", "").replace("\u00a5", "")


def test_a_letter_of_the_unit_that_the_console_lacks_is_escaped_and_nothing_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("记录.yaml").write_text("单位名称: 𬭛县水利局\n年度: 二〇二四\n", encoding="utf-8")
    text, status = printed(["draft", "记录.yaml"], monkeypatch)
    assert status == 2
    assert "记录.yaml:2:5: error R03: 年度：“二〇二四”不是年度" in text
    Path("记录.yaml").write_text("单位名称: 𬭛县水利局\n年度: 2024\n样式: 𬭛\n", encoding="utf-8")
    text, status = printed(["draft", "记录.yaml"], monkeypatch)
    assert status == 2
    assert r"没有“\U0002cb5b”这个样式" in text


def test_a_wrong_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (
        ["draft"],
        ["draft", "--nein"],
        ["起草"],
        ["explain", "2024.yaml"],
        ["draft", "a", "b"],
        ["draft", "a", "-o"],
    ):
        text, status = printed(command, monkeypatch)
        assert status == 2
        assert text.startswith("命令写得不对") and not ESCAPE.search(text)
