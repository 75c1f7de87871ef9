"""The bytes of a text file → text. UTF-8 with or without a BOM; everything else is told how to be saved."""

from __future__ import annotations

import re
from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from .opened import first_bytes

LARGEST = 5 * 1024 * 1024
# What YAML takes for the end of a line.
BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The text of `path`. Raises `Refused` where it is absent, no ordinary file, longer than `largest` bytes or not
    UTF-8."""

    def refused(code: str, message: str, hint: str) -> Refused:
        return Refused(Finding(code, Severity.ERROR, message, Source(str(path)), hint))

    data = first_bytes(path, largest + 1, "2024.yaml")
    if len(data) > largest:
        size = f"{largest >> 20} MB" if largest >> 20 else f"{largest >> 10} KB"
        raise refused(
            "R00", f"文件超过 {size}，不像一份{'记录' if largest == LARGEST else '样式'}", "检查是否选错了文件"
        )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        hint = "改扩展名不能转换内容；请照手册的样例新建一个文本文件，把数字填进去"
        raise refused("R08", "这是 Excel、Word 或压缩文件，不是文本记录", hint)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        likely = _likely(data)
        if not likely:
            raise refused("R08", "这不是文本文件", "检查是否选错了文件") from None
        hint = "用记事本打开，点“另存为”，编码选 UTF-8，保存后再试"
        raise refused("R08", f"文件不是 UTF-8 编码，{likely}", hint) from None


def _likely(data: bytes) -> str:
    """What encoding `data` seems to have; '' where it does not seem to be text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "是 UTF-16（记事本里叫 Unicode）"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "像是 GBK（记事本里叫 ANSI）"
