"""Charts: the package is sound, the numbers are the printed ones, nothing covers anything, and two runs are one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from math import cos, pi, sin
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from generator.model.blocks import Chart
from generator.model.figure import Figure, How, Unit
from generator.model.narrative import Narrative, Number
from generator.write.chart import chart_run, chart_xml
from generator.write.chart_layout import HEIGHT, WIDTH, pie_layout
from generator.write.chart_spread import apart, beside, spread
from generator.write.chart_workbook import described, workbook
from generator.write.docx import write_docx

from .word import faults

REFERENCE = Path(__file__).resolve().parent.parent / "templates" / "base" / "reference.docx"

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

LONG = "关于进一步加强和改进新时代城乡社区治理体系与治理能力现代化建设的专项补助支出项目"


def number(text: str) -> Number:
    shown = Decimal(text.replace(",", ""))
    return Number(Figure("x", shown * 10000, Unit.YUAN, How.FACT), shown, text)


def pie(*slices: tuple[str, str]) -> Chart:
    labels, texts = zip(*slices, strict=True)
    return Chart("pie", "图2：", "支出决算结构图", labels, tuple(map(number, texts)), "万元", "基本支出与项目支出")


YEARS, TOLD = (number("0.01"), number("123,456.70")), "2023年0.01万元；2024年123,456.70万元"
COLUMNS = Chart("columns", "图1：", "收、支决算总计变动情况图", ("2023年", "2024年"), YEARS, "万元", TOLD)
TWO = pie(("基本支出", "1,234.50"), ("项目支出", "563.21"))
TINY = pie(("财政拨款收入", "12,345.57"), ("上级补助收入", "0.01"), ("事业收入", "1.20"), ("其他收入", "0.50"))
AMOUNTS = ["5,000.00", "3,000.00", "1,200.00", "800.00", "99.12", "50.00", "20.00", "1.00", "0.50", "0.01"]
TEN = pie(*((f"{LONG}{'甲乙丙丁戊己庚辛壬癸'[index]}", text) for index, text in enumerate(AMOUNTS)))
SHARP = pie(("A&B <甲> \"乙\" 'c'", "1.00"), ("丙", "2.00"))
ALL = pytest.mark.parametrize("chart", [COLUMNS, TWO, TINY, TEN, SHARP, pie(("一般公共预算", "1.00"))])


def cached(chart: Chart, kind: str) -> list[str]:
    """What the chart part holds of the series: `cat` or `val`."""
    root = ElementTree.fromstring(chart_xml(chart))
    return [value.text or "" for value in root.findall(f".//{C}{kind}//{C}v")]


def sheet(chart: Chart) -> dict[str, str]:
    """The cells of the workbook by place, formulas aside."""
    root = ElementTree.fromstring(ZipFile(BytesIO(workbook(chart))).read("xl/worksheets/sheet1.xml"))
    return {str(cell.get("r")): cell.findtext(f"{S}v") or "".join(cell.itertext()) for cell in root.iter(f"{S}c")}


def run(chart: Chart) -> ElementTree.Element:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return ElementTree.fromstring(f"<w:p {word}>{chart_run(chart, 'rId7', 3)}</w:p>")


@ALL
def test_a_document_with_the_chart_is_valid(chart: Chart, tmp_path: Path) -> None:
    document = write_docx(Narrative("说明", "某某局", 2024, "base", (chart, chart)), REFERENCE)
    assert faults(document, tmp_path) == []


@ALL
def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    assert (chart_xml(chart), workbook(chart)) == (chart_xml(chart), workbook(chart))


@ALL
def test_the_numbers_are_the_printed_ones_in_the_chart_and_in_its_workbook(chart: Chart) -> None:
    cells = sheet(chart)
    printed = [value.text.replace(",", "") for value in chart.values]
    assert cached(chart, "val") == printed == [cells[f"B{row}"] for row in range(2, len(printed) + 2)]
    assert list(chart.labels) == [cells[f"A{row}"] for row in range(2, len(printed) + 2)]


def test_a_slice_is_called_by_its_label_and_its_value_and_the_workbook_counts_that_again() -> None:
    assert cached(SHARP, "cat") == described(SHARP) == ["A&B <甲> \"乙\" 'c' 1.00万元", "丙 2.00万元"]
    root = ElementTree.fromstring(ZipFile(BytesIO(workbook(SHARP))).read("xl/worksheets/sheet1.xml"))
    assert root.findtext(f".//{S}f") == 'A2&" "&TEXT(B2,"0.00""万元""")'
    assert sheet(SHARP)["C2"] == "A&B <甲> \"乙\" 'c' 1.00万元"


