"""Totals of an official table as formulas over the cells that they are made of, so that they follow when a person
changes one of those.

A total becomes a formula only where the cells of its own table add up to what it says; a stated total that differs, or
whose parts nobody knows, stays the number that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.grid import letters
from .table_sheets import Plan, Planned

Place = tuple[int, int]
Sums = Mapping[str, Sequence[str]]
SPENT = (
    "basic_expenditure",
    "project_expenditure",
    "remitted_expenditure",
    "operating_expenditure",
    "subsidy_expenditure",
)
RECEIVED = (
    "fiscal_income",
    "superior_subsidy_income",
    "business_income",
    "operating_income",
    "affiliated_income",
    "other_income",
)
BUDGETS = ("general_budget", "government_funds", "state_capital")
# What the 类 of a list add up to, where they stand among other items (公开01表, 公开04表).
WHOLES = {
    "expenditure.current_expenditure": "all",
    "fiscal.fiscal_expenditure": "fiscal",
    "fiscal.general_budget_expenditure": "general_budget",
    "fiscal.government_funds_expenditure": "government_funds",
    "fiscal.state_capital_expenditure": "state_capital",
}
# The line of 公开06表 for 资本性支出 holds 310 alone.
PRINTED_AS = {"basic.capital_costs": "basic.310"}
ITEM = 7


def put_formulas(plan: Plan, sums: Sums, form: bool = False) -> None:
    """Makes the totals of a table formulas. In a `form` nothing is filled in yet: there all of them become some, and
    lists are summed whatever 科目 are entered below them."""
    places = {at: cell for at, cell in plan.cells.items() if cell.figure}
    for at, cell in places.items():
        if form and plan.layout.each:
            if formula := _of_a_list(plan, at, cell, places):
                cell.formula, cell.value = formula, Decimal(0)
            continue
        for parts in _candidates(plan, at, cell, places, sums):
            if parts and (form or (isinstance(cell.value, Decimal) and _sum(places, parts) == cell.value)):
                cell.formula = _written(parts)
                cell.value = Decimal(0) if form else cell.value
                break


def _sum(places: Mapping[Place, Planned], parts: Sequence[Place]) -> Decimal | None:
    """What the parts add up to; None where one is not known."""
    values = [places[part].value for part in parts]
    if any(isinstance(value, str) for value in values):
        return None
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def _candidates(
    plan: Plan, at: Place, cell: Planned, places: Mapping[Place, Planned], sums: Sums
) -> Iterator[list[Place]]:
    """The cells that a total may be made of, the likeliest first."""
    if plan.layout.each:
        yield from _in_a_list(at, cell, places)
        return
    by_key = {own.key: place for place, own in places.items()}
    if cell.code and cell.of == "fiscal":
        across = [by_key[key] for budget in BUDGETS if (key := f"{budget}.{cell.code}") in by_key]
        if len(across) == len(BUDGETS):
            yield across
    if cell.of == "basic" and len(cell.code) == 3:
        yield [p for p, own in places.items() if own.of == "basic" and len(own.code) == 5 and own.code[:3] == cell.code]
    if found := _within(cell.key, by_key, sums):
        yield found
    if cell.key in WHOLES:
        whole = WHOLES[cell.key]
        yield [place for place, own in places.items() if own.of == whole and len(own.code) == 3]
    head, _, name = cell.key.partition(".")
    if head == "economic" and "." not in name:
        yield [place for place, own in places.items() if own.key.startswith(cell.key + ".")]
    fund = WHOLES.get(cell.key)
    below = [p for p, own in places.items() if own.key.startswith("economic.") and own.key.endswith(f".{fund}")]
    if below:
        yield below


def _within(key: str, by_key: Mapping[str, Place], sums: Sums) -> list[Place]:
    """The cells of the parts of a total, or of their parts; none where one is not in the table."""
    found: list[Place] = []
    for part in sums.get(key, ()):
        own = by_key.get(part) or by_key.get(PRINTED_AS.get(part, ""))
        below = [own] if own else _within(part, by_key, sums)
        if not below:
            return []
        found += below
    return found


def _in_a_list(at: Place, cell: Planned, places: Mapping[Place, Planned]) -> Iterator[list[Place]]:
    """The sum of the lines right below a 类, a 款 or the whole; along the line of a 项, the sum of its columns."""
    column = {own.code: place for place, own in places.items() if place[1] == at[1]}
    within = [code for code in column if code.startswith(cell.code) and code != cell.code]
    below = [code for code in within if not any(code.startswith(o) and code != o for o in within)]
    if below:
        yield [column[code] for code in below]
    elif cell.code:
        yield from _along(at, cell, places)


def _along(at: Place, cell: Planned, places: Mapping[Place, Planned]) -> Iterator[list[Place]]:
    line = {own.column: place for place, own in places.items() if place[0] == at[0]}
    economic = [place for column, place in line.items() if column.startswith("economic.")]
    parts = {
        "actual": economic or [line[name] for name in SPENT if name in line],
        "current_income": [line[name] for name in RECEIVED if name in line],
    }.get(cell.column, [])
    if len(parts) > 1:
        yield parts


def _of_a_list(plan: Plan, at: Place, cell: Planned, places: Mapping[Place, Planned]) -> str:
    """The sum of all 项 that may be entered below: 类 and 款 are not counted twice. '' where people fill the cell in."""
    row, column = at
    last = plan.height - 1
    while last > row and not any(own.listed for own in plan.line(last)):
        last -= 1
    codes = next((place[1] for place, own in plan.cells.items() if own.listed and not own.figure), 0)
    if cell.listed and len(cell.code) not in (3, 5):
        return _written(parts) if (parts := next(_along(at, cell, places), [])) else ""
    if row >= last:
        return ""
    listed = f"{_at(row + 1, codes, '$')}:{_at(last, codes, '$')}"
    amounts = f"{_at(row + 1, column)}:{_at(last, column)}"
    within = f'*(LEFT({listed},{len(cell.code)})="{cell.code}")' if cell.code else "*1"
    return f"SUMPRODUCT((LEN({listed})={ITEM}){within},{amounts})"


def _at(row: int, column: int, fixed: str = "") -> str:
    return f"{fixed}{letters(column)}{row + 1}"


def _written(parts: Sequence[Place]) -> str:
    """SUM(…) over cells; neighbours are told as a range."""
    told: list[tuple[Place, Place]] = []
    for row, column in sorted(parts, key=lambda place: (place[1], place[0])):
        first, last = told[-1] if told else ((-9, -9), (-9, -9))
        if last == (row - 1, column):
            told[-1] = (first, (row, column))
        else:
            told.append(((row, column), (row, column)))
    if len({row for row, _ in parts}) == 1:
        told = [((row, column), (row, column)) for row, column in sorted(parts)]
        columns = [column for _, column in sorted(parts)]
        if columns == list(range(columns[0], columns[0] + len(columns))):
            told = [(told[0][0], told[-1][0])]
    ranges = [_at(*first) if first == last else f"{_at(*first)}:{_at(*last)}" for first, last in told]
    return f"SUM({','.join(ranges)})"
