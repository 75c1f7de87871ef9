"""Which total is the sum of which parts, as the official tables say (财政部 部门决算报表 公开01–09表).

Keys are paths of the record; a total that the record does not state is the sum of its parts, and one that it states
must agree with them. Literal tables, no code.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model.columns import SPENT
from ..model.values import FUNDS

GENERAL_BUDGET, GOVERNMENT_FUNDS, STATE_CAPITAL, _ = FUNDS
FISCAL_FUNDS = (GENERAL_BUDGET, GOVERNMENT_FUNDS, STATE_CAPITAL)
COLUMNS = SPENT
BUDGETED = ("actual", "initial_budget", "full_budget")


class RowSum(NamedTuple):
    """A sum over the rows by function: of these `columns`, in rows paid from one of `funds` (all where empty)."""

    columns: tuple[str, ...]
    funds: tuple[str, ...] = ()


SUMS: dict[str, tuple[str, ...]] = {
    "income.fiscal_income": (
        "income.general_budget_income",
        "income.government_funds_income",
        "income.state_capital_income",
    ),
    "income.current_income": (
        "income.fiscal_income",
        "income.superior_subsidy_income",
        "income.business_income",
        "income.operating_income",
        "income.affiliated_income",
        "income.other_income",
    ),
    "income.total_income": ("income.current_income", "income.surplus_used", "income.opening_carry_over"),
    "expenditure.current_expenditure": tuple(f"expenditure.{column}" for column in COLUMNS),
    "expenditure.total_expenditure": (
        "expenditure.current_expenditure",
        "expenditure.surplus_distribution",
        "expenditure.closing_carry_over",
    ),
    "fiscal.fiscal_opening": (
        "fiscal.general_budget_opening",
        "fiscal.government_funds_opening",
        "fiscal.state_capital_opening",
    ),
    "fiscal.fiscal_closing": (
        "fiscal.general_budget_closing",
        "fiscal.government_funds_closing",
        "fiscal.state_capital_closing",
    ),
    "fiscal.fiscal_expenditure": (
        "fiscal.general_budget_expenditure",
        "fiscal.government_funds_expenditure",
        "fiscal.state_capital_expenditure",
    ),
    "fiscal.fiscal_total_income": ("income.fiscal_income", "fiscal.fiscal_opening"),
    "fiscal.fiscal_total_expenditure": ("fiscal.fiscal_expenditure", "fiscal.fiscal_closing"),
    "basic.personnel_costs": ("basic.wages", "basic.personal_subsidies"),
    "basic.public_costs": (
        "basic.goods_and_services",
        "basic.interest_costs",
        "basic.capital_costs",
        "basic.other_costs",
    ),
    "basic.basic": ("basic.personnel_costs", "basic.public_costs"),
    **{
        f"three_public.vehicles.{column}": (
            f"three_public.vehicle_purchase.{column}",
            f"three_public.vehicle_operation.{column}",
        )
        for column in BUDGETED
    },
    **{
        f"three_public.three_public_total.{column}": (
            f"three_public.abroad.{column}",
            f"three_public.vehicles.{column}",
            f"three_public.hospitality.{column}",
        )
        for column in BUDGETED
    },
    "three_public.hospitality.actual": (
        "three_public.hospitality.domestic_hospitality",
        "three_public.hospitality.overseas_hospitality",
    ),
    "procurement.procurement_total": ("procurement.goods", "procurement.works", "procurement.services"),
    "performance.self_evaluated": (
        "performance.rated_excellent",
        "performance.rated_good",
        "performance.rated_fair",
        "performance.rated_poor",
    ),
    "performance.problems": ("performance.rectified", "performance.rectifying"),
    "procurement.to_sme": ("procurement.goods_to_sme", "procurement.works_to_sme", "procurement.services_to_sme"),
    "staff.retired": ("staff.retired_paid_by_unit", "staff.retired_paid_by_insurance"),
    "assets.vehicles_total": (
        "assets.ministerial_vehicles",
        "assets.leader_vehicles",
        "assets.confidential_vehicles",
        "assets.emergency_vehicles",
        "assets.enforcement_vehicles",
        "assets.technical_vehicles",
        "assets.retired_vehicles",
        "assets.other_vehicles",
    ),
}

ROW_SUMS: dict[str, RowSum] = {
    **{f"expenditure.{column}": RowSum((column,)) for column in COLUMNS},
    "fiscal.general_budget_expenditure": RowSum(COLUMNS, (GENERAL_BUDGET,)),
    "fiscal.general_budget_expenditure.basic_expenditure": RowSum(("basic_expenditure",), (GENERAL_BUDGET,)),
    "fiscal.government_funds_expenditure": RowSum(COLUMNS, (GOVERNMENT_FUNDS,)),
    "fiscal.state_capital_expenditure": RowSum(COLUMNS, (STATE_CAPITAL,)),
}

# The columns of the last line of 公开04表: each kind of budget with what it carries forward.
TOTALS: dict[str, tuple[str, ...]] = {
    "fiscal.general_budget_total": ("fiscal.general_budget_expenditure", "fiscal.general_budget_closing"),
    "fiscal.government_funds_total": ("fiscal.government_funds_expenditure", "fiscal.government_funds_closing"),
    "fiscal.state_capital_total": ("fiscal.state_capital_expenditure", "fiscal.state_capital_closing"),
}

EQUALS: dict[str, str] = {
    "income.total_income": "expenditure.total_expenditure",
    "fiscal.fiscal_total_income": "fiscal.fiscal_total_expenditure",
}

# Totals that no item of the record states: where one is unknown, these are what to write.
STATED_AS: dict[str, str] = {"basic.basic": "basic.by_economic_class"}
