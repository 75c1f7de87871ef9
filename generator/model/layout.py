"""An official table as data: one layout serves printing, reading and checking the same table."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Layout(BaseModel):
    """One official table (data/layouts/<style>/*.yaml).

    A cell is text; behind it `@c` or `@cxr` says how many columns and rows it covers (`本年支出@3`, `合计@1x2`);
    cells covered from above are left out. `=key` is the figure at that key, `=name`, `=code` the name and code of a
    listed row. `rows` are fixed; `each` lists the rows of the classification in use: `function` (类, 款 and 项,
    after a `total` row), from the funds named by `of`, or `economic` (款 of the economic classification in use).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    number: str = ""
    unit_line: str = "金额单位：{unit}"
    landscape: bool = False
    widths: tuple[int, ...]
    header: tuple[tuple[str | None, ...], ...]
    rows: tuple[tuple[str | None, ...], ...] = ()
    each: Literal["function", "economic"] | None = None
    of: str = ""
    total: tuple[str | None, ...] = ()
    row: tuple[str | None, ...] = ()
    blank_rows: int = 0
    notes: tuple[str, ...] = ()
    empty_note: str = ""
