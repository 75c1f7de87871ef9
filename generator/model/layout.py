"""An official table as data: one layout serves printing, reading and checking the same table (财政部 部门决算报表).

A layout is written with a text editor by people who know the table, not the program:

    title: 财政拨款收入支出决算总表
    number: 公开04表
    widths: [30, 6, 14]
    header:
      - [项目, 行次, 金额]
    rows:
      - [一、上级补助收入, 4, =income.superior_subsidy_income]

A cell is text. Behind it `@c` or `@cxr` says how many columns and rows it covers (`本年支出@3`, `合计@1x2`); cells
covered from above are left out, `~` is a blank cell. `=key` is the figure at that key: a path of the record in its
English terms with a point in it, or, where rows are listed, a column of the row (`=actual`). `=name` and `=code` are
the name and the code of a listed row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from .fixed import fixed
from .source import Source
from .values import Scalar, brief, fault

SPANNED = re.compile(r"(.*?)@([1-9][0-9]?)(?:x([1-9][0-9]?))?", re.DOTALL)
SLOT = re.compile(r"\{([^{}]*)\}")
SLOTS = ("name", "year", "unit")
LONGEST, MOST_SLOTS = 1_000, 9
MOST_COLUMNS, MOST_ROWS, MOST_BLANK, MOST_NOTES = 60, 1_000, 50, 50


@fixed
class LayoutCell:
    """One cell: words as they are printed, or what stands in their place. `text` is the words or the figure's key,
    '' for a blank cell; `source` is its place in the layout file, None for a blank."""

    kind: Literal["words", "figure", "name", "code"]
    text: str
    columns: int = 1
    rows: int = 1
    source: Source | None = None


def cell(value: object) -> LayoutCell:
    """A cell as it was written."""
    if value is None:
        return LayoutCell("words", "")
    if not isinstance(value, Scalar):
        raise fault("S04", "一格里应当是一个词、一个 =键 或 ~", "每格一项，格与格之间用逗号")
    spanned = SPANNED.fullmatch(value.text)
    text, columns, rows = (spanned[1], int(spanned[2]), int(spanned[3] or 1)) if spanned else (value.text, 1, 1)
    if text in ("=name", "=code"):
        return LayoutCell("name" if text == "=name" else "code", "", columns, rows, value.source)
    kind: Literal["words", "figure"] = "figure" if text.startswith("=") else "words"
    return LayoutCell(kind, text.removeprefix("="), columns, rows, value.source)


def words(value: object) -> str:
    """A line of text; of slots it may hold {name}, {year} and {unit}: 单位名称, 年度 and the unit of amounts."""
    if not isinstance(value, Scalar):
        raise fault("S04", "这里应当是一行文字", "在冒号后面直接写文字")
    hint = "可用的空位：{name} 单位名称、{year} 年度、{unit} 金额单位"
    for slot in SLOT.findall(value.text):
        if slot not in SLOTS:
            raise fault("S04", f"不认识的空位“{{{brief(slot)}}}”", hint)
    if re.search("[{}]", SLOT.sub("", value.text)):
        raise fault("S04", "这里的 { } 没有成对", hint)
    if len(value.text) > LONGEST or len(SLOT.findall(value.text)) > MOST_SLOTS:
        raise fault("S04", f"超过 {LONGEST} 个字，或空位太多", "写短一些")
    return value.text


def filled(text: str, slots: Mapping[str, str]) -> str:
    """A line of a layout with its slots filled."""
    return SLOT.sub(lambda slot: slots[slot[1]], text)


def whole(value: object) -> int:
    """A small whole number."""
    if not isinstance(value, Scalar) or not re.fullmatch("[0-9]{1,3}", value.text):
        raise fault("S04", "这里应当是一个整数", "写 0 到 999 的整数")
    return int(value.text)


def yes(value: object) -> bool:
    if not isinstance(value, Scalar) or value.text not in ("true", "false"):
        raise fault("S04", "这里应当是 true 或 false", "写 true 或 false")
    return value.text == "true"


def one_of(*allowed: str) -> PlainValidator:
    def choice(value: object) -> str:
        if not isinstance(value, Scalar) or value.text not in allowed:
            raise fault("S04", f"这里应当是以下之一：{'、'.join(allowed)}", "从中选一个，照抄")
        return value.text

    return PlainValidator(choice)


Words: TypeAlias = Annotated[str, PlainValidator(words)]
Whole: TypeAlias = Annotated[int, PlainValidator(whole)]
Yes: TypeAlias = Annotated[bool, PlainValidator(yes)]
Row: TypeAlias = tuple[Annotated[LayoutCell, PlainValidator(cell)], ...]
# Whose rows are listed: income by function (收入.按功能分类), or expenditure from all funds, from all three kinds of
# fiscal appropriation, or from one of them (支出.按功能分类).
LISTS = ("income", "all", "fiscal", "general_budget", "government_funds", "state_capital")


class Layout(BaseModel):
    """One official table (data/layouts/<style>/*.yaml); the files' names give the order.

    `rows` are fixed and come first. Where `each` names a list, a `total` row follows, then a `row` for every 类, 款
    and 项 of that list in code order; with `total_last` the `total` stands below them. `only` names a column: 项 in
    which it is zero are left out. `project` is a row for each project that is spent under a 项, below it. Where the
    list is empty, `blank_rows` empty rows keep the form. `notes` stand below the table, `empty_note` only where no
    figure in it is other than zero."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Words
    number: Words = ""
    head: tuple[Words, Words] = ("部门：{name}", "{year}年度")
    unit_line: Words = "金额单位：{unit}"
    landscape: Yes = False
    widths: Annotated[tuple[Whole, ...], Field(min_length=1, max_length=MOST_COLUMNS)]
    header: Annotated[tuple[Row, ...], Field(max_length=MOST_ROWS)]
    rows: Annotated[tuple[Row, ...], Field(max_length=MOST_ROWS)] = ()
    each: Annotated[str, one_of(*LISTS)] | None = None
    only: Words = ""
    total: Row = ()
    total_last: Yes = False
    row: Row = ()
    project: Row = ()
    blank_rows: Annotated[Whole, Field(le=MOST_BLANK)] = 0
    notes: Annotated[tuple[Words, ...], Field(max_length=MOST_NOTES)] = ()
    empty_note: Words = ""
