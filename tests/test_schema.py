"""The JSON Schema that editors use takes what the reader takes, and marks what the reader refuses."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from generator.model.finding import Refused
from generator.model.terms import TERMS
from generator.pipeline import schema
from generator.read import read_record

from .conftest import CASES, ROOT

RECORDS = sorted([*(ROOT / "data").glob("*/20*.yaml"), *CASES.rglob("*.yaml")])
# Faults that the shape of a record shows; what needs arithmetic or the digits as written is the reader's alone.
BAD = [
    *("group-where-an-amount-is-due", "items-where-a-list-is-due", "list-where-items-are-due"),
    *("many-faults", "money-unit-unknown", "name-for-no-group", "name-with-unseen-space", "nature-unknown"),
    *("neither-unit-name-nor-year", "no-unit-name", "no-year", "rating-unknown", "row-lacks-its-amounts"),
    *("score-above-100", "code-of-six-digits", "count-negative", "count-not-whole", "fund-unknown"),
    *("amount-with-its-unit", "amount-in-words", "amount-grouped-wrongly", "amount-grouped-in-braces"),
    *("amount-with-percent", "amount-in-full-width", "amount-without-content"),
]


@cache
def validator() -> Draft7Validator:
    Draft7Validator.check_schema(schema())
    return Draft7Validator(schema())


def loaded(text: str) -> Any:
    """A record as an editor sees it: keys are text, and so is a date."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def faults(text: str) -> list[str]:
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in validator().iter_errors(loaded(text))]


def taken(path: Path) -> bool:
    try:
        read_record(path)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_record_that_the_reader_takes_fits_the_schema(path: Path) -> None:
    assert taken(path)
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", BAD)
def test_a_fault_of_shape_is_marked_in_the_editor(name: str) -> None:
    assert faults((ROOT / "tests" / "bad" / f"{name}.yaml").read_text(encoding="utf-8"))


def test_no_bad_record_is_marked_that_the_reader_takes() -> None:
    for path in sorted((ROOT / "tests" / "bad").rglob("*.yaml")):
        try:
            marked = faults(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeError, ValueError):
            continue
        assert not (marked and taken(path)), path.name


SHORT = "单位名称: 青山县水利局\n年度: 2024\n"


@pytest.mark.parametrize(
    "lines",
    [
        "部门名称: 青山县水利局\n年度: 2024\n",
        "单位名称: 2024\n年度: '2024'\n",
        SHORT + "备注: 2024-12-31\n",
        SHORT + "备注: 一行\n新设单位: 是\n",
        SHORT + "收入: {年初结转和结余: '1,234.50', 总计: -0.5}\n",
        SHORT + "人员: {编制: '12', 离退休人员: 3}\n",
        SHORT + "支出:\n  按功能分类:\n  - {科目编码: 2080505, 名称: 养老, 基本支出: 0, 项目支出: 0, 年初预算数: 1}\n",
        SHORT + "支出:\n  类款名称: {208: 社会保障和就业支出, '20805': 行政事业单位养老支出}\n",
        SHORT + "一般公共预算财政拨款基本支出:\n  按经济分类: [{科目: 30101, 名称: 基本工资, 金额: 1,000.00}]\n",
        SHORT + "原因: {本年收入: 多了}\n",
        SHORT + "附件: [{名称: 报告, 内容: [第一段]}]\n",
        SHORT + "绩效: {项目: [{名称: 甲, 得分: 9.50}, {名称: 乙, 得分: '100.00', 评价结果: 优}]}\n",
        SHORT + "人员:\n",
        SHORT + "自称:\n",
        SHORT + "编制: 3\n",
        SHORT + "部门名称: 青山县水利局\n",
        SHORT + "人员: {离退休: 1, 离退休人员: 1}\n",
        SHORT + "支出:\n  类款名称: {2080505: 社会保障和就业支出}\n",
        SHORT + "附件: [{名称: 报告}]\n",
        SHORT + "附件: [{名称: 报告, 内容: [第一段], 文件: 附件1.txt}]\n",
        SHORT + "人员: {编制: 1.5}\n",
        SHORT + "自称: '  '\n",
        SHORT + "内设机构: 办公室\n",
    ],
)
def test_the_schema_and_the_reader_agree(lines: str, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(lines, encoding="utf-8")
    assert taken(path) == (not faults(lines)), faults(lines)


def test_every_spelling_is_offered_and_older_ones_point_to_todays_name() -> None:
    groups = [schema(), *schema()["definitions"].values()]
    spelled = {name: told for group in groups for name, told in group.get("properties", {}).items()}
    for term in TERMS.values():
        if term.zh in spelled:
            for other in term.also:
                assert other in spelled
    older = [told for group in groups for told in group.get("properties", {}).values() if told.get("deprecated")]
    assert older and all(re.fullmatch("同“.+”", told["description"]) for told in older)


def test_nothing_english_is_shown() -> None:
    shown = re.findall(r'"(?:title|description)": "([^"]*)"', json.dumps(schema(), ensure_ascii=False))
    assert shown and all(re.search("[一-鿿]", words) for words in shown)
