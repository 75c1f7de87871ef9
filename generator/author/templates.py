"""The templates of a style gone through without running them: every name, every phrase, every macro, at its line.

What a macro is given is gathered from all who call it, so that a key that is put together (`family ~ "." ~ c.kind`) is
known in most cases. Nothing is told of what cannot be known."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateNotFound

from .shapes import ANY_TEXT, ANYTHING, MOST_TEXTS, NOTHING, TEXT, Shape, result_of, shape_of, text, union
from .told import Fault, Report, Said

Scope = dict[str, Shape]
ROUNDS = 4
# Templates that include others many times over are read so often and no more.
MOST_READ = 2_000
LOOP = Shape(anything=True)
# No key is as long; what is doubled again and again would fill the memory.
LONGEST_TEXT = 200


class Reading:
    """The templates that `sections` need, read by `tree`; `names` are what the program gives to templates."""

    def __init__(self, tree: Callable[[str], nodes.Template], names: Mapping[str, Any]) -> None:
        self.trees: dict[str, nodes.Template | None] = {}
        self._tree = tree
        self.functions = {name: value for name, value in names.items() if callable(value)}
        self.names = {name: shape_of(value) for name, value in names.items() if not callable(value)}
        self.given: dict[tuple[str, str, str], Shape] = {}
        self.report = Report()
        self.macros: dict[tuple[str, str], nodes.Macro] = {}
        self.taken: set[str] = set()
        self.count = 0

    def read(self, sections: Iterable[str]) -> Report:
        """What the sections do, with all that they include and import."""
        wanted = [f"{section}.j2" for section in sections]
        for _ in range(ROUNDS):
            self.report, self.taken, self.count = Report(), set(), 0
            for name in wanted:
                if self.tree(name):
                    self._template(name, dict(self.names), ())
        return self.report

    def tree(self, name: str) -> nodes.Template | None:
        if name not in self.trees:
            try:
                self.trees[name] = self._tree(name)
            except TemplateNotFound:
                self.trees[name] = None
            for macro in self._macros(name):
                self.macros[name, macro.name] = macro
        return self.trees[name]

    def _macros(self, name: str) -> Iterable[nodes.Macro]:
        tree = self.trees[name]
        return (node for node in tree.body if isinstance(node, nodes.Macro)) if tree else ()

    def _template(self, name: str, scope: Scope, way: tuple[str, ...]) -> None:
        if name in way or self.count >= MOST_READ or (tree := self.tree(name)) is None:
            return
        self.count += 1
        self.report.used.add(name)
        _File(self, name, (*way, name)).template(tree, scope)


class _File:
    """One template being read."""

    def __init__(self, reading: Reading, name: str, way: tuple[str, ...]) -> None:
        self.reading, self.name, self.way = reading, name, way
        self.imported: dict[str, tuple[str, str]] = {}
        self.called_for = True

    def template(self, tree: nodes.Template, scope: Scope) -> None:
        for node in tree.body:
            if isinstance(node, nodes.Macro):
                self.imported[node.name] = self.name, node.name
        self.body(tree.body, scope)
        for node in tree.body:
            if isinstance(node, nodes.Macro):
                self.macro(node, scope)

    def macro(self, node: nodes.Macro, scope: Scope) -> None:
        self.reading.report.defined.add(f"{self.name}:{node.name}")
        given = self.reading.given
        self.called_for = not node.args or any((self.name, node.name, a.name) in given for a in node.args)
        inside = {**scope, **{a.name: given.get((self.name, node.name, a.name), ANYTHING) for a in node.args}}
        self.body(node.body, inside)
        self.called_for = True

    def body(self, body: Iterable[nodes.Node], scope: Scope) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    self.shape(part, scope)
            case nodes.If():
                self.shape(node.test, scope)
                for branch in (node.body, node.elif_, node.else_):
                    self.body(branch, scope)
            case nodes.For():
                self.loop(node, scope)
            case nodes.Assign():
                self.assign(node, scope)
            case nodes.AssignBlock():
                self.body(node.body, scope)
                self._set(node.target, TEXT, scope)
            case nodes.FromImport():
                self.taken(node)
            case nodes.Include():
                self.included(node, scope)

    def loop(self, node: nodes.For, scope: Scope) -> None:
        over = self.shape(node.iter, scope)
        inside = dict(scope)
        self._set(node.target, over.items or ANYTHING, inside, fresh=True)
        inside["loop"] = LOOP
        if node.test:
            self.shape(node.test, inside)
        self.body(node.body, inside)
        self.body(node.else_, dict(scope))

    def assign(self, node: nodes.Assign, scope: Scope) -> None:
        if isinstance(node.target, nodes.Tuple) and isinstance(node.node, nodes.Tuple):
            for target, value in zip(node.target.items, node.node.items, strict=False):
                self._set(target, self.shape(value, scope), scope)
        else:
            self._set(node.target, self.shape(node.node, scope), scope)

    def _set(self, target: nodes.Node, value: Shape, scope: Scope, fresh: bool = False) -> None:
        if isinstance(target, nodes.Name):
            known = scope.get(target.name)
            scope[target.name] = value if fresh or known is None else known | value

    def taken(self, node: nodes.FromImport) -> None:
        other = _constant(node.template)
        if self.reading.tree(other) is None:
            self._fault(node, f"没有模板“{other}”", "核对文件名")
            return
        if other not in self.reading.taken:  # once is enough: an import knows nothing of who imports
            self.reading.taken.add(other)
            self.reading._template(other, dict(self.reading.names), self.way)
        for own in node.names:
            name, alias = own if isinstance(own, tuple) else (own, own)
            if (other, name) in self.reading.macros:
                self.imported[alias] = other, name
            else:
                known = [macro for file, macro in self.reading.macros if file == other]
                self._fault(node, f"{other} 里没有 macro“{name}”", _near(name, known))

    def included(self, node: nodes.Include, scope: Scope) -> None:
        other = _constant(node.template)
        if self.reading.tree(other) is None:
            self._fault(node, f"没有模板“{other}”", "核对文件名")
        elif other in self.way:
            self._fault(node, f"模板互相引用：{' → '.join((*self.way, other))}", "去掉一处 include")
        else:
            self.reading._template(other, dict(scope), self.way)

    # Expressions

    def shape(self, node: nodes.Node | None, scope: Scope) -> Shape:
        match node:
            case nodes.Const():
                return text(node.value) if isinstance(node.value, str) else NOTHING
            case nodes.Name():
                return self.name_of(node, scope)
            case nodes.Getattr():
                return self.attribute(node, scope)
            case nodes.Call():
                return self.called(node, scope)
            case nodes.Concat():
                return self.joined(node, scope)
            case nodes.CondExpr():
                self.shape(node.test, scope)
                return self.shape(node.expr1, scope) | self.shape(node.expr2, scope)
            case nodes.List():
                return Shape(items=replace(union(self.shape(item, scope) for item in node.items), items=None))
            case nodes.Test() if node.name in ("defined", "undefined") and isinstance(node.node, nodes.Getattr):
                self.shape(node.node.node, scope)
                return NOTHING
            case nodes.And() | nodes.Or():
                return self.shape(node.left, scope) | self.shape(node.right, scope)
            case nodes.Node():
                for child in node.iter_child_nodes():
                    self.shape(child, scope)
        return NOTHING

    def name_of(self, node: nodes.Name, scope: Scope) -> Shape:
        if node.name in scope:
            return scope[node.name]
        if node.name not in self.reading.functions and node.name not in self.imported:
            known = [*scope, *self.reading.functions, *self.imported]
            self._fault(node, f"没有“{node.name}”这个名称", _near(node.name, known))
        return ANYTHING

    def attribute(self, node: nodes.Getattr, scope: Scope) -> Shape:
        base = self.shape(node.node, scope)
        found = base.attribute(node.attr)
        if found is None:
            self._fault(node, f"“{_written(node.node)}”没有“{node.attr}”", _near(node.attr, base.names))
        return ANYTHING if found is None else found

    def joined(self, node: nodes.Concat, scope: Scope) -> Shape:
        parts = [self.shape(part, scope).texts or frozenset({ANY_TEXT}) for part in node.nodes]
        size = length = 1
        for part in parts:
            size *= len(part)
            length += max(map(len, part), default=0)
        known = size <= MOST_TEXTS and length <= LONGEST_TEXT
        return text(*map("".join, product(*parts))) if known else TEXT

    def called(self, node: nodes.Call, scope: Scope) -> Shape:
        given = [self.shape(argument, scope) for argument in node.args]
        named = {word.key: self.shape(word.value, scope) for word in node.kwargs}
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        if name in self.imported:
            self._bind(node, self.imported[name], given, named)
            return TEXT
        function = self.reading.functions.get(name)
        if function is None:
            self.shape(node.node, scope)
            return ANYTHING
        if name == "say" and given:
            keys = given[0].texts or frozenset({ANY_TEXT})
            texts = frozenset(slot for slot, shape in named.items() if ANY_TEXT in shape.texts and not shape.types)
            if self.called_for or ANY_TEXT not in keys:  # of a macro that nobody calls, nothing is known
                self.reading.report.said.add(Said(self.name, node.lineno, keys, frozenset(named), texts))
        if name == "chart" and len(given) > 1:
            self.reading.report.charts |= {(self.name, node.lineno, own) for own in given[1].texts}
        if name == "not_zero" and given:
            return given[0]
        return result_of(function)

    def _bind(self, node: nodes.Call, macro: tuple[str, str], given: list[Shape], named: Mapping[str, Shape]) -> None:
        """Hands what a macro is called with to its body."""
        arguments = [argument.name for argument in self.reading.macros[macro].args]
        if len(given) > len(arguments) or set(named) - set(arguments):
            told = "、".join(arguments) or "没有"
            self._fault(node, f"macro {macro[1]} 给的内容太多或名称不对", f"它的空位：{told}")
            return
        for name, shape in [*zip(arguments, given, strict=False), *named.items()]:
            at = (*macro, name)
            self.reading.given[at] = self.reading.given.get(at, NOTHING) | shape

    def _fault(self, node: nodes.Node, message: str, hint: str) -> None:
        self.reading.report.faults[Fault(self.name, node.lineno, message, hint)] = None


def _constant(node: nodes.Node) -> str:
    return str(node.value) if isinstance(node, nodes.Const) else ""


def _written(node: nodes.Node) -> str:
    """An expression of names and attributes as it was written."""
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "这一项"


def _near(name: str, known: Iterable[str]) -> str:
    listed = sorted(known)
    near = difflib.get_close_matches(name, listed, n=1, cutoff=0.6)
    if near:
        return f"是不是“{near[0]}”？"
    return "可用的：" + "、".join(listed[:40]) + ("……（全部见 juesuan style names）" if len(listed) > 40 else "")
