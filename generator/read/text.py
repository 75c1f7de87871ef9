"""The bytes of a text file → text. UTF-8 with or without a BOM; everything else is told how to be saved."""

from __future__ import annotations

from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source

LARGEST = 20 * 1024 * 1024


def read_text(path: Path) -> str:
    """The text of `path`. Raises `Refused` where it is absent, too large or not UTF-8."""
    name = str(path)

    def refused(code: str, message: str, hint: str) -> Refused:
        return Refused(Finding(code, Severity.ERROR, message, Source(name), hint))

    try:
        if path.stat().st_size > LARGEST:
            raise refused("R00", "文件超过 20 MB，不像一份记录", "检查是否选错了文件")
        data = path.read_bytes()
    except FileNotFoundError:
        raise refused("R00", "没有这个文件", "检查文件名和所在的文件夹") from None
    except IsADirectoryError:
        raise refused("R00", "这是一个文件夹，不是记录文件", "写出文件夹里的文件名，如 2024.yaml") from None
    except PermissionError:
        raise refused("R00", "没有读这个文件的权限（在 Windows 上也可能是文件夹）", "检查路径和权限") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("R08", _encoding(data), "用记事本打开，另存为，编码选 UTF-8") from None


def _encoding(data: bytes) -> str:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "这是 Office 文件，不是文本记录"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 文本"
    return "文件不是 UTF-8 编码，像是 GBK（记事本的 ANSI）"
