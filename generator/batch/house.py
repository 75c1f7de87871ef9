"""The folder of a batch: the number of the run, what a killed run left behind, whether the summaries are still ours."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from .state import FOLDER, digest, document_path, state_path

# A workbook for people and the same for programs.
SUMMARIES = ("summary.xlsx", "summary.json")


class House:
    """The folder at `path` with what is kept in it. `write` puts bytes into a file, all or nothing. Raises `Refused`
    where it cannot be written in."""

    def __init__(self, path: Path, write: Callable[[Path, bytes], None]) -> None:
        self.path, self._write = path, write
        self.scratch = path / FOLDER / "tmp"
        self._file = path / FOLDER / "run.json"
        _make(self.scratch, path)
        self.run = 0
        self._summaries: dict[str, list[str]] = {}

    @property
    def lock(self) -> Path:
        return self.path / FOLDER / "lock"

    def begin(self, force: bool) -> None:
        """The next run. Raises `Refused` where a summary is there that we did not write or somebody edited."""
        self.run, self._summaries = self._read()
        self.run += 1
        strangers = [
            path
            for name in SUMMARIES
            if (path := self.path / name).exists() and _hash(path) not in self._summaries.get(name, [])
        ]
        if strangers and not force:
            message = "已经存在，不是本程序写的或有人改过，没有覆盖"
            hint = "移走或改名，再运行一次；不要了的加 --force"
            raise Refused(*(_refusal("F01", path, message, hint) for path in strangers))
        self._save()

    def remember(self, name: str, summary: Path) -> None:
        """Notes that the summary `name`, which is still what it was, is about to be what now lies at `summary`."""
        self._summaries[name] = [known for known in (_hash(self.path / name), _hash(summary)) if known]
        self._save()

    def clear(self, places: Iterable[str], prefix: str) -> None:
        """Removes what was being written, files that begin with `prefix`, when a run was killed."""
        folders = {path for place in places for path in self._folders(place)}
        for folder in sorted({self._file.parent, *folders}):
            with suppress(OSError):  # where it cannot be listed, nothing can be written either, and that is told
                for left in [path for path in folder.iterdir() if path.name.startswith(prefix) and path.is_file()]:
                    left.unlink(missing_ok=True)
        rmtree(self.scratch, ignore_errors=True)
        _make(self.scratch, self.path)

    def _folders(self, place: str) -> tuple[Path, Path]:
        return document_path(self.path, place).parent, state_path(self.path, place).parent

    def _read(self) -> tuple[int, dict[str, list[str]]]:
        """The last run and its summaries. None where that cannot be read: then a summary that is there is a person's,
        and what the workers find in the states is a former run's."""
        try:
            told = json.loads(self._file.read_bytes())
            return int(told["run"]), {name: [*map(str, told["summaries"][name])] for name in told["summaries"]}
        except (OSError, ValueError, KeyError, TypeError):
            return 0, {}

    def _save(self) -> None:
        told = {"run": self.run, "summaries": self._summaries}
        self._write(self._file, json.dumps(told, indent=1).encode())


def _make(folder: Path, output: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        message = f"写不进输出文件夹：{fault.strerror or '磁盘错误'}"
        raise Refused(_refusal("F02", output, message, "检查权限，或换一个输出文件夹")) from None


def _hash(path: Path) -> str | None:
    """None for what is not there, and for what is no file that can be read: nobody wrote that here."""
    try:
        return digest(path)
    except OSError:
        return None


def _refusal(code: str, path: Path, message: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Source(str(path)), hint)
