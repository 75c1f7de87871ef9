"""What openpyxl loses of a sheet without need: the results of formulas, and that rows fit themselves to their text.

It exists because a file without results shows zeros or nothing wherever no Excel computes them: in previews, on
phones, and to ourselves when the marked workbook is checked again; and because rows of a fixed height hide what people
type into them. Both are taken over as the file had them; what does not say where it stands is left. It refuses nothing.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TARGET = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK, RELATIONSHIPS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FIXED, TRUE = "customHeight", ("1", "true")


def carried_over(parts: Mapping[str, bytes], original: Mapping[str, bytes]) -> dict[str, bytes]:
    """The `parts` of a package that was made from `original`, with what was lost on the way."""
    before = _sheets(original)
    sheets = {part: before[name] for name, part in _sheets(parts).items() if name in before}
    return {part: _restored(data, original[sheets[part]]) if part in sheets else data for part, data in parts.items()}


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by the name on its tab; none where the package is laid out in another way."""
    if WORKBOOK not in parts or RELATIONSHIPS not in parts:
        return {}
    targets = {entry.get("Id"): entry.get("Target", "") for entry in _parsed(parts[RELATIONSHIPS])}
    sheets = _parsed(parts[WORKBOOK]).findall(f"{MAIN}sheets/{MAIN}sheet")
    found = {s.get("name", ""): posixpath.join("/xl", targets.get(s.get(TARGET), "")).lstrip("/") for s in sheets}
    return {name: part for name, part in found.items() if part in parts}


def _parsed(part: bytes) -> Any:
    from openpyxl.xml.functions import fromstring  # resolves no entities

    return fromstring(part)


def _rows(sheet: Any) -> Iterator[Any]:
    yield from sheet.iterfind(f"{MAIN}sheetData/{MAIN}row")


def _computed(sheet: Any) -> Iterator[tuple[str, Any]]:
    """The cells with a formula, by their places."""
    for row in _rows(sheet):
        for cell in row.iterfind(f"{MAIN}c"):
            if cell.get("r") and cell.find(f"{MAIN}f") is not None:
                yield cell.get("r"), cell


def _restored(data: bytes, original: bytes) -> bytes:
    """The part of a sheet with the results of its formulas and the rows that fitted themselves."""
    from openpyxl.xml.functions import tostring

    sheet, before = _parsed(data), _parsed(original)
    results = {place: (cell.get("t"), cell.findtext(f"{MAIN}v")) for place, cell in _computed(before)}
    fixed = {row.get("r") for row in _rows(before) if row.get(FIXED) in TRUE}
    for place, cell in _computed(sheet):
        kind, text = results.get(place, (None, None))
        value = cell.find(f"{MAIN}v")
        if text and kind != "s" and value is not None and not value.text:
            value.text = text
            if kind:
                cell.set("t", kind)
    for row in _rows(sheet):
        if row.get(FIXED) and row.get("r") not in fixed:
            del row.attrib[FIXED]
    written: bytes = tostring(sheet)
    return written
