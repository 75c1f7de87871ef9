"""The names under 变动原因 and 名词解释: words about something that no text asks about would be left out in silence.

A reason is given for an item (`REASON_SUBJECTS`) or for a 科目 of the record's own rows, by name or code, and may end
in 预决算差异 or 内容 for the other questions that a style asks."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.finding import Finding, Severity
from ..model.terms import BUDGET_SUFFIX, CONTENT_SUFFIX, REASON_SUBJECTS, TERMS
from ..model.values import Scalar, brief
from .names import given, names_of, nearest
from .tree import Mapping, Sequence

SUFFIXES = ("", BUDGET_SUFFIX, CONTENT_SUFFIX)


def reason_names(tree: Mapping) -> Iterator[Finding]:
    """R02 for a name that nothing in the record bears, R01 for two names of the same thing."""
    reasons = given(tree, "reasons")
    if not isinstance(reasons, Mapping):
        return
    meant = _meant(tree)
    written: dict[tuple[frozenset[str], str], str] = {}
    for name in reasons:
        split = next((s for s in SUFFIXES if name.endswith(s) and name[: len(name) - len(s)] in meant), None)
        if split is None:
            message = f"不认识的项目“{brief(name)}”（在“变动原因”里）"
            yield Finding("R02", Severity.ERROR, message, reasons.keys_at[name], _advice(name, meant))
            continue
        subject = (frozenset(meant[name[: len(name) - len(split)]]), split)
        first = written.setdefault(subject, name)
        if first != name:
            message = f"“{name}”和{reasons.keys_at[first].within}的“{first}”是同一项的原因，写了两次"
            yield Finding("R01", Severity.ERROR, message, reasons.keys_at[name], "合并成一行")


def definition_names(tree: Mapping) -> Iterator[Finding]:
    """R02 for a definition of what is neither a 科目 of the record's rows nor a term of the tables."""
    definitions = given(tree, "definitions")
    if not isinstance(definitions, Mapping):
        return
    known = {**dict.fromkeys(name for field in TERMS for name in names_of(field)), **dict.fromkeys(_codes(tree))}
    for name in definitions:
        if name not in known:
            near = nearest(name, known)
            hint = f"是不是“{near}”？" if near else "写本记录里科目的编码或名称，或表中项目的名称，如：上级补助收入"
            message = f"不认识的名词“{brief(name)}”（在“名词解释”里）"
            yield Finding("R02", Severity.ERROR, message, definitions.keys_at[name], hint)


def _advice(name: str, meant: dict[str, set[str]]) -> str:
    near = nearest(name, [known + suffix for suffix in SUFFIXES for known in meant])
    if near:
        return f"是不是“{near}”？"
    names = "、".join(REASON_SUBJECTS.values())
    return f"可写的有：{names}；以及本记录里科目的名称或编码。后面可加“{BUDGET_SUFFIX}”或“{CONTENT_SUFFIX}”"


def _meant(tree: Mapping) -> dict[str, set[str]]:
    """What each name may stand for: items by their term, 科目 by their code."""
    meant: dict[str, set[str]] = {}

    def add(name: object, subject: str) -> None:
        if isinstance(name, Scalar):
            name = name.text.strip()
        if isinstance(name, str) and name:
            meant.setdefault(name, set()).add(subject)

    for field, name in REASON_SUBJECTS.items():
        for spelling in (name, *names_of(field)):
            add(spelling, field)
    for row_name, code in _rows(tree):
        add(row_name, code)
    return meant


def _codes(tree: Mapping) -> Iterator[str]:
    for name, _ in _rows(tree):
        text = name.text.strip() if isinstance(name, Scalar) else name
        if isinstance(text, str) and text:
            yield text


def _rows(tree: Mapping) -> Iterator[tuple[object, str]]:
    """Every code and every name of a 科目 in the record's rows, with the code that it stands for."""
    spending = given(tree, "expenditure")
    rows = given(spending, "by_function"), given(given(tree, "basic"), "by_economic_class")
    for row in [row for listed in rows if isinstance(listed, Sequence) for row in listed]:
        if isinstance(code := given(row, "code"), Scalar):
            yield given(row, "name"), code.text
            for digits in (3, 5, 7):
                yield code.text[:digits], code.text[:digits]
    groups = given(spending, "group_names")
    for code, name in groups.items() if isinstance(groups, Mapping) else ():
        yield code, code
        yield name, code
