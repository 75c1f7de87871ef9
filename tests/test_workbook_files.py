"""Workbooks as files: what is read from them, and that nothing a file holds makes the reader crash, hang or swell.

The files are built here. Those under tests/workbooks/ were saved by LibreOffice (libreoffice.*, password.xls) and
encrypted with msoffcrypto-tool (password.xlsx), which is no library of ours.
"""

from __future__ import annotations

import datetime
import os
import struct
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.finding import Finding, Refused
from generator.model.grid import CellValue, Grid, Span
from generator.read.biff import clean_biff
from generator.read.compound import Compound, contain
from generator.read.workbook import read_grids

from .conftest import ROOT

SAVED = ROOT / "tests" / "workbooks"
MB = 1024 * 1024
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT_RELATIONS = (
    f'<Relationships><Relationship Id="w" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
SHEET_RELATION = '<Relationship Id="s{0}" Type="' + OFFICE + '/worksheet" Target="worksheets/s{0}.xml"/>'
SHEET = '<sheet name="S{0}" sheetId="{0}" r:id="s{0}"/>'


# Small files, part by part


def sheet(rows: str, after: str = "") -> str:
    return f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"


def parts(*sheets: str, strings: str = "") -> dict[str, str | bytes]:
    """The parts of an .xlsx with these sheets."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(SHEET.format(number) for number in numbers)
    relations = "".join(SHEET_RELATION.format(number) for number in numbers)
    found: dict[str, str | bytes] = {
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
    }
    found |= {f"xl/worksheets/s{number}.xml": text for number, text in zip(numbers, sheets, strict=True)}
    return found | ({"xl/sharedStrings.xml": f"<sst>{strings}</sst>"} if strings else {})


def packed(named: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in named.items():
            archive.writestr(name, data)
    return file.getvalue()


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def number(row: int, column: int) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, 1.5))


def stream(cells: bytes, globally: bytes = b"") -> bytes:
    """The stream of an .xls with one sheet of these records."""
    start, name = record(0x809, struct.pack("<HHII", 0x600, 5, 0, 0) + bytes(4)), b"\x01\x00S"
    sheet_start = record(0x809, struct.pack("<HHII", 0x600, 0x10, 0, 0) + bytes(4))
    at = len(start) + 4 + 6 + len(name) + len(globally) + 4
    bound = record(0x85, struct.pack("<IBB", at, 0, 0) + name)
    return start + bound + globally + record(0x0A) + sheet_start + cells + record(0x0A)


def xls(cells: bytes, globally: bytes = b"") -> bytes:
    return contain("Workbook", stream(cells, globally))


def grids(folder: Path, data: bytes, name: str = "2024.xlsx") -> list[Grid]:
    path = folder / name
    path.write_bytes(data)
    return read_grids(path)


def refusal(folder: Path, data: bytes, name: str = "2024.xlsx") -> Finding:
    with pytest.raises(Refused) as refused:
        grids(folder, data, name)
    (finding,) = refused.value.findings
    assert finding.source is not None
    assert finding.source.path == str(folder / name)
    assert finding.hint
    return finding


# What is read


def test_values(tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    book = openpyxl.Workbook()
    book.create_sheet("空表")
    first = book.worksheets[0]
    first.title = "公开 01'表"
    first["B2"], first["C2"], first["D2"] = 191.88000000000002, 2080505.0, True
    first["B3"], first["C3"], first["D3"] = "  原样 ", "　 ", False
    first["B4"], first["C4"] = datetime.date(2024, 1, 31), datetime.datetime(2024, 1, 31, 8, 30)
    first["B5"], first["C5"], first["D5"] = 0.1 + 0.2, -0.0, 1e20
    first["Z60"] = " "
    book.save(path)
    grid, empty = read_grids(path)
    assert (grid.path, grid.name, grid.hidden) == (str(path), "公开 01'表", False)
    assert empty.rows == ()
    assert grid.rows == (
        (None, None, None, None),
        (None, Decimal("191.88"), Decimal(2080505), "是"),
        (None, "  原样 ", None, "否"),
        (None, "2024-01-31", "2024-01-31T08:30:00", None),
        (None, Decimal("0.3"), Decimal(0), Decimal(10**20)),
    )
    assert [str(value) for value in grid.rows[4][1:]] == ["0.3", "0", "100000000000000000000"]
    assert str(grid.rows[1][2]) == "2080505"


def test_sheets_keep_their_order_charts_are_left_out_and_hidden_ones_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "乙"  # type: ignore[union-attr]
    book.create_chartsheet("图")
    book.create_sheet("甲").sheet_state = "hidden"
    book.create_sheet("丙").sheet_state = "veryHidden"
    book.save(path)
    assert [(grid.name, grid.hidden) for grid in read_grids(path)] == [("乙", False), ("甲", True), ("丙", True)]


def test_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first["B2"] = "收入"
    first.merge_cells("B2:D3")
    first.merge_cells("A5:A9")
    book.save(path)
    (grid,) = read_grids(path)
    assert grid.merged == (Span(1, 1, 2, 3), Span(4, 0, 8, 0))
    assert grid.rows == ((None, None), (None, "收入"))


@pytest.mark.parametrize("suffix", ["xls", "xlsx"])
def test_what_libreoffice_saved(suffix: str, tmp_path: Path) -> None:
    """The suffix does not matter, the content does."""
    path = tmp_path / "2024.et"
    path.write_bytes((SAVED / f"libreoffice.{suffix}").read_bytes())
    first, hidden, empty, long, chart = read_grids(path)
    assert first.name == "公开01表"
    assert first.rows[1][:3] == (None, "部门：某局", None)
    assert first.rows[2] == (
        *(None, Decimal("191.88"), Decimal(2080505), "是", "2024-01-31", Decimal("2080696.88")),
        *("#DIV/0!", "合计", None, "是", Decimal("-0.005"), "#N/A", "2024-01-31T08:30:00"),
    )
    assert [row[1:3] for row in first.rows[8:]] == [("  空格 ", Decimal("1234567.891")), ("两\n行", None)]
    assert first.merged == (Span(4, 1, 5, 3),)
    assert (hidden.name, hidden.hidden, hidden.rows) == ("hidden", True, (("x",),))
    assert empty.rows == ()
    assert [row[0] for row in long.rows] == [f"第{at}行" + "很长的文字" * 8 for at in range(150)]
    assert chart.rows[3] == ("r3", Decimal("3.3"))
    assert (len(chart.rows), chart.rows[19][0]) == (20, "末")
    assert [grid.uncalculated for grid in (first, hidden, empty, long, chart)] == [frozenset()] * 5


def test_formulas_that_nobody_calculated(tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first["A1"], first["C2"] = 1, "=A1+1"
    book.save(path)
    (grid,) = read_grids(path)
    assert grid.rows == ((Decimal(1),),)
    assert grid.uncalculated == {(1, 2)}


@pytest.mark.parametrize(
    ("cell", "value", "calculated"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', Decimal(2), True),
        ('<c r="A1"><f>1+1</f><v/></c>', None, False),
        ('<c r="A1" s="0"><f>1+1</f><v></v></c>', None, False),
        ('<c r="A1"><f>1+1</f></c>', None, False),
        ('<c r="A1"><f t="shared" si="0"/></c>', None, False),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', Decimal(2), True),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', None, True),
        ('<c r="A1" t="str"><f>""</f><v/></c>', None, True),
        ('<c r="A1" t="str"><f>""</f><v xml:space="preserve">x</v></c>', "x", True),
        ('<x:c r="A1"><x:f>1+1</x:f><x:v/></x:c>', None, False),
        ('<x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c>', Decimal(2), True),
        ("<c r='A1'><f a='>'>1+1</f><v>2</v></c>", Decimal(2), True),
        ("<c\nr='A1'\n><f>1</f>\n<v\n/></c>", None, False),
        ("<c><f>1</f></c>", None, False),
        ('<c r="A1" t="e"><f>A2/0</f><v>#DIV/0!</v></c>', "#DIV/0!", True),
        ('<c t="e"><v>#SPILL!</v></c>', "#SPILL!", True),
        ("<c s='0' t='e' ><v>#REF!</v></c>", "#REF!", True),
        ('<c t="str"><v><![CDATA[a<&b]]></v></c>', "a<&b", True),
        ("<c><v>1e999</v></c>", "inf", True),
        ('<c t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r></is></c>', "一二", True),
    ],
)
def test_a_cell(cell: str, value: CellValue, calculated: bool, tmp_path: Path) -> None:
    (grid,) = grids(tmp_path, packed(parts(sheet(f"<row>{cell}</row>"))))
    assert grid.rows == (((value,),) if value is not None else ())
    assert grid.uncalculated == (frozenset() if calculated else {(0, 0)})


def test_cells_and_rows_without_a_place_follow_each_other(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c r="C1"><v>2</v></c><c><f>x</f></c></row><row/><row><c/><c><v>3</v></c></row>'
    (grid,) = grids(tmp_path, packed(parts(sheet(rows + '<row r="6"><c><f>x</f></c></row>'))))
    one, two, three = Decimal(1), Decimal(2), Decimal(3)
    assert grid.rows == ((one, None, two), (None, None, None), (None, three, None))
    assert grid.uncalculated == {(0, 3), (5, 0)}


def test_empty_cells_with_a_format_take_no_room(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert grids(tmp_path, packed(parts(sheet(rows))))[0].rows == ((Decimal(1),),)


def test_parts_may_lie_anywhere_and_pictures_are_not_unpacked(tmp_path: Path) -> None:
    named = parts(sheet('<row><c t="s"><v>0</v></c></row>'))
    moved = {name.replace("xl/", "xl\\Mappe/"): data for name, data in named.items()}
    moved["_rels/.rels"] = ROOT_RELATIONS.replace("xl/workbook.xml", "/XL/mappe/Workbook.xml")
    relations = str(named["xl/_rels/workbook.xml.rels"])
    target = '<Relationship Id="x" Type="x/sharedStrings" Target="/texts.xml"/></Relationships>'
    moved["xl\\Mappe/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", target)
    moved["texts.xml"] = "<sst><si><t>收入</t></si></sst>"
    moved["xl/media/image.png"] = bytes(250 * MB)
    assert grids(tmp_path, packed(moved))[0].rows == (("收入",),)


# Any grid comes back as it was written

LETTERS = "收支决算（）：,.-'\"<>&=_x0123456789abcdeé€😀 \n"
TEXTS = st.text(LETTERS, max_size=12)
AMOUNTS = st.one_of(
    st.decimals(-(10**12), 10**12, places=2), st.decimals(-9, 9, places=12), st.integers(-(10**15) + 1, 10**15 - 1)
)
CELL: st.SearchStrategy[str | Decimal | None] = st.one_of(st.none(), TEXTS, AMOUNTS.map(Decimal))
ROWS = st.integers(0, 6).flatmap(lambda wide: st.lists(st.lists(CELL, min_size=wide, max_size=wide), max_size=6))


def with_xlsxwriter(path: Path, cells: dict[tuple[int, int], str | Decimal]) -> None:
    book = xlsxwriter.Workbook(str(path))
    first = book.add_worksheet("表")
    for (row, column), value in cells.items():
        if isinstance(value, str):
            first.write_string(row, column, value)
        else:
            first.write_number(row, column, float(value))
    book.close()


def with_openpyxl(path: Path, cells: dict[tuple[int, int], str | Decimal]) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        cell = book.worksheets[0].cell(row + 1, column + 1, value if isinstance(value, str) else float(value))
        cell.data_type = "s" if isinstance(value, str) else "n"
    book.save(path)


@pytest.mark.parametrize("write", [with_xlsxwriter, with_openpyxl])
@settings(deadline=None, max_examples=60)
@given(rows=ROWS, top=st.integers(0, 40), left=st.integers(0, 40))
def test_a_grid_comes_back(
    write: Callable[[Path, dict[tuple[int, int], str | Decimal]], None],
    rows: list[list[str | Decimal | None]],
    top: int,
    left: int,
) -> None:
    cells = {
        (top + row, left + column): value
        for row, line in enumerate(rows)
        for column, value in enumerate(line)
        if value is not None
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "2024.xlsx"
        write(path, cells)
        (grid,) = read_grids(path)
    held = {place: value for place, value in cells.items() if not isinstance(value, str) or value.strip()}
    height = max((row + 1 for row, _ in held), default=0)
    width = max((column + 1 for _, column in held), default=0)
    assert grid.rows == tuple(tuple(held.get((row, column)) for column in range(width)) for row in range(height))
    assert grid.uncalculated == frozenset()


# What is refused


def test_no_file(tmp_path: Path) -> None:
    for path in (tmp_path / "2024.xlsx", tmp_path, Path("a\0b")):
        with pytest.raises(Refused) as refused:
            read_grids(path)
        assert [finding.code for finding in refused.value.findings] == ["R00"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "2024.xlsx"
    path.touch(0o000)
    with pytest.raises(Refused, match="R00 没有读这个文件的权限"):
        read_grids(path)


GOOD = packed(parts(sheet("<row><c><v>1</v></c></row>")))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "空文件"),
        ("项目,金额\n收入,1\n".encode(), "文本文件"),
        ("项目,金额\n收入,1\n".encode("gb18030"), "文本文件"),
        ("项目\t金额\n".encode("utf-16"), "文本文件"),
        (b"\xef\xbb\xbf <HTML xmlns:x='urn:schemas-microsoft-com:office:excel'><table>", "网页"),
        (b"<meta charset='gbk'><table><tr><td>1", "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "网页"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "XML 表格"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"Rar!\x1a\x07\x00", "压缩文件"),
        (b"\x09\x08\x00\x00" + bytes(100), "不是 Excel 工作簿"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "很旧的 Excel"),
        (bytes(4096), "不是 Excel 工作簿"),
        (packed({"word/document.xml": "<x/>"}), "Word"),
        (packed({"ppt/presentation.xml": "<x/>"}), "PowerPoint"),
        (packed({"xl/workbook.bin": "x"}), "xlsb"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "ods"),
        (packed({"a.txt": "x"}), "压缩文件"),
        (contain("WordDocument", b"x"), "Word"),
        (contain("Other", b"x"), "不是 Excel 工作簿"),
    ],
)
def test_no_workbook(data: bytes, told: str, tmp_path: Path) -> None:
    finding = refusal(tmp_path, data)
    assert finding.code == "R20"
    assert told in finding.message


DAMAGED: dict[str, bytes] = {
    "cut in the middle": GOOD[: len(GOOD) // 2],
    "cut at the end": GOOD[:-5],
    "first bytes": GOOD[:4],
    "a byte in the middle": GOOD[:60] + bytes([GOOD[60] ^ 255]) + GOOD[61:],
    "no list of sheets": packed({"xl/workbook.xml": "<workbook"}),
    "a sheet cut off": packed(parts("<worksheet><sheetData><row><c><v>1</v></c>")),
    "a sheet in a tag": packed(parts("<worksheet><sheetData><row><c><v>1</v></c></ro")),
    "no sheet": packed({name: data for name, data in parts("").items() if "s1" not in name}),
    "a sheet of nothing": packed({**parts(sheet("")), "xl/_rels/workbook.xml.rels": "<Relationships/>"}),
    "a place that is none": packed(parts(sheet('<row><c r="1A"><v>1</v></c></row>'))),
    "a row that is none": packed(parts(sheet('<row r="0"><c><v>1</v></c></row>'))),
    "a text that is none": packed(parts(sheet('<row><c t="s"><v>7</v></c></row>'), strings="<si><t>x</t></si>")),
    "two attributes": packed(parts(sheet('<row><c r="A1" r="XFD1048576"><v>1</v></c></row>'))),
    "an attribute without end": packed(parts(sheet("<row><c " + "x='' " * 2000 + "><v>1</v></c></row>"))),
    "a merged range that is none": packed(parts(sheet("", '<mergeCells><mergeCell ref="A"/></mergeCells>'))),
    "an .xls cut off": (SAVED / "libreoffice.xls").read_bytes()[:9000],
    "the head of an .xls": (SAVED / "libreoffice.xls").read_bytes()[:512],
    "the magic of an .xls": (SAVED / "libreoffice.xls").read_bytes()[:8],
    "an .xls without sheets": contain("Workbook", record(0x809, bytes(16)) + record(0x0A)),
    "an .xls of nothing": contain("Workbook", b""),
    "a record cut off": contain("Workbook", stream(number(0, 0))[:-30] + b"\x03\x02\xff\xff"),
    "a record too short": xls(record(0x203, bytes(6))),
    "a range too short": xls(record(0xE5, b"\xff\xff")),
    "a table of texts too short": xls(b"", record(0xFC, struct.pack("<II", 9, 9))),
    "the same part twice": packed(
        {
            **parts(sheet("")),
            "xl/workbook.xml": f'<workbook xmlns:r="{OFFICE}"><sheets>{SHEET.format(1) * 2}</sheets></workbook>',
        }
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_workbook(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    finding = refusal(tmp_path, DAMAGED[name])
    assert (finding.code, finding.message) == ("R20", "工作簿不完整或已损坏")
    assert capfd.readouterr() == ("", "")


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    file = BytesIO(GOOD)
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/worksheets/S1.xml", sheet(""))
    assert refusal(tmp_path, file.getvalue()).code == "R20"


@pytest.mark.parametrize("name", ["password.xls", "password.xlsx"])
def test_a_password(name: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, (SAVED / name).read_bytes()).code == "R21"


def test_an_encrypted_archive(tmp_path: Path) -> None:
    data = bytearray(GOOD)
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert refusal(tmp_path, bytes(data)).code == "R21"


# What an .xls keeps on its way to the parser


def test_the_small_container_holds_what_the_large_one_held() -> None:
    whole = Compound((SAVED / "libreoffice.xls").read_bytes()).read("Workbook")
    for size in (0, 1, 4095, 4096, 4097, len(whole)):
        again = Compound(contain("Workbook", whole[:size])).read("workbook")
        assert again[:size] == whole[:size]
        assert again[size:].strip(b"\0") == b""


def test_a_large_stream_needs_more_than_one_table() -> None:
    data = bytes(range(256)) * (20 * MB // 256)
    assert Compound(contain("Workbook", data)).read("Workbook") == data


def test_formulas_and_names_do_not_reach_the_parser() -> None:
    formula = record(0x06, struct.pack("<HHHdHIH", 0, 0, 0, 2.5, 0, 0, 3) + b"\x1e\x01\x00")
    clean, _ = clean_biff(xls(formula, record(0x18, bytes(40))))
    told = Compound(clean).read("Workbook")
    assert record(0x18, bytes(40)) not in told
    assert struct.pack("<H", 0x203) + formula[2:] in told


# Files made to hurt. Each is read by itself with 1.5 GB to live in; what it takes is measured, not raced.

READ = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1536 * 2**20, 1536 * 2**20))
from generator.model.finding import Refused
from generator.read.workbook import read_grids
try:
    grids = read_grids(Path(sys.argv[1]))
    sys.stdout.write(f"read {sum(len(row) for grid in grids for row in grid.rows)}")
except Refused as refused:
    sys.stdout.write(refused.findings[0].code)
"""
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c {before} r="{column}{row}"><v>1</v></c></row>'
LAUGH = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 15))
ENTITIES = f'<!DOCTYPE x [<!ENTITY e0 "ha">{LAUGH}]>'
BOOK = f'{ENTITIES}<workbook xmlns:r="{OFFICE}"><sheets><sheet name="&e14;" r:id="s1"/></sheets></workbook>'
TEXT_ROW = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"


