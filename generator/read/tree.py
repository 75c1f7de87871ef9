"""YAML text → a tree whose every node knows its line and column.

Built from parser events, because a loader would turn 010 into 8 and 1234.50 into a float, hide duplicate keys and
expand anchors without bound. Anchors, tags, invisible control characters and nesting beyond any record's need are
refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from ..model.values import Scalar, brief
from .syntax import syntax_fault
from .text import BREAK

DEEPEST = 12
MOST = 300
# A department of 3,000 lines has about 90,000 nodes.
LARGEST = 200_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
# What neither YAML nor a Word document can hold, and the planes that the narrator keeps for its own marks.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
)


class Mapping(dict[str, Any]):
    """Values by key; `keys_at` gives the place of each key, `source` that of the whole."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.keys_at: dict[str, Source] = {}


class Sequence(list[Any]):
    """Values in order; `source` is the place of the first, `items_at` that of each."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.items_at: list[Source] = []


def read_tree(text: str, path: str, noticed: list[Finding] | None = None) -> Mapping:
    """The tree of a YAML text that holds one mapping. Raises `Refused` with all structural faults; but where the tree
    can be read on in spite of them (duplicate keys, anchors, tags), and `noticed` is given, they are put there."""
    if unseen := INVISIBLE.search(text):
        raise Refused(invisible(unseen[0], _position(text, unseen.start(), path)))
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    builder = _Builder(path, yaml.parse(text, Loader=loader))
    root: Any = None
    try:
        root = builder.document()
    except yaml.YAMLError as fault:
        raise Refused(*builder.findings, syntax_fault(fault, text, path)) from None
    if builder.findings and (noticed is None or not isinstance(root, Mapping)):
        raise Refused(*builder.findings)
    if noticed is not None:
        noticed += builder.findings
    if not isinstance(root, Mapping):
        empty = root is None and not text.strip()
        message = "文件是空的" if empty else "文件里没有“项目: 数值”这样的内容"
        hint = "参照手册的样例逐行填写，每行一个“项目: 数值”"
        raise Refused(Finding("R09", Severity.ERROR, message, Source(path, "" if empty else "1:1"), hint))
    return root


def _position(text: str, index: int, path: str) -> Source:
    breaks = list(BREAK.finditer(text, 0, index))
    start = breaks[-1].end() if breaks else 0
    return Source(path, f"{len(breaks) + 1}:{index - start + 1}")


def invisible(character: str, place: Source) -> Finding:
    message = f"这里有一个看不见的控制字符（U+{ord(character):04X}）"
    hint = "删去这一行重新输入；常见于从网页、PDF 或其他软件里复制的文字"
    return Finding("R09", Severity.ERROR, message, place, hint)


class _Builder:
    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self.path = path
        self.events = events
        self.findings: list[Finding] = []
        self.nodes = 0

    def document(self) -> Any:
        root: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse("R09", "一个文件只能写一份记录，从这里（---）起又是一份", event, "拆成两个文件")
                    return root
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > LARGEST:
            hint = "检查是否选错了文件；一份记录通常几百项"
            self.refuse("R09", f"从这里起内容太多（超过 {LARGEST} 项），不像一份记录", event, hint)
            raise Refused(*self.findings)
        self.plain(event)
        if isinstance(event, yaml.AliasEvent):
            return None
        if depth > DEEPEST:
            self.refuse("R09", f"层级过深（超过 {DEEPEST} 层）", event, "检查缩进和括号；记录最多五六层")
            raise Refused(*self.findings)
        if isinstance(event, yaml.ScalarEvent):
            # The text as a whole was looked through; what an escape spells was not in it.
            if event.style == '"' and (unseen := INVISIBLE.search(event.value)):
                self.findings.append(invisible(unseen[0], self.place(event)))
            empty = event.implicit[0] and event.value in _NULLS
            return None if empty else Scalar(event.value, self.place(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(self.place(event), depth)
        return self.mapping(self.place(event), depth)

    def plain(self, event: yaml.Event) -> None:
        """Refuses what stands before a value and changes its meaning: anchors, aliases and tags."""
        if getattr(event, "anchor", None) is not None:  # an alias has its name there
            message = "记录里不能用 & 和 * 引用别处的内容"
            self.refuse("R09", message, event, "把内容原样再写一遍；文字本身以 & 或 * 开头的，加上引号")
        if getattr(event, "tag", None) is not None:
            message = "记录里不能用 ! 开头的标记"
            self.refuse("R09", message, event, "删去 ! 和它后面的字；文字本身以 ! 开头的，加上引号")

    def sequence(self, place: Source, depth: int) -> Sequence:
        items = Sequence(place)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self.node(event, depth + 1)
            items.items_at.append(self.place(event) if item is None else item.source)
            items.append(item)
        return items

    def mapping(self, place: Source, depth: int) -> Mapping:
        items = Mapping(place)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.refuse("R03", "冒号前面应当是项目名称", event, "写成“项目: 数值”；检查缩进、括号和冒号")
            elif key.text in items:
                first = items.keys_at[key.text]
                message = f"“{brief(key.text)}”写了两次，前一次在第 {first.line} 行"
                self.refuse("R01", message, event, "核对哪一行对，删去另一行")
            else:
                items[key.text] = value
                items.keys_at[key.text] = key.source
        return items

    def place(self, event: yaml.Event) -> Source:
        mark = event.start_mark
        assert mark is not None
        return Source(self.path, f"{mark.line + 1}:{mark.column + 1}")

    def refuse(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        self.findings.append(Finding(code, Severity.ERROR, message, self.place(event), hint))
        if len(self.findings) >= MOST:
            raise Refused(*self.findings)
