"""A finished document held against itself: every kind of wrong number that published documents contain is found, in the
wordings of many provinces, and no correct sentence is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.model.document import Document, Grid, Passage
from generator.model.finding import Finding, Severity
from generator.model.narrative import Heading, Number, Paragraph
from generator.model.source import Source
from generator.pipeline import render
from generator.read import read_document
from generator.review import audit_text, former_names
from generator.styles import load_classification

from .conftest import ROOT
from .test_cases import UNITS, cases, drafted, named

PUBLISHED = ROOT / "tests" / "published"
TITLE = "某县财政局2024年度部门决算情况说明"


def document(*paragraphs: str, grids: tuple[Grid, ...] = (), title: str = TITLE) -> Document:
    lines = [title, *paragraphs]
    passages = [Passage(text, Source("x.txt", f"{n}:1"), n) for n, text in enumerate(lines, 1)]
    return Document("x.txt", "txt", (*passages, *grids))


def former(year: int) -> dict[str, str]:
    return dict(former_names(load_classification(), year))


def told(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.severity is not Severity.INFO]


def audit(*paragraphs: str, grids: tuple[Grid, ...] = (), title: str = TITLE) -> list[Finding]:
    return told(audit_text(document(*paragraphs, grids=grids, title=title), outdated=former))


def codes(*paragraphs: str, grids: tuple[Grid, ...] = ()) -> list[str]:
    return [finding.code for finding in audit(*paragraphs, grids=grids)]


# One paragraph a line; where it falls into several, they stand behind |.
RIGHT = """
2024年度收、支总计均为120.00万元。与2023年度相比，收、支总计各增加20.00万元，增长20.00%。
本年收入合计120.00万元，比上年增加20.00万元，增长20%。
机关运行经费支出200.00万元，比2023年度增加100.00万元，增长100.00%。主要原因是人员增加。
机关运行经费支出0.00万元，比上年减少5.00万元，下降100%。
在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额65.12万元；在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额28.46万元。
机关运行经费支出5.00万元，比上年增加5.00万元，上年无此项，增长率无可比性。
机关运行经费支出5.00万元，比上年增加5.00万元，增长--（基数为0，不可比）。
本年支出合计90.00万元，较上年决算数减少10.00万元，降低10.0%。
本年支出合计90.00万元，同比减少10.00万元，降幅10%。
本年支出合计90.00万元，减少10.00万元；减少率10%。
本年支出合计90.00万元，比上年减少10.00万元、减少10.00%。
本年支出合计110.00万元，比上年增长10.00万元，增幅10.00%。
本年支出合计110.00万元，较2023年度决算数增加10.00万元，上升10.00%。
本年收入合计110.00万元，比上年100.00万元增加10.00万元，增长10.00%。
机关运行经费支出90.00万元，比上年100.00万元少10.00万元。
2024年度收入总计100.00万元，支出总计100.00万元。收、支总计与上年持平。
2024年度收、支总计分别为90.00万元、80.00万元，与上年相比，收、支总计各减少10.00、20.00万元，各下降10.00%、20.00%。
公务接待费支出0.41万元，比上年减少0.02万元，下降4.7%。
公务接待费支出0.03万元，比上年增加0.02万元，增长300%。
机关运行经费支出1,234,567.89元，比上年增加111,111.11元，增长9.89%。
公务接待费全年预算数2.00万元，决算数1.17万元，完成全年预算的58.54%，主要原因：压缩开支。决算数比上年减少0.31万元，下降20.98%。
公务接待费 支出 １２０.００ 万元，比 上年增加 20.00 万元，增长 20.00 ％。
本年收入合计30.00万元，其中：财政拨款收入10.00万元，占33.33%；事业收入10.00万元，占33.33%；其他收入10.00万元，占33.33%。
本年支出合计122.8万元，其中：基本支出118.90万元，占96.82%；项目支出3.9万元，占3.18%。
本年收入合计100.00万元，其中：财政拨款收入100.00万元，占收入合计的100%。
一般公共预算财政拨款支出50.00万元，占本年支出合计100.00万元的50.00%。
本年支出合计100.01万元，其中：基本支出33.34万元，占33.3%；项目支出66.67万元，占66.7%。
“三公”经费支出决算中，因公出国（境）费支出决算0万元，占0%；公务接待费支出决算2.00万元，占100%。
政府采购支出总额10.00万元，其中：政府采购货物支出3.33万元、政府采购工程支出3.33万元、政府采购服务支出3.33万元。
支出预算为50.00万元，支出决算为45.00万元，完成预算的90.00%。
机关运行经费年初预算为50.00万元，支出决算为45.00万元，完成年初预算的90%，执行率90.0%。
住房公积金（项）：年初预算为0万元，支出决算为3.00万元。决算数大于预算数的主要原因是年中追加。
住房公积金（项）：年初预算为3.00万元，支出决算为3.00万元，完成年初预算的100%。决算数等于预算数。
住房公积金（项）：年初预算为5.00万元，支出决算为3.00万元，完成年初预算的60%。决算数小于预算数的主要原因是人员减少。
公务接待费预算数2.00万元，决算数2.01万元，决算数与预算数基本持平。
公务接待费支出1.00万元，比上年减少0.50万元，下降33.33%，主要原因是接待批次增加但标准降低。
公务接待费支出1.00万元，比上年减少1.00万元，下降50%。主要原因：一是人员经费增加30万元，增长20%；二是项目减少31万元，下降5%。
机关运行经费支出0.00万元，与上年持平，主要原因：无机关运行经费支出。
机关运行经费支出6.00万元，上年无机关运行经费支出。
项目支出20.00万元，其中：上级补助15.00万元，本级安排8.00万元（含上年结转3.00万元）。
绩效自评的2024年度项目9个，涉及预算金额10.00万元，平均得分90分（其中，绩效评级为“优”的项目8个；绩效评级为“良”的项目1个。绩效自评中共发现问题3个，已经完成整改的2个，正在整改的1个）。
截至2024年12月31日，某县财政局共有车辆3辆，其中：应急保障用车1辆、其他用车2辆。单价100万元（含）以上设备0台（套）。
本年支出合计1.20亿元，比上年增加0.20亿元，增长20.0%。
新增制造业贷款27.53亿元，同比增长14.07%，高于全市各项贷款平均增速1.62个百分点。
基本支出100.00万元，其中：人员经费80.00万元，主要包括基本工资等；公用经费20.00万元。
“三公”经费财政拨款支出决算为70.41万元，完成预算99.87%，较上年度持平。决算数小于预算数的主要原因是接待减少。
本年收入合计比上年1500.00万元减少300.00万元，下降20%。
本年收入合计较2023年度决算数1,500.00万元增加300.00万元，增长20.00%。
机关运行经费支出比上年决算数1500.00万元少300.00万元，减少20%。
国内公务接待250人次，人均100元。 | 培训150人，人均300元。
公务接待费支出2.50万元，接待25批次，人均100元，完成预算5.00万元的50%。
公务用车运行维护费支出6.00万元，每辆平均2.00万元，比上年增加1.00万元，增长20%。
公务接待费支出2.50万元，人均100元，比上年减少25元，下降20%。
国内公务接待25批次，250人次，共计支出2.50万元。 | 外事接待0批次，0人次，共计支出0万元。
2024年度收入总计1500.00万元，支出总计1500.00万元。 | 财政拨款收入总计1200.00万元，支出总计1200.00万元。
财政拨款收入总计1200.00万元，支出总计1200.00万元。 | 2024年度收入总计1500.00万元，支出总计1500.00万元。
支出完成率为94.5%，比上年提高2.1个百分点。
支出完成率为94.5%，完成率提高3.5个百分点。
公务接待费支出0.50万元，比上年减少1.00万元，主要原因是与2022年度相比减少了接待。
公务接待费支出0.50万元，比2019年减少1.00万元，下降66.67%。
公务接待费支出2.50万元，比上年3.00万元减少0.50万元，下降16.67%，比2019年5.00万元减少2.50万元，下降50%。
"""

WRONG = """
A10 像是以本年数作分母 | 本年收入合计120.00万元，比上年增加20.00万元，增长16.67%。
A10 像是以本年数作分母 | 2024年度收、支总计均为90.00万元。与2023年度相比，收、支总计各减少10.00万元，下降11.11%。
A10 像是以本年数作分母 | 机关运行经费支出150.00万元，较2023年决算数增加50.00万元，上升33.33%。
A10 截去尾数 | 本年支出合计13828.76万元，比上年增加3828.76万元，增长38.28%。
A10 截去尾数 | 机关运行经费支出1056.79万元，同比增加56.79万元，增幅5.67%。
A13 没有增长率 | 机关运行经费支出5.00万元，比上年增加5.00万元，增长100.00%。
A13 没有增长率 | 公务接待费支出3.20万元，较上年增加3.20万元，增长100%。
A10 小数点 | 本年支出合计214.00万元，比上年增加114.00万元，增长1.14%。
A10 颠倒 | 本年支出合计168.86万元，比上年增加68.86万元，增长68.68%。
A10 漏了一位 | 本年支出合计112.35万元，比上年增加12.35万元，增长12.5%。
A10 补了 0 | 2024年度财政拨款收、支总计均为180.63万元。与2023年度相比，财政拨款收、支总计各减少0.75万元，下降0.40%。
A10 | 收、支总计分别为90.00万元、80.00万元，与上年相比，收、支总计各减少10.00、20.00万元，各下降10.00%、25.00%。
A10 比率应当是 | 本年收入合计110.00万元，比上年100.00万元增长12.00%。
A10 比率应当是 | 本年收入合计比上年1500.00万元减少300.00万元，下降25%。
A14 相差 | 本年收入合计110.00万元，比上年100.00万元增加15.00万元。
A18 方向写反 | 机关运行经费支出110.00万元，比上年100.00万元减少10.00万元。
A18 增长 | 本年支出合计90.00万元，比上年减少10.00万元，增长10.00%。
A18 下降 | 公务接待费支出5.00万元，较上年增加1.00万元，下降25.00%。
A18 数字相反 | 公务接待费年初预算为5.00万元，支出决算为3.00万元。决算数大于预算数的主要原因是接待增加。
A18 数字相反 | 公务接待费支出3.00万元，完成预算60.00%，决算数高于预算数。
A18 负数 | 公务接待费支出3.00万元，比上年减少-1.00万元。
A19 持平 | 机关运行经费支出5.00万元，与上年持平，比上年增加1.00万元。
A19 等于 | 公务接待费年初预算为5.00万元，支出决算为3.00万元，决算数等于预算数。
A19 持平 | 公务接待费年初预算为5.00万元，支出决算为3.00万元，决算数与预算数持平。
A19 持平 | 机关运行经费支出5.00万元，上年4.00万元，同比持平。
A11 | 本年支出合计100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占42.00%。
A11 等于 100% | 一般公共预算财政拨款支出3000.00万元，主要用于以下方面：教育支出1000.00万元，占33.33%；农林水支出1000.00万元，占33.33%；住房保障支出1000.00万元，占33.34%。
A11 | 一般公共预算财政拨款支出50.00万元，占本年支出合计120.00万元的50.00%。
A11 | 本年收入合计100.00万元，其中：财政拨款收入75.00万元，占比57.00%；其他收入25.00万元，占比25.00%。
A11 | 政府采购支出总额10.00万元。授予中小企业合同金额4.00万元，占政府采购支出总额的45.00%。
A11 单位写错 | 本年收入合计120.00万元，其中：财政拨款收入120.00元，占100.00%。
A12 | 机关运行经费年初预算为50.00万元，支出决算为45.00万元，完成年初预算的95.00%。
A12 以决算数作分母 | 支出预算为50.00万元，支出决算为40.00万元，完成预算的125.00%。
A12 | 公务接待费全年预算数2.00万元，决算数1.00万元，执行率58.54%。
A13 没有完成率 | 住房公积金（项）：年初预算为0.00万元，支出决算为3.00万元，完成年初预算的100%。
A13 没有完成率 | 因公出国（境）费全年预算数0.00万元，决算数0.00万元，完成全年预算的0.00%。
A13 分母为零 | 政府采购支出总额0.00万元。授予中小企业合同金额4.00万元，占政府采购支出总额的100.00%。
A15 相差 | 政府采购支出总额10.00万元，其中：政府采购货物支出3.00万元、政府采购工程支出3.00万元、政府采购服务支出3.00万元。
A15 相差 | 收入总计100.00万元，其中年初结转和结余10.00万元；使用非财政拨款结余0.00万元；本年收入合计80.00万元。
A15 相差 | 本年支出合计100.00万元，其中：基本支出60.00万元，项目支出45.00万元。
A15 分项 | 绩效自评的2024年度项目9个，涉及预算金额10.00万元，平均得分90分（其中，绩效评级为“优”的项目8个；绩效评级为“良”的项目0个。绩效自评中共发现问题3个，已经完成整改的2个，正在整改的1个）。
A15 分项 | 绩效自评中共发现问题3个，已经完成整改的1个，正在整改的1个。
A15 分项 | 截至2024年12月31日，共有车辆4辆，其中：应急保障用车1辆、其他用车2辆。
A20 单位 | 一般公共预算财政拨款支出决算数为122.87，完成预算100%。
A20 % | 本年支出合计110.00万元，比上年增加10.00万元，增长10.00。
A20 % | 本年支出合计100.00万元，其中：基本支出100.00万元，占100.00。
A21 没有数字 | 本年收入合计100.00万元，其中：财政拨款收入100.00万元，占 %。
A21 没有填写 | 机关运行经费支出{}万元。
A21 没有填写 | 【待补充：机关运行经费增加的主要原因】
A21 没有填写 | XX局2024年度机关运行经费支出0.00万元。
A21 没有数字 | 2024年度机关运行经费支出万元。
A22 2022 | 2024年度收、支总计均为120.00万元。与2022年度相比，收、支总计各增加20.00万元，增长20.00%。
A15 不等于 | 2024年度收入总计1500.00万元，支出总计1400.00万元。
A22 2023 | 截至2023年12月31日，本部门共有车辆0辆。
A22 2023 | 2023年度本年收入合计120.00万元。
A23 别的单位 | 某县教育局2024年度财政拨款收入100.00万元。
A24 重复 | 公务接待费支出5.00万元。主要原因是主要原因是接待增加。
A24 重复 | 公务接待费支出5.00万元。。
A24 重复 | 公务接待费支出5.00万元，，与上年持平。
A25 卫生健康支出 | 医疗卫生与计划生育支出（类）行政事业单位医疗（款）事业单位医疗（项）：支出决算为2.85万元。
A25 养老支出 | 社会保障和就业支出（类）行政事业单位离退休（款）：支出决算为2.85万元。
A27 | 机关运行经费支出6.00万元，本单位无机关运行经费。
"""  # noqa: E501

RIGHT_LINES = [line for line in RIGHT.strip().split("\n") if line]
WRONG_LINES = [line.split(" | ", 1) for line in WRONG.strip().split("\n") if line]


@pytest.mark.parametrize("sentence", RIGHT_LINES)
def test_a_correct_sentence_is_left_alone(sentence: str) -> None:
    assert [f"{f.code} {f.message}" for f in audit(*sentence.split(" | "))] == []


@pytest.mark.parametrize(("what", "sentence"), WRONG_LINES)
def test_a_wrong_sentence_is_found_with_its_cause(what: str, sentence: str) -> None:
    code, _, cause = what.partition(" ")
    found = [finding for finding in audit(sentence) if finding.code == code]
    assert found, [f"{f.code} {f.message}" for f in audit(sentence)]
    assert any(cause in finding.message for finding in found), [finding.message for finding in found]
    assert len(audit(sentence)) == len(found)


@pytest.mark.parametrize(("what", "sentence"), WRONG_LINES)
def test_a_finding_shows_the_sentence_the_words_and_what_to_do(what: str, sentence: str) -> None:
    for finding in audit(sentence):
        assert finding.source == Source("x.txt", "2:1") and finding.hint
        assert finding.quote and finding.quote in sentence


def test_the_expected_value_is_the_one_that_the_amounts_give() -> None:
    (finding,) = audit("本年收入合计120.00万元，比上年增加20.00万元，增长16.67%。")
    assert (finding.printed, finding.expected) == ("16.67%", "20.00%（19.99% 至 20.01% 之间）")
    assert finding.quote == "本年收入合计120.00万元，比上年增加20.00万元，增长16.67%。"


# Across sentences


def test_a_paragraph_beyond_all_measure_is_told_and_not_judged() -> None:
    wrong = "本年收入合计120.00万元，比上年增加20.00万元，增长16.67%。"
    found = audit_text(document(wrong * 1000))
    assert [(f.code, f.severity, f.message) for f in found] == [
        ("A06", Severity.INFO, f"这一段有 {len(wrong) * 1000} 个字，太长，没有审核")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "支出合计100万元，其中：" + "、".join(f"项目{n}支出{n}万元" for n in range(1400)) + "。",
        "1" * 19_000,
        "截至2024年12月31日，共有车辆" + "1" * 19_000 + "辆。",
        TITLE * 900,
        "共计" * 9000 + "支出2.00万元",
    ],
    ids=["list", "digits", "vehicles", "titles", "words"],
)
def test_a_long_paragraph_comes_to_an_end(text: str) -> None:
    """Each of these took minutes once, for some search began anew at every character."""
    assert isinstance(audit(text), list)


def test_an_item_that_is_stated_again_keeps_its_amount() -> None:
    first = "三、2024年度机关运行经费支出情况"
    assert codes("机关运行经费支出12.34万元。", first, "机关运行经费支出12.43万元。") == ["A16"]
    assert codes("机关运行经费支出12.34万元。", first, "机关运行经费支出12.3万元。") == []
    assert codes("机关运行经费支出12.34万元。", first, "机关运行经费支出123400.00元。") == []


def test_yuan_for_ten_thousand_yuan_is_told_as_such() -> None:
    (finding,) = audit("机关运行经费支出12.34万元。", "机关运行经费支出12.34元。")
    assert finding.code == "A16" and "把“万元”写成了“元”" in finding.message


def test_a_change_that_was_copied_from_the_totals_is_told_as_such() -> None:
    (finding,) = audit(
        "2024年度收、支总计均为180.63万元。与2023年度相比，收、支总计各减少0.75万元，下降0.4%。",
        "2024年度一般公共预算财政拨款支出122.8万元。与2023年度相比，一般公共预算财政拨款支出减少0.75万元，下降0.4%。",
    )
    assert finding.code == "A10" and "照抄" in finding.message and finding.expected.startswith("0.6%")


def test_both_sides_of_the_accounts_come_to_one_total() -> None:
    assert codes("2024年度收入总计100.00万元。", "2024年度支出总计90.00万元。") == ["A15"]


TABLE = Grid(
    "财政拨款“三公”经费支出决算表",
    "万元",
    (
        ("项目", "栏次", "年初预算数", "全年预算数", "决算数"),
        ("一、“三公”经费支出", "1", "3.00", "2.00", "1.17"),
        ("3.公务接待费", "6", "3.00", "2.00", "1.17"),
    ),
    Source("x.txt", "9:1"),
)


def test_the_text_says_what_its_table_says() -> None:
    assert codes("公务接待费全年预算数2.00万元，决算数1.17万元。", grids=(TABLE,)) == []
    (finding,) = audit("公务接待费全年预算数2.00万元，决算数1.71万元。", grids=(TABLE,))
    assert finding.code == "A17" and "1.17" in finding.expected and finding.also == (Source("x.txt", "9:1"),)


def test_a_table_by_codes_adds_up() -> None:
    def spending(total: str) -> Grid:
        rows = (
            ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"),
            ("合计", "", total, total, ""),
            ("208", "社会保障和就业支出", "14.66", "14.66", ""),
            ("20805", "行政事业单位养老支出", "14.66", "14.66", ""),
            ("2080505", "机关事业单位基本养老保险缴费支出", "9.78", "9.78", ""),
            ("2080506", "机关事业单位职业年金缴费支出", "4.89", "4.89", ""),
        )
        return Grid("支出决算表", "万元", rows, Source("x.txt", "9:1"))

    assert codes(grids=(spending("14.66"),)) == []
    assert set(codes(grids=(spending("14.76"),))) == {"A29"}
    assert codes(grids=(spending(""),)) == ["A28"]


def test_another_units_name_in_a_heading_is_found() -> None:
    (finding,) = audit("第一部分 某县教育局概况", "部门：某县财政局", title="某县财政局2024年度部门决算")
    assert finding.code == "A23" and finding.expected == "某县财政局"


def test_last_years_number_in_a_heading_is_found() -> None:
    (finding,) = audit("第三部分 2023年度部门决算情况说明", "2024年度收入总计1.00万元。", "2024年度支出总计1.00万元。")
    assert finding.code == "A22" and finding.expected == "2024"


def test_required_sections_and_tables_are_asked_for_in_order() -> None:
    text = document("二、支出决算情况说明", "一、收入决算情况说明", grids=(TABLE,))
    sections = ("收入决算情况说明", "支出决算情况说明", "机关运行经费支出情况说明")
    found = audit_text(text, sections=sections, tables=("收入决算表",))
    assert [finding.message for finding in found] == [
        "缺少部分“机关运行经费支出情况说明”",
        "缺少表“收入决算表”",
        "部分“支出决算情况说明”应当在“收入决算情况说明”之后",
    ]
    assert audit_text(text) == []


# Another province's wording

SHANGHAI = ROOT / "tests" / "audit" / "shanghai.txt"


def test_the_wording_of_shanghai_is_understood() -> None:
    title, *paragraphs = SHANGHAI.read_text("utf-8").splitlines()
    assert [f"{f.code} {f.message}" for f in audit(*paragraphs, title=title)] == []
    made = found = 0
    for line, text in enumerate(paragraphs):
        for number in re.finditer(r"\d[\d,]*(?:\.\d+)?(?=万元|%|辆)", text):
            for at in range(number.start(), number.end()):
                if text[at].isdigit():
                    changed = text[:at] + str((int(text[at]) + 5) % 10) + text[at + 1 :]
                    made += 1
                    found += bool(audit(*paragraphs[:line], changed, *paragraphs[line + 1 :], title=title))
    assert found * 100 >= made * 84, (found, made)


# The two published documents


def published(name: str) -> list[tuple[str, str, str]]:
    path = PUBLISHED / f"{name}.txt"
    return [(f.code, f.printed, f.expected) for f in told(audit_text(read_document(path), outdated=former))]


def test_what_is_wrong_in_the_document_of_jingdezhen_is_found_and_no_more() -> None:
    assert set(published("jingdezhen-2024")) == {
        ("A28", "", "191.88、170.88、21.00"),
        ("A28", "90分", "97分"),
        ("A28", "99.1", "99.19%"),
        ("A25", "行政事业单位离退休", "行政事业单位养老支出"),
    }


def test_what_is_wrong_in_the_document_of_dachuan_is_found_and_no_more() -> None:
    assert published("dachuan-2023") == [
        ("A10", "0.40%", "0.41%（0.41% 至 0.42% 之间）"),
        ("A10", "0.4%", "0.6%"),
        ("A25", "行政事业单位离退休", "行政事业单位养老支出"),
        ("A25", "医疗卫生与计划生育支出", "卫生健康支出"),
        ("A25", "行政事业单位离退休", "行政事业单位养老支出"),
        ("A25", "医疗卫生与计划生育", "卫生健康支出"),
    ]


# Our own drafts

# What our own cases get wrong on purpose, or publish wrong as their sources did.
TRUE = {("doubtful-reasons", "A24"), ("jingdezhen", "A28")}


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
@pytest.mark.parametrize(("style", "case"), cases(), ids=named)
def test_a_draft_of_ours_has_nothing_to_find_but_its_blanks(
    style: str, case: Path, full: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = drafted(style, case.relative_to(ROOT), full)
    path = tmp_path / "draft.txt"
    path.write_bytes(render(result, ".txt"))
    found = told(audit_text(read_document(path), outdated=former))
    found = [f for f in found if not (f.code == "A21" and "待补充" in f.printed) and (case.name, f.code) not in TRUE]
    assert [f"{f.source} {f.code} {f.message}" for f in found] == []


# Every digit of every number


def text_of(style: str) -> tuple[list[str], list[tuple[int, int, int]]]:
    """The paragraphs of a draft, and where the numbers of its figures stand: paragraph, begin, end."""
    narrative = drafted(style, UNITS[style].relative_to(ROOT)).narrative
    lines, places = [narrative.title], [(0, m.start(), m.end()) for m in re.finditer(r"\d{4}", narrative.title)]
    for block in narrative.blocks:
        if isinstance(block, Heading | Paragraph):
            text = block.number
            for inline in block.inlines:
                if isinstance(inline, Number):
                    places.append((len(lines), len(text), len(text) + len(inline.text)))
                text += inline.text
            lines.append(text)
    return lines, places


def slips(lines: list[str], places: list[tuple[int, int, int]]) -> Iterator[tuple[int, list[str]]]:
    """Each number with one digit changed, by its index; the last digit by more than rounding may change it."""
    for index, (line, begin, end) in enumerate(places):
        for at in range(begin, end):
            if lines[line][at].isdigit():
                other = str((int(lines[line][at]) + 5) % 10)
                changed = lines[line][:at] + other + lines[line][at + 1 :]
                yield index, [*lines[:line], changed, *lines[line + 1 :]]


@cache
def measured(style: str) -> tuple[int, int, list[str], int]:
    """Slips found, slips made, the numbers of which no slip is found with the words before them, all numbers."""
    lines, places = text_of(style)

    def found(text: list[str]) -> set[tuple[str, str]]:
        return {(f.code, f.message) for f in told(audit_text(document(*text[1:], title=text[0])))}

    known = found(lines)
    results = [(index, bool(found(text) - known)) for index, text in slips(lines, places)]
    seen = {index for index, hit in results if hit}
    missed = [lines[line][max(0, begin - 30) : end + 2] for i, (line, begin, end) in enumerate(places) if i not in seen]
    return sum(hit for _, hit in results), len(results), missed, len(places)


@pytest.mark.parametrize(("style", "slips_found", "numbers_found"), [("jiangxi", 89, 88), ("sichuan", 88, 91)])
def test_most_slips_of_one_digit_are_found(
    style: str, slips_found: int, numbers_found: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In percent of all slips, and of all numbers, years and counts and scores included."""
    monkeypatch.chdir(ROOT)
    found, made, missed, numbers = measured(style)
    assert found * 100 >= made * slips_found, (found, made)
    assert (numbers - len(missed)) * 100 >= numbers * numbers_found, (len(missed), numbers)


# Amounts and rates that no other number of the text speaks of.
ALONE = re.compile(
    "占(?:货物|工程|服务)支出金额的|涉及一般公共预算支出|政府性基金预算支出|国有资本预算支出|占项目支出总额的|占部门整体项目预算资金比例|"
    "金融服务中心政府采购支出总额|"
    # Budgets of the parts of “三公”, what was received, projects by stage and suppliers by kind are told only once.
    "(?:费|费支出)决算为[0-9.]+万元，完成预算的|国内公务接待支出|外宾接待支出|预算财政拨款收入|涉及预算金额|"
    "预留政府采购项目预算金额|中标或成交的，采购金额"
)


@pytest.mark.parametrize("style", UNITS)
def test_a_slip_in_every_number_that_takes_part_in_a_claim_is_found(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    missed = [text for text in measured(style)[2] if re.search(r"[\d.]+(?:%|万元?)$|[\d.]+%.$", text)]
    assert [text for text in missed if not ALONE.search(text)] == []
