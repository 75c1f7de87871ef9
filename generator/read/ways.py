"""The way to an item of a record in the names that people write: 政府采购.货物, 绩效.项目.自评表.指标,
变动原因.本年收入.

What kind of thing stands at its end decides how it is written in a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, get_args, get_origin

from ..model.group import Group
from ..model.record import YearRecord
from ..model.terms import TERMS
from .names import advice, group_of, names_of


class Shape(Enum):
    """What stands at an item: one value, texts, rows of a list, a group of items."""

    VALUE = "value"
    TEXTS = "texts"
    ROWS = "rows"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Way:
    """`names` are the official ones, from the record down. `parent` is the way of the list whose rows hold this one."""

    names: tuple[str, ...]
    shape: Shape
    group: type[Group] | None = None
    parent: tuple[str, ...] | None = None


def way_of(text: str) -> Way | str:
    """The way that `text` names; what to do, where there is none."""
    return following(Way((), Shape.GROUP, YearRecord), text)


def following(way: Way, text: str) -> Way | str:
    """The way that goes on from the rows or the group at `way`; what to do, where it leads nowhere. Of rows, the names
    begin anew."""
    at = Way((), Shape.GROUP, way.group) if way.shape is Shape.ROWS else way
    if way.shape is Shape.TEXTS:
        return Way((text,), Shape.VALUE)
    parts = text.split(".")
    for index, name in enumerate(parts):
        if at.shape is Shape.ROWS:
            at = Way(at.names, Shape.GROUP, at.group, at.names)
        if at.group is None:
            return f"“{'.'.join(parts[:index])}”里面没有别的项目"
        field = next((field for field in at.group.model_fields if name in names_of(field)), None)
        if field is None:
            return advice(name, at.group)
        names = (*at.names, TERMS[field].zh)
        shape, group, keyed = _shape(at.group, field)
        if keyed:
            rest = ".".join(parts[index + 1 :])
            return Way((*names, rest), shape, None, at.parent) if rest else Way(names, Shape.GROUP, None, at.parent)
        at = Way(names, shape, group, at.parent)
    return at


def _shape(group: type[Group], field: str) -> tuple[Shape, type[Group] | None, bool]:
    """What stands at a field, the group in it, and whether it holds values by names of their own (变动原因)."""
    for annotation in _unwrapped(group.model_fields[field].annotation):
        inner = group_of(annotation)
        if get_origin(annotation) is dict:
            texts = any(get_origin(arg) is list for arg in get_args(annotation))
            return (Shape.TEXTS if texts else Shape.VALUE), None, True
        if get_origin(annotation) is list:
            return (Shape.ROWS if inner else Shape.TEXTS), inner, False
        if inner:
            return Shape.GROUP, inner, False
    return Shape.VALUE, None, False


def _unwrapped(annotation: Any) -> Iterator[Any]:
    """`X | None` without the None."""
    if isinstance(annotation, type) or get_origin(annotation) in (list, dict):
        yield annotation
        return
    yield from (inner for arg in get_args(annotation) if arg is not type(None) for inner in _unwrapped(arg))
