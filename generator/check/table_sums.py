"""Within one official table: sums of the classification, sums along a row, totals of items (表内关系)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..model.columns import FISCAL_LISTS, PRINTED_AS, RECEIVED, SPENT, WHOLES
from ..model.finding import Finding
from ..model.official import OfficialTable, TableCell
from .amounts import Amounts
from .cells import Seen, unequal

OPENING, RECEIPT, CLOSING = "opening_carry_over", "fund_income", "closing_carry_over"


def rows_add_up(amounts: Amounts) -> Iterator[Finding]:
    """T25: 合计 is the sum of the 类, a 类 of its 款, a 款 of its 项, in every column (部门决算报表编制说明,
    公开01–08表, 表内关系); the same of the economic classification (公开06表)."""
    for table in amounts.tables:
        columns: dict[tuple[str, str], dict[str, TableCell]] = {}
        for cell in table.cells:
            if cell.of:
                columns.setdefault((cell.of, cell.column), {})[cell.code] = cell
        lines: dict[str, dict[str, TableCell]] = {}
        for (of, _), by_code in columns.items():
            lines.setdefault(of, {}).update(by_code)
        for (of, column), by_code in columns.items():
            if "" not in by_code and (whole := _whole(table, of, column)):
                by_code[""] = whole
            for code, whole in by_code.items():
                below = _children(code, by_code)
                if below and set(below) == set(_children(code, lines[of])):  # a cell that says 未知 is not there
                    parts = [Seen(table, by_code[own]) for own in below]
                    found = unequal("T25", Seen(table, whole), parts, _called(code), "核对这一栏的各行")
                    yield from [found] if found else []


def _whole(table: OfficialTable, of: str, column: str) -> TableCell | None:
    """The sum of the 类 of a table that prints them among other items (公开01表, 公开04表)."""
    return next((c for c in table.cells if column == "actual" and c.key == WHOLES.get(of)), None)


def _children(code: str, by_code: Mapping[str, TableCell]) -> list[str]:
    """The rows right below a code: those that no row between them and the code holds."""
    within = [own for own in by_code if own.startswith(code) and own != code]
    return [own for own in within if not any(own.startswith(other) and other != own for other in within)]


def _called(code: str) -> str:
    return {0: "各类之和", 3: "各款之和"}.get(len(code), "各项之和")


def columns_add_up(amounts: Amounts) -> Iterator[Finding]:
    """T26: what stands along a row adds up to its 合计 (部门决算报表编制说明: 公开02表 by source of income, 公开03表
    and 公开05–08表 by kind of spending, 公开04表 by kind of budget)."""
    for table in amounts.tables:
        rows: dict[tuple[str, str], dict[str, TableCell]] = {}
        for cell in table.cells:
            of, column = _along(cell)
            if of:
                rows.setdefault((of, cell.code), {})[column] = cell
        for columns in rows.values():
            whole = columns.get("actual") or columns.get("current_income")
            names = _parts_of(columns)
            known = {name for row in rows.values() for name in _parts_of(row)}
            if whole and names and known <= set(columns):  # a cell that says 未知 is not there
                parts = [Seen(table, columns[name]) for name in names]
                found = unequal("T26", Seen(table, whole), parts, "本行各栏之和", "核对这一行的各栏")
                yield from [found] if found else []


def _along(cell: TableCell) -> tuple[str, str]:
    """The row that a cell stands in and its column; the columns of 公开04表 are lists of their own."""
    if cell.of in FISCAL_LISTS and cell.key == f"{cell.of}.{cell.code}":
        return "fiscal", cell.of
    return cell.of, cell.column


def _parts_of(columns: Mapping[str, TableCell]) -> Sequence[str]:
    economic = [name for name in columns if name.startswith("economic.")]
    if economic:
        return economic
    return [name for name in (*SPENT, *RECEIVED, *FISCAL_LISTS) if name in columns]


def balances_carry_over(amounts: Amounts) -> Iterator[Finding]:
    """T27: 年末结转和结余 is 年初结转和结余 and 本年收入 less 本年支出 (部门决算报表编制说明, 公开07表)."""
    for table in amounts.tables:
        rows: dict[tuple[str, str], dict[str, TableCell]] = {}
        for cell in table.cells:
            if cell.of:
                rows.setdefault((cell.of, cell.code), {})[cell.column] = cell
        for columns in rows.values():
            if {OPENING, RECEIPT, "actual", CLOSING} <= set(columns):
                seen = {name: Seen(table, cell) for name, cell in columns.items()}
                what = "年初结转和结余加本年收入减本年支出"
                parts, minus = [seen[OPENING], seen[RECEIPT]], [seen["actual"]]
                found = unequal("T27", seen[CLOSING], parts, what, "核对这一行", minus)
                yield from [found] if found else []


def items_add_up(amounts: Amounts) -> Iterator[Finding]:
    """T01, where it is the official tables that state totals: each is the sum of its items (公开01, 04, 06, 09,
    10表)."""
    for table in amounts.tables:
        by_key = {cell.key: cell for cell in table.cells}
        for key in amounts.table_sums:
            own = by_key.get(key)
            if own and own.of and not own.code:
                continue  # a list's sum is held against its rows (T25) and its columns (T26)
            parts = _within(key, by_key, amounts.table_sums)
            if own and parts and not _unsaid(own, parts):
                seen = [Seen(table, part) for part in parts]
                found = unequal("T01", Seen(table, own), seen, "各项之和", "核对这一项和它的各项")
                yield from [found] if found else []


def _within(key: str, by_key: Mapping[str, TableCell], sums: Mapping[str, tuple[str, ...]]) -> list[TableCell]:
    """The cells of a table that a total is made of: its parts, or theirs; none where one is not in the table."""
    found: list[TableCell] = []
    for part in sums[key]:
        own = by_key.get(part) or by_key.get(PRINTED_AS.get(part, ""))
        below = [own] if own else _within(part, by_key, sums) if part in sums else []
        if not below:
            return []
        found += below
    return found


def _unsaid(whole: TableCell, parts: Sequence[TableCell]) -> bool:
    """Whether the table tells the whole and leaves all parts blank: then it does not say how it is made up."""
    return bool(whole.figure.exact) and all(part.blank for part in parts)
