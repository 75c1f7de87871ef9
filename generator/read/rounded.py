"""How exact the amounts of a text record are: one in 万元 with few decimals everywhere was typed from a published
document, which rounds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.values import NUMBER, Scalar
from .amounts import precision, slack
from .names import money_unit
from .tree import Mapping, Sequence


def slack_of(tree: Mapping) -> Decimal:
    """How far amounts written in this record may lie from the true ones: those of a record in 万元 with few decimals
    everywhere were typed from a published document, which rounds."""
    unit = money_unit(tree)
    rounded = precision(_numbers(tree), unit, most=True) if unit else None
    return slack("0", rounded, unit) if unit else Decimal(0)


def _numbers(tree: Mapping) -> Iterator[str]:
    nodes: list[object] = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Scalar):
            if not node.unit and NUMBER.fullmatch(node.text):
                yield node.text.replace(",", "")
        elif isinstance(node, Mapping):
            nodes.extend(node.values())
        elif isinstance(node, Sequence):
            nodes.extend(node)
