"""The part of Jinja that a style may use, and what is put into its code so that it cannot run away.

What the sandbox would have to watch is not let in at all: filters, arithmetic, subscripts, dictionaries, methods. What
is left is made to count: a loop counts its rounds before it begins, text is joined by us, and lists hold no lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

# Goes into the check sum of compiled code: raise it when what is compiled changes.
REVISION = "3"
DEEPEST = 60
MOST_LOOPS = 6
# What an included template may bring without being called.
INCLUDED = 300
LOOP = ("first", "last", "index", "length", "previtem", "nextitem")
TAKEN = ("self", "super", "caller", "varargs", "kwargs", "loop")
ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Macro,
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Include,
    nodes.FromImport,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.Call,
    nodes.Keyword,
    nodes.List,
    nodes.Tuple,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.CondExpr,
    nodes.Test,
)
OPERATORS = (nodes.BinExpr, nodes.UnaryExpr)
NAMED: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Filter, "过滤器（|<name>）"),
    (nodes.FilterBlock, "过滤器（filter）"),
    (nodes.Getitem, "下标（[ ]）"),
    (nodes.Slice, "下标（[ ]）"),
    (nodes.Dict, "大括号里的对照表（{ }）"),
    (nodes.CallBlock, "call"),
    (nodes.Extends, "extends（写在 style.yaml 里）"),
    (nodes.Block, "block"),
    (nodes.Import, "import … as（写成 from … import …）"),
    (nodes.NSRef, "给别处的名称赋值"),
    (nodes.Scope, "autoescape"),
)


def admit(template: nodes.Template) -> None:
    """Refuses what a template may not hold, at its line."""
    for node, parents in _walk(template):
        _admit(node, parents)


def count(template: nodes.Template) -> None:
    """Puts the counting into a template."""
    for node, _ in reversed(list(_walk(template))):
        _count(node)


def _walk(template: nodes.Template) -> Iterator[tuple[nodes.Node, tuple[nodes.Node, ...]]]:
    """Every node with those around it, the outermost first. A template deeper than any person writes is refused."""
    waiting: list[tuple[nodes.Node, tuple[nodes.Node, ...]]] = [(template, ())]
    while waiting:
        node, parents = waiting.pop()
        if len(parents) > DEEPEST:
            _refuse(node, "这里的括号、条件或循环套得太深")
        yield node, parents
        waiting += [(child, (*parents, node)) for child in node.iter_child_nodes()]


def _refuse(node: nodes.Node, message: str) -> NoReturn:
    raise TemplateSyntaxError(message, node.lineno or 1)


def _admit(node: nodes.Node, parents: tuple[nodes.Node, ...]) -> None:
    parent = parents[-1] if parents else None
    if isinstance(node, OPERATORS) and not isinstance(node, nodes.And | nodes.Or | nodes.Not):
        _refuse(node, f"模板里不能做运算（{node.operator}）")
    if not isinstance(node, ALLOWED):
        name = next((name for kind, name in NAMED if isinstance(node, kind)), type(node).__name__)
        _refuse(node, f"模板里不能用{name.replace('<name>', str(getattr(node, 'name', '')))}")
    match node:
        case nodes.Name() if node.name.startswith("_"):
            _refuse(node, f"名称不能以下划线开头（{node.name}）")
        case nodes.Name() if node.ctx == "load" and node.name == "loop":
            if not (isinstance(parent, nodes.Getattr) and parent.attr in LOOP):
                _refuse(node, "loop 只能这样用：" + "、".join(f"loop.{name}" for name in LOOP))
        case nodes.Name() if node.name in TAKEN:
            _refuse(node, f"模板里不能用 {node.name}")
        case nodes.Getattr() if node.attr.startswith("_"):
            _refuse(node, f"名称不能以下划线开头（{node.attr}）")
        case nodes.Call() if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            _refuse(node, "只能调用函数和 macro，一个个写出要给的内容")
        case nodes.Tuple() if not (isinstance(parent, nodes.Assign) and isinstance(parent.target, nodes.Tuple)):
            _refuse(node, "几项放在一起用方括号 [ ]")
        case nodes.For() if node.recursive or not isinstance(node.target, nodes.Name):
            _refuse(node, "for 只能写成 {% for 名称 in 清单 %}")
        case nodes.For() if sum(isinstance(p, nodes.For) for p in parents) >= MOST_LOOPS:
            _refuse(node, f"for 最多套 {MOST_LOOPS} 层")
        case nodes.Const(value=str(value)) if isinstance(parent, nodes.Output) and value.strip():
            if not any(isinstance(around, nodes.Macro) for around in parents):
                _refuse(node, f"这里不能写“{value}”，文字写进短语库")
        case nodes.Macro() if len(parents) != 1:
            _refuse(node, "macro 写在模板的最外面，不能写在别的里面")
        case nodes.Include() | nodes.FromImport() if not isinstance(node.template, nodes.Const):
            _refuse(node, "要用的模板直接写文件名")
        case nodes.FromImport() if node.with_context:
            _refuse(node, "from … import 后面不能写 with context")


def _count(node: nodes.Node) -> None:
    """Puts the counting around what could grow. What lies inside was done before."""
    for field, value in node.iter_fields():
        if isinstance(value, nodes.Expr):
            setattr(node, field, _counted(value))
        elif isinstance(value, list):
            value[:] = [part for own in value for part in _with_count(own)]
    if isinstance(node, nodes.For) and isinstance(node.iter, nodes.Expr):
        node.iter = _ours("each", node.iter, nodes.Const(_written(node), lineno=node.lineno))


def _written(loop: nodes.For) -> int:
    """How many characters a round of a loop may bring of itself."""
    data = sum(len(part.data) for part in loop.find_all(nodes.TemplateData))
    return data + sum(len(part.value) for part in loop.find_all(nodes.Const) if isinstance(part.value, str))


def _counted(value: nodes.Expr) -> nodes.Expr:
    match value:
        case nodes.Concat():
            return _ours("join", nodes.List(value.nodes, lineno=value.lineno))
        case nodes.List():
            return _ours("list", value)
    return value


def _with_count(node: object) -> Iterator[object]:
    if isinstance(node, nodes.Include):
        yield nodes.ExprStmt(_ours("step", nodes.Const(INCLUDED, lineno=node.lineno)), lineno=node.lineno)
    yield _counted(node) if isinstance(node, nodes.Expr) else node


def _ours(name: str, value: nodes.Expr, *arguments: nodes.Expr) -> nodes.Filter:
    """The value that the function `name` of `counting` makes of `value`: a filter, for their calls are cheap."""
    return nodes.Filter(value, name, list(arguments), [], None, None, lineno=value.lineno)
