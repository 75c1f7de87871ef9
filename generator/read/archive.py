"""The parts of a zip archive that somebody wants to read, never more bytes than promised.

What an archive says of its own sizes is not believed: bytes are counted as they come out.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from .refusal import damaged, locked, too_large

ENTRIES = 10_000
PART = 64 * 1024 * 1024
ALL = 200 * 1024 * 1024
# All that zipfile raises over bytes that it cannot make sense of.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, OverflowError, ValueError)
ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1


class Archive:
    """An archive by the names of its parts; capitals and the kind of slash do not matter."""

    def __init__(self, data: bytes) -> None:
        if data.count(ENTRY) > ENTRIES:
            raise too_large(f"工作簿里有超过 {ENTRIES} 个部件，不像公开表")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except BROKEN:
            raise damaged() from None
        infos = [info for info in self._zip.infolist() if not info.filename.endswith("/")]
        self._parts = {_plain(info.filename): info for info in infos}
        self._taken = 0
        if len(self._parts) < len(infos):
            raise damaged()

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises `Refused` where it is absent, broken, encrypted or too large."""
        info = self._parts.get(_plain(name))
        if info is None:
            raise damaged()
        if info.flag_bits & ENCRYPTED:
            raise locked()
        # zipfile stops at the size that the archive states, and others do not: let it come to the true end.
        info.file_size = PART + 2
        try:
            with self._zip.open(info) as file:
                data = file.read(PART + 1)
        except BROKEN:
            raise damaged() from None
        self._taken += len(data)
        if len(data) > PART:
            raise too_large(f"工作簿的一个部件解压后超过 {PART >> 20} MB，不像公开表")
        if self._taken > ALL:
            raise too_large(f"工作簿解压后超过 {ALL >> 20} MB，不像公开表")
        return data


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
