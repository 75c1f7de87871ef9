"""The larger blocks of a complete disclosure: cover, contents, official tables, charts. Writers see only these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .fixed import fixed
from .inlines import Inline, Number

Align: TypeAlias = Literal["left", "center", "right"]


@fixed
class Cell:
    """One cell of a table. It covers `columns` × `rows`; the cells that it covers are not listed again."""

    inlines: tuple[Inline, ...] = ()
    align: Align = "center"
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """An official table on pages of its own. `number` (公开01表) and `unit_line` (金额单位：万元) stand at the right
    of the head, `head` (部门：…, 2024年度) at the left and in the middle; `widths` are shares of the text width;
    `header` rows repeat on every page. `title_level` is the heading level of its title, 0 where it is no heading
    (then `title` is printed as a caption); `title` is '' for a table within the text that has none. An empty table has
    `rows` all the same, and its `notes` say that.
    `remarks` tell staff what to look at in it; they are not part of the table."""

    title: str
    number: str
    head: tuple[str, str]
    unit_line: str
    widths: tuple[int, ...]
    header: tuple[tuple[Cell, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False
    own_page: bool = True
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart with its data: one series over `labels`. `number` is counted (图1：); `alternative` tells the
    chart in words for those who cannot see it. Values are the figures as printed in the style's unit."""

    kind: Literal["columns", "pie"]
    number: str
    caption: str
    labels: tuple[str, ...]
    values: tuple[Number, ...]
    unit: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: lines in the middle of it, the unit's name first."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The 目录: a heading, then every part, table and section with its page."""

    title: str
