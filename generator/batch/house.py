"""The folder of a batch: the number of the run, what a killed run left behind, whether the summaries are still ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from shutil import rmtree
from typing import Any

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from .state import FOLDER, digest, document_path, state_path

# A workbook for people and the same for programs.
SUMMARIES = ("summary.xlsx", "summary.json")
KEPT = 2


class House:
    """The folder at `path` with what is kept in it. `write` puts bytes into a file, all or nothing. Raises `Refused`
    where it cannot be written in."""

    def __init__(self, path: Path, write: Callable[[Path, bytes], None]) -> None:
        self.path, self._write = path, write
        self.scratch = path / FOLDER / "tmp"
        self._file = path / FOLDER / "run.json"
        try:
            self.scratch.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            message = f"写不进输出文件夹：{fault.strerror or '磁盘错误'}"
            raise Refused(_refusal("F02", path, message, "检查权限，或换一个输出文件夹")) from None
        self.run = 0
        self._summaries: dict[str, list[str]] = {}

    @property
    def lock(self) -> Path:
        return self.path / FOLDER / "lock"

    def begin(self, force: bool) -> None:
        """The next run. Raises `Refused` where a summary is there that we did not write or somebody edited."""
        told = self._read()
        self.run = told.get("run", 0) + 1
        self._summaries = told.get("summaries", {})
        strangers = [
            path
            for name in SUMMARIES
            if (path := self.path / name).exists() and digest(path) not in self._summaries.get(name, [])
        ]
        if strangers and not force:
            message = "已经存在，不是本程序写的或有人改过，没有覆盖"
            hint = "移走或改名，再运行一次；不要了的加 --force"
            raise Refused(*(_refusal("F01", path, message, hint) for path in strangers))
        self._save()

    def remember(self, name: str, summary: Path) -> None:
        """Notes that the summary `name` is about to be what now lies at `summary`."""
        self._summaries[name] = [*self._summaries.get(name, []), digest(summary) or ""][-KEPT:]
        self._save()

    def clear(self, places: Iterable[str], prefix: str) -> None:
        """Removes what was being written, files that begin with `prefix`, when a run was killed."""
        folders = {path for place in places for path in self._folders(place)}
        for folder in sorted({self._file.parent, *folders}):
            if folder.is_dir():
                for left in [path for path in folder.iterdir() if path.name.startswith(prefix) and path.is_file()]:
                    left.unlink(missing_ok=True)
        rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True, exist_ok=True)

    def _folders(self, place: str) -> tuple[Path, Path]:
        return document_path(self.path, place).parent, state_path(self.path, place).parent

    def _read(self) -> dict[str, Any]:
        try:
            told = json.loads(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return told if isinstance(told, dict) else {}

    def _save(self) -> None:
        told = {"run": self.run, "summaries": self._summaries}
        self._write(self._file, json.dumps(told, indent=1).encode())


def _refusal(code: str, path: Path, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Source(str(path)), hint)
