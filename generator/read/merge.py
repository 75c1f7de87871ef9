"""Two trees of one record → one: the official tables, further sheets, a text record beside the workbook.

What both say must be the same; of a rounded and an exact amount that may be one, the exact one is kept. Rows of a list
belong together by their 科目 and source of funds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..model.finding import Finding, Severity
from ..model.group import Group
from ..model.record import YearRecord
from ..model.source import Source
from ..model.terms import TERMS
from ..model.values import FUNDS, NUMBER, SCALES, Scalar, brief
from .names import given, group_of, money_unit, names_of
from .rounded import slack_of
from .tree import Mapping, Sequence

BY_CODE = frozenset(["by_function", "by_group", "by_economic_class"])
NAMING = ("code", "name", "fund")
NOTHING_SPENT = ("basic_expenditure", "project_expenditure")


def merge(tree: Mapping, more: Mapping) -> Iterator[Finding]:
    """Takes what `more` says into `tree`; R30 where they contradict each other. Each may be in a unit of its own."""
    unit = money_unit(more)
    if unit:
        _stamp(more, unit, slack_of(more))
    yield from _Merge(unit or "元").groups(tree, more, YearRecord, ())


def _stamp(node: Any, unit: str, slack: Decimal) -> None:
    """Gives the numbers of a tree the unit that they are written in, for another tree may be in another."""
    match node:
        case Mapping():
            for name, value in node.items():
                node[name] = _stamped(value, unit, slack)
        case Sequence():
            node[:] = [_stamped(value, unit, slack) for value in node]


def _stamped(node: Any, unit: str, slack: Decimal) -> Any:
    if isinstance(node, Scalar):
        return replace(node, unit=unit, slack=slack) if not node.unit and NUMBER.fullmatch(node.text) else node
    _stamp(node, unit, slack)
    return node


class _Merge:
    def __init__(self, unit: str) -> None:
        self.unit = unit

    def groups(
        self, tree: Mapping, more: Mapping, group: type[Group] | None, way: tuple[str, ...]
    ) -> Iterator[Finding]:
        for name, value in more.items():
            field = next((f for f in (group.model_fields if group else ()) if name in names_of(f)), None)
            own = next((n for n in names_of(field) if n in tree), name) if field else name
            if own not in tree or tree[own] is None:
                tree[own], tree.keys_at[own] = value, more.keys_at[name]
                continue
            annotation = group.model_fields[field].annotation if group and field else None
            inner = group_of(annotation)
            yield from self._both(tree, own, value, more.keys_at[name], inner, field or "", (*way, own))

    def _both(
        self,
        tree: Mapping,
        own: str,
        value: Any,
        place: Source,
        inner: type[Group] | None,
        field: str,
        way: tuple[str, ...],
    ) -> Iterator[Finding]:
        mine = tree[own]
        match mine, value:
            case Mapping(), Mapping():
                yield from self.groups(mine, value, inner, way)
            case Sequence(), Sequence() if field in BY_CODE and inner:
                yield from self._rows(mine, value, inner, way)
            case Sequence(), Sequence():
                yield from self._listed(mine, value, inner, place, way)
            case Scalar(), Scalar():
                if field == "name" and inner is None and len(way) > 2:
                    tree[own] = value  # what a row is called: a form prints its own words
                elif not self._same(mine, value):
                    yield _contradiction(way, brief(mine.text), tree.keys_at[own], brief(value.text), value.source)
                elif mine.slack and not value.slack:
                    tree[own] = value
            case _:
                if _plain(mine) != _plain(value):
                    yield _contradiction(way, "另一种内容", tree.keys_at[own], "这样", place)

    def _listed(
        self, mine: Sequence, more: Sequence, inner: type[Group] | None, place: Source, way: tuple[str, ...]
    ) -> Iterator[Finding]:
        """A list that both write: the same entries in the same order, each of which may say more than the other."""
        if len(mine) != len(more):
            yield _contradiction(way, f"{len(mine)} 条", mine.source, f"{len(more)} 条", place)
            return
        for index, (own, value) in enumerate(zip(mine, more, strict=True)):
            here = (*way, f"第{index + 1}条")
            if isinstance(own, Mapping) and isinstance(value, Mapping):
                yield from self.groups(own, value, inner, here)
            elif not (isinstance(own, Scalar) and isinstance(value, Scalar) and self._same(own, value)):
                yield _contradiction(here, _told(own), mine.items_at[index], _told(value), more.items_at[index])

    def _same(self, one: Scalar, other: Scalar) -> bool:
        if one.text.strip() == other.text.strip() and (one.unit or self.unit) == (other.unit or self.unit):
            return True
        if not (NUMBER.fullmatch(one.text) and NUMBER.fullmatch(other.text)):
            return one.text.strip() == other.text.strip()
        apart = abs(self._exact(one) - self._exact(other))
        return apart <= one.slack + other.slack

    def _exact(self, value: Scalar) -> Decimal:
        return Decimal(value.text.replace(",", "")) * SCALES[value.unit or self.unit]

    def _rows(self, mine: Sequence, more: Sequence, inner: type[Group], way: tuple[str, ...]) -> Iterator[Finding]:
        """Rows of `more` first, in their order, for it may be the one in which somebody wrote them."""
        left = list(mine)
        rows = []
        for index, row in enumerate(more):
            if not isinstance(row, Mapping):
                rows.append(row)
                continue
            own = _like(row, left)
            if own is not None:
                left.remove(own)
                yield from self.groups(own, row, inner, (*way, f"第{index + 1}条"))
                rows.append(own)
            elif not _only_named(row, inner):
                rows.append(_unspent(row, inner))
        mine[:] = [*rows, *left]
        mine.items_at[:] = [row.source for row in mine]


def _like(row: Mapping, among: list[Any]) -> Mapping | None:
    """The row of the same 科目 and source of funds; where none is named, the only one of that 科目."""
    code, fund = _text(row, "code"), _text(row, "fund")
    same = [other for other in among if isinstance(other, Mapping) and _text(other, "code") == code]
    exact = [other for other in same if (_text(other, "fund") or FUNDS[0]) == (fund or FUNDS[0])]
    return exact[0] if exact else same[0] if len(same) == 1 and not fund else None


def _only_named(row: Mapping, inner: type[Group]) -> bool:
    """Whether a row of spending says nothing but its 科目: a line of a form that nobody filled in."""
    said = {name for name, value in row.items() if value is not None}
    return NOTHING_SPENT[0] in inner.model_fields and said <= {n for field in NAMING for n in names_of(field)}


def _unspent(row: Mapping, inner: type[Group]) -> Mapping:
    """A row that the official tables do not list: nothing was spent under it, unless it says so itself."""
    code = given(row, "code")
    for field in NOTHING_SPENT:
        if (
            field in inner.model_fields
            and inner.model_fields[field].is_required()
            and given(row, field) is None
            and code
        ):
            row[TERMS[field].zh], row.keys_at[TERMS[field].zh] = Scalar("0", code.source, Decimal(0), "元"), code.source
    return row


def _text(row: Mapping, field: str) -> str:
    value = given(row, field)
    return value.text.strip() if isinstance(value, Scalar) else ""


def _told(node: Any) -> str:
    return brief(node.text) if isinstance(node, Scalar) else "另一种内容"


def _plain(node: Any) -> Any:
    match node:
        case Mapping():
            return {name: _plain(value) for name, value in node.items()}
        case Sequence():
            return [_plain(value) for value in node]
        case Scalar():
            return node.text.strip()
    return node


def _contradiction(way: tuple[str, ...], one: str, at: Source, other: str, place: Source) -> Finding:
    message = f"“{'.'.join(way)}”写了两处，不一样：这里是“{other}”，{at} 是“{one}”"
    return Finding("R30", Severity.ERROR, message, place, "核对哪一处对，改成一样，或删去一处", (at,))
