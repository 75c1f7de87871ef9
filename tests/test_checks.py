"""Each rule lets a record pass that is in order, and tells what is wrong with one that is not: where, which numbers,
and what to do. A record holds only what its rule asks about."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check
from generator.measure.ledger import Ledger
from generator.model.classification import UNKNOWN, Classification
from generator.model.finding import Finding, Severity
from generator.pipeline import load_classification
from generator.read import read_record

from .conftest import ROOT

ROW = '    - {{科目: "{}", 名称: {}, 基本支出: {}, 项目支出: {}, 资金来源: {}}}\n'
GENERAL, OTHER = "一般公共预算财政拨款", "其他资金"
BASIC = "一般公共预算基本支出:\n  按经济分类:\n"
HOSPITALITY = "三公经费:\n  公务接待费: {{决算数: 5000, {}}}\n"


def economic(**amounts: str) -> str:
    return BASIC + "".join(f'    - {{科目: "{code[1:]}", 名称: 某, 金额: {a}}}\n' for code, a in amounts.items())


def functions(*rows: tuple[str, str, str]) -> str:
    lines = [ROW.format(f"21303{i:02}", "某", basic, project, fund) for i, (basic, project, fund) in enumerate(rows, 1)]
    return "支出:\n  按功能分类:\n" + "".join(lines)


def found(
    folder: Path,
    now: str,
    before: str | None = None,
    nature: str = "行政单位",
    classification: Classification = UNKNOWN,
) -> list[Finding]:
    ledgers = []
    for year, text in ((2024, now), (2023, before)):
        if text is not None:
            path = folder / f"{year}.yaml"
            path.write_text(f"单位名称: 青山县水利局\n单位性质: {nature}\n年度: {year}\n{text}", encoding="utf-8")
            ledgers.append(Ledger(read_record(path), 2024))
    return check(ledgers[0], ledgers[1] if len(ledgers) > 1 else None, classification)


PROCUREMENT = "政府采购: {{货物: 800, 工程: 0, 服务: 200, 授予中小企业: {}, 其中小微企业: {}, 货物授予中小企业: {}}}\n"
WON = "政府采购: {{货物: 800, 工程: 0, 服务: 200, 预留项目中小企业成交: {}, 其他项目中小企业成交: {}}}\n"
RATED = (
    "绩效: {{绩效自评项目数: {}, 评为优的项目数: 3, 评为良的项目数: 2, 评为合格的项目数: 1, 评为不合格的项目数: 0}}\n"
)
FOUND = "绩效: {{绩效自评发现问题数: {}, 已整改问题数: 3, 正在整改问题数: 2}}\n"
SME = "政府采购: {{货物授予中小企业: 600, 工程授予中小企业: 0, 服务授予中小企业: 100, 授予中小企业: {}}}\n"
PURCHASE = "三公经费:\n  公务用车购置费: {{决算数: {}, 购置数: {}, 购置车辆: [{{车型: 轿车, 数量: 2, 金额: 300}}]}}\n"
HELD = (
    "三公经费:\n  公务用车运行维护费: {{保有量: {}, 保有车辆: [{{车型: 轿车, 数量: 2}}, {{车型: 越野车, 数量: 1}}]}}\n"
)
PROJECTS = "绩效:\n  项目:\n    - {{名称: 水库加固}}\n    - {{名称: {}}}\n"
TRAVEL = "三公经费:\n  因公出国（境）费: {{决算数: {}}}\n"

BUDGETED = "三公经费: {{公务接待费: {{年初预算: {}, 全年预算: {}, 决算数: {}}}}}\n"
SPENT = '支出: {{按功能分类: [{{科目: "2130305", 名称: 某, 基本支出: 0, 项目支出: 70, 年初预算: 50, {}}}]}}\n'
EXECUTED = """绩效:
  项目:
    - {{名称: 甲, 科目: "2130301", 年初预算: 60, 全年预算: 70, 全年执行: {}}}
    - {{名称: 乙, 科目: "2130301", 年初预算: 40, 全年执行: {}}}
  项目预算总额: {}