def far(row: int, column: str, before: str = "") -> bytes:
    return packed(parts(sheet(FAR.format(row=row, column=column, before=before))))


def filled(unit: str, size: int) -> bytes:
    return packed(parts(sheet(unit * (size // len(unit)))))


def lying() -> bytes:
    """80 MB that the archive says are 100 bytes."""
    data = bytearray(filled('<c s="1"/>', 80 * MB))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/worksheets/s1.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    return bytes(data)


def crowded() -> bytes:
    return packed({f"{at}": "" for at in range(10_001)})


def entangled() -> bytes:
    """A stream whose sectors follow each other in a circle."""
    data = bytearray(xls(number(0, 0) * 1000))
    data[4096 + 12 : 4096 + 16] = struct.pack("<I", 2)
    return bytes(data)


def repeated() -> bytes:
    text = struct.pack("<HB", 8000, 0) + b"a" * 8000
    return xls(record(0xFD, bytes(10)) * 300_000, record(0xFC, struct.pack("<II", 1, 1) + text))


HURTFUL: dict[str, tuple[str, Callable[[], bytes]]] = {
    "50 MB": ("R22", lambda: b"PK\x03\x04" + bytes(50 * MB)),
    "50 MB of nothing": ("R20", lambda: b"PK\x03\x04" + bytes(50 * MB - 4)),
    "one large part": ("R22", lambda: filled('<c r="A1" s="1"/>', 70 * MB)),
    "a part larger than it says": ("R22", lying),
    "many large parts": ("R22", lambda: packed(parts(*[sheet(" " * 60 * MB)] * 4))),
    "many entries": ("R22", crowded),
    "many sheets": ("R22", lambda: packed(parts(*[sheet("")] * 501))),
    "as many sheets as may be": ("read 500", lambda: packed(parts(*[sheet("<row><c><v>1</v></c></row>")] * 500))),
    "the last cell": ("R22", lambda: far(1048576, "XFD")),
    "the last row": ("R22", lambda: far(1048576, "A")),
    "the last column": ("R22", lambda: far(1, "XFD")),
    "a column beyond the last": ("R22", lambda: far(1, "ZZZZZZ")),
    "a row beyond the last": ("R22", lambda: far(9999999999, "A")),
    "a cell that hides its place": ("R22", lambda: far(1048576, "XFD", "a=\"> r='A1'\" b='>'")),
    "a last row without cells that say so": (
        "R22",
        lambda: packed(parts(sheet('<row r="1048576"><c><v>1</v></c></row>'))),
    ),
    "many sheets of many cells": (
        "R22",
        lambda: packed(parts(*[sheet(FAR.format(row=90000, column="T", before=""))] * 3)),
    ),
    "blank cells": ("read 0", lambda: filled('<c r="A1" s="1"/>', 20 * MB)),
    "too many blank cells": ("R22", lambda: filled("<c/>", 21 * MB)),
    "one text in many cells": (
        "R22",
        lambda: packed(parts(sheet(TEXT_ROW * 5000), strings=f"<si><t>{'a' * 32000}</t></si>")),
    ),
    "a long text": (
        "read 1",
        lambda: packed(parts(sheet('<row><c t="s"><v>0</v></c></row>'), strings=f"<si><t>{'a' * 60 * MB}</t></si>")),
    ),
    "many texts": ("R22", lambda: packed(parts(sheet(""), strings="<si/>" * (12 * MB)))),
    "a long number": ("read 1", lambda: packed(parts(sheet(f"<row><c><v>{'9' * 30 * MB}</v></c></row>")))),
    "many merged ranges": ("R22", lambda: packed(parts(sheet("", '<mergeCell ref="A1:B2"/>' * 1_000_000)))),
    "much CDATA": ("R20", lambda: filled("<![CDATA[", 30 * MB)),
    "many quotes": ("R20", lambda: filled("<c \"<c '", 30 * MB)),
    "many brackets": ("R20", lambda: filled("<", 30 * MB)),
    "many colons": ("R20", lambda: filled("<a:", 30 * MB)),
    "entities in a sheet": ("R20", lambda: packed(parts(ENTITIES + sheet('<row><c t="str"><v>&e14;</v></c></row>')))),
    "entities in the texts": ("R20", lambda: packed({**parts(sheet("")), "xl/sharedStrings.xml": f"{ENTITIES}<sst/>"})),
    "entities in the list of sheets": ("R20", lambda: packed({**parts(sheet("")), "xl/workbook.xml": BOOK})),
    "entities in two bytes": ("R20", lambda: packed({**parts(sheet("")), "xl/workbook.xml": BOOK.encode("utf-16")})),
    "the last cell of an .xls": ("R22", lambda: xls(number(0, 0) + number(65535, 255))),
    "an .xls that says it is large": ("read 1", lambda: xls(record(0x200, b"\0\0\0\0" + b"\xff" * 10) + number(0, 0))),
    "small records": ("read 0", lambda: xls(record(1) * (5 * MB))),
    "one text in many cells of an .xls": ("R22", repeated),
    "texts that are not there": ("R20", lambda: xls(b"", record(0xFC, b"\xff" * 8 + bytes(8000)))),
    "a chain in a circle": ("R20", entangled),
}


@pytest.mark.parametrize("name", HURTFUL)
def test_a_hurtful_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    pytest.importorskip("resource")
    told, build = HURTFUL[name]
    path = tmp_path / "2024.xlsx"
    path.write_bytes(build())
    command = [sys.executable, "-c", READ, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (told, "", 0)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(["libreoffice.xls", "libreoffice.xlsx"]), st.data())
def test_no_byte_that_is_wrong_makes_it_crash(name: str, data: st.DataObject) -> None:
    """Bytes changed in the stream of an .xls or in a part of an .xlsx, where no checksum catches them."""
    whole = (SAVED / name).read_bytes()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "2024.xlsx"
        if name.endswith("xls"):
            changed = spoilt(Compound(whole).read("Workbook"), data)
            path.write_bytes(contain("Workbook", changed))
        else:
            with zipfile.ZipFile(BytesIO(whole)) as archive:
                named: dict[str, str | bytes] = {part: archive.read(part) for part in archive.namelist()}
            part = data.draw(st.sampled_from(sorted(part for part in named if part.startswith(("xl/", "_rels")))))
            path.write_bytes(packed({**named, part: spoilt(bytes(named[part]), data)}))  # type: ignore[arg-type]
        try:
            found = read_grids(path)
        except Refused as refused:
            assert {finding.code for finding in refused.findings} <= {"R20", "R21", "R22"}
        else:
            assert all(len({len(row) for row in grid.rows}) <= 1 for grid in found)


def spoilt(whole: bytes, data: st.DataObject) -> bytes:
    changed = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, min(len(whole), 8000) - 1))] = data.draw(st.integers(0, 255))
    return bytes(changed)
