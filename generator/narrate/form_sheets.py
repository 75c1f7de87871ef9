"""A workbook to be filled in: the official tables of a style with nothing in them, and the further sheets it needs.

What a style needs beside its tables is read off its templates and the reasons that it asks for, so that a new style
gets its form by itself. Everything has the shape that the reader knows; grey cells are formulas."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.facts import Leaf, group_at, kind_at, kinds
from ..model.figure import Figure, Missing, Value
from ..model.group import Group
from ..model.listed import Listed
from ..model.record import FunctionRow, HeldKind, MemberUnit, PurchasedKind, YearRecord
from ..model.sheet import Sheet, SheetCell
from ..model.terms import TERMS
from .form_cells import (
    BLANK_ROWS,
    Blank,
    cell_of,
    columns_of,
    group_of,
    heads,
    leaf_of,
    listing,
    note_of,
    titled,
    way_of,
)
from .form_formulas import put_form_formulas
from .form_words import indicators_sheets, performance_sheet, reasons_sheet, words_sheet
from .further_sheets import CONTENT, ITEM
from .table_sheets import Heads, plan_tables

NOTE = "说明"
UNIT = (
    "unit_name",
    "former_name",
    "short_name",
    "self_name",
    "nature",
    "budget_level",
    "year",
    "style",
    "newly_founded",
)
ALWAYS = frozenset(["unit_name", "former_name", "nature", "year", "style", "newly_founded"])
LINES = {"offices": 8, "duties": 8, "member_units": 8}


class _Codes:
    """The cells of a table in which only 科目 stand."""

    def __init__(self, codes: Mapping[str, Sequence[Listed]]) -> None:
        self.codes = codes

    def value(self, key: str) -> Value | None:
        return None

    def at(self, of: str, code: str, column: str) -> Value | None:
        return None

    def listed(self, of: str, only: str = "") -> list[Listed] | Missing:
        return list(self.codes.get(of, ()))

    def is_column(self, of: str, key: str) -> bool:
        return False

    def unplaced(self, keys: Collection[str]) -> Iterator[tuple[str, Figure]]:
        return iter(())


def sheets_to_fill(blank: Blank) -> list[Sheet]:
    """All sheets of the form, in the order in which people fill them in."""
    plans = plan_tables(blank.layouts, _Codes(blank.codes), Heads(blank.unit_name, str(blank.year)), BLANK_ROWS)
    put_form_formulas(plans, blank.sums)
    keys = {cell.key for plan in plans for cell in plan.cells.values() if cell.figure}
    return [
        _instructions(blank),
        _unit(blank),
        *(plan.sheet() for plan in plans),
        _budgets(blank),
        _others(blank, keys),
        performance_sheet(blank),
        *indicators_sheets(blank),
        reasons_sheet(blank),
        words_sheet(),
    ]


def _instructions(blank: Blank) -> Sheet:
    file = f"{blank.year}.xlsx"
    tables = "“公开××表”" if all(layout.number for layout in blank.layouts) else "各张决算表"
    lines = (
        f"这个工作簿用来填写 {blank.year} 年度部门决算，填好后由程序起草公开用的文字。样式：{blank.style.title}。",
        "一、怎样填",
        "1. 浅黄色的格子要填，灰色的格子是公式，会自己算出来，不用填。也可以把财务系统导出的整张表粘贴进来。",
        "2. 金额一律以元为单位，写到分，不写“元”字。个数只写数字。",
        f"3. {tables}里没有金额的格子可以空着，空着就是零；还不知道的写“未知”。",
        "4. “其他数据”“绩效”里，没有的写 0；空着就是不知道，文稿里会留一处“待补充”。",
        "5. 列出科目的表，一个科目一行，写到项级（七位）；类、款也各写一行，合计只加项级。行不够，在中间插入行。",
        "6. 有下拉箭头的格子，从列表里选。用不着的行空着，不必删除。",
        "二、填哪些表",
        "1. “单位情况”：单位的名称、性质、人员、职责、机构。一项有几条的，一条写一行。",
        f"2. {tables}：与财务系统里的决算报表一样。",
        "3. “各科目预算数”：每个科目的年初预算和全年预算，决算报表里没有。",
        "4. “其他数据”“绩效”：决算报表里没有、文稿里要写的数。",
        "5. “变动原因”：单位自己的话，一字不改地写进文稿；开头不要写“主要原因是”。",
        "三、填好以后",
        f"1. 保存为 {file}，和上年的记录（{blank.year - 1}.xlsx 或 {blank.year - 1}.yaml）放在同一文件夹。",
        f"2. 核对勾稽关系：juesuan check {file}",
        f"3. 起草：juesuan draft {file}；完整的公开文件：juesuan draft {file} --full",
    )
    rows: list[tuple[SheetCell, ...]] = [(SheetCell("title", "填写说明"),), ()]
    rows += ((SheetCell("heading" if line[1] == "、" else "note", line),) for line in lines)
    return Sheet("填写说明", (84,), tuple(rows))


def _unit(blank: Blank) -> Sheet:
    rows = [*titled("单位情况", 3), heads(ITEM, CONTENT, NOTE)]
    given: dict[str, str | Decimal] = {
        "unit_name": blank.unit_name,
        "year": Decimal(blank.year),
        "style": blank.style.name,
    }
    for field in UNIT:
        if field in ALWAYS or blank.needs(field):
            kept = blank.was(field) if field in ("short_name", "self_name", "nature", "budget_level") else ""
            cell = cell_of(YearRecord, field, blank.styles, given.get(field) or kept or None)
            rows.append((SheetCell("words", TERMS[field].zh), cell, note_of(field)))
    for field in kinds(group_of("staff")):
        if blank.needs(field) and not blank.follows(f"staff.{field}"):
            rows.append((SheetCell("words", way_of("staff", field)), cell_of(group_of("staff"), field), note_of(field)))
    for field in ("offices", "duties"):
        if blank.needs(field):
            told = blank.before.get(TERMS[field].zh)
            lines = [str(part.value) for part in told if isinstance(part, Leaf)] if isinstance(told, list) else []
            for index in range(max(LINES[field], len(lines) + 2)):
                text = lines[index] if index < len(lines) else None
                rows.append((SheetCell("words", TERMS[field].zh), SheetCell("text", text), SheetCell("words")))
    if blank.needs("member_units"):
        told = blank.before.get(TERMS["member_units"].zh)
        fields = ("name", "nature", *(["note"] if blank.needs("note") else []))
        known = [[leaf_of(part, field) for field in fields] for part in told] if isinstance(told, list) else []
        rows += listing(TERMS["member_units"].zh, 3, columns_of(MemberUnit, *fields), LINES["member_units"], known)
    return Sheet("单位情况", (34, 50, 44), tuple(rows))


def _budgets(blank: Blank) -> Sheet:
    expenditure = blank.prior.expenditure if blank.prior else None
    rows = (expenditure and expenditure.by_function) or []
    known = [[row.code.value, row.name.value, row.fund.value if row.fund else ""] for row in rows]
    columns = columns_of(FunctionRow, "code", "name", "fund", "initial_budget", "full_budget")
    return Sheet(
        "各科目预算数",
        (14, 44, 32, 20, 20),
        (
            *titled("各科目预算数", 5, unit=True),
            (SheetCell("note", "资金来源不写，就是一般公共预算财政拨款；同一科目有几种资金的，一种写一行。", 5),),
            *listing(way_of("expenditure", "by_function"), 5, columns, BLANK_ROWS, known),
        ),
        landscape=True,
    )


def _others(blank: Blank, keys: Collection[str]) -> Sheet:
    """What the style says and its tables do not hold."""
    rows = [*titled("其他数据", 3, unit=True), heads(ITEM, CONTENT, NOTE)]
    for way, group in _values():
        wanted = blank.needs(way[-1]) and (way[-1] not in ("actual", "initial_budget") or blank.needs(way[-2]))
        if wanted and ".".join(way) not in keys and not blank.follows(".".join(way)):
            rows.append((SheetCell("words", way_of(*way)), cell_of(group, way[-1]), note_of(way[-1])))
    for way, group, fields in (
        (("three_public", "vehicle_purchase", "purchased_kinds"), PurchasedKind, ("kind", "quantity", "amount")),
        (("three_public", "vehicle_operation", "held_kinds"), HeldKind, ("kind", "quantity")),
    ):
        if blank.needs(way[-1]):
            rows += listing(way_of(*way), 3, columns_of(group, *fields), 4)
    return Sheet("其他数据", (50, 24, 44), tuple(rows))


def _values() -> Iterator[tuple[tuple[str, ...], type[Group]]]:
    """The single values of a record that tables or further sheets may hold, with the group that each stands in."""
    yield ("organ_operation",), YearRecord
    wanted: list[tuple[str, ...]] = [(name,) for name in ("three_public", "procurement", "assets")]
    for way in wanted:
        group = group_of(".".join(way))
        for field in group.model_fields:
            key = ".".join((*way, field))
            if kind_at(key) in ("amount", "count"):
                yield (*way, field), group
            elif group_at(key) and not key.endswith("_kinds"):
                wanted.append((*way, field))
