"""A finished package with the time taken out of it. It exists because libraries stamp the time of day into the files
that they make: into the zip's directory, and into what the file tells about itself.

It refuses nothing. The bytes are the same for the same parts and the same zlib.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from .package import FIRST, NO_DATE

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by their names."""
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(parts: Mapping[str, bytes]) -> bytes:
    """The package of these parts, last changed at no time in particular."""
    packed = BytesIO()
    with ZipFile(packed, "w") as result:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            entry = ZipInfo(name, NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # Windows and Linux differ here
            content = parts[name]
            result.writestr(entry, MODIFIED.sub(rb"\g<1>1980-01-01T00:00:00Z", content) if name == CORE else content)
    return packed.getvalue()
