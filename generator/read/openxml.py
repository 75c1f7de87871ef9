"""An .xlsx or .xlsm → the same sheets in an archive that holds nothing else and that no parser can trip over.

Only what was looked over is handed on, under names of our own: an archive can no longer say one thing to the guard and
another to the parser, and pictures, caches and drawings cost nothing.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from .archive import Archive
from .refusal import SAVE_AS, SHEETS, WRONG, Extent, damaged, refusal, too_large
from .sheet_xml import look_over, plain, sizes

Element = tuple[str, dict[str, str]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ELEMENTS = 50_000
# What a zip archive is that has no workbook in it, by a part that it has.
OTHERS = {
    "word/document.xml": ("这是 Word 文档，不是 Excel 工作簿", WRONG),
    "ppt/presentation.xml": ("这是 PowerPoint 文件，不是 Excel 工作簿", WRONG),
    "xl/workbook.bin": ("这是二进制工作簿（.xlsb），读不了", SAVE_AS),
    "content.xml": ("这是 OpenDocument 文件（如 .ods），不是 Excel 工作簿", SAVE_AS),
}


def clean_openxml(data: bytes) -> tuple[bytes, list[frozenset[tuple[int, int]]]]:
    """The archive to read, and for each of its sheets the cells with a formula that has no result. Raises `Refused`."""
    archive = Archive(data)
    book = _book(archive)
    targets = _relations(archive, book)
    sheets: list[tuple[str, str, str]] = []
    base = "0"
    for tag, given in _elements(archive.read(book)):
        if tag == "workbookPr":
            base = "1" if given.get("date1904") in ("1", "true") else "0"
        elif tag == "sheet":
            kind, target = targets.get(given.get("id", ""), ("", ""))
            if not kind:
                raise damaged()
            if kind == "worksheet":
                sheets.append((given.get("name", ""), given.get("state", "visible"), target))
    if len(sheets) > SHEETS:
        raise too_large(f"工作簿里有超过 {SHEETS} 张表，不像公开表")
    if len({target.lower() for *_, target in sheets}) < len(sheets):
        raise damaged()
    extent = Extent()
    by_kind = dict(targets.values())
    parts: dict[str, bytes] = {}
    for kind in ("sharedStrings", "styles"):
        target = by_kind.get(kind, f"xl/{kind}.xml")
        if target in archive:
            parts[f"xl/{kind}.xml"] = plain(archive.read(target))
    strings = sizes(parts.get("xl/sharedStrings.xml", b""))
    uncalculated = []
    for number, (name, _, target) in enumerate(sheets):
        seen = look_over(name, plain(archive.read(target)), strings, extent)
        parts[f"xl/worksheets/sheet{number}.xml"] = seen.data
        uncalculated.append(frozenset(seen.uncalculated))
    return _packed(parts, [(name, state) for name, state, _ in sheets], base), uncalculated


def _book(archive: Archive) -> str:
    """The name of the part that lists the sheets."""
    for other, (message, hint) in OTHERS.items():
        if other in archive:
            raise refusal("R20", message, hint)
    stated = list(_relations(archive, "").values()) if "_rels/.rels" in archive else []
    for kind, target in [*stated, ("officeDocument", "xl/workbook.xml")]:
        if kind == "officeDocument" and target in archive:
            return target
    raise refusal("R20", "这是压缩文件，里面没有 Excel 工作簿", "是压缩包的，先解压，再用里面的 .xlsx 文件；" + WRONG)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What `part` refers to: id → kind and name of the part."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}
    for tag, given in _elements(archive.read(posixpath.join(folder, "_rels", f"{name}.rels"))):
        if tag == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "").replace("\\", "/")))
            found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], target.lstrip("/"))
    return found


def _elements(data: bytes) -> list[Element]:
    """Every element of a small part, names without their namespaces."""
    found: list[Element] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if len(found) >= ELEMENTS:
            raise damaged()
        found.append((tag.rpartition(" ")[2], {name.rpartition(" ")[2]: value for name, value in given.items()}))

    def declared(*_: object) -> None:
        raise damaged()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError):
        raise damaged() from None
    return found


def _packed(parts: dict[str, bytes], sheets: list[tuple[str, str]], base: str) -> bytes:
    rows = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at + 1}" state={quoteattr(state)} r:id="s{at}"/>'
        for at, (name, state) in enumerate(sheets)
    )
    links = "".join(
        f'<Relationship Id="s{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(len(sheets))
    )
    root = f'<Relationship Id="w" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{base}"/><sheets>{rows}</sheets></workbook>'
    )
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>')
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>')
        archive.writestr("xl/workbook.xml", book)
        for name, data in parts.items():
            archive.writestr(name, data)
    return packed.getvalue()
