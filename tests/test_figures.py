"""Figures as people follow them: every key means one figure, every formula is told in numbers, down to the file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.measure import Accounts, Comparer, completion, mean, share, tally, total
from generator.model.figure import Figure, How, Missing, Unit, Value
from generator.model.item import Item, Label
from generator.model.source import Source
from generator.model.style import Form
from generator.read import read_record
from generator.write.formula import formula, tree

YEAR = """\
单位名称: 某某局
年度: 2024
新设单位: 是
支出:
  按功能分类:
    - {科目: "2080505", 名称: 养老, 基本支出: 100, 项目支出: 0}
    - {科目: "2080505", 名称: 养老, 资金来源: 其他资金, 基本支出: 23, 项目支出: 4}
    - {科目: "2080505", 名称: 养老, 资金来源: 政府性基金预算财政拨款, 基本支出: 0, 项目支出: 500}
一般公共预算基本支出:
  按经济分类:
    - {科目: "30101", 名称: 基本工资, 金额: 60}
    - {科目: "30102", 名称: 津贴补贴, 金额: 40}
三公经费:
  公务用车购置费:
    购置车辆:
      - {车型: 轿车, 数量: 1, 金额: 100}
      - {车型: 轿车, 数量: 2, 金额: 300}
绩效:
  部门评价:
    - {名称: 甲, 涉及一般公共预算支出: 1}
    - {名称: 乙, 涉及一般公共预算支出: 2}
"""


def fact(value: str, key: str = "income.current_income", line: int = 1, unit: Unit = Unit.YUAN) -> Figure:
    return Figure(key, Decimal(value), unit, How.FACT, (), Source("2024.yaml", f"{line}:3"))


def known(value: Value | None) -> Figure:
    assert isinstance(value, Figure)
    return value


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    path = tmp_path / "2024.yaml"
    path.write_text(YEAR, "utf-8")
    return Accounts(read_record(path), None)


def test_rows_of_one_item_paid_from_several_funds_have_keys_of_their_own(accounts: Accounts) -> None:
    total = known(accounts.now.value("expenditure.basic_expenditure"))
    stem = "expenditure.by_function.2080505"
    assert [part.key for part in total.inputs] == [f"{stem}{n}.basic_expenditure" for n in ("", ".2", ".3")]
    assert total.exact == 123


def test_rows_of_an_economic_class_have_keys_of_their_own(accounts: Accounts) -> None:
    wages = known(accounts.now.value("basic.wages"))
    assert [part.key for part in wages.inputs] == ["basic.by_economic_class.30101", "basic.by_economic_class.30102"]
    assert wages.exact == 100


def test_lists_of_kinds_and_evaluations_have_keys_of_their_own(accounts: Accounts) -> None:
    names = accounts.namespaces()
    kinds = names["three_public"].purchased_kinds  # type: ignore[attr-defined]
    assert len({kind.amount.key for kind in kinds} | {kind.quantity.key for kind in kinds}) == 4
    covered = [e.general_budget_covered.key for e in names["performance"].evaluations]  # type: ignore[attr-defined]
    assert len(set(covered)) == 2


def test_every_formula_is_told_in_the_numbers_that_went_into_it() -> None:
    now, before = fact("1200.50"), fact("1000", "income.current_income@2023", 2)
    unknown = Missing("x", 2024)
    item = Item("income.current_income", Label("current_income", "本年收入"), now, before, unknown, unknown)
    change = Comparer(Form(digits=2), Form(digits=2), "元").change(item)
    assert change.amount and formula(change.amount) == "|1,200.50 元 - 1,000.00 元|"
    assert change.rate and formula(change.rate) == "|1,200.50 元 - 1,000.00 元| ÷ 1,000.00 元 × 100"
    assert formula(known(total("t", [now, before]))) == "1,200.50 元 + 1,000.00 元"
    assert formula(known(total("t", []))) == "没有需要相加的项"
    assert formula(known(share(now, before))) == "1,200.50 元 ÷ 1,000.00 元 × 100"
    assert formula(known(completion(now, before))) == "1,200.50 元 ÷ 1,000.00 元 × 100"
    assert formula(known(share(fact("0"), fact("0")))) == "两数都为零，记为 0"
    points = [fact("90.5", "s", 3, Unit.SCORE), fact("80", "s", 4, Unit.SCORE)]
    assert formula(known(mean("m", points))) == "(90.5 分 + 80 分) ÷ 2"
    assert formula(tally("n", points)) == "逐项点数"
    assert formula(now) == ""


def test_a_tree_ends_in_the_places_of_the_record() -> None:
    part, rest = fact("1", "income.business_income", 3), fact("2", "income.other_income", 4)
    whole = known(total("income.current_income", [part, rest]))
    lines = list(tree(known(share(part, whole))))
    assert lines[0].startswith("收入.事业收入÷收入.本年收入合计（占比） = 1.00 元 ÷ 3.00 元 × 100 = 33.33333333…%")
    assert [line for line in lines if "〔" in line] == [
        "├ 收入.事业收入 = 1.00 元  〔2024.yaml:3:3〕",
        "   ├ 收入.事业收入 = 1.00 元  〔2024.yaml:3:3〕",
        "   └ 收入.其他收入 = 2.00 元  〔2024.yaml:4:3〕",
    ]
