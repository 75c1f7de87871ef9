"""What of a record's facts a workbook gives back: the tree that was read from its tables, held against the facts.

So the writer of a workbook never has to know what the tables hold: whatever did not come back goes on further sheets,
and what came back though nobody said it is told with the cell that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ..model.facts import CODE, CODED, FUND, Facts, Leaf, Node, same_row
from ..model.source import Source
from ..model.terms import TERMS
from ..model.values import FUNDS, NUMBER, SCALES, Scalar
from .names import given
from .tree import Mapping, Sequence

# What a form prints for a 科目 in its own words; further sheets may call it otherwise (merge.py).
NAME = TERMS["name"].zh


@dataclass(slots=True)
class GivenBack:
    """`rest` are the facts that did not come back; `unwanted` the places of values that the record does not state, and
    of those that came back as something else; `lists` the ways of lists that it does not have."""

    rest: Facts
    unwanted: list[Source] = field(default_factory=list)
    lists: list[tuple[str, ...]] = field(default_factory=list)


def held_against(tree: Mapping, facts: Facts) -> GivenBack:
    """Holds the tree of a workbook against the facts of the record that it was made from."""
    found = GivenBack({})
    found.rest = _group(facts, tree, found, ())
    return found


def _group(facts: Facts, tree: Mapping, found: GivenBack, way: tuple[str, ...]) -> Facts:
    rest: Facts = {}
    for name, node in facts.items():
        left = _node(node, tree[name], found, (*way, name)) if name in tree else node
        if left is not None:
            rest[name] = left
    for name, value in tree.items():
        if name not in facts:
            _surplus(value, found, (*way, name))
    return rest


def _node(node: Node, read: object, found: GivenBack, way: tuple[str, ...]) -> Node | None:
    """What of `node` did not come back in `read`; None for nothing."""
    match node, read:
        case Leaf(), Scalar():
            if _same(node, read):
                return None
            if way[-1] != NAME or way[-2] not in CODED:
                found.unwanted.append(read.source)
            return node
        case dict(), Mapping():
            return _group(node, read, found, way) or None
        case list(), Sequence() if way[-1] in CODED:
            return _rows(node, read, found, way)
    _surplus(read, found, way)
    return node


def _surplus(read: object, found: GivenBack, way: tuple[str, ...]) -> None:
    match read:
        case Sequence() if not read:
            found.lists.append(way)
        case Mapping() if CODE not in read:
            for name, value in read.items():
                _surplus(value, found, (*way, name))
        case _:
            found.unwanted += (value.source for value in _scalars(read))


def _scalars(read: object) -> Iterator[Scalar]:
    """The values in a part of a tree; of a row that has amounts, those alone, for without them it is none."""
    match read:
        case Scalar():
            yield read
        case Sequence():
            for part in read:
                yield from _scalars(part)
        case Mapping():
            own = {name: value for name, value in read.items() if name not in (CODE, FUND)} if CODE in read else read
            for name, value in own.items():
                if name != NAME or len(own) == 1:
                    yield from _scalars(value)


def _rows(rows: list[Node], read: Sequence, found: GivenBack, way: tuple[str, ...]) -> Node | None:
    """All rows as far as they did not come back, each with what it is known by, for their order is a fact as well;
    None where they came back as they are."""
    left = list(read)
    rest: list[Node] = []
    came: list[Mapping] = []
    whole = True
    for row in rows:
        own = next((other for other in left if _known(other) == same_row(row)), None)
        assert isinstance(row, dict)
        if own is None:
            rest.append(row)
            whole = False
            continue
        left.remove(own)
        came.append(own)
        lacking = _group(row, own, found, way)
        whole = whole and not lacking
        rest.append({name: node for name, node in row.items() if name in lacking or name in (CODE, NAME, FUND)})
    for other in left:
        _surplus(other, found, way)
    if whole and [id(row) for row in came] == [id(row) for row in read if row not in left]:
        return None
    return rest


def _known(row: object) -> tuple[str, str]:
    code, fund = given(row, "code"), given(row, "fund")
    return (
        code.text if isinstance(code, Scalar) else "",
        fund.text if isinstance(fund, Scalar) else FUNDS[0],
    )


def _same(leaf: Leaf, read: Scalar) -> bool:
    text = read.text.strip()
    if not isinstance(leaf.value, Decimal):
        return text == leaf.value
    if not NUMBER.fullmatch(text):
        return False
    value = Decimal(text.replace(",", ""))
    if leaf.kind != "amount":
        return value == leaf.value
    # How exactly a rounded amount is known follows from how all of its table is written; an exact one stays exact.
    return value * SCALES[read.unit or "元"] == leaf.value and bool(leaf.slack) >= bool(read.slack)
