"""The zip file around a Word document, made the same twice. It exists because every library stamps the time of day.

It refuses nothing. The bytes are the same for the same parts and the same zlib.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest date a zip file can hold.
NO_DATE = (1980, 1, 1, 0, 0, 0)

# Readers that do not read the directory at the end expect it first.
FIRST = "[Content_Types].xml"

PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pack(parts: Mapping[str, bytes], types: Mapping[str, str]) -> bytes:
    """`parts` by name (word/document.xml) with their relationships, and the content types of all but the latter."""
    packed = BytesIO()
    with ZipFile(packed, "w") as result:
        for name, content in sorted({FIRST: content_types(types), **parts}.items(), key=lambda p: (p[0] != FIRST, p)):
            entry = ZipInfo(name, NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # Windows and Linux differ here
            result.writestr(entry, content)
    return packed.getvalue()


def content_types(types: Mapping[str, str]) -> bytes:
    """What each part is. Each is named; only relationships go by their ending."""
    named = "".join(f'<Override PartName="/{name}" ContentType="{types[name]}"/>' for name in sorted(types))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>'
    ).encode()
