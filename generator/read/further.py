"""Further sheets: what the official tables do not hold, under plain headings, wherever they stand.

Two forms, both with the names of the manual. `项目 | 内容`: a line an item, named by its way (政府采购.货物); a list of
texts takes a line each. A list of rows has a title that names its way (绩效.项目（清单）), headings below it, a line
a row; rows that belong to a row of another list say to which (第几条)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model.finding import Finding, Severity
from ..model.grid import CellValue, Grid
from ..model.source import Source
from ..model.values import Scalar, brief
from .located import UNIT, Located
from .names import money_unit
from .tree import Mapping
from .tree import Sequence as Items
from .ways import Shape, Way, following, way_of
from .wording import bare, squeezed

ITEM, CONTENT, NTH, EMPTY = "项目", "内容", "第几条", "（空）"
LIST = re.compile(r"(.+)[（(]清单[）)]")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under headings: `title` is the way of a list, '' for single items. `columns` are headings by column."""

    grid: Grid
    title: str
    place: Source
    columns: dict[int, str]
    rows: range


def further(grids: Sequence[Grid], located: Sequence[Located]) -> tuple[Mapping | None, list[Finding]]:
    """What the further sheets say, as the tree of a record; None where there are none."""
    blocks = [block for grid in grids for block in _blocks(grid, [at for at in located if at.grid is grid])]
    if not blocks:
        return None, []
    tree = Mapping(blocks[0].place)
    findings: list[Finding] = []
    for block in sorted(blocks, key=lambda block: block.title.count(".") if block.title else 0):
        findings += _List(tree, block).enter() if block.title else _items(tree, block)
    if unit := money_unit(tree):
        findings += (finding for grid in _alone(blocks, located) for finding in _another_unit(grid, unit))
    return tree, findings


def _blocks(grid: Grid, located: Iterable[Located]) -> Iterator[Block]:
    taken = {row for at in located for row in range(at.row, at.bottom)}
    begins: list[tuple[int, str, int]] = []
    for row, line in enumerate(grid.rows):
        if row in taken:
            continue
        texts = {column: value for column, value in enumerate(line) if isinstance(value, str)}
        alone = sum(value is not None for value in line) == 1  # the words of an item may end like a title
        title = next((found[1] for text in texts.values() if alone and (found := LIST.fullmatch(text.strip()))), "")
        if title:
            begins.append((row, title.strip(), row + 1))
        elif {ITEM, CONTENT} <= {bare(text) for text in texts.values()}:
            begins.append((row, "", row))
    ends = [*(row for row, _, _ in begins[1:]), len(grid.rows)]
    for (row, title, heading), end in zip(begins, ends, strict=False):
        while title and heading < end and all(value is None for value in grid.rows[heading]):
            heading += 1
        last = next((at for at in range(heading, end) if at in taken), end)
        line = grid.rows[heading] if heading < last else ()
        columns = {at: value.strip() for at, value in enumerate(line) if isinstance(value, str)}
        place = grid.source(row, min(columns, default=0))
        yield Block(grid, title, place, columns, range(heading + 1, last))


def _alone(blocks: Sequence[Block], located: Iterable[Located]) -> Iterator[Grid]:
    """The sheets with such blocks and no official table."""
    tabled = {id(at.grid) for at in located}
    yield from {id(block.grid): block.grid for block in blocks if id(block.grid) not in tabled}.values()


def _another_unit(grid: Grid, unit: str) -> Iterator[Finding]:
    """R26 where a sheet says that its amounts are in another unit than the one in which all such sheets are read."""
    for row, line in enumerate(grid.rows):
        for column, value in enumerate(line):
            found = UNIT.fullmatch(squeezed(value).removeprefix("金额")) if isinstance(value, str) else None
            if found and found[2] != unit:
                message = f"这张表写的金额单位是{found[2]}，这里的金额却按{unit}读"
                hint = f"金额和单位都换成{unit}；要按{found[2]}读的，在“项目、内容”里写一行：金额单位 {found[2]}"
                yield _fault("R26", message, grid.source(row, column), hint)


def scalar(value: CellValue, source: Source) -> Scalar | None:
    """What is written in a cell; None for nothing."""
    if value is None:
        return None
    return Scalar(format(value, "f") if isinstance(value, Decimal) else value, source)


def _items(tree: Mapping, block: Block) -> Iterator[Finding]:
    at = {bare(heading): column for column, heading in reversed(block.columns.items())}
    lines = [block.grid.rows[row] for row in block.rows]
    names = [str(line[at[ITEM]]) for line in lines if None not in (line[at[ITEM]], line[at[CONTENT]])]
    if names and all(isinstance(way_of(name.strip()), str) for name in names):
        message = f"这里有“{ITEM}”“{CONTENT}”两栏，但没有一项认识，没有读"
        hint = "本单位自己的表，不必改；是给程序的，项目照手册写，如 政府采购.货物"
        yield Finding("W14", Severity.WARNING, message, block.place, hint)
        return
    for row in block.rows:
        name = block.grid.rows[row][at[ITEM]]
        value = scalar(block.grid.rows[row][at[CONTENT]], block.grid.source(row, at[CONTENT]))
        if name is None or value is None:
            continue
        place = block.grid.source(row, at[ITEM])
        way = way_of(str(name).strip())
        if isinstance(way, str):
            yield _unknown(str(name), place, way)
        elif way.shape in (Shape.GROUP, Shape.ROWS) and value.text != EMPTY:
            hint = "写出里面的项目，如 政府采购.货物；清单另写在“…（清单）”下面"
            yield _fault("R32", f"“{brief(str(name))}”是一组内容，不能写在一格里", place, hint)
        else:
            yield from _enter(tree, way, value, place)


