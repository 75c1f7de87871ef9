"""The heads of a style and of those that it extends → `Style`, with every fault told at its line (S03).

What the style's own file leaves out is taken over from the one that it extends, item by item: a form, a reason or a
list that it writes stands instead."""

from __future__ import annotations

from collections.abc import Sequence as Row
from typing import Any

from pydantic import ValidationError

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from ..model.style import Form, Part, Style
from ..model.values import Scalar, brief
from .tree import Mapping, Sequence

OWN = ("name", "title", "extends")
WORDS = {
    "int_parsing": "一个整数",
    "int_type": "一个整数",
    "bool_parsing": "true 或 false",
    "bool_type": "true 或 false",
    "string_type": "一个词",
    "tuple_type": "写在 [ ] 里的几项",
    "dict_type": "写在 { } 里的“名称: 内容”",
    "model_type": "写在 { } 里的“名称: 内容”",
    "greater_than_equal": "0 到 6 的整数",
    "less_than_equal": "0 到 6 的整数",
}


def read_head(heads: Row[Mapping]) -> Style:
    """The style of the first of `heads`; each of the others is extended by the one before it. Raises `Refused`."""
    whole = _over(*heads)
    try:
        return Style.model_validate(_plain(whole))
    except ValidationError as faults:
        errors = faults.errors(include_url=False, include_input=False)
        raise Refused(*dict.fromkeys(_told(whole, error) for error in errors)) from None


def _over(own: Mapping, *others: Mapping) -> Mapping:
    """The head `own`, and behind it what it takes over."""
    if not others:
        return own
    below = _over(*others)
    kept = Mapping(below.source)
    for name, value in below.items():
        if name not in OWN:
            kept[name], kept.keys_at[name] = value, below.keys_at[name]
    return _laid(own, kept)


def _laid(own: Mapping, below: Mapping) -> Mapping:
    laid = Mapping(own.source)
    for side in (below, own):
        for name, value in side.items():
            both = isinstance(value, Mapping) and isinstance(laid.get(name), Mapping)
            laid[name] = _laid(value, laid[name]) if both else value
            laid.keys_at[name] = side.keys_at[name]
    return laid


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [_plain(value) for value in node]
    return node.text if isinstance(node, Scalar) else node


def _told(tree: Mapping, error: Any) -> Finding:
    """One error of the validation library as a finding."""
    loc = tuple(part for part in error["loc"] if part != "[key]")
    source, value = _at(tree, loc)
    where = ".".join(str(part + 1) if isinstance(part, int) else brief(part) for part in loc)
    written = f"，写的却是“{brief(value.text)}”" if isinstance(value, Scalar) else ""
    match error["type"]:
        case "S03":
            message, hint = f"{where}：{error['ctx']['message']}", error["ctx"]["hint"]
        case "extra_forbidden":
            known = {1: Style, 3: Part if loc[0] == "document" else Form}.get(len(loc), Form).model_fields
            message, hint = f"不认识的项目“{where}”", "可用的项目：" + "、".join(known)
        case "missing" | "too_short" if loc[0] == "numbering":
            message, hint = (
                "numbering 要四项：部分、节和下面两级标题",
                '如 ["第{chinese}部分 ", "{chinese}、", "（{chinese}）", "{arabic}."]',
            )
        case "missing":
            message, hint = f"缺少“{where}”", f"加上“{loc[-1]}: …”，照其他样式的样子写"
        case "too_short":
            message, hint = f"{where}：一项也没有写", "至少写一项"
        case "too_long" | "string_too_long":
            message, hint = f"{where}：写得太多了", "删去多余的"
        case "literal_error" | "enum":
            allowed = error["ctx"]["expected"].replace(" or ", "、").replace(", ", "、").replace("'", "")
            message, hint = f"{where}：这里应当是以下之一：{allowed}{written}", "从中选一个，照抄"
        case kind:
            message = f"{where}：这里应当是{WORDS.get(kind, '别的内容')}{written}"
            hint = "照其他样式的 style.yaml 写"
    return Finding("S03", Severity.ERROR, message, source, hint)


def _at(tree: Mapping, loc: tuple[int | str, ...]) -> tuple[Source, Any]:
    """The place that `loc` leads to, or as far as it leads, and what stands there."""
    node: Any = tree
    source = tree.source
    for part in loc:
        if isinstance(node, Mapping) and part in node:
            source, node = node.keys_at[str(part)], node[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            source, node = node.items_at[part], node[part]
        else:
            return source, None
    return (node.source if isinstance(node, Scalar) else source), node
