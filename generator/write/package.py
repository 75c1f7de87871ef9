"""The zip file around a Word document, made the same twice. It exists because every library stamps the time of day.

It refuses nothing. The bytes are the same for the same parts and the same zlib.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest date a zip file can hold.
NO_DATE = (1980, 1, 1, 0, 0, 0)

# Readers that do not read the directory at the end expect it first.
FIRST = "[Content_Types].xml"


def repack(package: bytes) -> bytes:
    """The same parts in a fixed order, without a trace of when and where they were packed."""
    packed = BytesIO()
    with ZipFile(BytesIO(package)) as parts, ZipFile(packed, "w") as result:
        for name in sorted(parts.namelist(), key=lambda name: (name != FIRST, name)):
            entry = ZipInfo(name, NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # Windows and Linux differ here
            result.writestr(entry, parts.read(name))
    return packed.getvalue()