def _enter(tree: Mapping, way: Way, value: Scalar, place: Source) -> Iterator[Finding]:
    """Puts one value at its way: texts of a list one after another, anything else once. （空） is a list or a group
    with nothing in it."""
    node = tree
    for name in way.names[:-1]:
        if name not in node:
            node[name], node.keys_at[name] = Mapping(place), place
        node = node[name]
    last = way.names[-1]
    if way.shape is Shape.TEXTS:
        texts = node.setdefault(last, Items(place))
        node.keys_at.setdefault(last, place)
        if value.text != EMPTY:
            texts.append(value)
            texts.items_at.append(place)
    elif last in node:
        message = f"“{'.'.join(way.names)}”写了两次，前一次在 {node.keys_at[last]}"
        yield _fault("R01", message, place, "核对哪一行对，删去另一行")
    else:
        empty = {Shape.GROUP: Mapping, Shape.ROWS: Items}.get(way.shape) if value.text == EMPTY else None
        node[last], node.keys_at[last] = empty(place) if empty else value, place


class _List:
    """One list of rows, put at its way."""

    def __init__(self, tree: Mapping, block: Block) -> None:
        self.tree = tree
        self.block = block
        self.way = way_of(block.title)

    def enter(self) -> Iterator[Finding]:
        way, block = self.way, self.block
        if isinstance(way, str):
            yield _unknown(block.title, block.place, way)
            return
        if way.shape not in (Shape.ROWS, Shape.TEXTS):
            yield _fault("R32", f"“{brief(block.title)}”不是清单", block.place, "写在“项目、内容”两栏的表里")
            return
        columns: dict[int, Way] = {}
        for at, heading in block.columns.items():
            if heading == NTH:
                continue
            own = following(way, heading)
            if isinstance(own, str):
                yield _unknown(heading, block.grid.source(block.rows.start - 1, at), own)
            else:
                columns[at] = own
        nth = next((at for at, heading in block.columns.items() if heading == NTH), None)
        if way.parent is not None and nth is None:
            message = f"“{brief(block.title)}”缺少“{NTH}”一栏"
            yield _fault("R32", message, block.place, f"加一栏“{NTH}”，写它属于“{'.'.join(way.parent)}”的第几条")
            return
        if way.parent is None:
            self._target(self.tree, way.names, block.place)
        for row in block.rows:
            if any(block.grid.rows[row][at] is not None for at in columns):
                yield from self._row(row, columns, nth)

    def _target(self, node: Mapping, names: Sequence[str], place: Source) -> Items:
        for name in names[:-1]:
            if name not in node:
                node[name], node.keys_at[name] = Mapping(place), place
            node = node[name]
        node.keys_at.setdefault(names[-1], place)
        found: Items = node.setdefault(names[-1], Items(place))
        return found

    def _row(self, row: int, columns: dict[int, Way], nth: int | None) -> Iterator[Finding]:
        way, grid = self.way, self.block.grid
        assert isinstance(way, Way)
        first = next(at for at in columns if grid.rows[row][at] is not None)
        place = grid.source(row, first)
        into: Items | None
        if way.parent is None:
            into = self._target(self.tree, way.names, place)
        else:
            assert nth is not None
            into = self._inside(way, grid.rows[row][nth])
            if into is None:
                message = f"“{'.'.join(way.parent)}”没有第 {grid.rows[row][nth] or '？'} 条"
                yield _fault("R32", message, grid.source(row, nth), f"“{NTH}”写整数，从 1 数起")
                return
        if way.shape is Shape.TEXTS:
            value = scalar(grid.rows[row][first], place)
            if value and value.text != EMPTY:
                into.append(value)
                into.items_at.append(place)
            return
        made = Mapping(place)
        alone = sum(grid.rows[row][at] is not None for at in columns) == 1
        for at, own in columns.items():
            value = scalar(grid.rows[row][at], grid.source(row, at))
            nothing = alone and own.shape is Shape.VALUE and value is not None and value.text == EMPTY
            if value and not nothing:
                yield from _enter(made, own, value, value.source)
        into.append(made)
        into.items_at.append(place)

    def _inside(self, way: Way, nth: CellValue) -> Items | None:
        """The list that the row belongs to, inside row `nth` of the parent list."""
        assert way.parent is not None
        node: object = self.tree
        for name in way.parent:
            node = node.get(name) if isinstance(node, Mapping) else None
        text = format(nth, "f") if isinstance(nth, Decimal) else squeezed(nth or "")
        if not isinstance(node, Items) or not text.isdecimal() or not 0 < int(text) <= len(node):
            return None
        return self._target(node[int(text) - 1], way.names[len(way.parent) :], self.block.place)


def _unknown(name: str, place: Source, advice: str) -> Finding:
    return _fault("R02", f"不认识的项目“{brief(name)}”", place, advice)


def _fault(code: str, message: str, place: Source, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, place, hint)
