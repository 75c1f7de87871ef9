"""Across official tables: the same number stands in several of them, one is a part of another (表间关系)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.columns import FISCAL_LISTS, WHOLES
from ..model.finding import Finding, Severity
from ..model.official import TableCell
from .amounts import ROUNDING, Amounts
from .cells import Seen, at, shown, summed, weighed

ECONOMIC = "economic."


def tables_agree(amounts: Amounts) -> Iterator[Finding]:
    """T28: what several tables print is the same in all of them (部门决算报表编制说明, 表间关系: 公开01表 with 02, 03
    and 04表, 公开04表 with 05, 07 and 08表). The table with the finer amounts is believed first."""
    first: dict[str, Seen] = {}
    tables = sorted(amounts.tables, key=lambda table: table.rounded)
    for table in tables:
        for cell in table.cells:
            seen, key = Seen(table, cell), meaning(cell)
            other = first.setdefault(key, seen)
            if other.table is table or (cell.blank and other.cell.figure.exact):
                continue
            apart = cell.figure.exact - other.cell.figure.exact
            severity = weighed(apart, cell.figure.slack + other.cell.figure.slack, Severity.ERROR)
            if severity is None:
                continue
            if other.cell.blank:
                first[key] = seen
                continue
            message = f"{seen.told} 与{other.told}（{at(other.cell.source)}）相差 {shown(abs(apart), seen)}"
            rounding = severity is Severity.INFO
            hint = "不必改" if rounding else "两张表的同一个数应当相等：核对哪一张对"
            message += ROUNDING if rounding else ""
            yield Finding("T28", severity, message, cell.source, hint, (other.cell.source,))


def meaning(cell: TableCell) -> str:
    """What a cell says, alike in all tables: 公开04表 prints the 类 of a list as items, 公开03表 as rows."""
    if cell.of in WHOLES and cell.column == "actual":
        return f"{cell.of}.{cell.code}.actual" if cell.code else WHOLES[cell.of]
    if cell.of in FISCAL_LISTS and not cell.code and cell.column.startswith(ECONOMIC):
        return f"{cell.column}.{cell.of}"
    return cell.key


def fiscal_spending_is_within_all(amounts: Amounts) -> Iterator[Finding]:
    """T29: under no 科目 is the fiscal appropriation's spending greater than that of all funds (公开05, 07 and 08表
    within 公开03表). Less than nothing cannot be left for other funds."""
    listed: dict[str, dict[tuple[str, str], Seen]] = {}
    for table in amounts.tables:
        for cell in table.cells:
            if cell.of and cell.key != f"{cell.of}.{cell.code}":
                listed.setdefault(cell.of, {}).setdefault((cell.code, cell.column), Seen(table, cell))
    every = listed.get("all", {})
    if not every:
        return
    for place in dict.fromkeys(place for of in FISCAL_LISTS for place in listed.get(of, {})):
        parts = [listed[of][place] for of in FISCAL_LISTS if place in listed.get(of, {})]
        if place[1] not in ("actual", "basic_expenditure", "project_expenditure"):
            continue
        whole = every.get(place)
        spent, slack = summed(part.cell.figure for part in parts)
        if whole is None:
            if spent and place[0] and place[1] == "actual":
                message = f"{parts[0].told}，支出决算表里却没有这个科目"
                yield Finding(
                    "T29", Severity.ERROR, message, parts[0].cell.source, "核对科目编码；支出决算表里补上这一行"
                )
            continue
        over = spent - whole.cell.figure.exact
        blank = whole.cell.blank and not whole.cell.code
        if over <= 0 or blank:
            continue
        severity = weighed(over, slack + whole.cell.figure.slack, Severity.ERROR)
        spending = [part for part in parts if part.cell.figure.exact]
        message = f"{'、'.join(part.told for part in spending)}，大于{whole.told}，多 {shown(over, spending[0])}"
        rounding = severity is Severity.INFO
        hint = "不必改" if rounding else "财政拨款支出是全部支出的一部分，不能比它大：核对这几张表的这一行"
        sources = (*(part.cell.source for part in spending[1:]), whole.cell.source)
        yield Finding("T29", severity or Severity.ERROR, message, spending[0].cell.source, hint, sources)
