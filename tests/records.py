"""Makes valid records of any kind from a seed: the same seed, the same text.

Every total follows from its parts here, in whole cents, so that what the house computes can be held against `truth`.
What is optional is then left out at random, and the text is written in every way that the manual allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from generator.model.terms import REASON_SUBJECTS, TERMS
from generator.model.values import FUNDS, NATURES, RATINGS, VEHICLE_KINDS

Facts = dict[str, Any]

GENERAL, GOVERNMENT, CAPITAL, OTHER = FUNDS
BY_FUND = {"general_budget": GENERAL, "government_funds": GOVERNMENT, "state_capital": CAPITAL}
ITEMS = {
    "2010302": "一般行政管理事务",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "2080506": "机关事业单位职业年金缴费支出",
    "2101102": "事业单位医疗",
    "2120801": "征地和拆迁补偿支出",
    "2170399": "其他金融发展支出",
    "2210201": "住房公积金",
    "2230105": "国有企业退休人员社会化管理补助支出",
}
GROUPS = {
    "201": "一般公共服务支出",
    "208": "社会保障和就业支出",
    "210": "卫生健康支出",
    "212": "城乡社区支出",
    "217": "金融支出",
    "221": "住房保障支出",
    "223": "国有资本经营预算支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "20805": "行政事业单位养老支出",
    "21011": "行政事业单位医疗",
    "21208": "国有土地使用权出让收入安排的支出",
    "21703": "金融发展支出",
    "22102": "住房改革支出",
    "22301": "解决历史遗留问题及改革成本支出",
}
ECONOMIC = {
    "wages": ("30101", "30102", "30113"),
    "goods_and_services": ("30201", "30217", "30299"),
    "personal_subsidies": ("30302", "30305"),
    "interest_costs": ("30701",),
    "capital_costs": ("30905", "31002"),
    "other_costs": ("39999",),
}
COLUMNS = ("basic", "project", "remitted", "operating", "subsidy")
VEHICLES = ("ministerial", "leader", "confidential", "emergency", "enforcement", "technical", "retired", "other")
# Words with everything that Markdown, HTML, YAML and JSON give a meaning of their own.
REMARKS = (
    "厉行节约，压缩项目经费开支",
    "人员增加，相应经费增加。",
    "人员减少2人，核减经费12.50万元；",
    "无此项支出",
    "A&B <甲> \"乙\" '丙' *丁* _戊_ [己](庚) `辛` #1 | ~2~ \\n",
    "第一行\n第二行 3%",
    "12. 按《通知》（〔2024〕5号）执行: 压减 10%",
    "{amount} {{ 1 + 1 }} {% if %} 【待补充：假的】",
    "－１２．５万元",
)
UNITS = ("某某市某某区财政局", "A&B<局>*1*_2_", "第9中学", "某某县“三农”服务中心")


class Cents(int):
    """An amount, to be written in the record's money unit."""


