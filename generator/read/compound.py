"""An OLE2 container, which is what an .xls and every office file with a password is → the streams in it.

Also writes the smallest container around one stream: what a parser is to read, and nothing to lose its way in.
"""

from __future__ import annotations

import struct
from array import array
from itertools import chain

from .refusal import damaged

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
LAST = 0xFFFFFFFA
STREAM, ROOT = 2, 5
ENTRY = struct.Struct("<64sHBB3I16sIQQIQ")
SECTOR = 4096
# A stream below this size lies among the small ones.
SMALL = 4096


class Compound:
    """The streams of a container by name. Raises `Refused` where it is broken."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            raise damaged()
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise damaged()
        self._size = 1 << shift
        tables, first, small_first, more = struct.unpack_from("<II8xI4xI", data, 44)
        listed = array("I", data[76:512])
        seen = 0
        while more < LAST:
            sector = array("I", self._sector(more))
            more = sector.pop()
            listed.extend(sector)
            seen += 1
            if seen > len(data) // self._size:
                raise damaged()
        fat = [number for number in listed if number < LAST][:tables]
        if len(set(fat)) < len(fat):
            raise damaged()
        self._next = array("I", b"".join(self._sector(number) for number in fat))
        folder = self._chain(first)
        self._entries: dict[str, tuple[int, int]] = {}
        inside: bytes | None = None
        for at in range(0, len(folder) - 127, 128):
            name, length, kind, _, *_, start, size = ENTRY.unpack_from(folder, at)
            if kind == ROOT:
                inside = self._chain(start) if start < LAST else b""
            elif kind == STREAM:
                told = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
                self._entries[told] = (start, size & 0xFFFFFFFF)
        if inside is None:
            raise damaged()
        self._small = inside
        self._small_next = array("I", self._chain(small_first) if small_first < LAST else b"")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size = self._entries[name.lower()]
        if not size:
            return b""
        if size >= SMALL:
            return self._chain(start)[:size]
        pieces = [self._small[at * 64 : at * 64 + 64] for at in _walk(start, self._small_next)]
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        found = self._data[(number + 1) * self._size : (number + 2) * self._size]
        # The last one may be cut off at the end of what is in use.
        return found + bytes(self._size - len(found))

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _walk(start, self._next))


def _walk(start: int, table: array[int]) -> list[int]:
    """The sectors from `start` on; a chain that bites its tail is refused."""
    found: list[int] = []
    while start < LAST:
        if start >= len(table) or len(found) > len(table):
            raise damaged()
        found.append(start)
        start = table[start]
    return found


def contain(name: str, stream: bytes) -> bytes:
    """A container with one stream, which gets zeros at its end to fill the last sector."""
    sectors = max(1, -(-len(stream) // SECTOR))
    stream = stream.ljust(sectors * SECTOR, b"\0")
    tables = -(-(sectors + 1 + 1) // (SECTOR // 4))
    while tables * (SECTOR // 4) < tables + 1 + sectors:
        tables += 1
    links = chain([FAT] * tables, [END], range(tables + 2, tables + 1 + sectors), [END])
    fat = array("I", links).tobytes().ljust(tables * SECTOR, b"\xff")
    head = struct.pack("<8s16x5H6x", MAGIC, 0x3E, 4, 0xFFFE, 12, 6)
    head += struct.pack("<9I", 1, tables, tables, 0, SMALL, END, 0, END, 0)
    head += array("I", range(tables)).tobytes().ljust(436, b"\xff")
    # There are no small streams, but some readers want the root to name a sector for them: its own.
    entries = [
        _entry("Root Entry", ROOT, FREE, 1, tables, 0),
        _entry(name, STREAM, FREE, FREE, tables + 1, len(stream)),
    ]
    folder = b"".join(entries).ljust(SECTOR, b"\0")
    return b"".join([head.ljust(SECTOR, b"\0"), fat, folder, stream])


def _entry(name: str, kind: int, beside: int, child: int, start: int, size: int) -> bytes:
    told = name.encode("utf-16-le")
    return ENTRY.pack(told, len(told) + 2, kind, 1, beside, beside, child, bytes(16), 0, 0, 0, start, size)
