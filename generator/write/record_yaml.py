"""A record as a YAML text that a person likes to read and to go on writing: in the order and the style of the manual.

Rows of lists stand in braces, codes in quotation marks, amounts plain with two decimals. What does not survive are the
comments of a text that the record was read from: no record holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import yaml

from ..model.facts import Facts, Leaf, Node
from ..model.values import SCALES

# How long something may be to stand in one line, in characters, and how many texts stand beside each other.
LINE, SHORT, NAMED = 110, 60, 12
INTEGER, FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"
STRING, MAP, SEQ = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
# Characters that only survive in double quotation marks.
ESCAPED = re.compile("[\t\r\x85\u2028\u2029\ufeff]")
HEADINGS = {
    "单位名称": "单位",
    "人员": "人员（人）",
    "收入": "收入（{unit}）",
    "支出": "支出（{unit}）",
    "财政拨款": "财政拨款的结转和合计（{unit}）",
    "一般公共预算基本支出": "一般公共预算基本支出（{unit}）",
    "三公经费": "“三公”经费（{unit}；团组、人次、车辆写个数）",
    "机关运行经费": "机关运行经费（{unit}）",
    "政府采购": "政府采购（{unit}）",
    "国有资产": "国有资产（辆；台、套）",
    "绩效": "绩效",
    "变动原因": "变动原因：单位自己的话，照录",
    "名词解释": "名词解释",
    "补充段落": "补充段落",
    "附件": "附件",
}


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def write_record(facts: Facts, unit: str) -> str:
    """The text of a record; amounts in `unit`."""
    return "".join(_pieces(facts, unit))


def _pieces(facts: Facts, unit: str) -> Iterator[str]:
    for index, (name, node) in enumerate(facts.items()):
        if name in HEADINGS:
            yield ("\n" if index else "") + f"# ── {HEADINGS[name].format(unit=unit)} ──\n"
        tree = yaml.MappingNode(MAP, [(_text(name), _built(node, unit, 0))], flow_style=False)
        yield yaml.serialize(tree, Dumper=_Dumper, allow_unicode=True, width=10**9)


def _built(node: Node, unit: str, depth: int) -> yaml.Node:
    match node:
        case Leaf():
            return _value(node, unit)
        case dict():
            pairs = sorted(node.items(), key=lambda pair: not isinstance(pair[1], Leaf))
            built = [(_text(name), _built(part, unit, depth + 1)) for name, part in pairs]
            flow = not node or (depth > 0 and _fits(node, unit, LINE))
            return yaml.MappingNode(MAP, built, flow_style=flow)
        case list():
            flow = not node or ((depth > 1 or _brief(node)) and _fits(node, unit, SHORT) and not _paragraphs(node))
            parts = [_built(part, unit, depth + 1) for part in node]
            return yaml.SequenceNode(SEQ, parts, flow_style=flow)
    raise AssertionError


def _fits(node: Node, unit: str, most: int) -> bool:
    """Whether a group or list of plain values is short enough for one line."""
    parts = list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []
    if isinstance(node, dict) and any(isinstance(part, Leaf) and "\n" in str(part.value) for part in parts):
        return False
    if not all(isinstance(part, Leaf) for part in parts):
        nested = isinstance(node, list) and all(isinstance(part, dict) and _fits(part, unit, most) for part in parts)
        if not nested or len(parts) > 4:
            return False
    return _length(node, unit) <= most


def _brief(node: list[Node]) -> bool:
    return all(isinstance(part, Leaf) for part in node)


def _paragraphs(node: list[Node]) -> bool:
    """Whether a list of texts holds one that is more than a name."""
    return any(isinstance(part, Leaf) and len(str(part.value)) > NAMED for part in node)


def _length(node: Node, unit: str) -> int:
    match node:
        case Leaf():
            return len(_written(node, unit)) + 2
        case dict():
            return sum(len(name) + 2 + _length(part, unit) for name, part in node.items())
    return sum(_length(part, unit) for part in node)


def _text(text: str) -> yaml.ScalarNode:
    """A text; digits alone are a code and stand in quotation marks, several lines stand below each other."""
    style = None
    if text.isdecimal() or ESCAPED.search(text):
        style = '"'
    elif "\n" in text:
        style = "|"
    return yaml.ScalarNode(STRING, text, style=style)


def _value(leaf: Leaf, unit: str) -> yaml.ScalarNode:
    written = _written(leaf, unit)
    if not isinstance(leaf.value, Decimal):
        return _text(written)
    return yaml.ScalarNode(FLOAT if "." in written else INTEGER, written)


def _written(leaf: Leaf, unit: str) -> str:
    value = leaf.value
    if not isinstance(value, Decimal):
        return value
    if leaf.kind != "amount":
        return format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")
    amount = value / SCALES[unit]
    if not amount:
        return "0"
    whole, _, fraction = format(amount, "f").partition(".")
    return f"{whole}.{fraction.rstrip('0'):0<2}"
