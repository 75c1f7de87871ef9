"""A file that a person named → its bytes, no more of them than the reader can use; told plainly where there is none."""

from __future__ import annotations

from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source


def first_bytes(path: Path, most: int, example: str) -> bytes:
    """Up to `most` bytes from the start of `path`. Raises `Refused` where it is absent, no ordinary file or closed to
    us. `example` is a file name as a person could have meant it."""

    def refused(message: str, hint: str) -> Refused:
        return Refused(Finding("R00", Severity.ERROR, message, Source(str(path)), hint))

    try:
        if path.is_dir():
            raise refused("这是一个文件夹，不是记录文件", f"在后面写出文件夹里的文件名，如 {example}")
        if path.exists() and not path.is_file():
            raise refused("这不是一个普通文件", "检查文件名和所在的文件夹")
        with path.open("rb") as file:
            return file.read(most)
    except FileNotFoundError:
        raise refused("没有这个文件", "检查文件名和所在的文件夹；文件名里有空格的，整个加上引号") from None
    except PermissionError:
        raise refused("没有读这个文件的权限", "检查路径和权限") from None
    except (OSError, ValueError):
        raise refused("这个文件打不开", "检查文件名和所在的文件夹") from None
