"""Looks over the packed streams of a PDF before PDFium unpacks them: a few kilobytes can hold gigabytes.

It measures and keeps nothing. Pictures are never unpacked for their words; fonts are large and cost little.
"""

from __future__ import annotations

import re
import zlib

from .document_refusal import too_large

STREAM = re.compile(rb"(?<!end)stream\r?\n")
PACKED = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|RunLengthDecode)\b")
PICTURE = re.compile(rb"/Subtype\s*/Image\b|/DCTDecode|/JPXDecode")
FONT = re.compile(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b")
# How far before its stream a dictionary may begin.
DICTIONARY = 2_000
CONTENT, FONTS, ALL = 16 << 20, 64 << 20, 256 << 20


def look_over(data: bytes) -> None:
    """Raises `Refused` where a stream unpacks to more than any page of words holds."""
    total = 0
    for match in STREAM.finditer(data):
        about = data[max(data.rfind(b" obj", 0, match.start()), match.start() - DICTIONARY, 0) : match.start()]
        filters = PACKED.findall(about)
        if not filters or PICTURE.search(about):
            continue
        most = FONTS if FONT.search(about) else CONTENT
        end = data.find(b"endstream", match.end())
        try:
            size = len(zlib.decompressobj().decompress(data[match.end() : end if end > 0 else len(data)], most + 1))
        except zlib.error:  # packed another way, or encrypted
            continue
        total += size
        if size > most or total > ALL or len(filters) > 1:
            raise too_large("PDF 解压后太大，不像决算公开")
