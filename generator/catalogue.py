"""All that templates may name, and what it is, listed from the program itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from . import authoring, resources
from .author import names_of
from .model.evaluation_form import EvaluationForm
from .model.figure import Figure, Missing
from .model.item import Item, Label
from .model.terms import TERMS, label
from .narrate import Slot
from .styles import load_wording


def lines(style: str | None) -> list[str]:
    """The names, by group, and the functions; where `style` is given, its phrases too."""
    globals_ = authoring.narrator(style or resources.styles()[0]).sections.environment.globals
    values = {name: value for name, value in globals_.items() if not callable(value)}
    functions = {name: value for name, value in globals_.items() if callable(value)}
    found = ["# 名称", *(line for name in sorted(values) for line in _named(name, values[name]))]
    found += ["", "# 一项（项）有", *(f"  {name}" for name in names_of(Item))]
    found += ["", "# 函数", *(f"{name}{_given(functions[name])}" for name in sorted(functions))]
    if style:
        phrases = load_wording(style).phrases.phrases
        found += ["", f"# 短语（{style}）", *(f"{key}: {_words(phrases[key].parts)}" for key in sorted(phrases))]
    return found


def _named(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, SimpleNamespace):
        for name in sorted(vars(value)):
            yield from _named(f"{path}.{name}", vars(value)[name])
        return
    name = path.rpartition(".")[2]
    called = label(name) if name in TERMS else ""
    yield f"{path}  {called}（{_kind(value)}）" if called else f"{path}  （{_kind(value)}）"
    if isinstance(value, list) and value and isinstance(value[0], SimpleNamespace):
        yield from (
            line for inner in sorted(vars(value[0])) for line in _named(f"  {path}[].{inner}", vars(value[0])[inner])
        )


def _kind(value: Any) -> str:
    match value:
        case Item():
            return "项"
        case Figure():
            return "数"
        case Missing():
            return "数或名称"
        case Label():
            return "名称"
        case EvaluationForm():
            return "自评表"
        case str():
            return "文字"
        case bool():
            return "是或否"
        case list():
            return f"清单：{_kind(value[0])}" if value and not isinstance(value[0], SimpleNamespace) else "清单"
        case None:
            return "不一定有"
    return "其他"


def _given(function: Any) -> str:
    return "(" + ", ".join(inspect.signature(function).parameters) + ")"


def _words(parts: tuple[str | Slot, ...]) -> str:
    return "".join(
        part if isinstance(part, str) else f"{{{part.name}{':' + part.form if part.form else ''}}}" for part in parts
    )
