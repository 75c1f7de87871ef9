"""What a name of a template may hold, worked out from the accounts of a sample unit and from the types of the program:
so nobody has to keep a list of what templates can use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

# Stands in a text for what is not known of it.
ANY_TEXT = "*"
# So many texts are still told apart.
MOST_TEXTS = 64


@dataclass(frozen=True)
class Shape:
    """What a value may be: an instance of one of `types`, one of `groups` of the accounts, a list of `items`. `texts`
    are the texts that it may be, with * for what is not known; `anything`: nothing is known."""

    types: frozenset[type] = frozenset()
    groups: tuple[SimpleNamespace, ...] = ()
    items: Shape | None = None
    texts: frozenset[str] = frozenset()
    anything: bool = False

    def __or__(self, other: Shape) -> Shape:
        items = self.items | other.items if self.items and other.items else self.items or other.items
        groups = (*self.groups, *(g for g in other.groups if not any(g is own for own in self.groups)))
        texts = self.texts | other.texts
        if len(texts) > MOST_TEXTS:
            texts = frozenset({ANY_TEXT})
        return Shape(self.types | other.types, groups, items, texts, self.anything or other.anything)

    def attribute(self, name: str) -> Shape | None:
        """What the attribute `name` holds; None where nothing that this may be has one."""
        found = [members(kind)[name] for kind in self.types if name in members(kind)]
        found += [shape_of(vars(group)[name]) for group in self.groups if name in vars(group)]
        if not found:
            return ANYTHING if self.anything else None
        return union(found)

    @property
    def names(self) -> list[str]:
        """The attributes that there are."""
        own = {name for kind in self.types for name in members(kind)}
        return sorted(own | {name for group in self.groups for name in vars(group)})


ANYTHING = Shape(anything=True)
NOTHING = Shape()
TEXT = Shape(texts=frozenset({ANY_TEXT}))


def union(shapes: Iterable[Shape]) -> Shape:
    whole = NOTHING
    for shape in shapes:
        whole = whole | shape
    return whole


def text(*texts: str) -> Shape:
    return Shape(texts=frozenset(texts))


def shape_of(value: object) -> Shape:
    """What a value of the sample says of the values in its place."""
    match value:
        case SimpleNamespace():
            return Shape(groups=(value,))
        case list() | tuple():
            return Shape(items=union(map(shape_of, value)) if value else ANYTHING)
        case str():
            return TEXT
        case None:
            return NOTHING
    if is_dataclass(value):
        return Shape(types=frozenset({type(value)}))
    return NOTHING


def result_of(function: Callable[..., Any]) -> Shape:
    """What a function gives back, by what it says of itself."""
    return _hinted(get_type_hints(function).get("return", Any))


@cache
def members(kind: type) -> dict[str, Shape]:
    """The attributes of the instances of a type."""
    hints = get_type_hints(kind)
    found = {field.name: _hinted(hints[field.name]) for field in fields(kind)} if is_dataclass(kind) else {}
    for name, value in vars(kind).items():
        if isinstance(value, property) and value.fget and not name.startswith("_"):
            found[name] = _hinted(get_type_hints(value.fget).get("return", Any))
    return found


def names_of(kind: type) -> list[str]:
    return sorted(members(kind))


def _hinted(hint: Any) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return union(map(_hinted, arguments))
    if origin is Literal:
        return text(*(value for value in arguments if isinstance(value, str)))
    if origin in (list, tuple):
        return Shape(items=union(_hinted(argument) for argument in arguments if argument is not Ellipsis))
    if hint is NoneType or not isinstance(hint, type):
        return NOTHING if hint is NoneType else ANYTHING
    if issubclass(hint, StrEnum):
        return text(*hint)
    if is_dataclass(hint):
        return Shape(types=frozenset({hint}))
    return TEXT if hint is str else NOTHING
