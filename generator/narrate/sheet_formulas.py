"""Totals of an official table as formulas over the cells that they are made of, so that they follow when a person
changes one of those.

A total becomes a formula only where the cells of its own table add up to what it says; a stated total that differs, or
whose parts nobody knows, stays the number that it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ..model.columns import FISCAL_LISTS, PRINTED_AS, RECEIVED, SPENT, WHOLES
from ..model.grid import letters
from .sheet_plan import Plan, Planned

Place = tuple[int, int]
Sums = Mapping[str, Sequence[str]]
# The lists whose 类 stand among other items, by what they add up to (公开01表, 公开04表).
LISTED = {whole: of for of, whole in WHOLES.items() if of != "income"}


def put_formulas(plan: Plan, sums: Sums) -> None:
    """Makes the totals of a table formulas."""
    places = {at: cell for at, cell in plan.cells.items() if cell.figure}
    for at, cell in places.items():
        for parts in candidates(plan, at, cell, places, sums):
            if isinstance(cell.value, Decimal) and _sum(places, parts) == cell.value:
                cell.formula = written(parts)
                break


def _sum(places: Mapping[Place, Planned], parts: Sequence[Place]) -> Decimal | None:
    """What the parts add up to; None where one is not known."""
    values = [places[part].value for part in parts]
    if any(isinstance(value, str) for value in values):
        return None
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))


def candidates(
    plan: Plan, at: Place, cell: Planned, places: Mapping[Place, Planned], sums: Sums
) -> Iterator[list[Place]]:
    """The cells that a total may be made of, the likeliest first."""
    found = _in_a_list(at, cell, places) if plan.layout.each else _among_items(cell, places, sums)
    return (parts for parts in found if parts)


def _among_items(cell: Planned, places: Mapping[Place, Planned], sums: Sums) -> Iterator[list[Place]]:
    by_key = {own.key: place for place, own in places.items()}
    if cell.code and cell.of == "fiscal":
        across = [by_key[key] for budget in FISCAL_LISTS if (key := f"{budget}.{cell.code}") in by_key]
        if len(across) == len(FISCAL_LISTS):
            yield across
    if cell.of == "basic" and len(cell.code) == 3:
        yield [p for p, own in places.items() if own.of == "basic" and len(own.code) == 5 and own.code[:3] == cell.code]
    if found := _within(cell.key, by_key, sums):
        yield found
    if cell.key in LISTED:
        whole = LISTED[cell.key]
        yield [place for place, own in places.items() if own.of == whole and len(own.code) == 3]
    head, _, name = cell.key.partition(".")
    if head == "economic" and "." not in name:
        yield [place for place, own in places.items() if own.key.startswith(cell.key + ".")]
    fund = LISTED.get(cell.key)
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
        yield from along(at, cell, places)


def along(at: Place, cell: Planned, places: Mapping[Place, Planned]) -> Iterator[list[Place]]:
    line = {own.column: place for place, own in places.items() if place[0] == at[0]}
    economic = [place for column, place in line.items() if column.startswith("economic.")]
    parts = {
        "actual": economic or [line[name] for name in SPENT if name in line],
        "current_income": [line[name] for name in RECEIVED if name in line],
    }.get(cell.column, [])
    if len(parts) > 1:
        yield parts


def at_cell(row: int, column: int, fixed: str = "") -> str:
    return f"{fixed}{letters(column)}{row + 1}"


def written(parts: Sequence[Place]) -> str:
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
    ranges = [at_cell(*first) if first == last else f"{at_cell(*first)}:{at_cell(*last)}" for first, last in told]
    return f"SUM({','.join(ranges)})"
