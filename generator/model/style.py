"""A province's style as data: the sections and their order, how numbers are printed, which reasons are due."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from .values import fault

# The forms that figures take of themselves, by what they count; and that of amounts in tables.
FORMS = ("money", "percent", "count", "score", "year", "table")
COUNTER = re.compile(r"\{(chinese|arabic)\}")
NAME = re.compile("[a-z][a-z_]*")
LONGEST_PATTERN = 20
MOST_SECTIONS = 100


def pattern(value: str) -> str:
    """What counts headings of a level: words around one {chinese} or {arabic}."""
    if len(COUNTER.findall(value)) > 1 or re.search(r"[{}\d]", COUNTER.sub("", value)) or len(value) > LONGEST_PATTERN:
        hint = '如 "（{chinese}）"、"{arabic}."：最多一个空位，不写别的数字；不要编号的写 ""'
        raise fault("S03", "标题编号只能是文字加 {chinese}（一、二）或 {arabic}（1、2）", hint)
    return value


def section(value: str) -> str:
    """The name of a section, which is that of its template."""
    if not NAME.fullmatch(value):
        raise fault("S03", "名称只能用小写英文字母和下划线", "写模板的文件名，不带 .j2")
    return value


def forms(value: dict[str, Form]) -> dict[str, Form]:
    if missing := [name for name in FORMS if name not in value]:
        raise fault("S03", f"缺少数字形式 {'、'.join(missing)}", f"{'、'.join(FORMS)} 都要有，照其他样式的样子写")
    return value


def once(value: tuple[str, ...]) -> tuple[str, ...]:
    if twice := next((name for name in value if value.count(name) > 1), None):
        raise fault("S03", f"“{twice}”写了两次", "删去一个")
    return value


class Form(BaseModel):
    """How a figure is printed: digits after the point, trailing zeros kept or stripped, thousands separators."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    digits: Annotated[int, Field(ge=0, le=6)]
    zeros: Literal["keep", "strip"] = "keep"
    grouping: bool = False


class Due(StrEnum):
    """When a style requires a reason: always, or where the two amounts differ. `optional`: quoted where given."""

    ALWAYS = "always"
    CHANGED = "changed"
    OPTIONAL = "optional"


class Aspect(StrEnum):
    """What a reason explains: the move against the prior year, the gap to the budget, or what the money was for."""

    PRIOR = "prior"
    BUDGET = "budget"
    CONTENT = "content"


Pattern: TypeAlias = Annotated[str, AfterValidator(pattern)]
Section: TypeAlias = Annotated[str, AfterValidator(section)]
Sections: TypeAlias = Annotated[tuple[Section, ...], Field(max_length=MOST_SECTIONS), AfterValidator(once)]


class Part(BaseModel):
    """A part of the complete disclosure: its title (phrase part.<title>) and what it holds: `sections` of its own
    (numbered headings unless `titled` is false), the official `tables`, or the `explanation` (情况说明)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    holds: Literal["sections", "tables", "explanation"] = "sections"
    sections: Sections = ()
    titled: bool = True


class Style(BaseModel):
    """The head of a style (style.yaml), with all that it takes over from the style that it extends. `unit` is the unit
    that amounts are printed in; `forms` must hold those of `FORMS`, and may hold named variants that phrases ask for
    ({rate:whole}). `tables` are the official tables by the names of their files, in order; None: all that there are.
    `numbering` counts parts, sections and the headings below."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: Annotated[str, Field(max_length=100)]
    extends: str | None = None
    unit: Literal["元", "万元"]
    forms: Annotated[dict[str, Form], AfterValidator(forms)]
    numbering: tuple[Pattern, Pattern, Pattern, Pattern]
    sections: Annotated[Sections, Field(min_length=1)]
    document: Annotated[tuple[Part, ...], Field(max_length=MOST_SECTIONS)] = ()
    tables: Annotated[tuple[str, ...], Field(max_length=MOST_SECTIONS), AfterValidator(once)] | None = None
    reasons: dict[str, dict[Aspect, Due]]
