"""What the validation library found → findings: which item, at which line, what is wrong with it and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..model.finding import Finding, Severity
from ..model.source import Source
from ..model.terms import TERMS
from ..model.values import Scalar, brief
from .kinds import WORKBOOKS
from .names import advice, inside, known_in
from .tree import Mapping, Sequence

Place = tuple[int | str, ...]


def told(tree: Mapping, error: Any) -> Finding | None:
    """One error of the validation library as a finding; None for an item's second spelling, which is told elsewhere."""
    place: Place = error["loc"]
    source, value = _locate(tree, place)
    match error["type"]:
        case "extra_forbidden":
            if place[-1] in known_in(inside(place[:-1])):
                return None
            return _finding("R02", *_unknown(place), _locate(tree, place, key=True)[0])
        case "missing":
            message, hint = _missing(place)
            if len(place) == 1 and Path(source.path).suffix.lower() in WORKBOOKS and not source.line:
                hint = HEADS.get(str(place[0]), hint)
            return _finding("R10", message, hint, source)
        case "list_type":
            wanted = "用“- ”开头的清单"
            hint = "冒号后面换行，每条一行，以“- ”开头；只有一条也这样写"
        case "model_type" | "dict_type":
            wanted = "分行写的各项（项目: 数值）"
            hint = "冒号后面换行，每行一个“项目: 数值”，比上一行多缩进两个空格"
        case code:
            context = error["ctx"]
            return _finding(code, f"{_where(place)}：{context['message']}", context["hint"], source)
    return _finding("R03", f"{_where(place)}：这里应当是{wanted}，{_written(value)}", hint, source)


def _finding(code: str, message: str, hint: str, source: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, source, hint)


def _written(value: object) -> str:
    match value:
        case Scalar():
            return f"写的却是“{brief(value.text)}”"
        case Sequence():
            return "写的却是清单"
        case Mapping():
            return "写的却是分行的项目"
    return "却没有写内容"


def _where(place: Place) -> str:
    return ".".join(f"第{part + 1}条" if isinstance(part, int) else brief(part) for part in place)


def _unknown(place: Place) -> tuple[str, str]:
    name = str(place[-1])
    within = f"（在“{_where(place[:-1])}”里）" if len(place) > 1 else ""
    return f"不认识的项目“{brief(name)}”{within}", advice(name, inside(place[:-1]))


# In a workbook these stand above the tables.
HEADS = {
    TERMS["unit_name"].zh: "在各表的左上方写“部门：…”（单位全称）；或写在“项目、内容”表里",
    TERMS["year"].zh: "在各表的上方写“2024年度”这样的年度；或写在“项目、内容”表里",
}


def _missing(place: Place) -> tuple[str, str]:
    name = str(place[-1])
    if len(place) == 1:
        note = next(term.note for term in TERMS.values() if term.zh == name)
        return f"缺少“{name}”", f"加一行“{name}: …”（{note}）"
    amount = "；没有这笔钱写 0" if name in AMOUNTS else ""
    return f"{_where(place[:-1])}缺少“{name}”", f"补上“{name}: …”{amount}"


AMOUNTS = frozenset(TERMS[field].zh for field in ("basic_expenditure", "project_expenditure", "amount"))


def _locate(tree: Mapping, place: Place, key: bool = False) -> tuple[Source, object]:
    """The place of the value at `place`, or of its `key`, or of the innermost thing on the way that exists; and the
    value."""
    node: Any = tree
    source = tree.source
    for part in place:
        if isinstance(node, Mapping) and part in node:
            source, node = node.keys_at[str(part)], node[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int):
            source, node = node.items_at[part], node[part]
        else:
            return source, None
        if isinstance(node, Scalar) and not key:
            source = node.source
    return source, node
