"""What is said of self-evaluation: counts that the record states, or those of the projects that it lists."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from generator.measure import Accounts
from generator.model.figure import Figure, Missing, Unit
from generator.read import read_record

PROJECTS = """
  项目:
    - {名称: 甲, 年初预算: 300, 得分: 96, 等级: 优}
    - {名称: 乙, 年初预算: 200, 得分: 81, 等级: 良}
    - {名称: 丙, 年初预算: 100, 得分: 70, 等级: 中}
"""


def told(folder: Path, performance: str) -> SimpleNamespace:
    path = folder / "2024.yaml"
    path.write_text(f"单位名称: 某某局\n年度: 2024\n绩效:{performance}\n", "utf-8")
    found = Accounts(read_record(path), None).namespaces()["performance"]
    assert isinstance(found, SimpleNamespace)
    return found


def exact(value: object) -> Decimal:
    assert isinstance(value, Figure), value
    return value.exact


def test_projects_that_are_listed_are_counted(tmp_path: Path) -> None:
    performance = told(tmp_path, PROJECTS)
    assert exact(performance.self_evaluated) == 3
    assert exact(performance.self_evaluated_budget) == 600
    assert round(exact(performance.average_score), 2) == Decimal("82.33")
    rated = [performance.rated_excellent, performance.rated_good, performance.rated_fair, performance.rated_poor]
    assert [exact(value) for value in rated] == [1, 1, 1, 0]


def test_what_is_stated_goes_before_what_the_listed_projects_come_to(tmp_path: Path) -> None:
    stated = "  绩效自评项目数: 40\n  绩效自评涉及预算: 9000\n  绩效自评平均得分: 91.5\n  评为优的项目数: 30\n"
    performance = told(tmp_path, PROJECTS + stated)
    assert exact(performance.self_evaluated) == 40
    assert exact(performance.self_evaluated_budget) == 9000
    assert (exact(performance.average_score), performance.average_score.unit) == (Decimal("91.5"), Unit.SCORE)
    assert exact(performance.rated_excellent) == 30


def test_the_number_of_self_evaluations_follows_from_their_ratings(tmp_path: Path) -> None:
    rated = " {评为优的项目数: 5, 评为良的项目数: 3, 评为中的项目数: 1, 评为差的项目数: 0}"
    assert exact(told(tmp_path, rated).self_evaluated) == 9


def test_without_projects_and_counts_all_of_it_is_unknown(tmp_path: Path) -> None:
    performance = told(tmp_path, " {管理制度: [预算绩效管理办法]}")
    for name in ("self_evaluated", "self_evaluated_budget", "average_score", "rated_excellent", "problems"):
        assert isinstance(getattr(performance, name), Missing), name
    assert [label.text for label in performance.systems] == ["预算绩效管理办法"]
    assert isinstance(performance.mechanism, Missing)
    assert told(tmp_path, " {项目: []}").systems is None
