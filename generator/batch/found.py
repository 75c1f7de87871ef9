"""The record files that a batch is asked for: in folders, by name, or one a line in a list."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source

LIST = ".txt"
# Lock files of Word, Excel and WPS.
LOCK = "~$"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that may be a record: its path as the user would open it, and whether the user named it, and did not only
    name its folder."""

    path: Path
    named: bool


@dataclass(frozen=True, slots=True)
class Searched:
    """The files, each once, and the folder that their places are relative to."""

    files: tuple[RecordFile, ...]
    base: Path


def search(
    arguments: Sequence[Path], output: Path, suffixes: Sequence[str], read_text: Callable[[Path], str]
) -> Searched:
    """Everything with one of `suffixes` under the `arguments`; what is under `output` is our own. Raises `Refused` with
    all that is not there or holds nothing."""
    faults: list[Finding] = []
    found: dict[str, RecordFile] = {}
    heads: list[str] = []
    seen: set[str] = set()
    ours = os.path.realpath(output)
    for path, source in _expanded(arguments, read_text, faults):
        # False for what no path can be, where those of `Path` raise.
        if os.path.isdir(path):  # noqa: PTH112
            heads.append(spot(path))
            if os.path.realpath(path) == ours:
                hint = "换一个输出文件夹；它可以在数据文件夹里面"
                faults.append(_fault("输出文件夹就是数据文件夹本身", source, hint))
                continue
            again = os.path.realpath(path) in seen
            files = [RecordFile(file, False) for file in _walked(path, ours, seen, faults) if _is(file, suffixes)]
            if not files and not again:
                hint = f"记录以 {'、'.join(suffixes)} 结尾，文件名里有年份，如 2024.xlsx"
                faults.append(_fault("文件夹里没有记录", source, hint))
        elif os.path.isfile(path) and _is(path, suffixes):  # noqa: PTH113
            heads.append(spot(path.parent))
            files = [RecordFile(path, True)]
        else:
            there = os.path.exists(path)  # noqa: PTH110
            hint = f"给文件夹、记录（{' '.join(suffixes)}），或一行一个路径的清单（.txt）" if there else "核对路径"
            faults.append(_fault("不是记录，也不是文件夹" if there else "没有这个文件或文件夹", source, hint))
            continue
        for file in files:
            key = os.path.normcase(spot(file.path))
            found[key] = RecordFile(file.path, file.named or (key in found and found[key].named))
    if faults:
        raise Refused(*faults)
    return Searched(tuple(found.values()), _common(heads))


def spot(path: Path) -> str:
    """Where a file lies, whichever way it was written; links stay links."""
    return os.path.normpath(path.absolute())


def _expanded(
    arguments: Sequence[Path], read_text: Callable[[Path], str], faults: list[Finding]
) -> Iterator[tuple[Path, Source]]:
    """The paths that are meant, each with the place where it is named: lists are replaced by their lines."""
    for argument in arguments:
        if argument.suffix.lower() != LIST or not argument.is_file():
            yield argument, Source(str(argument))
            continue
        try:
            lines = [line.strip() for line in read_text(argument).splitlines()]
        except Refused as refused:
            faults.extend(refused.findings)
            continue
        wanted = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
        if not wanted:
            faults.append(_fault("清单是空的", Source(str(argument)), "一行写一个路径，相对于清单所在的文件夹"))
        for number, line in wanted:
            yield argument.parent / line, Source(str(argument), f"{number}:1")


def _walked(folder: Path, ours: str, seen: set[str], faults: list[Finding]) -> Iterator[Path]:
    """All files under `folder` in the order of their names, without hidden ones and lock files; a folder that links
    lead to again is passed once."""

    def unreadable(fault: OSError) -> None:
        message = f"文件夹读不了：{fault.strerror or '磁盘错误'}"
        faults.append(_fault(message, Source(str(fault.filename)), "检查权限"))

    for where, folders, names in os.walk(folder, onerror=unreadable, followlinks=True):
        real = os.path.realpath(where)
        if real in seen or real == ours:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(where, name) for name in sorted(names) if not name.startswith((".", LOCK)))


def _is(path: Path, suffixes: Sequence[str]) -> bool:
    return path.suffix.lower() in suffixes


def _common(heads: Sequence[str]) -> Path:
    try:
        return Path(os.path.commonpath(heads))
    except ValueError:  # drives of Windows
        hint = "一次只给一个磁盘上的，分几次运行"
        raise Refused(_fault("给的路径不在同一个磁盘上", None, hint)) from None


def _fault(message: str, source: Source | None, hint: str) -> Finding:
    return Finding("B01", Severity.ERROR, message, source, hint)
