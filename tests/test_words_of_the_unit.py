"""What the unit says in its own words: reasons that fit no figure are left out or doubted, its own definitions come
first, its name for itself stands in every sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.narrate.speaker import Speaker
from generator.pipeline import Drafted, draft, load_wording, render

RECORD = """\
单位名称: 青山县水利局
单位性质: 行政单位
自称: 本局
年度: 2024
样式: jiangxi
新设单位: 是
支出:
  按功能分类:
    - {科目: "2130301", 名称: 行政运行, 基本支出: 820000.00, 项目支出: 0, 年初预算: 820000.00}
  类款名称: {"213": 农林水支出, "21303": 水利}
三公经费:
  公务接待费: {全年预算: 5000.00, 决算数: 5000.00}
变动原因:
  农林水支出预决算差异: 人员减少
  公务接待费预决算差异: 无公务接待支出
  公务接待费内容: |
    上级检查
    外地考察。
    其他
"""


def drafted(folder: Path, record: str = RECORD, full: bool = False) -> Drafted:
    path = folder / "2024.yaml"
    path.write_text(record, encoding="utf-8")
    return draft(path, full=full)


def text(result: Drafted) -> str:
    return render(result, ".txt").decode("utf-8")


def told(result: Drafted, code: str) -> list[str]:
    return [f"{finding.message} {finding.hint}" for finding in result.findings if finding.code == code]


def test_no_reason_is_printed_for_a_difference_from_the_budget_that_is_not_there(tmp_path: Path) -> None:
    result = drafted(tmp_path)
    assert "完成年初预算的100.00%。\n" in text(result) and "预决算差异主要原因" not in text(result)
    assert any("农林水支出预决算差异" in message for message in told(result, "I01"))
    assert "完成全年预算的100.00%，主要原因：无公务接待支出" in text(result)  # the format always wants one here


@pytest.mark.parametrize("words", ["无公务接待支出", "没有发生公务接待", "本年未发生", "本单位2024年度无此项支出"])
@pytest.mark.parametrize("amount", ["5000.00", "-300.00"])
def test_a_reason_that_says_there_was_nothing_is_doubted_where_there_was_something(
    words: str, amount: str, tmp_path: Path
) -> None:
    record = RECORD.replace("无公务接待支出", words).replace("决算数: 5000.00", f"决算数: {amount}")
    assert [words in message for message in told(drafted(tmp_path, record), "W03")].count(True) == 1


@pytest.mark.parametrize(
    "words", ["上年无此项支出，本年新增", "人员没有变动", "无新增人员", "无年初预算安排", "上年没有支出"]
)
def test_a_reason_that_denies_something_else_is_not_doubted(words: str, tmp_path: Path) -> None:
    assert told(drafted(tmp_path, RECORD.replace("无公务接待支出", words)), "W03") == []


def test_nothing_is_not_doubted_where_there_was_nothing(tmp_path: Path) -> None:
    assert told(drafted(tmp_path, RECORD.replace("5000.00", "0")), "W03") == []


@pytest.mark.parametrize(
    ("words", "doubted"),
    [
        ("压减一般性支出", True),
        ("人员增加2人", True),
        ("人员有增加也有减少", False),
        ("人员没有增加", False),
        ("工作任务与上年相同", False),
    ],
)
def test_a_reason_that_names_one_direction_is_doubted_where_nothing_moved(
    words: str, doubted: bool, tmp_path: Path
) -> None:
    spent = "财政拨款: {一般公共预算财政拨款支出: 820000.00}\n"
    record = RECORD.replace("新设单位: 是\n", "").replace("jiangxi", "shanghai")
    record += f"  一般公共预算财政拨款支出: {words}\n{spent}"
    (tmp_path / "2023.yaml").write_text(f"单位名称: 青山县水利局\n年度: 2023\n{spent}", encoding="utf-8")
    assert ["数字却是持平" in message for message in told(drafted(tmp_path, record), "W03")].count(True) == doubted


@pytest.mark.parametrize("opening", ["用于", "主要用于", "主要原因是"])
def test_words_that_the_sentence_has_already_are_told(opening: str, tmp_path: Path) -> None:
    assert opening in "".join(told(drafted(tmp_path, RECORD.replace("上级检查", opening + "上级检查")), "W08"))


def test_lines_of_a_reason_become_clauses_of_its_sentence(tmp_path: Path) -> None:
    assert "主要是：上级检查；外地考察。其他。" in text(drafted(tmp_path))


def test_a_definition_of_the_record_comes_before_that_of_the_phrase_bank(tmp_path: Path) -> None:
    own = 'RECORD名词解释:\n  "2130301": 反映水利局的基本支出。\n  水利: 指本局的水利支出。\n  三公经费: 指三项经费。\n'
    result = drafted(tmp_path, own.replace("RECORD", RECORD), full=True)
    assert "（项2130301）：反映水利局的基本支出。" in text(result)
    assert "水利（款21303）：指本局的水利支出。" in text(result)
    assert "三公”经费：指三项经费。" in text(result)


def test_a_definition_that_is_not_needed_is_told(tmp_path: Path) -> None:
    result = drafted(tmp_path, RECORD + "名词解释:\n  经营收入: 指经营收入。\n", full=True)
    assert any("经营收入" in message for message in told(result, "I01"))


def test_the_hint_for_a_definition_names_an_entry_that_is_read(tmp_path: Path) -> None:
    record = RECORD.replace("2130301", "2999999").replace('"213"', '"299"').replace('"21303"', '"29999"')
    assert any("写进 2024 年记录：名词解释.2999999" in m for m in told(drafted(tmp_path, record, full=True), "W02"))
    own = record + '名词解释: {"2999999": 反映水利局的基本支出。}\n'
    assert not any("名词解释.2999999" in m for m in told(drafted(tmp_path, own, full=True), "W02"))


def test_the_unit_calls_itself_as_it_says_in_the_performance_section_too(tmp_path: Path) -> None:
    projects = "绩效:\n  项目: [{名称: 水库除险加固, 年初预算: 100.00}]\n"
    assert "本局组织对纳入2024年度" in text(drafted(tmp_path, RECORD + projects))
    assert "我部门组织对纳入2024年度" in text(drafted(tmp_path, RECORD.replace("本局", "本部门") + projects))
    sichuan = RECORD.replace("jiangxi", "sichuan") + projects
    assert "本局为2024年度新设单位" in text(drafted(tmp_path, sichuan))
    assert "本局在2024年度预算编制阶段" in text(drafted(tmp_path, sichuan))


def test_a_hint_names_every_row_that_a_total_lacks_or_all_rows_where_all_lack(tmp_path: Path) -> None:
    row = '    - {科目: "2130302", 名称: 一般行政管理事务, 基本支出: 0, 项目支出: 100.00}\n'
    record = RECORD.replace("  类款名称", row + "  类款名称")
    some = told(drafted(tmp_path, record), "W02")
    wanted = "待补充：财政拨款支出年初预算（缺一般行政管理事务年初预算）"
    assert any(m.startswith(wanted) and m.endswith("：支出.按功能分类.2130302.年初预算") for m in some)
    none = told(drafted(tmp_path, record.replace(", 年初预算: 820000.00", "")), "W02")
    wanted = "待补充：财政拨款支出年初预算 "
    assert any(m.startswith(wanted) and m.endswith("：支出.按功能分类各行的年初预算") for m in none)
    assert any(m.endswith("：一般公共预算基本支出.按经济分类各行的金额") for m in none)


def test_a_total_without_performance_claims_no_evaluation(tmp_path: Path) -> None:
    result = drafted(tmp_path, RECORD.replace("jiangxi", "sichuan"))
    assert "2024年度预算绩效管理情况【待补充：绩效】。" in text(result) and "全面开展绩效自评" not in text(result)


def test_reports_are_said_to_be_attached_only_where_they_are(tmp_path: Path) -> None:
    evaluated = RECORD + "绩效:\n  项目: [{名称: 水库}]\n  部门评价: [{名称: 水库}]\n"
    attached = evaluated + "附件: [{名称: 评价报告, 内容: [很好]}]\n"
    assert "部门评价报告见" not in text(drafted(tmp_path, attached))
    assert "部门评价报告见" not in text(drafted(tmp_path, evaluated, full=True))
    assert "部门评价报告见第五部分附件" in text(drafted(tmp_path, attached, full=True))


def test_the_sample_styles_speak_of_nothing_in_the_singular_only_where_it_is_one() -> None:
    wording = load_wording("sichuan")
    speaker = Speaker(wording.style, wording.phrases, lambda figure, *_: figure.exact, 2024)
    assert speaker.say("basic.includes_one", names="办公费") == "，主要包括：办公费"
    assert speaker.say("basic.includes", names="办公费、邮电费") == "，主要包括：办公费、邮电费等"
