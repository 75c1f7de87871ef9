"""A native chart of Word: the part that holds it and the run that shows it.

It exists so that staff get a chart they can click and correct, not a picture of one. The numbers are those printed
in the text, never finer ones. It refuses a chart without values and one whose labels and values do not pair.
Looked at in LibreOffice; the look in Word and WPS rests on the schema and on what these write themselves.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from ..model.blocks import Chart
from .chart_layout import HEIGHT, SIZE, WIDTH, pie_layout
from .chart_pieces import letters
from .chart_plot import columns, pie

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"

# What a package has to be told of the two parts. The workbook hangs on the chart, not on the document.
CHART_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_RELATIONSHIP = f"{RELATIONSHIPS}/chart"
WORKBOOK_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORKBOOK_RELATIONSHIP = f"{RELATIONSHIPS}/package"

# The chart part has this one relationship, the first that it gets.
WORKBOOK_REL_ID = "rId1"

EMU = 12700  # in a point


def chart_xml(chart: Chart) -> bytes:
    """The chart part. Its workbook is its relationship `WORKBOOK_REL_ID`. The caption stands in the text below."""
    plot = pie(chart, pie_layout(chart)) if chart.kind == "pie" else columns(chart)
    names = f'xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" xmlns:r="{RELATIONSHIPS}"'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {names}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/>{plot}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{letters(SIZE)}<c:externalData r:id="{WORKBOOK_REL_ID}"><c:autoUpdate val="0"/></c:externalData>'
        "</c:chartSpace>"
    ).encode()


def chart_run(chart: Chart, rel_id: str, index: int) -> str:
    """The run that shows the chart: `rel_id` is that of the chart part in the document, `index` counts the charts
    from 1. Its paragraph must not have an exact line spacing, which would cut the chart off."""
    height = pie_layout(chart).height if chart.kind == "pie" else HEIGHT
    names = f'id="{index}" name={quoteattr(f"图表 {index}")} descr={quoteattr(chart.alternative)}'
    kind = f"{DRAWING}/chart"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing"'
        ' distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDTH * EMU:.0f}" cy="{height * EMU:.0f}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"<wp:docPr {names}/><wp:cNvGraphicFramePr/>"
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{kind}">'
        f'<c:chart xmlns:c="{kind}" xmlns:r="{RELATIONSHIPS}" r:id={quoteattr(rel_id)}/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
