"""A table of a Word document → rows of cells; merged cells repeat their text over all that they cover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from .document_refusal import too_large
from .document_word import number, w

# Columns that Word itself allows are 63; cells, with all that a merged one repeats.
COLUMNS, CELLS = 2_000, 1_000_000
AROUND = {w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}


def rows(table: Element, cell: Callable[[Element], str]) -> tuple[tuple[str, ...], ...]:
    """`cell` reads the text of one cell. Raises `Refused` where the table is beyond all bounds."""
    found: list[tuple[str, ...]] = []
    count = 0
    for row in within(table, w("tr")):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        before = [""] * min(number(properties, w("gridBefore")) or 0, COLUMNS)
        found.append((*before, *row_cells(row, found[-1] if found else (), len(before), cell)))
        count += len(found[-1])
        if count > CELLS or len(found[-1]) > COLUMNS:
            raise too_large(f"一张表超过 {CELLS} 格或 {COLUMNS} 列，不像决算公开")
    return tuple(found)


def row_cells(row: Element, above: tuple[str, ...], column: int, cell: Callable[[Element], str]) -> Iterator[str]:
    """The cells of a row from `column`; those that go on from `above` have its text."""
    for element in within(row, w("tc")):
        own = element.find(w("tcPr"))
        wide = min(max(number(own, w("gridSpan")) or 1, 1), COLUMNS + 1)
        merge = None if own is None else own.find(w("vMerge"))
        text = cell(element)
        if merge is not None and merge.get(w("val"), "continue") == "continue":
            text = above[column] if column < len(above) else ""
        yield from [text] * wide
        column += wide


def within(container: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, through content controls and revisions around them."""
    for child in container:
        if child.tag == tag:
            yield child
        elif child.tag in AROUND:
            yield from within(child, tag)
