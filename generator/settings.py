"""What is set for all commands: the folder with styles of the user's own, by --styles or by a file juesuan.toml in the
working directory, or else among the user's settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from . import resources
from .model.finding import Finding, Refused, Severity
from .model.source import Source

FILE = "juesuan.toml"
KEYS = ("styles",)
LARGEST = 64 * 1024
AT = re.compile(r"at line (\d+), column (\d+)")


def use_styles(folder: Path | None) -> None:
    """Makes the styles in `folder` known, or those that a file of settings names; none where neither says so. Raises
    `Refused` where that is no folder with styles."""
    if folder is not None:
        resources.use(_styles(folder, Source(str(folder))))
        return
    file = next((file for file in (Path(FILE), resources.configuration()) if file.is_file()), None)
    resources.use(_set(file) if file else None)


def _set(file: Path) -> Path | None:
    """The folder that the settings in `file` name, relative to it."""
    from .read import read_text

    text = read_text(file, LARGEST)
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        found = AT.search(str(fault))
        at = f"{found[1]}:{found[2]}" if found else f"{max(1, len(text.splitlines()))}:1"
        hint = '一行一项，如 styles = "样式"；文字加半角引号，Windows 的路径用单引号或把 \\ 写成 /'
        raise Refused(Finding("C01", Severity.ERROR, "设置文件的写法看不懂", Source(str(file), at), hint)) from None
    unknown = [key for key in settings if key not in KEYS]
    if unknown:
        hint = "可用的设置：" + "、".join(KEYS)
        raise Refused(
            *(Finding("C01", Severity.ERROR, f"不认识的设置“{key}”", _at(file, text, key), hint) for key in unknown)
        )
    if "styles" not in settings:
        return None
    said, place = settings["styles"], _at(file, text, "styles")
    if not isinstance(said, str) or not said.strip():
        message = "styles 应当是一个文件夹的名称"
        raise Refused(Finding("C01", Severity.ERROR, message, place, '写成 styles = "样式"'))
    return _styles(file.parent / said, place)


def _at(file: Path, text: str, key: str) -> Source:
    """The line of `file` that sets `key`."""
    start = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    lines = (number for number, line in enumerate(text.splitlines(), start=1) if start.match(line))
    return Source(str(file), f"{next(lines, 1)}:1")


def _styles(folder: Path, place: Source) -> Path:
    if not folder.is_dir():
        raise Refused(Finding("C01", Severity.ERROR, f"没有样式文件夹“{folder}”", place, "检查文件夹的名称和位置"))
    if (folder / resources.HEAD).is_file():
        hint = f"给出它的上一级文件夹“{folder.parent}”"
        raise Refused(Finding("C01", Severity.ERROR, f"“{folder}”是一个样式，不是放样式的文件夹", place, hint))
    if not any(folder.glob(f"*/{resources.HEAD}")):
        hint = f"一个样式一个文件夹，里面有 {resources.HEAD}；用 juesuan style new 新建一个"
        raise Refused(Finding("C01", Severity.ERROR, f"“{folder}”里没有样式", place, hint))
    return folder
