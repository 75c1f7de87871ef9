"""Puts finished bytes on the disk: all or nothing, and never over a file that a person may have edited."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source

# What is being written begins with this; a run that was killed may leave it.
TEMPORARY = ".juesuan-"
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def file_name(title: str) -> str:
    """A default name from a document's title, without what Windows forbids in names."""
    return FORBIDDEN.sub("", title).rstrip(". ")


def write_files(outputs: Sequence[tuple[Path, bytes]], sources: Sequence[Path], force: bool) -> None:
    """Writes all `outputs` or, where one of them may not be written, none. Raises `Refused` where a file exists and
    `force` is not given, where an output is one of the `sources` it was made from, and where two are the same."""
    findings = []
    taken = {path.resolve(): "这是数据文件，不能用文稿覆盖它" for path in sources}
    for path, _ in outputs:
        if path.resolve() in taken:
            findings.append(_refusal(path, taken[path.resolve()], "换一个文件名"))
        elif path.exists() and not force:
            hint = "换一个文件名（-o），或确认不再需要旧文件后加 --force"
            findings.append(_refusal(path, "文件已经存在，里面可能有人工修改，没有覆盖", hint))
        taken[path.resolve()] = "两份输出不能写进同一个文件"
    if findings:
        raise Refused(*findings)
    for path, data in outputs:
        put(path, data)


def _refusal(path: Path, message: str, hint: str) -> Finding:
    return Finding("F01", Severity.ERROR, message, Source(str(path)), hint)


def put(path: Path, data: bytes, durable: bool = True) -> None:
    """Writes to a temporary file beside `path` and renames it: a reader sees the old file or the new one. What is not
    `durable` may be gone, or be empty, when the power fails within seconds."""
    with replacing(path, durable=durable) as temporary:
        temporary.write_bytes(data)


@contextmanager
def replacing(path: Path, folder: Path | None = None, durable: bool = True) -> Iterator[Path]:
    """A temporary file in `folder` (beside `path` where None) that takes the place of `path` once all is written.
    Raises `Refused` where it cannot; then nothing of it is left."""
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=folder or path.parent, prefix=TEMPORARY, delete=False) as file:
            temporary = Path(file.name)
        yield temporary
        if durable:
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
        if os.name == "posix":
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as fault:
        reason = {FileNotFoundError: "没有这个文件夹", PermissionError: "没有写的权限，或文件正在 Word 里打开着"}
        message = f"写不进去：{reason.get(type(fault), fault.strerror or '磁盘错误')}"
        hint = "检查文件夹和权限，关闭打开的文件"
        raise Refused(Finding("F02", Severity.ERROR, message, Source(str(path)), hint)) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
