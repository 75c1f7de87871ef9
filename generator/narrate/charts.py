"""Charts of a complete disclosure: numbered as they come, left out where there is nothing to show."""

from __future__ import annotations

from typing import Literal

from ..model.figure import Figure, Missing, Value
from ..model.item import Item
from ..model.narrative import Chart
from .speaker import Speaker


class Charts:
    """Counts the charts of one document."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.count = 0

    def chart(self, kind: Literal["columns", "pie"], name: str, items: list[Item]) -> str:
        """A chart with the caption chart.<name>: `columns` compares the one item with its prior year, `pie` shows how
        the items that are not zero make up a whole. '' where an amount is unknown or there is nothing to show."""
        self.speaker.budget.step(len(items))
        values: list[Value | None] = [item.actual for item in items]
        labels = [self.speaker.plain_name(item.name) for item in items]
        if kind == "columns":
            values = [items[0].prior, items[0].actual]
            labels = [self.speaker.text("chart.year", year=str(y)) for y in (self.speaker.year - 1, self.speaker.year)]
        if any(value is None or isinstance(value, Missing) for value in values):
            return ""
        figures = [value for value in values if isinstance(value, Figure)]
        shown = [
            (label, self.speaker.number(figure))
            for label, figure in zip(labels, figures, strict=True)
            if self.speaker.number(figure).shown or kind == "columns"
        ]
        if not any(number.shown for _, number in shown) or any(figure.exact < 0 for figure in figures):
            return ""
        self.count += 1
        caption = self.speaker.text(f"chart.{name}")
        unit = self.speaker.style.unit
        told = "；".join(f"{label}{number.text}{unit}" for label, number in shown)
        return self.speaker.marks.put(
            Chart(
                kind,
                self.speaker.text("chart.number", number=str(self.count)),
                caption,
                tuple(label for label, _ in shown),
                tuple(number for _, number in shown),
                unit,
                f"{caption}。{told}",
            )
        )
