"""The plot of a chart in DrawingML: two years as columns, or a structure as a pie.

It exists because Word insists on the order of these elements and opens a file that breaks it as damaged. It refuses
to draw without values.
"""

from __future__ import annotations

from ..model.blocks import Chart
from .chart_layout import LEGEND_SIZE, SIZE, Box, Layout
from .chart_pieces import LINE, data, fill, label_look, letters, move, name, place, shown
from .chart_spread import Shift
from .chart_workbook import DESCRIPTIONS, LABELS, described, number_format

# Word counts from the printed values, the text from the exact ones: with more digits the two would differ at times.
PERCENT = '[<0.001]"<0.1%";0.0%'

FIRST_AXIS, SECOND_AXIS = 111111111, 222222222


def columns(chart: Chart) -> str:
    """Columns from zero with their values on top. There is no value axis: every value is printed already."""
    end = f'<c:dLblPos val="outEnd"/>{shown(value=True)}'
    own = "".join(  # one format for both would print 0s that the text does not
        f'<c:dLbl><c:idx val="{index}"/>{label_look(number_format(chart, value))}{end}</c:dLbl>'
        for index, value in enumerate(chart.values)
    )
    labels = f"{own}{label_look(number_format(chart))}{end}"
    least = "" if any(value.shown < 0 for value in chart.values) else '<c:min val="0"/>'
    axes = f'<c:axId val="{FIRST_AXIS}"/><c:axId val="{SECOND_AXIS}"/>'
    return (
        f"<c:plotArea>{place(Box(0.03, 0.08, 0.94, 0.9), 'outer')}"
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'<c:ser>{name(chart)}{fill(0)}<c:invertIfNegative val="0"/><c:dLbls>{labels}</c:dLbls>'
        f"{data(chart, LABELS, chart.labels)}</c:ser>"
        f'<c:gapWidth val="150"/>{axes}</c:barChart>'
        f'<c:catAx><c:axId val="{FIRST_AXIS}"/><c:scaling><c:orientation val="minMax"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr>{LINE}</c:spPr>{letters(SIZE)}<c:crossAx val="{SECOND_AXIS}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{SECOND_AXIS}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        '<c:delete val="1"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        f'<c:crossAx val="{FIRST_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        "</c:plotArea>"
    )


def pie(chart: Chart, layout: Layout) -> str:
    """A pie, clockwise, with Word's own percentage beside each slice; names and values stand before it or in the
    legend. In one label value and percentage cannot both have a format: Word and LibreOffice disagree whose it is."""
    categories = tuple(described(chart))
    slices = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>{fill(index)}</c:dPt>' for index in range(len(chart.labels))
    )
    end = f'<c:dLblPos val="outEnd"/>{shown(names=layout.legend is None, share=True)}'
    moved = "".join(
        f'<c:dLbl><c:idx val="{index}"/>{move(shift)}{label_look(PERCENT)}{end}</c:dLbl>'
        for index, shift in enumerate(layout.shifts)
        if shift != Shift(0, 0)
    )
    leaders = f'<c:showLeaderLines val="1"/><c:leaderLines><c:spPr>{LINE}</c:spPr></c:leaderLines>'
    labels = f"<c:dLbls>{moved}{label_look(PERCENT)}{end}{leaders}</c:dLbls>"
    plot = (
        f'<c:plotArea>{place(layout.pie, "inner")}<c:pieChart><c:varyColors val="1"/>'
        f"<c:ser>{name(chart)}{slices}{labels}{data(chart, DESCRIPTIONS, categories)}</c:ser>"
        f'<c:firstSliceAng val="{layout.start}"/></c:pieChart></c:plotArea>'
    )
    if layout.legend is None:
        return plot
    where = f'<c:legendPos val="r"/>{place(layout.legend)}<c:overlay val="0"/>'
    return f"{plot}<c:legend>{where}{letters(LEGEND_SIZE)}</c:legend>"