class Maker:
    """Draws amounts of one size; `nudge` shifts some of them by little, for a prior year that lies close by."""

    def __init__(self, random: Random, scale: int, nudge: Random | None = None) -> None:
        self.random = random
        self.scale = scale
        self.nudge = nudge

    def cents(self) -> int:
        pick, size, step = self.random.random(), self.random.random(), self.random.choice([5_000, 500_000, 50])
        value = int(size * self.scale)
        if pick < 0.25:
            value = 0
        elif pick < 0.45:
            value = value // (2 * step) * 2 * step + step  # lies on a half of a printed digit
        elif pick < 0.55:
            value = max(value // 1_000_000, 1) * 1_000_000
        if self.nudge and value and self.nudge.random() < 0.5:
            value = max(0, value + self.nudge.randint(-9_000, 9_000))
        return value if self.scale else 0

    def count(self) -> int:
        return self.random.choice([0, 0, 1, 2, 3, 10, 11, 1234])

    def split(self, whole: int, parts: int) -> list[int]:
        """`whole` cut into `parts`, some of them zero; the cuts do not depend on the amount."""
        cuts = sorted(
            self.random.choice([0.0, 1.0, self.random.random(), self.random.random()]) for _ in range(parts - 1)
        )
        at = [0, *(int(whole * cut) for cut in cuts), whole]
        return [after - before for before, after in pairwise(at)]

    def part(self, whole: int) -> int:
        return self.split(whole, 2)[0]


@dataclass(frozen=True)
class Made:
    """A record of this year and the one before (None: not there), with the true totals of both, in cents or pieces."""

    seed: int
    style: str
    year: int
    text: str
    prior: str | None
    truth: dict[str, int]

    def save(self, folder: Path) -> Path:
        path = folder / f"{self.year}.yaml"
        for at, text in ((path, self.text), (folder / f"{self.year - 1}.yaml", self.prior)):
            if text is not None:
                at.write_bytes(text.encode("utf-8"))
        return path


def made(seed: int, style: str) -> Made:
    random = Random(f"{seed} {style}")
    year = random.choice([2023, 2024])
    scale = random.choice([300, 100_000, 10**8, 10**8, 10**9, 10**12, 10**14])
    unit = random.choice(UNITS)
    facts, truth = _year(Maker(Random(seed), scale))
    how = random.choice(["near", "near", "same", "other", "other", "zero", "none", "founded"])
    head: Facts = {
        "unit_name": unit,
        "short_name": random.choice([None, "区财政局", "9中"]),
        "self_name": random.choice([None, "本单位"]),
        "nature": random.choice([None, *NATURES]),
    }
    kept = _pruned(random, facts, random.choice([0, 0.04, 0.3]))
    reasons = _reasons(random, kept)
    text = _write(random, {**head, "year": year, **kept, **_told(random, truth), "reasons": reasons}, how)
    if how in ("none", "founded"):
        return Made(seed, style, year, text, None, truth)
    makers = {
        "near": Maker(Random(seed), scale, Random(seed + 1)),
        "same": Maker(Random(seed), scale),
        "other": Maker(Random(seed + 7_000_000), scale),
        "zero": Maker(Random(seed), 0),
    }
    before, past = _year(makers[how])
    kept = _pruned(random, before, random.choice([0, 0.04, 0.5]))
    prior = _write(random, {**head, "year": year - 1, **kept, "reasons": _reasons(random, kept)}, how)
    return Made(seed, style, year, text, prior, truth | {f"{key}@{year - 1}": value for key, value in past.items()})


def _year(make: Maker) -> tuple[Facts, dict[str, int]]:
    rows = _rows(make)
    spent = {fund: sum(_actual(row) for row in rows if row["fund"] == fund) for fund in FUNDS}
    income = {key: make.cents() if make.random.random() < 0.3 else spent[fund] for key, fund in BY_FUND.items()}
    opening = {key: make.random.choice([0, 1, 1, -1]) * make.cents() for key in BY_FUND}
    closing = {key: opening[key] + income[key] - spent[fund] for key, fund in BY_FUND.items()}
    own = {key: make.cents() for key in ("superior_subsidy", "business", "operating", "affiliated")}
    own["other"] = max(0, spent[OTHER] - sum(own.values()))
    used, distributed = make.part(own["other"]), make.part(own["business"])
    brought = sum(opening.values()) + make.random.choice([0, 1, -1]) * make.cents()
    columns = {f"{name}_expenditure": sum(row[f"{name}_expenditure"] for row in rows) for name in COLUMNS}
    current_income, current_expenditure = sum(income.values()) + sum(own.values()), sum(columns.values())
    total = current_income + used + brought
    truth = {
        "income.fiscal_income": sum(income.values()),
        "income.current_income": current_income,
        "income.total_income": total,
        **{f"expenditure.{name}": value for name, value in columns.items()},
        "expenditure.current_expenditure": current_expenditure,
        "expenditure.total_expenditure": total,
        **{f"fiscal.{key}_expenditure": spent[fund] for key, fund in BY_FUND.items()},
        "fiscal.fiscal_expenditure": sum(spent[fund] for fund in BY_FUND.values()),
        "fiscal.fiscal_total_income": sum(income.values()) + sum(opening.values()),
        "fiscal.fiscal_total_expenditure": sum(income.values()) + sum(opening.values()),
    }
    facts: Facts = {
        "income": _cents(
            {
                "opening_carry_over": brought,
                "surplus_used": used,
                **{f"{key}_income": value for key, value in (income | own).items()},
                **{name: truth[f"income.{name}"] for name in ("fiscal_income", "current_income", "total_income")},
            }
        ),
        "expenditure": {
            "by_function": [_row(make, row) for row in rows],
            "group_names": dict(GROUPS),
            **_cents(columns),
            **_cents(
                {
                    "current_expenditure": current_expenditure,
                    "surplus_distribution": distributed,
                    "closing_carry_over": total - current_expenditure - distributed,
                    "total_expenditure": total,
                }
            ),
        },
        "fiscal": _cents(
            {
                **{f"{key}_opening": value for key, value in opening.items()},
                **{f"{key}_closing": value for key, value in closing.items()},
                "fiscal_opening": sum(opening.values()),
                "fiscal_closing": sum(closing.values()),
                **{key.partition(".")[2]: value for key, value in truth.items() if key.startswith("fiscal.")},
            }
        ),
        "basic": _basic(make, sum(row["basic_expenditure"] for row in rows if row["fund"] == GENERAL), truth),
        "three_public": _three_public(make, truth),
        "organ_operation": Cents(make.cents()),
        "procurement": _procurement(make, truth),
        "assets": _assets(make, truth),
        "performance": _performance(make),
    }
    return facts, truth


def _cents(amounts: dict[str, int]) -> Facts:
    return {name: Cents(value) for name, value in amounts.items()}


def _actual(row: Facts) -> int:
    return sum(row[f"{name}_expenditure"] for name in COLUMNS)


def _rows(make: Maker) -> list[Facts]:
    rows = []
    for code in make.random.sample(sorted(ITEMS), make.random.choice([0, 1, 3, 5, 8])):
        own = {"2120801": GOVERNMENT, "2230105": CAPITAL}.get(
            code, make.random.choice([GENERAL, GENERAL, GENERAL, OTHER])
        )
        for fund in dict.fromkeys([own, make.random.choice([own, OTHER])]):
            row = {"code": code, "fund": fund, "basic_expenditure": make.cents(), "project_expenditure": make.cents()}
            rest = {f"{name}_expenditure": make.cents() if fund == OTHER else 0 for name in COLUMNS[2:]}
            rows.append(row | rest)
    return rows


def _row(make: Maker, row: Facts) -> Facts:
    """A row as it is written: a column without money may be left out, and so may the usual fund."""
    actual = _actual(row)
    budget = make.random.choice([actual, 0, make.cents()])
    told: Facts = {"code": row["code"], "name": ITEMS[row["code"]]}
    if row["fund"] != GENERAL or make.random.random() < 0.3:
        told["fund"] = row["fund"]
    for name in COLUMNS:
        value = row[f"{name}_expenditure"]
        if name in ("basic", "project") or value or make.random.random() < 0.3:
            told[f"{name}_expenditure"] = Cents(value)
    return told | {"initial_budget": Cents(make.random.choice([budget, actual])), "full_budget": Cents(budget)}


def _basic(make: Maker, whole: int, truth: dict[str, int]) -> Facts:
    classes = dict(zip(ECONOMIC, make.split(whole, len(ECONOMIC)), strict=True))
    personnel = classes["wages"] + classes["personal_subsidies"]
    truth |= {f"basic.{name}": value for name, value in classes.items()}
    truth |= {"basic.basic": whole, "basic.personnel_costs": personnel, "basic.public_costs": whole - personnel}
    rows = [
        {"code": code, "name": f"{TERMS[name].zh}之{code}", "amount": Cents(value)}
        for name, codes in ECONOMIC.items()
        for code, value in zip(codes, make.split(classes[name], len(codes)), strict=True)
    ]
    return {
        "by_economic_class": rows,
        **_cents(classes | {"personnel_costs": personnel, "public_costs": whole - personnel}),
        "personnel_includes": ["基本工资", "津贴补贴"],
        "public_includes": ["办公费", "公务接待费"],
    }


def _three_public(make: Maker, truth: dict[str, int]) -> Facts:
    names = ("abroad", "vehicle_purchase", "vehicle_operation", "hospitality")
    table: dict[str, dict[str, int]] = {}
    for name in names:
        actual = make.cents()
        full = make.random.choice([actual, 0, make.cents()])
        table[name] = {"actual": actual, "full_budget": full, "initial_budget": make.random.choice([full, actual])}
    columns = ("actual", "full_budget", "initial_budget")
    both = {c: table["vehicle_purchase"][c] + table["vehicle_operation"][c] for c in columns}
    every = {c: both[c] + table["abroad"][c] + table["hospitality"][c] for c in columns}
    for name, values in (("vehicles", both), ("three_public_total", every)):
        truth |= {f"three_public.{name}.{column}": value for column, value in values.items()}
    domestic, overseas = make.split(table["hospitality"]["actual"], 2)
    bought, held = [make.count(), make.count()], [make.count(), make.count()]
    prices = make.split(table["vehicle_purchase"]["actual"], 2)
    trips = {"groups": make.count(), "travellers": make.count()}
    foreign = make.part(domestic)
    drawn = {where: (make.count(), make.count()) for where in ("domestic", "foreign", "overseas")}
    receptions: dict[str, int] = {}
    least = (1, 1)
    for where, amount in (("foreign", foreign), ("domestic", domestic), ("overseas", overseas)):
        times, guests = drawn[where]
        times = max(times, least[0]) if amount else 0
        guests = max(guests, least[1], times) if amount else 0
        receptions |= {f"{where}_receptions": times, f"{where}_guests": guests}
        least = (max(times, 1), max(guests, 1)) if where == "foreign" else (1, 1)
    return {
        "three_public_total": _cents(every),
        "abroad": _cents(table["abroad"]) | trips,
        "vehicles": _cents(both),
        "vehicle_purchase": _cents(table["vehicle_purchase"])
        | {
            "purchased": sum(bought),
            "purchased_kinds": [
                {"kind": kind, "quantity": quantity, "amount": Cents(price)}
                for kind, quantity, price in zip(VEHICLE_KINDS, bought, prices, strict=False)
            ],
        },
        "vehicle_operation": _cents(table["vehicle_operation"])
        | {
            "held": sum(held),
            "held_kinds": [{"kind": k, "quantity": n} for k, n in zip(VEHICLE_KINDS, held, strict=False)],
        },
        "hospitality": _cents(table["hospitality"])
        | _cents(
            {
                "domestic_hospitality": domestic,
                "foreign_hospitality": foreign,
                "overseas_hospitality": overseas,
            }
        )
        | receptions,
    }


def _procurement(make: Maker, truth: dict[str, int]) -> Facts:
    kinds = {name: make.cents() for name in ("goods", "works", "services")}
    sme = {f"{name}_to_sme": make.part(value) for name, value in kinds.items()}
    to_sme = sum(sme.values())
    truth["procurement.procurement_total"] = sum(kinds.values())
    totals = {"procurement_total": sum(kinds.values()), "to_sme": to_sme, "to_micro": make.part(to_sme)}
    reserved = {"sme_reserved": kinds["goods"], "micro_reserved": kinds["services"] // 3}
    won = {"sme_won_reserved": to_sme // 2, "sme_won_elsewhere": to_sme // 3, "micro_won_reserved": to_sme // 7}
    return _cents(kinds | sme | totals | reserved | won)


def _assets(make: Maker, truth: dict[str, int]) -> Facts:
    vehicles = {f"{name}_vehicles": make.count() for name in VEHICLES}
    truth["assets.vehicles_total"] = sum(vehicles.values())
    return vehicles | {"vehicles_total": sum(vehicles.values()), "large_equipment": make.count()}


def _performance(make: Maker) -> Facts:
    def remark() -> str:
        return make.random.choice(REMARKS)

    projects: list[Facts] = [
        {
            "name": f"项目{number}（2024年）",
            "initial_budget": Cents(make.cents()),
            "full_budget": Cents(make.cents()),
            "executed": Cents(make.cents()),
            "score": make.random.choice(["100", "0", "85.31", "90.5", "97"]),
            "rating": make.random.choice(RATINGS),
            "summary": remark(),
        }
        for number in range(1, 1 + make.random.choice([0, 1, 3, 7]))
    ]
    funds = [f"{name}_covered" for name in BY_FUND]
    evaluations = [
        {"name": f"评价{number}", **{name: Cents(make.cents()) for name in funds}, "result": remark()}
        for number in range(1, 1 + make.random.choice([0, 1, 2]))
    ]
    whole = sum(int(project["initial_budget"]) for project in projects)
    rated = {
        f"rated_{name}": len(projects) // part for part, name in enumerate(("excellent", "good", "fair", "poor"), 1)
    }
    rectified, rectifying = len(evaluations), len(projects)
    return {
        "systems": [f"《管理办法{number}》" for number in range(len(projects))],
        "mechanism": "“事前、事中、事后”",
        "targets_budget": Cents(whole),
        "monitored_budget": Cents(whole // 2),
        **rated,
        "self_evaluated": sum(rated.values()),
        "self_evaluated_budget": Cents(whole),
        "average_score": "88.88",
        "rectified": rectified,
        "rectifying": rectifying,
        "problems": rectified + rectifying,
        "projects": projects,
        "project_budget_total": Cents(whole + make.random.choice([0, make.cents()])),
        "pre_evaluated": make.count(),
        "with_targets": make.count(),
        "monitored": make.count(),
        "combined_rating": make.random.choice(RATINGS),
        "combined_result": remark(),
        "overall_score": "90.81",
        "overall_summary": remark(),
        "department_evaluations": evaluations,
        "overall": {**{name: Cents(make.cents()) for name in funds}, "overall_rating": "良", "result": remark()},
        "self_evaluation": [{"heading": "改进措施2", "text": [remark(), remark()]}, {"text": [remark()]}],
    }


def _reasons(random: Random, facts: Facts) -> Facts:
    """Reasons for some of the moves; only for what the record names."""
    spending: Facts = facts.get("expenditure", {})
    rows = [random.choice([code, ITEMS[code]]) for code in {row["code"]: 0 for row in spending.get("by_function", [])}]
    subjects = [*REASON_SUBJECTS.values(), *rows, *spending.get("group_names", {}).values()]
    chosen = random.sample(subjects, min(len(subjects), random.choice([0, 9, 40])))
    return {name + random.choice(["", "预决算差异", "内容"]): random.choice(REMARKS) for name in chosen}


def _told(random: Random, truth: dict[str, int]) -> Facts:
    """What the unit says besides its amounts: a paragraph of its own, and what is not printed."""
    return {
        "note": random.choice([None, "给自己看的 1 2 3"]),
        "offices": random.choice([None, ["办公室", "2科"]]),
        "staff": random.choice([None, {"posts": len(truth), "on_duty": 0}]),
        "additions": random.choice([None, {"收入决算情况说明": [random.choice(REMARKS)]}]),
    }


# What must stay together: rows are the parts of sums, and a row without its code is none.
KEPT = frozenset({"code", "name", "fund", "amount", "kind", "quantity", *(f"{c}_expenditure" for c in COLUMNS)})
TOTALS = re.compile(
    r"(total|fiscal_income|current_|vehicles$|fiscal_(opening|closing|expenditure)|_costs$|_expenditure$)"
)


def _pruned(random: Random, facts: Facts, rate: float, inside: str = "") -> Facts:
    """Leaves out parts at `rate`, totals more often; an item that is left out of a row would change the sums."""
    kept: Facts = {}
    for name, value in facts.items():
        if not (inside == "row" and name in KEPT) and random.random() < (0.6 if TOTALS.search(name) else rate):
            continue
        if isinstance(value, dict) and name != "group_names":
            value = _pruned(random, value, rate)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            value = [_pruned(random, row, rate, "row") for row in value]
        kept[name] = value
    return kept


def _write(random: Random, facts: Facts, how: str) -> str:
    unit = random.choice([None, "元", "万元"])
    if how == "founded":
        facts = facts | {"newly_founded": "是"}
    shuffled = [*facts.items(), ("money_unit", unit)]
    if random.random() < 0.3:
        random.shuffle(shuffled)
    known = {name: value for name, value in shuffled if value is not None}
    lines = ["# 试记录 1", *_Writer(random, unit == "万元").block(known, 0), ""]
    return ("\ufeff" if random.random() < 0.1 else "") + random.choice(["\n", "\n", "\n", "\r\n"]).join(lines)


class _Writer:
    """Facts as YAML, now in lines, now in braces, now quoted, now plain."""

    def __init__(self, random: Random, in_ten_thousands: bool) -> None:
        self.random = random
        self.places = 6 if in_ten_thousands else 2

    def block(self, facts: Facts, indent: int) -> Iterator[str]:
        pad = " " * indent
        for name, value in facts.items():
            key = pad + self.key(name) + ":"
            if self.random.random() < 0.05:
                yield pad + "# 这里 1 个备注"
            if isinstance(value, str) and "\n" in value and self.random.random() < 0.5:
                yield key + " |-"
                yield from (pad + "  " + line for line in value.split("\n"))
            elif not isinstance(value, dict | list) or not value or self.random.random() < 0.25:
                yield key + " " * self.random.choice([1, 1, 1, 4]) + self.flow(value, braces=False)
            elif isinstance(value, dict):
                yield key
                yield from self.block(value, indent + 2)
            else:
                yield key
                for part in value:
                    if isinstance(part, dict) and part and self.random.random() < 0.5:
                        first, *rest = self.block(part, indent + 4)
                        if first.lstrip().startswith("#"):
                            yield first
                            first, *rest = rest
                        yield pad + "  - " + first.lstrip()
                        yield from rest
                    else:
                        yield pad + "  - " + self.flow(part, braces=False)

    def key(self, name: str) -> str:
        term = TERMS.get(name)
        if term is None:
            return self.words(name, True)
        also = [name for name in term.also if name not in ("总计", "合计", "总额")]
        return self.words(self.random.choice([term.zh] * 6 + also), False)

    def flow(self, value: Any, braces: bool) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.key(k)}: {self.flow(v, True)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(part, True) for part in value) + "]"
        if isinstance(value, Cents):
            return self.amount(value, braces)
        return str(value) if isinstance(value, int) else self.words(value, braces)

    def amount(self, cents: int, braces: bool) -> str:
        whole, rest = divmod(abs(cents), 10**self.places)
        digits = str(rest).zfill(self.places)
        digits = self.random.choice([digits, digits.rstrip("0")])
        comma = self.random.random() < 0.2
        text = ("-" if cents < 0 else "") + (f"{whole:,}" if comma else str(whole)) + ("." + digits if digits else "")
        return f'"{text}"' if (comma and braces) or self.random.random() < 0.1 else text

    def words(self, text: str, quoted: bool) -> str:
        plain = re.fullmatch(r"[\u4e00-\u9fff（）“”、，。]+|[a-z]+", text) is not None and not quoted
        return text if plain and self.random.random() < 0.9 else json.dumps(text, ensure_ascii=False)
