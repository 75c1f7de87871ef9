"""A record as plain facts under the names that people write: what a workbook or a text has to give back.

A group is a dict, a list a list, a value a `Leaf`. Where two records are the same, so are their facts, whatever file
they were read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeAlias, get_args, get_type_hints

from .group import Group
from .record import YearRecord
from .source import Fact
from .terms import TERMS
from .values import (
    FUNDS,
    NATURES,
    RATINGS,
    SCALES,
    VEHICLE_KINDS,
    Amount,
    Count,
    EconomicCode,
    FunctionCode,
    Fund,
    GroupCode,
    MoneyUnit,
    Nature,
    Rating,
    Score,
    VehicleKind,
    Year,
    YesNo,
)

Kind: TypeAlias = Literal["amount", "count", "score", "year", "code", "choice", "text"]
KINDS: tuple[tuple[Any, Kind, tuple[str, ...]], ...] = (
    (Amount, "amount", ()),
    (Count, "count", ()),
    (Score, "score", ()),
    (Year, "year", ()),
    (FunctionCode, "code", ()),
    (GroupCode, "code", ()),
    (EconomicCode, "code", ()),
    (YesNo, "choice", ("是", "否")),
    (Fund, "choice", FUNDS),
    (Nature, "choice", NATURES),
    (Rating, "choice", RATINGS),
    (MoneyUnit, "choice", tuple(SCALES)),
    (VehicleKind, "choice", VEHICLE_KINDS),
)
CODE, FUND = TERMS["code"].zh, TERMS["fund"].zh
NAME, YEAR, STYLE = TERMS["unit_name"].zh, TERMS["year"].zh, TERMS["style"].zh
UNIT = TERMS["money_unit"].zh
TEXT, FILE = TERMS["text"].zh, TERMS["file"].zh
# Lists whose rows belong together by their 科目 and source of funds.
CODED = frozenset(TERMS[name].zh for name in ("by_function", "by_group", "by_economic_class"))


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: an amount in 元, a number, or words; `slack` as in `Fact`."""

    kind: Kind
    value: Decimal | str
    slack: Decimal = Decimal(0)


Node: TypeAlias = "Leaf | dict[str, Node] | list[Node]"
Facts: TypeAlias = "dict[str, Node]"


@cache
def kinds(group: type[Group]) -> dict[str, tuple[Kind, tuple[str, ...]]]:
    """What a value at each field of a group is, and the only values that are allowed; words for what is no value."""
    hints = get_type_hints(group, include_extras=True)
    return {name: _kind(hints[name]) for name in group.model_fields}


def _kind(hint: Any) -> tuple[Kind, tuple[str, ...]]:
    parts = (hint, *get_args(hint))
    return next(((kind, choices) for known, kind, choices in KINDS if known in parts), ("text", ()))


def facts_of(record: YearRecord) -> Facts:
    """Everything that a record states, in the order of the manual."""
    return _group(record)


def _group(group: Group) -> Facts:
    told: Facts = {}
    for field, (kind, _) in kinds(type(group)).items():
        value = getattr(group, field)
        if value is not None:
            told[TERMS[field].zh] = _node(value, kind)
    return told


def _node(value: Any, kind: Kind) -> Node:
    match value:
        case Fact():
            return Leaf(kind, _plain(value.value), value.slack if kind == "amount" else Decimal(0))
        case Group():
            return _group(value)
        case dict():
            return {name: _node(part, kind) for name, part in value.items()}
        case list():
            return [_node(part, kind) for part in value]
    raise AssertionError(f"not a part of a record: {value!r}")


def _plain(value: Decimal | int | bool | str) -> Decimal | str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return Decimal(value) if isinstance(value, int) else value


def leaves(node: Node, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Leaf]]:
    """Every value with the way to it; rows and texts of a list are counted from 1."""
    match node:
        case Leaf():
            yield way, node
        case dict():
            for name, part in node.items():
                yield from leaves(part, (*way, name))
        case list():
            for number, part in enumerate(node, start=1):
                yield from leaves(part, (*way, str(number)))


def difference(one: Node | None, other: Node | None, slack: bool = True, way: tuple[str, ...] = ()) -> str | None:
    """The first item in which two records differ, as a person names it; None where they are the same. The unit that
    amounts are written in is no fact of its own. `slack`: whether how exactly an amount is known counts too."""
    match one, other:
        case Leaf(), Leaf():
            same = one.value == other.value and one.kind == other.kind and (not slack or one.slack == other.slack)
            return None if same else f"{'.'.join(way)}：{told(one)}，{told(other)}"
        case dict(), dict():
            for name in dict.fromkeys((*one, *other)):
                if way or name != UNIT:
                    found = difference(one.get(name), other.get(name), slack, (*way, name))
                    if found:
                        return found
            return None
        case list(), list():
            if len(one) != len(other):
                return f"{'.'.join(way)}：{len(one)} 条，{len(other)} 条"
            for number, (mine, yours) in enumerate(zip(one, other, strict=True), start=1):
                if found := difference(mine, yours, slack, (*way, str(number))):
                    return found
            return None
    return f"{'.'.join(way)}：{told(one)}，{told(other)}"


def told(node: Node | None) -> str:
    """A node in a few words."""
    match node:
        case None:
            return "没有"
        case Leaf():
            return f"{node.value}" + (f"（误差 {node.slack}）" if node.slack else "")
        case dict():
            return f"一组 {len(node)} 项"
    return f"清单 {len(node)} 条"


def same_row(row: Node) -> tuple[str, str]:
    """By what a row of a coded list is known: its 科目 and source of funds."""
    assert isinstance(row, dict)
    code, fund = row.get(CODE), row.get(FUND)
    return (
        str(code.value) if isinstance(code, Leaf) else "",
        str(fund.value) if isinstance(fund, Leaf) else FUNDS[0],
    )


@cache
def kind_at(key: str) -> Kind | None:
    """What a record states at a key (a path of its English terms); None where it has no place for one value there."""
    before, _, last = key.rpartition(".")
    group = group_at(before)
    if group is None or last not in group.model_fields or _inner(get_type_hints(group)[last]) is not None:
        return None
    return kinds(group)[last][0]


@cache
def group_at(key: str) -> type[Group] | None:
    """The part of a record at a key, '' for the record, or what the rows of the list there are; None for neither."""
    group: type[Group] | None = YearRecord
    for name in key.split(".") if key else ():
        if group is None or name not in group.model_fields:
            return None
        group = _inner(get_type_hints(group)[name])
    return group


def _inner(hint: Any) -> type[Group] | None:
    if isinstance(hint, type) and issubclass(hint, Group):
        return hint
    return next((found for part in get_args(hint) if (found := _inner(part)) is not None), None)
