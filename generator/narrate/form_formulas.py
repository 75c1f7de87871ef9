"""Totals of a form that is still empty, as formulas: whatever 科目 people enter below, and in whichever table.

The lines of a list are summed by their codes, so that no 类 or 款 counts twice; the summary tables (公开01表, 公开04表)
take their 类 from the tables that list them, and a number that an earlier table holds is taken from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from .sheet_formulas import Place, Sums, along, at_cell, candidates, written
from .sheet_plan import Plan, Planned

ITEM = 7
# Above all lines: a sum of the whole list, which may stand above or below it.
WHOLE = -1


def put_form_formulas(plans: Sequence[Plan], sums: Sums) -> None:
    """Makes all totals of the tables formulas that come to nothing yet."""
    first: dict[str, str] = {}
    for plan in plans:
        places = {at: cell for at, cell in plan.cells.items() if cell.figure}
        for at, cell in places.items():
            formula = (
                _listed(plan, at, cell, places)
                if plan.layout.each
                else _among_items(plan, at, cell, places, sums, plans)
            )
            reference = f"'{plan.name}'!{at_cell(*at)}"
            if not formula and not cell.listed:
                formula = first.get(cell.key, "")
            if formula:
                cell.formula, cell.value = formula, Decimal(0)
            if not cell.listed:
                first.setdefault(cell.key, reference)


def _among_items(
    plan: Plan, at: Place, cell: Planned, places: Mapping[Place, Planned], sums: Sums, plans: Sequence[Plan]
) -> str:
    parts = next(candidates(plan, at, cell, places, sums), None)
    if parts:
        return written(parts)
    lists = (own for own in plans if own.layout.each == cell.of and not own.layout.only)
    own = next(lists, None) if cell.of and cell.code and not cell.listed else None
    place = next((p for p, c in own.cells.items() if c.column == "actual"), None) if own else None
    return _summed(own, WHOLE, place[1], cell.code, f"'{own.name}'!") if own and place else ""


def _listed(plan: Plan, at: Place, cell: Planned, places: Mapping[Place, Planned]) -> str:
    """The sum of all 项 that may be entered below; along the line of a 项, of its columns. '' where none is due."""
    if cell.listed and len(cell.code) not in (3, 5):
        parts = next(along(at, cell, places), None)
        return written(parts) if parts else ""
    return _summed(plan, at[0] if cell.listed else WHOLE, at[1], cell.code)


def _summed(plan: Plan, above: int, column: int, code: str, sheet: str = "") -> str:
    """The sum of a column over the 项 within `code` in the lines below `above`."""
    lines = [row for (row, _), cell in plan.cells.items() if cell.listed and row > above]
    codes = next((place[1] for place, cell in plan.cells.items() if cell.listed and not cell.figure), 0)
    if not lines:
        return ""
    first, last = min(lines) if above == WHOLE else above + 1, max(lines)
    listed = f"{sheet}{at_cell(first, codes, '$')}:{at_cell(last, codes, '$')}"
    amounts = f"{sheet}{at_cell(first, column)}:{at_cell(last, column)}"
    within = f'*(LEFT({listed},{len(code)})="{code}")' if code else "*1"
    return f"SUMPRODUCT((LEN({listed})={ITEM}){within},{amounts})"
