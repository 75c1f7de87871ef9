"""The workbook inside a chart: what opens when somebody chooses 编辑数据 in Word or WPS.

It exists because a chart without its data is a picture that nobody can correct. Six parts, written as strings: a
spreadsheet library would stamp the time of day and turn the printed decimals into binary floats on their way. It
refuses a chart whose labels and values do not pair.
"""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..model.blocks import Chart
from ..model.inlines import Number
from .package import NO_DATE

SHEET = "Sheet1"
LABELS, VALUES, DESCRIPTIONS = "A", "B", "C"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FONT = "宋体"
FORMAT = 164  # the first number that Excel leaves for formats of one's own

CONTENT_TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{MAIN}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{MAIN}.styles+xml"/>'
    "</Types>"
)
WORKBOOK = (
    f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">'
    f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def workbook(chart: Chart) -> bytes:
    """The .xlsx file: labels in column A, the printed values in column B, a head above. Same chart, same bytes."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/workbook.xml": WORKBOOK,
        "xl/styles.xml": styles(chart),
        "xl/worksheets/sheet1.xml": sheet(chart),
    }
    packed = BytesIO()
    with ZipFile(packed, "w") as package:
        for name, xml in parts.items():
            entry = ZipInfo(name, NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # Windows and Linux differ here
            package.writestr(entry, (HEAD + xml).encode())
    return packed.getvalue()


def relationships(*targets: tuple[str, str]) -> str:
    """A part that says what another part points at: kind and target, rId1 onwards."""
    all_of_them = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{all_of_them}</Relationships>'


def styles(chart: Chart) -> str:
    """The look of cells: plain, and as a number. Word takes the format of the labels from here after every edit."""
    plain = 'numFmtId="{}" fontId="0" fillId="0" borderId="0"'
    return (
        f'<styleSheet xmlns="{SPREADSHEET}">'
        f'<numFmts count="1"><numFmt numFmtId="{FORMAT}" formatCode={quoteattr(number_format(chart))}/></numFmts>'
        f'<fonts count="1"><font><sz val="11"/><name val="{FONT}"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf {plain.format(0)}/></cellStyleXfs>'
        f'<cellXfs count="2"><xf {plain.format(0)} xfId="0"/>'
        f'<xf {plain.format(FORMAT)} xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def sheet(chart: Chart) -> str:
    """The one sheet. A pie has a third column, which follows when somebody corrects a name or a value."""
    pie = chart.kind == "pie"
    rows = [row(1, text("A1", "项目") + text("B1", series_name(chart)) + (text("C1", "图中名称") if pie else ""))]
    named = zip(chart.labels, chart.values, described(chart), strict=True)
    for number, (label, value, description) in enumerate(named, 2):
        cells_of_row = text(f"A{number}", label) + f'<c r="B{number}" s="1"><v>{value.shown:f}</v></c>'
        if pie:
            formula = f'A{number}&" "&TEXT(B{number},{quoted(number_format(chart))})'
            cells_of_row += f'<c r="C{number}" t="str"><f>{escape(formula)}</f><v>{escape(description)}</v></c>'
        rows.append(row(number, cells_of_row))
    columns = '<cols><col min="1" max="3" width="30" customWidth="1"/></cols>'
    return f'<worksheet xmlns="{SPREADSHEET}">{columns}<sheetData>{"".join(rows)}</sheetData></worksheet>'


def described(chart: Chart) -> list[str]:
    """Each label with its value as printed: 基本支出 1,234.57万元."""
    return [f"{label} {value.text}{chart.unit}" for label, value in zip(chart.labels, chart.values, strict=True)]


def cells(chart: Chart, column: str) -> str:
    """Where the entries of a column stand."""
    return f"{SHEET}!${column}$2:${column}${len(chart.values) + 1}"


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def row(number: int, cells: str) -> str:
    """A row of the sheet, counted from 1."""
    return f'<row r="{number}">{cells}</row>'


def text(place: str, words: str) -> str:
    """A cell of text that needs no table of shared strings."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(words)}</t></is></c>'


def series_name(chart: Chart) -> str:
    """What the one series is called, in the sheet and in the chart: the caption with the unit of its numbers."""
    return f"{chart.caption}（{chart.unit}）"


def number_format(chart: Chart, only: Number | None = None) -> str:
    """The format of the printed numbers, or of `only` one of them, with their unit: as many places, thousands marked
    where the text does so."""
    texts = [value.text for value in ([only] if only else chart.values)]
    places = max(len(text.partition(".")[2]) for text in texts)
    whole = "#,##0" if any("," in value.text for value in chart.values) else "0"
    return whole + ("." + "0" * places if places > 0 else "") + f'"{chart.unit}"'
