"""The names that a record may use, place by place: what an item is called, where it belongs, which name is nearest."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args

from ..model.finding import Finding, Severity
from ..model.record import Group, YearRecord
from ..model.terms import TERMS
from ..model.values import SCALES, Scalar, brief
from .tree import Mapping, Sequence

UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))


def names_of(field: str) -> tuple[str, ...]:
    """The official name of an item, then the other spellings that are read."""
    return (TERMS[field].zh, *TERMS[field].also)


def given(node: object, field: str) -> Any:
    """What stands at the item `field` of a part of a record, under any of its names; None where nothing does."""
    if not isinstance(node, Mapping):
        return None
    return next((node[name] for name in names_of(field) if name in node), None)


def money_unit(tree: Mapping) -> str | None:
    """The unit of all amounts: 元 where none is written, None where what is written is not one."""
    if not any(name in tree for name in names_of("money_unit")):
        return "元"
    written = given(tree, "money_unit")
    return written.text if isinstance(written, Scalar) and written.text in SCALES else None


def group_of(annotation: Any) -> type[Group] | None:
    """The part of a record that a field holds, alone or in a list; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, Group):
        return annotation
    return next((found for part in get_args(annotation) if (found := group_of(part)) is not None), None)


def is_field(key: str) -> bool:
    """Whether a record has a place for one value at `key`, a path in its English terms."""
    group: type[Group] | None = YearRecord
    for name in key.split("."):
        if group is None or name not in group.model_fields:
            return False
        group = group_of(group.model_fields[name].annotation)
    return group is None


def inside(place: Iterable[int | str]) -> type[Group]:
    """The part of a record at a place such as ("支出", "按功能分类", 2)."""
    group: type[Group] = YearRecord
    for part in place:
        field = next((f for f in group.model_fields if part in names_of(f)), None)
        found = group_of(group.model_fields[field].annotation) if field else None
        group = found or group
    return group


def known_in(group: type[Group]) -> tuple[str, ...]:
    """Every name that may be written in a part of a record."""
    return tuple(_fields(group))


@cache
def _homes() -> dict[str, str]:
    """Where each item belongs that has one place only: 公务接待费 → 三公经费."""
    found: dict[str, set[str]] = {}
    ways: list[tuple[type[Group], str]] = [(YearRecord, "")]
    while ways:
        group, way = ways.pop()
        for field, info in group.model_fields.items():
            for name in names_of(field):
                found.setdefault(name, set()).add(way)
            if inner := group_of(info.annotation):
                ways.append((inner, f"{way}.{TERMS[field].zh}".strip(".")))
    return {name: places.pop() for name, places in found.items() if len(places) == 1}


def advice(name: str, group: type[Group]) -> str:
    """What somebody probably meant who wrote the unknown `name` in `group`."""
    known = known_in(group)
    before = next((k for k in known if name.startswith((k + ":", k + "："))), None)
    if before is not None:
        return f"冒号要用半角，后面空一格：“{before}: …”"
    cleaned = "".join(unicodedata.normalize("NFKC", name).translate(UNSEEN).split())
    same = next((k for k in known if unicodedata.normalize("NFKC", k) == cleaned), None)
    if same is not None:
        seen = name.strip() != same and "".join(name.translate(UNSEEN).split()) != same
        return f"应写作“{same}”（全角和半角不同）" if seen else f"应写作“{same}”，多了看不见的空格"
    if name.replace(".", "").isdecimal():
        return "大括号里的数字不能用逗号分位：去掉前一个数里的逗号，核对位数"
    home = _homes().get(name)
    if home is not None:
        return f"这一项写在“{home}”里面，检查它的位置和缩进" if home else "这一项写在最外层，检查它的位置和缩进"
    near = nearest(name, known)
    return f"是不是“{near}”？" if near else "可用的项目：" + "、".join(TERMS[field].zh for field in group.model_fields)


def nearest(name: str, known: Iterable[str], likeness: float = 0.5) -> str | None:
    """The name that looks most like `name`; None where none does. Of two equally like, the first."""
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(name[:80])
    best, found = likeness, None
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue  # cheap upper bounds
        if (ratio := matcher.ratio()) > best or (found is None and ratio == best):
            best, found = ratio, candidate
    return found


@cache
def _fields(group: type[Group]) -> dict[str, tuple[str, type[Group] | None]]:
    """By every name that may be written in a part of a record: its field, and the part that the field holds."""
    inner = {field: group_of(info.annotation) for field, info in group.model_fields.items()}
    return {name: (field, part) for field, part in inner.items() for name in names_of(field)}


def spellings(node: object, group: type[Group]) -> Iterator[Finding]:
    """R01: items that are written twice under two of their names; the first would be taken in silence."""
    if not isinstance(node, Mapping):
        return
    fields = _fields(group)
    written: dict[str, str] = {}
    for name, value in node.items():
        if name not in fields:
            continue
        field, inner = fields[name]
        if (former := written.setdefault(field, name)) != name:
            first, second = sorted((former, name), key=lambda name: node.keys_at[name].line or 0)
            message = f"“{brief(second)}”和{node.keys_at[first].within}的“{brief(first)}”是同一项，写了两次"
            yield Finding("R01", Severity.ERROR, message, node.keys_at[second], "核对哪一行对，删去另一行")
        if inner:
            for part in value if isinstance(value, Sequence) else [value]:
                yield from spellings(part, inner)
