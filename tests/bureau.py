"""A county bureau: units of every kind, many times over, some of them broken, in a folder of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from generator.cli import main

from .conftest import CASES, ROOT

BAD = ROOT / "tests" / "bad"
# Ten records that are broken in ten ways, each with the code that tells it.
BROKEN = {
    "empty": "R09",
    "saved-as-ansi": "R08",
    "duplicate-key": "R01",
    "amount-in-words": "R03",
    "amount-finer-than-a-cent": "R04",
    "no-unit-name": "R10",
    "style-unknown": "R12",
    "income-code-twice": "R13",
    "total-unlike-its-parts": "T01",
    "income-unlike-expenditure": "T02",
}


def kinds() -> list[Path]:
    """The cases of Jiangxi that can be drafted with a record of 2024."""
    return [case for case in sorted((CASES / "jiangxi").iterdir()) if (case / "2024.yaml").is_file()]


def settle(folder: Path, count: int, broken: int = 0) -> Path:
    """Puts `count` units into `folder`, a folder each, the last of them `broken`."""
    cases = kinds()
    for number in range(count - broken):
        shutil.copytree(cases[number % len(cases)], folder / f"乡镇{number % 7}" / f"单位{number:05}")
    for number, name in enumerate(list(BROKEN)[:broken]):
        home = folder / "错的" / f"{number} {name}"
        home.mkdir(parents=True)
        shutil.copy(BAD / f"{name}.yaml", home / "2024.yaml")
    return folder


def run(*arguments: str | Path) -> int:
    return main(["batch", *map(str, arguments)])


def started(*arguments: str | Path, **options: Any) -> subprocess.Popen[str]:
    """The command in a process group of its own, its output in pipes."""
    command = [sys.executable, "-m", "generator", "batch", *map(str, arguments)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True, **{**pipes, **options})


def summary(output: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((output / "summary.json").read_text(encoding="utf-8"))
    return told


def states(output: Path) -> dict[str, str]:
    """What became of each unit, by its record."""
    return {unit["record"]: unit["state"] for unit in summary(output)["units"]}


def documents(output: Path) -> dict[str, bytes]:
    """Every document, by its place. Each opens, and nothing half written lies about."""
    found = {path.relative_to(output).as_posix(): path for path in sorted(output.rglob("*.docx"))}
    for path in found.values():
        with ZipFile(path) as package:
            assert package.testzip() is None
    assert list(output.rglob(".juesuan-*")) == []
    return {place: path.read_bytes() for place, path in found.items()}


def times(output: Path) -> dict[str, int]:
    return {path.relative_to(output).as_posix(): path.stat().st_mtime_ns for path in sorted(output.rglob("*.docx"))}
