"""Two years' records → the items that templates speak of, in namespaces named like the groups of the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from types import SimpleNamespace

from ..model.figure import Figure, How, Missing, Unit, Value
from ..model.item import Item, Label
from ..model.official import OfficialTable
from ..model.record import FunctionRow, YearRecord
from ..model.source import Fact
from ..model.terms import label
from .groups import below, fund_of
from .ledger import Ledger, distinct
from .performance import performance
from .relations import BUDGETED, COLUMNS, FISCAL_FUNDS, GENERAL_BUDGET, GOVERNMENT_FUNDS, STATE_CAPITAL
from .unit import unit

# The items of each group that templates may name; totals that no record field holds are sums of `relations`.
ITEMS: dict[str, tuple[str, ...]] = {
    "staff": (
        "posts",
        "on_duty",
        "established",
        "other_staff",
        "retired",
        "retired_paid_by_unit",
        "retired_paid_by_insurance",
    ),
    "income": (
        "opening_carry_over",
        "surplus_used",
        "general_budget_income",
        "government_funds_income",
        "state_capital_income",
        "superior_subsidy_income",
        "business_income",
        "operating_income",
        "affiliated_income",
        "other_income",
        "fiscal_income",
        "current_income",
        "total_income",
    ),
    "expenditure": (
        *COLUMNS,
        "current_expenditure",
        "surplus_distribution",
        "closing_carry_over",
        "total_expenditure",
    ),
    "fiscal": ("fiscal_total_income", "fiscal_total_expenditure"),
    "basic": (
        "basic",
        "personnel_costs",
        "public_costs",
        "wages",
        "goods_and_services",
        "personal_subsidies",
        "interest_costs",
        "capital_costs",
        "other_costs",
    ),
    "procurement": (
        "procurement_total",
        "goods",
        "works",
        "services",
        "to_sme",
        "to_micro",
        "goods_to_sme",
        "works_to_sme",
        "services_to_sme",
        "sme_reserved",
        "micro_reserved",
        "sme_won_reserved",
        "micro_won_reserved",
        "sme_won_elsewhere",
    ),
    "assets": (
        "vehicles_total",
        "ministerial_vehicles",
        "leader_vehicles",
        "confidential_vehicles",
        "emergency_vehicles",
        "enforcement_vehicles",
        "technical_vehicles",
        "retired_vehicles",
        "other_vehicles",
        "large_equipment",
    ),
}
BUDGETED_ITEMS = (
    "three_public_total",
    "abroad",
    "vehicles",
    "vehicle_purchase",
    "vehicle_operation",
    "hospitality",
)
COUNTS_AND_PARTS = {
    "groups": "abroad",
    "travellers": "abroad",
    "purchased": "vehicle_purchase",
    "held": "vehicle_operation",
    "domestic_hospitality": "hospitality",
    "foreign_hospitality": "hospitality",
    "overseas_hospitality": "hospitality",
    "domestic_receptions": "hospitality",
    "domestic_guests": "hospitality",
    "foreign_receptions": "hospitality",
    "foreign_guests": "hospitality",
    "overseas_receptions": "hospitality",
    "overseas_guests": "hospitality",
}


class Accounts:
    """The items of a report year; `prior` is None where there is none, and `newly_founded` says why."""

    def __init__(
        self,
        record: YearRecord,
        prior: YearRecord | None,
        tables: Sequence[OfficialTable] = (),
        prior_tables: Sequence[OfficialTable] = (),
    ) -> None:
        self.record = record
        self.now = Ledger(record, record.year.value, tables)
        self.before = Ledger(prior, record.year.value, prior_tables) if prior else None
        self.new = bool(record.newly_founded and record.newly_founded.value)

    def namespaces(self) -> dict[str, object]:
        """Everything that a template may name, by group."""
        year = Figure("year", Decimal(self.record.year.value), Unit.YEAR, How.FACT, (), self.record.year.source)
        prior_year = Figure("prior_year", year.exact - 1, Unit.YEAR, How.YEAR_BEFORE, (year,))
        groups: dict[str, SimpleNamespace] = {group: self._group(group) for group in ITEMS}
        fiscal = [row for row in self.now.rows if fund_of(row) in FISCAL_FUNDS]
        general = [row for row in self.now.rows if fund_of(row) == GENERAL_BUDGET]
        no_items = Missing("expenditure.by_function", self.now.year)
        groups["expenditure"].codes = self._codes()
        groups["fiscal"].classes = self._classes("fiscal", fiscal)
        groups["fiscal"].total = self._rows_item("fiscal.fiscal_expenditure", fiscal)
        groups["general_budget"] = SimpleNamespace(
            total=self._rows_item("fiscal.general_budget_expenditure", general),
            classes=self._classes("general_budget", general),
            items=self._items("general_budget", general),
            no_items=no_items,
        )
        for group, fund in (("government_funds", GOVERNMENT_FUNDS), ("state_capital", STATE_CAPITAL)):
            rows = [row for row in self.now.rows if fund_of(row) == fund]
            groups[group] = SimpleNamespace(
                total=self._rows_item(f"fiscal.{group}_expenditure", rows),
                items=self._items(group, rows),
                no_items=no_items,
            )
        groups["three_public"] = self._three_public()
        groups["basic"].personnel_names = self._names(("301", "303"), "personnel_includes")
        groups["basic"].public_names = self._names(("302", "307", "309", "310", "399"), "public_includes")
        groups["basic"].no_names = Missing("basic.by_economic_class", self.now.year)
        groups["performance"] = performance(self.record, self.now)
        return {
            "unit": unit(self.record),
            "year": year,
            "prior_year": prior_year,
            "closing_day": Label("closing_day", label("closing_day")),
            "organ_operation": self.item("organ_operation"),
            "terms": SimpleNamespace(three_public=Label("three_public", "“三公”经费")),
            **groups,
        }

    def _names(self, classes: tuple[str, ...], included: str) -> list[Label]:
        """The economic classes in use, in code order; where only their names are stated, those."""
        basic = self.record.basic
        rows = (basic and basic.by_economic_class) or []
        used = [row for row in rows if row.code.value.startswith(classes) and row.amount.value != 0]
        if used:
            used.sort(key=lambda row: row.code.value)
            return [Label(row.code.value, row.name.value, row.name.source) for row in used]
        return [Label(included, name.value, name.source) for name in getattr(basic, included, None) or []]

    def item(self, key: str) -> Item:
        """The item at `key`, without budgets."""
        return self._item(key, key, (Missing(f"{key}.initial_budget", self.now.year),) * 2)

    def _item(self, key: str, path: str, budgets: Sequence[Value]) -> Item:
        name = key.rpartition(".")[2]
        return Item(key, Label(name, label(name)), self.now.value(path), self._prior(path), budgets[0], budgets[1])

    def _prior(self, path: str) -> Value | None:
        if self.before is not None:
            return self.before.value(path)
        return None if self.new else Missing(path, self.now.year - 1)

    def _group(self, group: str) -> SimpleNamespace:
        return SimpleNamespace(**{name: self.item(f"{group}.{name}") for name in ITEMS[group]})

    def _three_public(self) -> SimpleNamespace:
        items = {}
        for name in BUDGETED_ITEMS:
            actual, initial, full = (f"three_public.{name}.{column}" for column in BUDGETED)
            budgets = (self.now.value(initial), self.now.value(full))
            items[name] = self._item(f"three_public.{name}", actual, budgets)
        for name, inside in COUNTS_AND_PARTS.items():
            path = f"three_public.{inside}.{name}"
            items[name] = self._item(path, path, (Missing(path, self.now.year),) * 2)
        return SimpleNamespace(
            **items, purchased_kinds=self._kinds("vehicle_purchase"), held_kinds=self._kinds("vehicle_operation")
        )

    def _kinds(self, group: str) -> list[SimpleNamespace]:
        stated = getattr(self.record.three_public, group, None)
        name = "purchased_kinds" if group == "vehicle_purchase" else "held_kinds"
        kinds = getattr(stated, name, None) or []
        keys = distinct(f"three_public.{group}.{name}.{kind.kind.value}" for kind in kinds)
        return [
            SimpleNamespace(
                name=Label(key, kind.kind.value, kind.kind.source),
                quantity=self.now.fact(f"{key}.quantity", kind.quantity),
                amount=self.now.fact(f"{key}.amount", kind.amount) if hasattr(kind, "amount") else None,
            )
            for key, kind in zip(keys, kinds, strict=True)
        ]

    def _rows_item(self, key: str, rows: list[FunctionRow]) -> Item:
        """A total over rows, with the budgets of those rows."""
        budgets = [self._budget(key, rows, column) for column in ("initial_budget", "full_budget")]
        return self._item(key, key, budgets)

    def _budget(self, key: str, rows: Iterable[FunctionRow], column: str, within: str = "", name: str = "") -> Value:
        if self.record.expenditure is None or self.record.expenditure.by_function is None:
            rows_of_it = Missing(f"expenditure.by_function.{column}", self.now.year)
            return Missing(f"{key}.{column}", self.now.year, name, lacks=(rows_of_it,))
        return self.now.over(f"{key}.{column}", rows, column, within, name)

    def _classes(self, group: str, rows: list[FunctionRow]) -> list[Item]:
        """The 类 of `rows` in code order, as sums of their 项."""
        return [self._grouped(group, code, held) for code, held in sorted(below(rows).items()) if len(code) == 3]

    def _codes(self) -> list[Item]:
        """Every 类, 款 and 项 that any row uses, each before what it is made of."""
        return [self._grouped("expenditure", code, held) for code, held in sorted(below(self.now.rows).items()) if code]

    def _items(self, group: str, rows: list[FunctionRow]) -> list[Item]:
        """The 项 of `rows` in the order of the record."""
        return [self._grouped(group, code, held) for code, held in below(rows).items() if len(code) == 7]

    def _grouped(self, group: str, code: str, rows: list[FunctionRow]) -> Item:
        key = f"{group}.{code}"
        own = Label(code, rows[0].name.value, rows[0].name.source) if len(code) == 7 else self._group_name(code)
        name = own.text if isinstance(own, Label) else f"科目{code}"
        return Item(
            key,
            own,
            self.now.over(f"{key}.actual", rows, "actual", code),
            Missing(f"{key}.actual", self.now.year - 1),
            self._budget(key, rows, "initial_budget", code, name),
            self._budget(key, rows, "full_budget", code, name),
            code,
            self._group_name(code[:3]) if len(code) > 3 else None,
            self._group_name(code[:5]) if len(code) > 5 else None,
        )

    def _group_name(self, code: str) -> Label | Missing:
        names = (self.record.expenditure and self.record.expenditure.group_names) or {}
        name: Fact[str] | None = names.get(code)
        if name is None:
            return Missing(f"expenditure.group_names.{code}", self.now.year)
        return Label(code, name.value, name.source)
