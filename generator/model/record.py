"""The facts of one year as a unit states them. Absent is not zero: None means that the record does not say.

The keys that people write are the official Chinese names of `terms`; the fields carry the English term. Totals may be
stated beside their parts (a prior year often gives totals only); whether they agree is checked, never assumed.
"""

from __future__ import annotations

from .group import Group as Group
from .project import Project as Project
from .source import Source
from .values import (
    Amount,
    Count,
    EconomicCode,
    FunctionCode,
    Fund,
    GroupCode,
    MoneyUnit,
    Nature,
    Rating,
    Score,
    Text,
    VehicleKind,
    Year,
    YesNo,
)


class Staff(Group):
    posts: Count | None = None
    on_duty: Count | None = None
    established: Count | None = None
    other_staff: Count | None = None
    retired: Count | None = None
    retired_paid_by_unit: Count | None = None
    retired_paid_by_insurance: Count | None = None


class IncomeRow(Group):
    """Income under one 项 of the functional classification, 元 (公开02表). A source left out gave nothing."""

    code: FunctionCode
    name: Text
    fiscal_income: Amount | None = None
    superior_subsidy_income: Amount | None = None
    business_income: Amount | None = None
    operating_income: Amount | None = None
    affiliated_income: Amount | None = None
    other_income: Amount | None = None


class IncomeGroup(Group):
    """Income under a 类 or 款, 元: stated where only rounded amounts are known, which do not add up."""

    code: GroupCode
    current_income: Amount | None = None
    fiscal_income: Amount | None = None
    superior_subsidy_income: Amount | None = None
    business_income: Amount | None = None
    operating_income: Amount | None = None
    affiliated_income: Amount | None = None
    other_income: Amount | None = None


class Income(Group):
    """Income of the year and what was brought forward, 元 (公开01表 left side, 公开02表)."""

    opening_carry_over: Amount | None = None
    surplus_used: Amount | None = None
    general_budget_income: Amount | None = None
    government_funds_income: Amount | None = None
    state_capital_income: Amount | None = None
    superior_subsidy_income: Amount | None = None
    business_income: Amount | None = None
    operating_income: Amount | None = None
    affiliated_income: Amount | None = None
    other_income: Amount | None = None
    fiscal_income: Amount | None = None
    current_income: Amount | None = None
    total_income: Amount | None = None
    by_function: list[IncomeRow] | None = None
    by_group: list[IncomeGroup] | None = None


class EconomicClasses(Group):
    """What one row spent, by 类 of the economic classification, 元 (301 … 399). A 类 left out had nothing."""

    wages: Amount | None = None
    goods_and_services: Amount | None = None
    personal_subsidies: Amount | None = None
    interest_costs: Amount | None = None
    construction_costs: Amount | None = None
    capital_costs: Amount | None = None
    enterprise_construction: Amount | None = None
    enterprise_subsidies: Amount | None = None
    social_fund_subsidies: Amount | None = None
    other_costs: Amount | None = None


class FunctionRow(Group):
    """Spending of one 项 of the functional classification from one source of funds, 元. A budget may be unknown.
    Carry-over and income are those of this 项 (公开07表)."""

    code: FunctionCode
    name: Text
    fund: Fund | None = None
    basic_expenditure: Amount
    project_expenditure: Amount
    remitted_expenditure: Amount | None = None
    operating_expenditure: Amount | None = None
    subsidy_expenditure: Amount | None = None
    initial_budget: Amount | None = None
    full_budget: Amount | None = None
    opening_carry_over: Amount | None = None
    fund_income: Amount | None = None
    closing_carry_over: Amount | None = None
    economic: EconomicClasses | None = None


class FunctionGroup(Group):
    """Spending under a 类 or 款 from one source of funds, 元: stated where only rounded amounts are known, which do not
    add up. A column that is not stated is the sum of its rows."""

    code: GroupCode
    fund: Fund | None = None
    actual: Amount | None = None
    basic_expenditure: Amount | None = None
    project_expenditure: Amount | None = None
    remitted_expenditure: Amount | None = None
    operating_expenditure: Amount | None = None
    subsidy_expenditure: Amount | None = None
    initial_budget: Amount | None = None
    full_budget: Amount | None = None


