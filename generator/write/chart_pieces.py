"""The pieces that all charts are made of: the series and its data, labels, fills, letters, places.

It exists so that columns and pies look alike and point at the same cells. It refuses nothing.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ..model.blocks import Chart
from .chart_layout import SIZE, Box
from .chart_spread import Shift
from .chart_workbook import SHEET, VALUES, cells, number_format, series_name

FONT = "宋体"

# Copies are grey: each slice differs from its neighbours in lightness, and from all others in lightness or pattern.
# pattern ("" for a plain fill), the colour, the colour behind the pattern
FILLS = (
    ("", "1F4E79", ""),
    ("", "BDD7EE", ""),
    ("", "767676", ""),
    ("", "FFFFFF", ""),
    ("", "5B9BD5", ""),
    ("", "1A1A1A", ""),
    ("dkHorz", "1F4E79", "FFFFFF"),
    ("wdUpDiag", "1A1A1A", "9DC3E6"),
    ("dkVert", "404040", "E7E6E6"),
    ("wdDnDiag", "FFFFFF", "1F4E79"),
    ("lgCheck", "1A1A1A", "FFFFFF"),
    ("dkUpDiag", "5B9BD5", "FFFFFF"),
)

LINE = '<a:ln w="6350"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln>'
NO_INSETS = 'lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"'


def label_look(number_format: str) -> str:
    """What every label begins with."""
    return (
        f'<c:numFmt formatCode={quoteattr(number_format)} sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{letters(SIZE, NO_INSETS)}"
    )


def shown(*, value: bool = False, names: bool = False, share: bool = False) -> str:
    """What stands in a label."""
    flags = {"LegendKey": False, "Val": value, "CatName": names, "SerName": False, "Percent": share}
    separator = "<c:separator>\n</c:separator>" if names else ""
    return "".join(f'<c:show{flag} val="{on:d}"/>' for flag, on in flags.items()) + (
        f'<c:showBubbleSize val="0"/>{separator}'
    )


def name(chart: Chart) -> str:
    """The series, which is the first and only one, and its name."""
    cache = f'<c:strCache><c:ptCount val="1"/>{point(0, escape(series_name(chart)))}</c:strCache>'
    return f'<c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>{SHEET}!$B$1</c:f>{cache}</c:strRef></c:tx>'


def data(chart: Chart, column: str, categories: tuple[str, ...]) -> str:
    """The categories, from their `column` of the workbook, and the values: where they stand, and as they were when the
    workbook was written."""
    count = f'<c:ptCount val="{len(chart.values)}"/>'
    names = "".join(point(index, escape(category)) for index, category in enumerate(categories))
    values = "".join(point(index, f"{value.shown:f}") for index, value in enumerate(chart.values))
    return (
        f"<c:cat><c:strRef><c:f>{cells(chart, column)}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{cells(chart, VALUES)}</c:f><c:numCache>"
        f"<c:formatCode>{escape(number_format(chart))}</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>"
    )


def point(index: int, text: str) -> str:
    """A cached value, already escaped."""
    return f'<c:pt idx="{index}"><c:v>{text}</c:v></c:pt>'


def fill(index: int) -> str:
    """The look of a slice or a column, with a line around it."""
    pattern, colour, behind = FILLS[index % len(FILLS)]
    front = f'<a:srgbClr val="{colour}"/>'
    if not pattern:
        return f"<c:spPr><a:solidFill>{front}</a:solidFill>{LINE}</c:spPr>"
    back = f'<a:bgClr><a:srgbClr val="{behind}"/></a:bgClr>'
    return f'<c:spPr><a:pattFill prst="{pattern}"><a:fgClr>{front}</a:fgClr>{back}</a:pattFill>{LINE}</c:spPr>'


def letters(size: float, insets: str = "") -> str:
    """The font of a text. `insets` are attributes of its frame, which never wraps where it has them."""
    wrap = f' wrap="none" {insets}' if insets else ""
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/>'
    look = (
        f'<a:defRPr sz="{size * 100:.0f}" b="0"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>{font}</a:defRPr>'
    )
    return f'<c:txPr><a:bodyPr{wrap}/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def place(box: Box, target: str = "") -> str:
    """A fixed place. `target` says for a plot whether it includes what is written around it (inner, outer)."""
    about = f'<c:layoutTarget val="{target}"/>' if target else ""
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    numbers = "".join(f'<c:{key} val="{share:.4f}"/>' for key, share in zip("xywh", box, strict=True))
    return f"<c:layout><c:manualLayout>{about}{modes}{numbers}</c:manualLayout></c:layout>"


def move(shift: Shift) -> str:
    """The way of a label from the place that Word would give it."""
    return f'<c:layout><c:manualLayout><c:x val="{shift.x:.4f}"/><c:y val="{shift.y:.4f}"/></c:manualLayout></c:layout>'