"""
COVERED = "绩效: {{整体支出绩效评价: {{涉及一般公共预算支出: {}}}}}\n"
EVALUATED = "绩效: {{部门评价: [{{名称: 甲, 涉及政府性基金预算支出: {}}}]}}\n"

# The code, a record in order, one that is not, and what must be said.
ONE_YEAR = (
    ("T05", economic(_30101="5", _31204="0"), economic(_30101="5", _31204="70"), ("31204", "70.00 元")),
    (
        "T06",
        functions(("60", "9", GENERAL), ("7", "0", OTHER)) + economic(_30101="50", _30201="10"),
        functions(("60", "9", GENERAL)) + economic(_30101="50", _30201="11"),
        ("61.00 元", "60.00 元", "1.00 元"),
    ),
    (
        "T06",
        functions(("60", "9", GENERAL)) + "一般公共预算基本支出: {人员经费: 50, 公用经费: 10}\n",
        functions(("60", "9", GENERAL)) + "一般公共预算基本支出: {人员经费: 50, 公用经费: 12}\n",
        ("62.00 元", "60.00 元"),
    ),
    (
        "T06",
        "支出: {基本支出: 70}\n" + economic(_30101="60"),
        "支出: {基本支出: 50}\n" + economic(_30101="60"),
        ("60.00 元", "50.00 元"),
    ),
    ("T08", PROCUREMENT.format(900, 900, 800), PROCUREMENT.format(900, 901, 800), ("901.00 元", "900.00 元")),
    ("T01", RATED.format(6), RATED.format(7), ("绩效自评项目数 7 与各项之和 6",)),
    ("T01", FOUND.format(5), FOUND.format(4), ("绩效自评发现问题数 4 与各项之和 5",)),
    ("T17", WON.format(700, 300), WON.format(700, 301), ("合计 1,001.00 元 大于", "1,000.00 元，多 1.00 元")),
    ("T17", PROCUREMENT.format(1000, 0, 800), PROCUREMENT.format(1001, 0, 800), ("1,001.00 元", "1,000.00 元")),
    ("T17", PROCUREMENT.format(900, 0, 800), PROCUREMENT.format(900, 0, 801), ("801.00 元", "800.00 元")),
    ("T01", SME.format(700), SME.format(650), ("650.00 元", "700.00 元")),
    (
        "T01",
        HOSPITALITY.format("国内接待费: 4000, 国（境）外接待费: 1000"),
        HOSPITALITY.format("国内接待费: 4000, 国（境）外接待费: 900"),
        ("5,000.00 元", "4,900.00 元"),
    ),
    (
        "T01",
        "人员: {离退休: 5, 单位发放离退休费: 2, 养老保险基金发放养老金: 3}\n",
        "人员: {离退休: 6, 单位发放离退休费: 2, 养老保险基金发放养老金: 3}\n",
        (" 6 ", " 5 "),
    ),
    (
        "T08",
        HOSPITALITY.format("国内接待费: 5000, 外事接待费: 5000"),
        HOSPITALITY.format("国内接待费: 4000, 外事接待费: 4500"),
        ("4,500.00 元", "4,000.00 元"),
    ),
    ("T08", HOSPITALITY.format("国内接待费: 5000"), HOSPITALITY.format("国内接待费: 5001"), ("5,001.00 元",)),
    ("T08", HOSPITALITY.format("国内批次: 3, 外事批次: 3"), HOSPITALITY.format("国内批次: 3, 外事批次: 4"), ("4", "3")),
    ("T08", HOSPITALITY.format("国内人次: 9, 外事人次: 3"), HOSPITALITY.format("国内人次: 9, 外事人次: 12"), ("12",)),
    ("T09", PURCHASE.format(300, 2), PURCHASE.format(300, 3), ("3 辆", "2 辆")),
    ("T09", PURCHASE.format(300, 2), PURCHASE.format(400, 2), ("400.00 元", "300.00 元")),
    ("T09", HELD.format(3), HELD.format(2), ("2 辆", "3 辆")),
    (
        "T10",
        HOSPITALITY.format("国内批次: 2, 国内人次: 9"),
        HOSPITALITY.format("国内批次: 2, 国内人次: 0"),
        ("国内人次",),
    ),
    ("T10", HOSPITALITY.format("国内批次: 2, 国内人次: 2"), HOSPITALITY.format("国内批次: 2, 国内人次: 1"), ("少于",)),
    ("T10", HOSPITALITY.format("国内批次: 2"), HOSPITALITY.format("国内批次: 0"), ("5,000.00 元", "国内批次")),
    (
        "T10",
        HOSPITALITY.format("国内接待费: 0, 国内批次: 0, 国（境）外接待费: 5000, 国（境）外批次: 1"),
        HOSPITALITY.format("国内接待费: 0, 国内批次: 2, 国（境）外接待费: 5000, 国（境）外批次: 1"),
        ("国内批次 2",),
    ),
    (
        "T10",
        "三公经费: {因公出国（境）费: {决算数: 300, 团组数: 1, 人次数: 2}}\n",
        "三公经费: {因公出国（境）费: {决算数: 300, 团组数: 0, 人次数: 0}}\n",
        ("300.00 元", "团组数却是 0"),
    ),
    (
        "T10",
        "三公经费: {公务用车购置费: {决算数: 0, 购置数: 0}}\n",
        "三公经费: {公务用车购置费: {决算数: 300, 购置数: 0}}\n",
        ("购置数却是 0",),
    ),
    ("T11", PROJECTS.format("水库加固二期"), PROJECTS.format("水库加固"), ("水库加固",)),
    (
        "T12",
        economic(_30212="300") + TRAVEL.format(300),
        economic(_30212="300") + TRAVEL.format(200),
        ("300.00 元", "200.00 元"),
    ),
    ("T16", "收入: {年初结转和结余: -5, 事业收入: 0}\n", "收入: {事业收入: -5}\n", ("事业收入 -5.00 元",)),
    ("T16", functions(("1", "0", OTHER)), functions(("1", "-2", OTHER)), ("科目 2130301 的项目支出 -2.00 元",)),
    ("T21", BUDGETED.format(300, 200, 200), BUDGETED.format(300, 200, 201), ("201.00 元", "200.00 元", "1.00 元")),
    ("T21", SPENT.format("全年预算: 99"), SPENT.format("全年预算: 60"), ("科目 2130305 某", "70.00 元", "60.00 元")),
    (
        "T21",
        "三公经费: {“三公”经费支出: {全年预算: 90, 决算数: 90}}\n",
        "三公经费: {“三公”经费支出: {全年预算: 90, 决算数: 91}}\n",
        ("“三公”经费支出", "91.00 元", "90.00 元"),
    ),
    (
        "T22",
        "支出: {项目支出: 90}\n" + EXECUTED.format(60, 30, 100),
        "支出: {项目支出: 90}\n" + EXECUTED.format(60, 40, 100),
        ("全年执行合计 100.00 元", "项目支出 90.00 元", "10.00 元"),
    ),
    (
        "T22",
        functions(("0", "90", GENERAL), ("0", "20", GENERAL)) + EXECUTED.format(60, 30, 100),
        functions(("0", "90", GENERAL), ("0", "20", GENERAL)) + EXECUTED.format(60, 31, 100),
        ("科目 2130301", "91.00 元", "90.00 元"),
    ),
    ("T22", EXECUTED.format(70, 30, 100), EXECUTED.format(71, 30, 100), ("“甲”", "71.00 元", "70.00 元")),
    ("T22", EXECUTED.format(60, 30, 100), EXECUTED.format(60, 30, 99), ("年初预算合计 100.00 元", "99.00 元")),
    (
        "T23",
        functions(("60", "9", GENERAL), ("7", "0", OTHER)) + COVERED.format(69),
        functions(("60", "9", GENERAL), ("7", "0", OTHER)) + COVERED.format(70),
        ("整体支出绩效评价", "70.00 元", "69.00 元"),
    ),
    (
        "T23",
        "财政拨款: {政府性基金预算财政拨款支出: 5}\n" + EVALUATED.format(5),
        "财政拨款: {政府性基金预算财政拨款支出: 5}\n" + EVALUATED.format(6),
        ("部门评价“甲”", "6.00 元", "5.00 元"),
    ),
)
ERRORS = {"T01", "T05", "T06", "T08", "T09"}


@pytest.mark.parametrize(("code", "right", "wrong", "said"), ONE_YEAR)
def test_a_rule_passes_what_is_right_and_tells_what_is_wrong(
    code: str, right: str, wrong: str, said: tuple[str, ...], tmp_path: Path
) -> None:
    assert [finding for finding in found(tmp_path, right) if finding.code == code] == []
    (finding,) = found(tmp_path, wrong)
    assert finding.code == code
    assert finding.severity is (Severity.ERROR if code in ERRORS else Severity.WARNING)
    assert all(words in finding.message for words in said), finding.message
    assert finding.source is not None and finding.source.line and finding.source.line > 3
    assert finding.hint


def test_only_organs_have_operating_costs_of_their_own(tmp_path: Path) -> None:
    spent = "机关运行经费: 300\n"
    assert found(tmp_path, spent, nature="行政单位") == []
    assert found(tmp_path, spent, nature="参照公务员法管理的事业单位") == []
    assert found(tmp_path, "机关运行经费: 0\n", nature="事业单位") == []
    assert found(tmp_path, spent + "预算单位:\n  - {名称: 某队, 单位性质: 行政单位}\n", nature="事业单位") == []
    (finding,) = found(tmp_path, spent, nature="事业单位")
    assert (finding.code, finding.severity) == ("T13", Severity.WARNING) and "300.00 元" in finding.message


def test_a_year_opens_as_the_last_one_closed(tmp_path: Path) -> None:
    closed = "支出: {年末结转和结余: 30}\n财政拨款: {政府性基金预算财政拨款年末结转和结余: 20}\n"
    opened = "收入: {{年初结转和结余: {}}}\n财政拨款: {{政府性基金预算财政拨款年初结转和结余: {}}}\n"
    assert found(tmp_path, opened.format(30, 20), closed) == []
    assert found(tmp_path, opened.format(35, 25)) == []
    told = found(tmp_path, opened.format(35, 25), closed)
    assert [(f.code, f.severity) for f in told] == [("T07", Severity.WARNING)] * 2
    assert "35.00 元" in told[0].message and "30.00 元" in told[0].message and "2023.yaml:4:" in told[0].message
    assert "25.00 元" in told[1].message and "年初调整" in told[1].hint
    whole = ("财政拨款: {年初财政拨款结转和结余: 9}\n", "财政拨款: {年末财政拨款结转和结余: 8}\n")
    assert [f.code for f in found(tmp_path, *whole)] == ["T07"]


def test_an_amount_a_hundred_times_last_years_is_told_once_for_the_record(tmp_path: Path) -> None:
    amounts = "收入: {{事业收入: {0}, 经营收入: {0}, 其他收入: {0}, 上级补助收入: {0}}}\n"
    assert found(tmp_path, amounts.format(1_000_000), amounts.format(10_000)) == []
    assert found(tmp_path, amounts.format(10_000), amounts.format(1)) == []
    assert found(tmp_path, amounts.format(1_000_000), amounts.format(0)) == []
    for now, before in ((1_000_001, 10_000), (100, 1_000_000)):
        (finding,) = found(tmp_path, amounts.format(now), amounts.format(before))
        assert (finding.code, finding.severity) == ("T14", Severity.WARNING)
        assert "等 4 项" in finding.message and "金额单位" in finding.hint
    (finding,) = found(tmp_path, functions(("1", "200000", OTHER)), functions(("2", "0", OTHER)))
    assert "科目 2130301 某 200,001.00 元（上年 2.00 元）" in finding.message


def test_a_reason_that_names_another_year_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, "变动原因: {本年收入: 2024年比2023年项目少，依据〔2019〕12号文件}\n") == []
    (finding,) = found(tmp_path, "变动原因: {本年收入: 2022年项目多}\n")
    assert (finding.code, finding.severity) == ("T15", Severity.WARNING)
    assert finding.message == "“本年收入”的原因里写着2022年，本记录是 2024 年的"


def test_spending_above_what_was_budgeted_at_first_is_information_told_once(tmp_path: Path) -> None:
    row = '{{科目: "21303{:02}", 名称: 某, 基本支出: {}, 项目支出: 0, 年初预算: 50}}'
    rows = "支出: {{按功能分类: [{}]}}\n"
    assert found(tmp_path, rows.format(row.format(1, 50))) == []
    (finding,) = found(tmp_path, rows.format(", ".join(row.format(i, 60 + i) for i in range(1, 5))))
    assert (finding.code, finding.severity) == ("T21", Severity.INFO)
    assert "科目 2130301 某 61.00 元（年初预算 50.00 元）" in finding.message and "等 4 项" in finding.message
    project = "绩效: {{项目: [{{名称: 甲, 年初预算: 50, 全年执行: {}}}]}}\n"
    assert found(tmp_path, project.format(50)) == []
    assert [(f.code, f.severity) for f in found(tmp_path, project.format(51))] == [("T22", Severity.INFO)]


MOVED = "三公经费: {{公务接待费: {{决算数: {}}}}}\n机关运行经费: {}\n"


def test_what_moved_far_and_has_no_reason_is_information_told_once(tmp_path: Path) -> None:
    before = MOVED.format(20_000, 100_000)
    assert found(tmp_path, MOVED.format(29_999, 129_999), before) == []
    assert found(tmp_path, MOVED.format(40_000, 100_000)) == []
    (finding,) = found(tmp_path, MOVED.format(30_000, 130_000), before)
    assert (finding.code, finding.severity) == ("T20", Severity.INFO)
    assert "公务接待费 30,000.00 元（上年 20,000.00 元）" in finding.message
    assert "机关运行经费 130,000.00 元（上年 100,000.00 元）" in finding.message
    (finding,) = found(tmp_path, MOVED.format(10_000, 130_000) + "变动原因: {机关运行经费支出: 人员增加}\n", before)
    assert "公务接待费" in finding.message and "机关" not in finding.message
    told = found(tmp_path, MOVED.format(10_000, 100_000) + "变动原因: {公务接待预决算差异: 接待少}\n", before)
    assert [f.code for f in told] == ["T20"]
    assert found(tmp_path, MOVED.format(10_000, 100_000) + "变动原因: {公务接待: 接待少}\n", before) == []


def test_what_moved_is_told_where_it_moved(tmp_path: Path) -> None:
    public = (
        "三公经费: {{因公出国（境）费: {{决算数: 0}}, 公务用车购置费: {{决算数: 0}}, 公务用车运行维护费: {{决算数: {}}}"
    )
    public += ", 公务接待费: {{决算数: 0}}}}\n"
    (finding,) = found(tmp_path, public.format(50_000), public.format(20_000))
    assert finding.message.endswith("：公务用车运行维护费 50,000.00 元（上年 20,000.00 元）")
    reason = "变动原因: {公务用车购置及运行费: 车辆增加}\n"
    told = found(tmp_path, public.format(50_000) + reason, public.format(20_000))
    assert [(f.code, "三公经费 50,000.00 元" in f.message) for f in told] == []


def test_a_reason_copied_under_another_name_is_information(tmp_path: Path) -> None:
    words, other = "厉行节约，严格控制接待次数和陪餐人数", "严格控制接待次数、陪餐人数，厉行节约"
    old = f"变动原因: {{公务接待费: {words}}}\n"
    (finding,) = found(tmp_path, f"变动原因: {{公务接待: {words}}}\n", old)
    assert (finding.code, finding.severity) == ("T24", Severity.INFO)
    assert words in finding.message and "2023.yaml:4:" in finding.message
    assert [f.code for f in found(tmp_path, f"变动原因: {{公务接待费: {words}。}}\n", old)] == ["T24"]
    for name, said in (("公务接待", other), ("因公出国（境）费", words), ("公务接待费预决算差异", words)):
        assert found(tmp_path, f"变动原因: {{{name}: {said}}}\n", old) == []
    # The same words under the same name are told beside the text (W04); short ones say little in any year.
    assert found(tmp_path, old, old) == []
    assert found(tmp_path, "变动原因: {公务接待: 厉行节约}\n", "变动原因: {公务接待费: 厉行节约}\n") == []


NAMED = '支出:\n  按功能分类:\n    - {{科目: "{}", 名称: {}, 基本支出: 0, 项目支出: 0}}\n'


@pytest.mark.parametrize(
    ("code", "right", "wrong", "said"),
    [
        (
            "T18",
            NAMED.format("2130305", "水利工程建设"),
            NAMED.format("2138805", "水利工程"),
            ("21388 这一款", "2138805"),
        ),
        (
            "T18",
            NAMED.format("2130305", "水利工程建设"),
            NAMED.format("2980305", "水利工程"),
            ("298 这一类", "2980305"),
        ),
        ("T18", NAMED.format("2082201", "移民补助"), NAMED.format("2070404", "广播"), ("20704", "2018 年")),
        ("T18", economic(_30101="0"), economic(_30104="0"), ("经济分类里没有 30104 这一款",)),
        ("T19", NAMED.format("2130305", "水利 工程建设"), NAMED.format("2130305", "防汛"), ("2130305", "水利工程建设")),
        ("T19", NAMED.format("2130399", "其他水利支出"), NAMED.format("2130399", "其他支出"), ("其他水利支出",)),
        ("T19", NAMED.format("2130377", "某项"), NAMED.format("2130302", "某项"), ("一般行政管理事务",)),
    ],
)
def test_a_code_exists_and_its_name_is_its_own(
    code: str, right: str, wrong: str, said: tuple[str, ...], tmp_path: Path
) -> None:
    known = load_classification()
    right, wrong = right.replace("名称: 某,", "名称: 基本工资,"), wrong.replace("名称: 某,", "名称: 基本工资,")
    assert found(tmp_path, right, classification=known) == []
    (finding,) = found(tmp_path, wrong, classification=known)
    assert (finding.code, finding.severity) == (code, Severity.WARNING)
    assert all(words in finding.message for words in said), finding.message
    assert finding.source is not None and finding.source.line and finding.hint


@pytest.mark.parametrize("unit", ["jingdezhen/2024", "jingdezhen/2023", "dachuan/2023", "dachuan/2022"])
def test_the_published_units_agree_with_themselves(unit: str) -> None:
    path = ROOT / "data" / f"{unit}.yaml"
    assert check(Ledger(read_record(path), int(path.stem)), None, load_classification()) == []