class Expenditure(Group):
    """Spending of the year and what is carried forward, 元 (公开01表 right side, 公开03表)."""

    by_function: list[FunctionRow] | None = None
    by_group: list[FunctionGroup] | None = None
    group_names: dict[str, Text] | None = None
    basic_expenditure: Amount | None = None
    project_expenditure: Amount | None = None
    remitted_expenditure: Amount | None = None
    operating_expenditure: Amount | None = None
    subsidy_expenditure: Amount | None = None
    current_expenditure: Amount | None = None
    surplus_distribution: Amount | None = None
    closing_carry_over: Amount | None = None
    total_expenditure: Amount | None = None


class Fiscal(Group):
    """The fiscal appropriation as a whole, 元 (公开04表): carry-over by kind of budget, and stated totals."""

    general_budget_opening: Amount | None = None
    government_funds_opening: Amount | None = None
    state_capital_opening: Amount | None = None
    fiscal_opening: Amount | None = None
    general_budget_closing: Amount | None = None
    government_funds_closing: Amount | None = None
    state_capital_closing: Amount | None = None
    fiscal_closing: Amount | None = None
    general_budget_expenditure: Amount | None = None
    government_funds_expenditure: Amount | None = None
    state_capital_expenditure: Amount | None = None
    fiscal_expenditure: Amount | None = None
    fiscal_total_income: Amount | None = None
    fiscal_total_expenditure: Amount | None = None


class EconomicRow(Group):
    """Basic expenditure of one 款 of the economic classification, 元."""

    code: EconomicCode
    name: Text
    amount: Amount


class Basic(Group):
    """Basic expenditure from the general public budget, 元 (公开06表)."""

    by_economic_class: list[EconomicRow] | None = None
    basic: Amount | None = None
    wages: Amount | None = None
    goods_and_services: Amount | None = None
    personal_subsidies: Amount | None = None
    interest_costs: Amount | None = None
    capital_costs: Amount | None = None
    other_costs: Amount | None = None
    personnel_costs: Amount | None = None
    public_costs: Amount | None = None
    personnel_includes: list[Text] | None = None
    public_includes: list[Text] | None = None


class Budgeted(Group):
    """An item of the “三公” table: budgets and actual, 元 (公开09表)."""

    initial_budget: Amount | None = None
    full_budget: Amount | None = None
    actual: Amount | None = None


class Abroad(Budgeted):
    groups: Count | None = None
    travellers: Count | None = None


class PurchasedKind(Group):
    kind: VehicleKind
    quantity: Count
    amount: Amount


class VehiclePurchase(Budgeted):
    purchased: Count | None = None
    purchased_kinds: list[PurchasedKind] | None = None


class HeldKind(Group):
    kind: VehicleKind
    quantity: Count


class VehicleOperation(Budgeted):
    held: Count | None = None
    held_kinds: list[HeldKind] | None = None


class Hospitality(Budgeted):
    domestic_hospitality: Amount | None = None
    foreign_hospitality: Amount | None = None
    overseas_hospitality: Amount | None = None
    domestic_receptions: Count | None = None
    domestic_guests: Count | None = None
    foreign_receptions: Count | None = None
    foreign_guests: Count | None = None
    overseas_receptions: Count | None = None
    overseas_guests: Count | None = None


class ThreePublic(Group):
    """Official overseas travel, vehicles and hospitality paid from the fiscal appropriation (公开09表)."""

    three_public_total: Budgeted | None = None
    abroad: Abroad | None = None
    vehicles: Budgeted | None = None
    vehicle_purchase: VehiclePurchase | None = None
    vehicle_operation: VehicleOperation | None = None
    hospitality: Hospitality | None = None


