"""A record file → `YearRecord`, with every fault of the file told at once, in Chinese, at its line and column."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import AliasChoices, ValidationError

from ..model.finding import Finding, Refused, Severity
from ..model.record import Group, YearRecord
from ..model.source import Source
from ..model.values import SCALES, Scalar
from .text import read_text
from .tree import Mapping, Sequence, read_tree

Loc = tuple[int | str, ...]


def read_record(path: Path) -> YearRecord:
    """The record in the YAML file `path`. Raises `Refused` with every fault found in it."""
    name = str(path)
    tree = read_tree(read_text(path), name)
    findings = list(_spellings(tree, YearRecord))
    declared = tree.get("金额单位")
    unit = declared.text if isinstance(declared, Scalar) and declared.text in SCALES else "元"
    try:
        record = YearRecord.model_validate(tree, context={"money_unit": unit})
    except ValidationError as faults:
        findings += [_finding(tree, error) for error in faults.errors()]
    if findings:
        raise Refused(*findings)
    year = _year_in(path)
    if year is not None and year != record.year.value:
        message = f"文件名是 {year} 年，里面的年度却是 {record.year.value}"
        raise Refused(Finding("R05", Severity.ERROR, message, record.source, "改正年度，或改文件名"))
    return record


def _year_in(path: Path) -> int | None:
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", path.stem))
    return int(years.pop()) if len(years) == 1 else None


def _spellings(tree: object, model: type[Group]) -> Iterator[Finding]:
    """Finds items that are written twice under two of their names; pydantic would take the first in silence."""
    if not isinstance(tree, Mapping):
        return
    for field in model.model_fields.values():
        choices = field.validation_alias
        assert isinstance(choices, AliasChoices)
        found = [str(name) for name in choices.choices if str(name) in tree]
        if len(found) > 1:
            message = f"“{found[1]}”和“{found[0]}”是同一项，写了两次"
            yield Finding("R01", Severity.ERROR, message, tree.keys_at[found[1]], "删去一行")
        inner = _model_of(field.annotation)
        value = tree.get(found[0]) if found else None
        if inner is not None and isinstance(value, Mapping | Sequence):
            for part in value if isinstance(value, Sequence) else [value]:
                yield from _spellings(part, inner)


def _model_of(annotation: Any) -> type[Group] | None:
    if isinstance(annotation, type) and issubclass(annotation, Group):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_of(a)) is not None), None)


def _finding(tree: Mapping, error: Any) -> Finding:
    loc: Loc = error["loc"]
    kind: str = error["type"]
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in loc)
    if kind == "extra_forbidden":
        return _unknown(tree, loc)
    source, _ = _locate(tree, loc)
    if kind == "missing":
        message = f"缺少“{where}”"
        return Finding("R10", Severity.ERROR, message, source, "补上这一项；确实没有的金额写 0")
    if kind.startswith("R"):
        return Finding(kind, Severity.ERROR, f"{where}：{error['msg']}", source, _HINTS[kind])
    wanted = {"model_type": "下面分行写的各项", "dict_type": "下面分行写的各项", "list_type": "用 - 开头的清单"}[kind]
    message = f"{where}：这里应当是{wanted}"
    return Finding("R03", Severity.ERROR, message, source, _HINTS["R03"])


_HINTS = {
    "R03": "改成所要求的写法；金额只写数字，如 1918810.00，不带“元”“万元”或百分号",
    "R04": "金额最多写到分（两位小数的元，六位小数的万元）",
}


def _unknown(tree: Mapping, loc: Loc) -> Finding:
    name = str(loc[-1])
    source, parent = _locate(tree, loc)
    known = _known(loc[:-1])
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？" if near else "可用的项目：" + "、".join(known)
    inside = f"（在“{loc[-2]}”里）" if len(loc) > 1 and isinstance(loc[-2], str) else ""
    del parent
    return Finding("R02", Severity.ERROR, f"不认识的项目“{name}”{inside}", source, hint)


def _known(loc: Loc) -> list[str]:
    model: type[Group] = YearRecord
    for part in loc:
        if isinstance(part, int):
            continue
        field = next(f for f in model.model_fields.values() if part in _names(f))
        inner = _model_of(field.annotation)
        assert inner is not None
        model = inner
    return [name for field in model.model_fields.values() for name in _names(field)]


def _names(field: Any) -> list[str]:
    return [str(name) for name in field.validation_alias.choices]


def _locate(tree: Mapping, loc: Loc) -> tuple[Source, object]:
    """The place of the value at `loc`, or of the innermost thing on the way that exists."""
    node: Any = tree
    source = tree.source
    for part in loc:
        if isinstance(node, Mapping) and isinstance(part, str):
            names = [part] if part in node else _spelled(part, node)
            if not names:
                break
            source, node = node.keys_at[names[0]], node[names[0]]
        elif isinstance(node, Sequence) and isinstance(part, int):
            node = node[part]
        else:
            break
        if isinstance(node, Scalar | Mapping | Sequence):
            source = node.source if isinstance(node, Scalar) or isinstance(part, int) else source
    return source, node


def _spelled(name: str, node: Mapping) -> list[str]:
    from ..model.terms import TERMS

    spellings = {s for term in TERMS.values() if term.zh == name for s in term.also}
    return [key for key in node if key in spellings]
