"""The Jinja environment of a style: its templates run in a sandbox, hold no wording and no digits, and compute nothing.

Templates say what is told, in which order and under which condition. Words come through `say`, so a Chinese character
or a digit in a template is refused where it stands; so are filters and arithmetic, which would change a number behind
its figure's back. What is let in, `grammar` says; that it comes to an end, `budget` sees to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..model.figure import Figure, Missing
from ..model.item import Item, Label
from . import grammar
from .budget import Budget
from .counting import counting
from .marks import StyleFault
from .syntax import told

# Letters, blanks and signs of ASCII are all that a template is made of; an escape could spell the rest.
WORDING = re.compile(r"[^\x00-\x7f]|[0-9\\]")
# What stands in no template as it is printed: all but the marks of headings, which have three levels, and blanks.
PRINTED = re.compile(r"#{4,}|[^\s#.-]+|[\x1c-\x1f]")
TEMPLATE_NAME = re.compile(r"[a-z_]+\.j2")
TESTS = ("defined", "none", "undefined", "string", "boolean")
# Of a check sum.
LENGTH = 64
# Bytes of a template; the longest of ours has a tenth of it.
LARGEST = 64 * 1024
# What a template may do to these is what Python lets anybody do to them, and is none of its business.
CLOSED = ("builtins", "decimal")
# What goes wrong where a function or a macro is given something else than it takes.
MISGIVEN = (TypeError, ValueError, AttributeError, KeyError, AssertionError)


class StyleLoader(BaseLoader):
    """Finds `name.j2` in the first of `folders`, then in those that the style extends. Nothing outside them can be
    reached. What was read, checked and compiled is kept, for the loader's life here and in the folder `kept` for other
    processes; None keeps nothing there."""

    def __init__(self, folders: Sequence[Path], kept: Path | None = None) -> None:
        self.folders = tuple(folders)
        self.compiled = Compiled(kept)
        self._sources: dict[str, tuple[str, str]] = {}

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        if template not in self._sources:
            path = self._find(template)
            source = _text(path)
            for line, message in _wording(environment.lex(source, template, str(path))):
                raise TemplateSyntaxError(message, line, path.name, str(path))
            self._sources[template] = source, str(path)
        return *self._sources[template], lambda: True

    def _find(self, template: str) -> Path:
        if TEMPLATE_NAME.fullmatch(template):
            for folder in self.folders:
                if (path := folder / template).is_file():
                    if not path.resolve().is_relative_to(folder.resolve()):
                        raise StyleFault(f"{template} 是指向样式文件夹之外的链接")
                    return path
        raise TemplateNotFound(template, f"没有模板“{template}”")


class Compiled(BytecodeCache):
    """The code of templates by their text, in memory and in a folder. Jinja names code by the version of Python and the
    template's path; the check sum of the text adds all else that it depends on. A file in the folder begins with the
    check sum of what follows, for damaged code could do anything."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def get_source_checksum(self, source: str) -> str:
        return _sum("\0".join((version("jinja2"), grammar.REVISION, source)).encode()).decode()

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code is None and self._folder:
            with suppress(FileNotFoundError):
                whole = (self._folder / bucket.key).read_bytes()
                if whole[:LENGTH] == _sum(whole[LENGTH:]):
                    bucket.bytecode_from_string(whole[LENGTH:])
            self._codes[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code
        if self._folder:
            code = bucket.bytecode_to_string()
            with suppress(OSError):  # a full disk costs the next run some time, and this one nothing
                with NamedTemporaryFile(dir=self._folder, delete=False) as file:
                    file.write(_sum(code) + code)
                Path(file.name).replace(self._folder / bucket.key)


def _sum(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode()


@cache
def version(distribution: str) -> str:
    return metadata.version(distribution)


def _text(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise TemplateSyntaxError(f"模板超过 {LARGEST >> 10} KB", 1, path.name, str(path))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TemplateSyntaxError("模板不是 UTF-8 编码，用记事本另存为 UTF-8", 1, path.name, str(path)) from None


def _wording(tokens: Iterable[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """Every line of a template that holds words or digits, and what is to be said of it."""
    for line, kind, text in tokens:
        if kind == "raw_begin":
            yield line, "模板里不能用 raw"
        named = kind == "string" and TEMPLATE_NAME.fullmatch(text[1:-1])
        if kind == "comment" or named:
            continue
        for at, part in enumerate(text.split("\n"), start=line):
            if found := WORDING.search(part):
                yield at, f"模板里不能写文字和数字（“{found[0]}”），请写进短语库"
            elif kind == "data" and (found := PRINTED.search(part)):
                yield at, f'这里不能写“{found[0]}”：标题用一到三个 #，文字写进短语库，macro 给出键的写成 {{{{ "键" }}}}'


class StyleEnvironment(ImmutableSandboxedEnvironment):
    """No filters, no arithmetic, no undefined names; only text that came through `say` may be printed; and all of it
    within the `budget` of one document."""

    def __init__(self, loader: StyleLoader, names: Mapping[str, object], budget: Budget | None = None) -> None:
        self.budget = budget or Budget()
        super().__init__(
            loader=loader,
            bytecode_cache=loader.compiled,
            undefined=StrictUndefined,
            finalize=self.printed,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,
        )
        self._safe: dict[tuple[type, str], bool] = {}
        self._own = {id(function) for function in names.values() if isinstance(function, FunctionType | MethodType)}
        self.filters.clear()
        self.filters.update(counting(self.budget))
        self.tests = {name: test for name, test in self.tests.items() if name in TESTS}
        self.globals.clear()
        self.globals.update(names)

    def tree(self, template: str) -> nodes.Template:
        """The tree of a template as its author wrote it. Raises where it holds what it may not."""
        source, path, _ = self.loader.get_source(self, template) if self.loader else ("", "", None)
        return self._admitted(source, template, path)

    def faults(self, path: Path) -> list[tuple[int, str]]:
        """What is wrong with the template at `path` as it stands, with the lines: all words and digits in it, or else
        the first thing that cannot be read."""
        try:
            if found := list(_wording(self.lex(_text(path), path.name, str(path)))):
                return found
            self.get_template(path.name)
        except TemplateSyntaxError as fault:
            return [(fault.lineno, told(fault.message or ""))]
        except StyleFault as fault:
            return [(1, str(fault))]
        return []

    def _admitted(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            tree = super()._parse(source, name, filename)
            grammar.admit(tree)
        except RecursionError:
            raise TemplateSyntaxError("括号、条件或循环套得太深", 1, name, filename) from None
        except TemplateSyntaxError as fault:
            fault.name, fault.filename = name, filename
            raise
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = self._admitted(source, name, filename)
        grammar.count(tree)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Text has no methods here: `format` and its like would change what a phrase says; nor have lists and bare
        numbers. Whether an attribute is safe hangs on the type alone, and a document asks for the same ones a thousand
        times."""
        asked = (type(obj), attr)
        if asked not in self._safe:
            closed = isinstance(obj, str) or type(obj).__module__ in CLOSED
            self._safe[asked] = not closed and super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The names of the environment themselves: no template has any of its own, and Jinja would go through a chain
        of both for every import."""
        return super().make_globals(d) if d else self.globals

    def wrap_str_format(self, value: Any) -> None:
        """Jinja would let `format` through in a wrapper of its own, before it asks whether it is safe."""

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Calls `function`; an undefined argument stops here, where its name is still known."""
        for value in (*args, *kwargs.values()):
            if isinstance(value, Undefined):
                str(value)
        budget = self.budget
        budget.enter()
        try:
            if id(function) in self._own or type(function) is Macro:
                # Neither can be unsafe, nor asks for the context: Jinja would look for both each time.
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
                result = function(*args, **kwargs)
            else:
                result = super().call(context, function, *args, **kwargs)
        except MISGIVEN as fault:
            if isinstance(fault, UndefinedError):
                raise
            called = getattr(function, "name", None) or getattr(function, "__name__", type(function).__name__)
            raise StyleFault(f"{called} 得到的内容不对，或个数不对（{fault}）") from fault
        finally:
            budget.depth -= 1
        if isinstance(result, str):
            budget.write(len(result))
        return result

    def printed(self, value: Any) -> Any:
        """What a template prints: text, and nothing else."""
        if isinstance(value, str):
            self.budget.write(len(value))
            return value
        if isinstance(value, Figure | Missing | Item | Label):
            key = value.key
            raise StyleFault(f"“{key}”不能直接写进文稿，请用 say(短语, 空位={key})，由短语决定怎样显示")
        if value is None or isinstance(value, Undefined):
            return value  # an undefined name stops the run where it is turned into text
        raise StyleFault(f"模板写出了既不是文字也不是数字的内容（{type(value).__name__}）")
