"""The columns of the official tables by the record's terms, and what their lists add up to: literal tables that
reading, checking, computing and printing share (财政部 部门决算报表 公开01–08表)."""

from __future__ import annotations

from collections.abc import Mapping

# Kinds of spending (公开03表), and sources of income (公开02表), in the order of the tables.
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
# The lists of the three kinds of fiscal appropriation (公开05, 07, 08表).
FISCAL_LISTS = ("general_budget", "government_funds", "state_capital")
# What the 类 of a list add up to, as the record names it.
WHOLES: Mapping[str, str] = {
    "all": "expenditure.current_expenditure",
    "fiscal": "fiscal.fiscal_expenditure",
    "general_budget": "fiscal.general_budget_expenditure",
    "government_funds": "fiscal.government_funds_expenditure",
    "state_capital": "fiscal.state_capital_expenditure",
    "income": "income.current_income",
}
# Which 类 of the economic classification an item of basic expenditure is the sum of (公开06表).
CLASS_SUMS: Mapping[str, tuple[str, ...]] = {
    "basic.wages": ("301",),
    "basic.goods_and_services": ("302",),
    "basic.personal_subsidies": ("303",),
    "basic.interest_costs": ("307",),
    "basic.capital_costs": ("309", "310"),
    "basic.other_costs": ("399",),
}
# The line of 公开06表 for 资本性支出 holds 310 alone; the record adds 309.
PRINTED_AS: Mapping[str, str] = {"basic.capital_costs": "basic.310"}
