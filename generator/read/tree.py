"""YAML text → a tree whose every node knows its line and column.

Built from parser events, because a loader would turn 010 into 8 and 1234.50 into a float, hide duplicate keys and
expand anchors without bound. Anchors, tags and nesting beyond any record's need are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from ..model.values import Scalar

DEEPEST = 12
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Mapping(dict[str, Any]):
    """Values by key; `keys_at` gives the place of each key, `source` that of the whole."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.keys_at: dict[str, Source] = {}


class Sequence(list[Any]):
    """Values in order; `source` is the place of the first."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source


def _error(code: str, message: str, source: Source, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, source, hint)


def read_tree(text: str, path: str) -> Mapping:
    """The tree of a YAML text that holds one mapping. Raises `Refused` with all structural faults."""
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        events = list(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as fault:
        raise Refused(_syntax(fault, path)) from None
    builder = _Builder(path, iter(events))
    root = builder.document()
    if builder.findings:
        raise Refused(*builder.findings)
    if not isinstance(root, Mapping):
        raise Refused(_error("R09", "文件里没有“项目: 数值”的内容", Source(path, "1:1"), "参照手册的样例逐行填写"))
    return root


def _syntax(fault: yaml.YAMLError, path: str) -> Finding:
    mark = getattr(fault, "problem_mark", None)
    place = Source(path, f"{mark.line + 1}:{mark.column + 1}") if mark else Source(path, "1:1")
    return _error(
        "R09",
        "这里不符合 YAML 的写法",
        place,
        "常见原因：冒号后缺空格、缩进不齐、用了制表符、引号或括号没有成对；请看这一行和上一行",
    )


class _Builder:
    def __init__(self, path: str, events: Iterator[yaml.Event]) -> None:
        self.path = path
        self.events = events
        self.findings: list[Finding] = []

    def document(self) -> Any:
        root: Any = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.refuse("R09", "一个文件只能写一份记录，这里又开始了一份（---）", event, "拆成两个文件")
                    return root
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: yaml.Event, depth: int) -> Any:
        place = self.place(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.refuse(
                "R09", "记录里不能用 & 和 * 引用别处的内容", event, "把内容原样写出；文字以 & 或 * 开头时加引号"
            )
        if isinstance(event, yaml.AliasEvent):
            return None
        if depth > DEEPEST:
            self.refuse("R09", "层级过深", event, "检查缩进")
            raise Refused(*self.findings)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            return None if plain and event.value in _NULLS else Scalar(event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(place, depth)
        return self.mapping(place, depth)

    def sequence(self, place: Source, depth: int) -> Sequence:
        items = Sequence(place)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return items

    def mapping(self, place: Source, depth: int) -> Mapping:
        items = Mapping(place)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.refuse("R03", "项目名称应当是文字", event, "检查缩进和冒号")
            elif key.text in items:
                first = items.keys_at[key.text]
                self.refuse("R01", f"“{key.text}”写了两次，前一次在第 {first.line} 行", event, "删去多余的一行")
            else:
                items[key.text] = value
                items.keys_at[key.text] = key.source
        return items

    def place(self, event: yaml.Event) -> Source:
        mark = event.start_mark
        assert mark is not None
        return Source(self.path, f"{mark.line + 1}:{mark.column + 1}")

    def refuse(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        self.findings.append(_error(code, message, self.place(event), hint))