def test_the_format_marks_thousands_where_the_text_does() -> None:
    formats = [look.get("formatCode") for look in ElementTree.fromstring(chart_xml(COLUMNS)).iter(f"{C}numFmt")]
    assert formats[0] == '#,##0.00"万元"'


def test_those_who_cannot_see_the_chart_are_told_it() -> None:
    properties = run(COLUMNS).find(".//{*}docPr")
    assert properties is not None
    assert (properties.get("id"), properties.get("descr")) == ("3", COLUMNS.alternative)


@pytest.mark.parametrize(("chart", "legend"), [(TWO, False), (TINY, False), (TEN, True), (COLUMNS, False)])
def test_names_stand_in_a_legend_only_where_they_are_many_or_long(chart: Chart, legend: bool) -> None:
    assert (b"<c:legend>" in chart_xml(chart)) == legend


@pytest.mark.parametrize(("chart", "highest"), [(COLUMNS, 2700020), (TWO, 2700020), (TEN, 5000000)])
def test_a_chart_is_as_high_as_its_names_ask_for_and_never_wider_than_the_text(chart: Chart, highest: int) -> None:
    extent = run(chart).find(".//{*}extent")
    assert extent is not None
    assert extent.get("cx") == "5219700"
    assert 2700020 <= int(extent.get("cy", "0")) <= highest


@pytest.mark.parametrize("chart", [TWO, TINY, TEN])
def test_pie_and_legend_stay_within_the_chart(chart: Chart) -> None:
    layout = pie_layout(chart)
    for box in filter(None, (layout.pie, layout.legend)):
        assert 0 <= box.x < box.x + box.width <= 1
        assert 0 <= box.y < box.y + box.height <= 1
    assert layout.legend is None or layout.pie.x + layout.pie.width < layout.legend.x
    assert layout.pie.width * WIDTH == pytest.approx(layout.pie.height * layout.height)
    assert layout.height >= HEIGHT


def test_labels_of_tiny_slices_stand_apart_and_off_the_pie() -> None:
    angles = [pi / 2 + step / 1000 for step in range(9)]
    radius, gap, wide, tall = 80.0, 6.0, 30.0, 11.0
    shifts = spread(angles, radius, gap, wide, tall, 100)
    heights = [-(radius + tall / 2) * cos(angle) + y for angle, (_, y) in zip(angles, shifts, strict=True)]
    lefts = [(radius + wide / 2) * sin(angle) + x - wide / 2 for angle, (x, _) in zip(angles, shifts, strict=True)]
    assert all(below - above >= tall - 1.1 for above, below in pairwise(heights))
    assert all(left >= beside(y, radius, tall) - 0.1 for left, y in zip(lefts, heights, strict=True))


def test_places_stay_where_they_are_wanted_unless_they_collide() -> None:
    assert apart([-50, 0, 50], 10, 100) == [-50, 0, 50]
    assert apart([0, 0, 0], 10, 100) == [-10, 0, 10]
    assert apart([95, 99], 10, 100) == [90, 100]


def test_a_chart_whose_labels_and_values_do_not_pair_is_not_written() -> None:
    with pytest.raises(ValueError, match="shorter"):
        workbook(Chart("pie", "图1：", "图", ("甲", "乙"), (number("1.00"),), "万元", ""))


def test_a_label_has_the_digits_that_the_text_has() -> None:
    chart = replace(COLUMNS, values=(number("820"), number("1039.9")))
    labels = list(ElementTree.fromstring(chart_xml(chart)).iter(f"{C}dLbl"))
    formats = [look.get("formatCode") for label in labels for look in label.iter(f"{C}numFmt")]
    assert formats == ['0"万元"', '0.0"万元"']
