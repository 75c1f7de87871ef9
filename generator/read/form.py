"""A layout, prepared for reading: which columns it has and by which headings they are known, what each row means.

One layout serves printing and reading. For reading, a column is known by the headings above it (`path`), a fixed row by
its words or its code, a listed row by its code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ..model.layout import Layout, LayoutCell, Row
from .wording import bare

Role = Literal["code", "name", "project", "label", "value"]
# Counters of rows and columns, which say nothing about what stands there.
COUNTER = re.compile(r"[0-9]*|栏次|行次|类|款|项|=?[0-9]+(\+[0-9]+)*")
CODE = re.compile(r"[0-9]{3}|[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the layout: its headings from the top, and what stands in it."""

    path: tuple[str, ...]
    role: Role
    key: str = ""  # of the listed rows
    total: str = ""  # of the sum of the list


@dataclass(frozen=True, slots=True)
class Slot:
    """A fixed cell: the figure `key` in the row known as `label` (bare) or by `code`, in the column at `column`."""

    key: str
    row: int
    column: int
    label: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Form:
    """A layout for reading. `columns` by their place in the layout; the `slots` of each block of fixed rows, a block
    being the columns that share their labels."""

    layout: Layout
    columns: tuple[Column, ...]
    blocks: tuple[tuple[Slot, ...], ...]

    @property
    def title(self) -> str:
        return bare(self.layout.title)

    @property
    def headings(self) -> frozenset[str]:
        return frozenset(heading for column in self.columns for heading in column.path)

    @property
    def values(self) -> list[int]:
        """The places of the columns that hold figures."""
        return [at for at, column in enumerate(self.columns) if column.role == "value"]


def form(layout: Layout) -> Form:
    """The layout as the reader needs it."""
    paths = list(_paths(layout))
    if layout.each:
        columns = tuple(_listed(layout, paths))
        return Form(layout, columns, ())
    grid = list(_tiled(layout.rows, len(layout.widths)))
    held = [[cell for line in grid if (cell := line[at]) is not None] for at in range(len(paths))]
    columns = tuple(
        Column(path, "value" if any(cell.kind == "figure" for cell in cells) else "label")
        for path, cells in zip(paths, held, strict=True)
    )
    return Form(layout, columns, tuple(_blocks(columns, grid)))


def _listed(layout: Layout, paths: list[tuple[str, ...]]) -> Iterator[Column]:
    row, total = _spread(layout.row), _spread(layout.total)
    project = _spread(layout.project) if layout.project else [None] * len(paths)
    for path, cell, whole, own in zip(paths, row, total, project, strict=True):
        if cell.kind == "figure":
            yield Column(path, "value", cell.text, whole.text if whole.kind == "figure" else "")
        elif own is not None and own.kind == "name":
            yield Column(path, "project")
        else:
            yield Column(path, "code" if cell.kind == "code" else "name")


def _spread(row: Row) -> list[LayoutCell]:
    return [cell for cell in row for _ in range(cell.columns)]


def _blocks(columns: tuple[Column, ...], grid: list[list[LayoutCell | None]]) -> Iterator[tuple[Slot, ...]]:
    """Columns of figures that stand beside each other share the words to their left."""
    at = 0
    while at < len(columns):
        if columns[at].role != "value":
            at += 1
            continue
        end = at
        while end < len(columns) and columns[end].role == "value":
            end += 1
        yield tuple(_slots(range(at, end), grid))
        at = end


def _slots(columns: range, grid: list[list[LayoutCell | None]]) -> Iterator[Slot]:
    for index, line in enumerate(grid):
        words = [cell.text for cell in line[: columns.start] if cell is not None and cell.kind == "words"]
        told = [text for text in words if text and not COUNTER.fullmatch(bare(text))]
        label = told[-1] if told else ""
        code = next((text for text in reversed(words[-2:]) if CODE.fullmatch(text)), "")
        for at in columns:
            cell = line[at]
            if cell is not None and cell.kind == "figure":
                yield Slot(cell.text, index, at, bare(label), code, label)


def _paths(layout: Layout) -> Iterator[tuple[str, ...]]:
    """The headings above each column, bare, without counters and repetitions."""
    lines = list(_tiled(layout.header, len(layout.widths)))
    for at in range(len(layout.widths)):
        yield path_of(cell.text for line in lines if (cell := line[at]) is not None)


def path_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Headings from the top, bare, without counters, each once."""
    return tuple(dict.fromkeys(text for text in map(bare, texts) if not COUNTER.fullmatch(text)))


def _tiled(rows: Iterable[Row], width: int) -> Iterator[list[LayoutCell | None]]:
    """The rows as a grid: a cell stands in every place that it covers."""
    above: dict[tuple[int, int], LayoutCell] = {}
    for index, row in enumerate(rows):
        at = 0
        for cell in row:
            while (index, at) in above:
                at += 1
            for down in range(cell.rows):
                above.update({(index + down, at + across): cell for across in range(cell.columns)})
            at += cell.columns
        yield [above.get((index, at)) for at in range(width)]
