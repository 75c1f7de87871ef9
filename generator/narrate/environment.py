"""The Jinja environment of a style: its templates run in a sandbox, hold no wording and no digits, and compute nothing.

Templates say what is told, in which order and under which condition. Words come through `say`, so a Chinese character
or a digit in a template is refused where it stands; so are filters and arithmetic, which would change a number behind
its figure's back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..model.figure import Figure, Missing
from ..model.item import Item, Label
from .marks import StyleFault

WORDING = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]|[0-9]")
TESTS = ("defined", "none", "undefined", "string", "boolean")
OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "**"})


class StyleLoader(BaseLoader):
    """Finds `name.j2` in the style's folder, then in those that it extends. Nothing outside them can be reached."""

    def __init__(self, *folders: Path) -> None:
        self.folders = folders

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        if not re.fullmatch(r"[a-z_]+\.j2", template):
            raise TemplateNotFound(template)
        for folder in self.folders:
            path = folder / template
            if path.is_file():
                source = path.read_text(encoding="utf-8")
                _refuse_wording(source, path)
                return source, str(path), lambda: True
        raise TemplateNotFound(template)


def _refuse_wording(source: str, path: Path) -> None:
    bare = re.sub(r"\{#.*?#\}", lambda m: "\n" * m[0].count("\n"), source, flags=re.S).replace('.j2"', '"')
    for number, line in enumerate(bare.splitlines(), start=1):
        if found := WORDING.search(line):
            raise TemplateSyntaxError(
                f"模板里不能写文字和数字（“{found[0]}”），请写进短语库", number, path.name, str(path)
            )


class StyleEnvironment(ImmutableSandboxedEnvironment):
    """No filters, no arithmetic, no undefined names; only text that came through `say` may be printed."""

    intercepted_binops = OPERATORS
    intercepted_unops = frozenset({"-", "+"})

    def __init__(self, loader: StyleLoader, names: Mapping[str, object]) -> None:
        super().__init__(
            loader=loader,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self.filters.clear()
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}
        self.globals.clear()
        self.globals.update(names)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        raise StyleFault(f"模板里不能做运算（{operator}）")

    def call_unop(self, context: Any, operator: str, arg: Any) -> NoReturn:
        raise StyleFault(f"模板里不能做运算（{operator}）")


def _finalize(value: Any) -> Any:
    if isinstance(value, Figure | Missing | Item | Label):
        key = value.key
        raise StyleFault(f"“{key}”不能直接写进文稿，请用 say(短语, 空位={key})，由短语决定怎样显示")
    if value is None or isinstance(value, str):
        return value
    raise StyleFault(f"模板写出了既不是文字也不是数字的内容（{type(value).__name__}）")
