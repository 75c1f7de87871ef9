"""A layout file → `Layout`, with every fault of the file told at once (S04) at its line and column.

What a cell may name the caller says: `is_key` for fixed cells, `is_column` for the columns of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ..model.finding import Finding, Refused, Severity
from ..model.layout import Layout, LayoutCell, Row
from ..model.source import Source
from ..model.values import Scalar
from .text import read_text
from .tree import Mapping, Sequence, read_tree

IsKey = Callable[[str], bool]
IsColumn = Callable[[str, str], bool]
PROJECT = "executed"


def read_layout(path: Path, is_key: IsKey, is_column: IsColumn) -> Layout:
    """The layout in the YAML file `path`. Raises `Refused` with every fault found in it."""
    tree = read_tree(read_text(path), str(path))
    try:
        layout = Layout.model_validate(tree)
    except ValidationError as faults:
        errors = faults.errors(include_url=False, include_input=False)
        raise Refused(*(_told(tree, error) for error in errors)) from None
    findings = [*_untiled(layout, tree), *_unknown(layout, tree, is_key, is_column)]
    if findings:
        raise Refused(*findings)
    return layout


def _finding(message: str, source: Source, hint: str) -> Finding:
    return Finding("S04", Severity.ERROR, message, source, hint)


def _told(tree: Mapping, error: Any) -> Finding:
    """One error of the validation library as a finding."""
    source = _place(tree, error["loc"])
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    match error["type"]:
        case "extra_forbidden":
            return _finding(
                f"不认识的项目“{name}”", tree.keys_at.get(name, source), "可用的项目：" + "、".join(Layout.model_fields)
            )
        case "missing":
            return _finding(f"缺少“{name}”", source, f"加一行“{name}: …”")
        case "too_long" | "less_than_equal" | "too_short":
            return _finding(f"{name}：写得太多或太少了", source, "一张表最多 60 栏、1000 行、50 个空行、50 条注")
        case "S04":
            return _finding(f"{name}：{error['ctx']['message']}", source, error["ctx"]["hint"])
    return _finding(f"{name}：这里的写法不对", source, "照其他表的样子写：表头和各行都是 [ ] 里用逗号隔开的格子")


def _place(tree: Mapping, place: tuple[int | str, ...]) -> Source:
    node: Any = tree
    source = tree.source
    for part in place:
        if isinstance(node, Mapping) and part in node:
            source, node = node.keys_at[str(part)], node[str(part)]
        elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node):
            source, node = node.items_at[part], node[part]
    return node.source if isinstance(node, Scalar) else source


def _untiled(layout: Layout, tree: Mapping) -> Iterator[Finding]:
    """Rows that do not fill the table: each is as wide as `widths`, and what reaches down ends with its block."""
    blocks: tuple[tuple[str, tuple[Row, ...]], ...] = (("header", layout.header), ("rows", layout.rows))
    for name, rows in blocks:
        covered = [0] * len(layout.widths)
        for index, row in enumerate(rows):
            place = _place(tree, (name, index))
            yield from _row(row, covered, place)
            if index == len(rows) - 1 and any(covered):
                yield _finding("有的格子伸到了最后一行下面", place, "核对 @列x行 里的行数")
    for name in ("total", "row", "project"):
        row = getattr(layout, name)
        if row or (name != "project" and layout.each):
            covered = [0] * len(layout.widths)
            yield from _row(row, covered, _place(tree, (name,)))
            if any(covered):
                yield _finding("这一行的格子不能向下伸", _place(tree, (name,)), "去掉 @列x行 里的行数")


def _row(row: Row, covered: list[int], place: Source) -> Iterator[Finding]:
    """Puts a row into the grid. `covered` holds how many rows each column is still covered from above."""
    free = sum(not rows for rows in covered)
    filled = sum(cell.columns for cell in row)
    at = 0
    fits = filled == free
    for cell in row if fits else ():
        while covered[at]:
            covered[at] -= 1
            at += 1
        if any(covered[at : at + cell.columns]) or at + cell.columns > len(covered):
            fits = False
            break
        covered[at : at + cell.columns] = [cell.rows - 1] * cell.columns
        at += cell.columns
    for rest in range(at, len(covered)):
        covered[rest] = max(0, covered[rest] - 1)
    if not fits:
        message = f"这一行的格子共占 {filled} 列，应当是 {free} 列"
        if filled == free:
            message = "这一行有格子压在上面伸下来的格子上"
        hint = f"全表 {len(covered)} 列（见 widths）；上面一行伸下来的列不再写，空格写 ~"
        yield _finding(message, place, hint)


def _unknown(layout: Layout, tree: Mapping, is_key: IsKey, is_column: IsColumn) -> Iterator[Finding]:
    """Cells that name what no record has, or that stand where nothing has a name or a code."""
    of = layout.each or ""

    def column(key: str) -> bool:
        return bool(of) and is_column(of, key)

    if layout.only and not column(layout.only):
        yield _finding(f"清单里没有“{layout.only}”这一栏", _place(tree, ("only",)), "写清单的一栏")
    places: tuple[tuple[tuple[Row, ...], IsKey, bool], ...] = (
        (layout.header, lambda _key: False, False),
        (layout.rows, is_key, False),
        ((layout.total,), lambda key: column(key) or is_key(key), False),
        ((layout.row,), column, True),
        ((layout.project,), lambda key: key == PROJECT, True),
    )
    for rows, known, named in places:
        for cell in (cell for row in rows for cell in row):
            if fault := _fault(cell, known, named):
                yield _finding(fault, cell.source or tree.source, "核对拼写；可用的键见 docs 和其他表")


def _fault(cell: LayoutCell, known: IsKey, named: bool) -> str:
    if cell.kind == "figure" and not known(cell.text):
        return f"这里不能用“={cell.text}”：没有这个键"
    if cell.kind in ("name", "code") and not named:
        return f"“={cell.kind}”只能用在清单的 row 和 project 里"
    return ""