class Procurement(Group):
    """Government procurement by kind and by supplier, and what was set aside for smaller suppliers, 元."""

    procurement_total: Amount | None = None
    goods: Amount | None = None
    works: Amount | None = None
    services: Amount | None = None
    to_sme: Amount | None = None
    to_micro: Amount | None = None
    goods_to_sme: Amount | None = None
    works_to_sme: Amount | None = None
    services_to_sme: Amount | None = None
    sme_reserved: Amount | None = None
    micro_reserved: Amount | None = None
    sme_won_reserved: Amount | None = None
    micro_won_reserved: Amount | None = None
    sme_won_elsewhere: Amount | None = None


class Assets(Group):
    """Vehicles by kind and large equipment at the end of the year, pieces (公开10表)."""

    vehicles_total: Count | None = None
    ministerial_vehicles: Count | None = None
    leader_vehicles: Count | None = None
    confidential_vehicles: Count | None = None
    emergency_vehicles: Count | None = None
    enforcement_vehicles: Count | None = None
    technical_vehicles: Count | None = None
    retired_vehicles: Count | None = None
    other_vehicles: Count | None = None
    large_equipment: Count | None = None


class Evaluation(Group):
    """An evaluation by the department: the money it covers (元) and what it found, in the unit's words."""

    name: Text | None = None
    general_budget_covered: Amount | None = None
    government_funds_covered: Amount | None = None
    state_capital_covered: Amount | None = None
    overall_rating: Rating | None = None
    result: Text | None = None


class Passage(Group):
    """Free text under an optional heading, taken over as it stands."""

    heading: Text | None = None
    text: list[Text] | None = None


class Performance(Group):
    """What was done about performance. Counts and points of self-evaluation may be stated where its projects are not
    listed one by one."""

    systems: list[Text] | None = None
    mechanism: Text | None = None
    projects: list[Project] | None = None
    project_budget_total: Amount | None = None
    pre_evaluated: Count | None = None
    with_targets: Count | None = None
    targets_budget: Amount | None = None
    monitored: Count | None = None
    monitored_budget: Amount | None = None
    self_evaluated: Count | None = None
    self_evaluated_budget: Amount | None = None
    average_score: Score | None = None
    rated_excellent: Count | None = None
    rated_good: Count | None = None
    rated_fair: Count | None = None
    rated_poor: Count | None = None
    problems: Count | None = None
    rectified: Count | None = None
    rectifying: Count | None = None
    combined_rating: Rating | None = None
    combined_result: Text | None = None
    overall_score: Score | None = None
    overall_summary: Text | None = None
    department_evaluations: list[Evaluation] | None = None
    overall: Evaluation | None = None
    self_evaluation: list[Passage] | None = None


class MemberUnit(Group):
    name: Text
    nature: Nature | None = None
    note: Text | None = None


class Attachment(Group):
    """A document published behind the disclosure, in the unit's own words. The reader puts the paragraphs of `file`,
    a text file beside the record, into `text`."""

    name: Text
    text: list[Text] | None = None
    file: Text | None = None


class YearRecord(Group):
    """One unit, one year. Only the name and the year are always needed; a prior year is often partial."""

    unit_name: Text
    former_name: Text | None = None
    short_name: Text | None = None
    self_name: Text | None = None
    nature: Nature | None = None
    budget_level: Text | None = None
    year: Year
    style: Text | None = None
    money_unit: MoneyUnit | None = None
    newly_founded: YesNo | None = None
    note: Text | None = None
    member_units: list[MemberUnit] | None = None
    offices: list[Text] | None = None
    duties: list[Text] | None = None
    staff: Staff | None = None
    income: Income | None = None
    expenditure: Expenditure | None = None
    fiscal: Fiscal | None = None
    basic: Basic | None = None
    three_public: ThreePublic | None = None
    organ_operation: Amount | None = None
    procurement: Procurement | None = None
    assets: Assets | None = None
    performance: Performance | None = None
    reasons: dict[str, Text] | None = None
    definitions: dict[str, Text] | None = None
    additions: dict[str, list[Text]] | None = None
    attachments: list[Attachment] | None = None

    @property
    def source(self) -> Source:
        """The record as a whole: the place of its year."""
        return self.year.source
