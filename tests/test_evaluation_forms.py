"""项目支出绩效自评表: what the record states stands in the form, the rates and sums are computed, faults are told."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.model.blocks import Cell, Table
from generator.model.figure import How
from generator.model.finding import Finding
from generator.model.inlines import Blank, Number, Quote, plain
from generator.model.narrative import Narrative, Paragraph
from generator.pipeline import Drafted, draft, render

from .conftest import ROOT

RECORD = """\
单位名称: 青山县水利局
单位性质: 行政单位
年度: 2024
样式: jiangxi
新设单位: 是
绩效:
  项目:
    - 名称: 水库除险加固
      年初预算: 150000.00
      全年预算: 150000.00
      全年执行: 148500.00
      得分: 99.9
      等级: 优
      自评表:
        主管部门: 青山县水利局
        实施单位: 青山县水利局
        执行分值: 10
        执行得分: 9.9
        预期目标: 完成水库除险加固
        实际完成情况: 已完成
        指标:
          - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 加固水库数, 年度指标值: 2座,
             实际完成值: 2座, 分值: 40, 得分: 40}
          - {一级指标: 产出指标, 二级指标: 数量指标, 三级指标: 加固堤坝数, 年度指标值: 1座,
             实际完成值: 1座, 分值: 15, 得分: 15}
          - {一级指标: 产出指标, 二级指标: 质量指标}
          - {一级指标: 效益指标, 二级指标: 社会效益指标, 三级指标: 受益人口, 年度指标值: ≥2000人,
             实际完成值: 2150人, 分值: 35, 得分: 35}
"""


@cache
def jingdezhen() -> Drafted:
    return draft(ROOT / "data" / "jingdezhen" / "2024.yaml", full=True)


def drafted(folder: Path, record: str) -> Drafted:
    path = folder / "2024.yaml"
    path.write_text(record, encoding="utf-8")
    return draft(path, full=True)


def forms(narrative: Narrative) -> list[Table]:
    return [block for block in narrative.blocks if isinstance(block, Table) and block.title == "项目支出绩效自评表"]


def laid_out(table: Table) -> list[list[str]]:
    """The text of every place of the grid; a cell stands in each place that it covers."""
    width, rows = len(table.widths), [*table.header, *table.rows]
    grid = [[""] * width for _ in rows]
    taken = [[False] * width for _ in rows]
    for line, row in enumerate(rows):
        for cell in row:
            column = taken[line].index(False)
            for y in range(line, line + cell.rows):
                for x in range(column, column + cell.columns):
                    assert not taken[y][x]
                    grid[y][x], taken[y][x] = plain(cell.inlines), True
    assert all(map(all, taken))
    return grid


def cell_of(table: Table, text: str) -> Cell:
    return next(cell for row in table.rows for cell in row if plain(cell.inlines) == text)


def told(result: Drafted, code: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]


# The forms of the published document


def test_each_project_has_its_form_behind_a_line_that_names_it() -> None:
    blocks = jingdezhen().narrative.blocks
    found = [index for index, block in enumerate(blocks) if block in forms(jingdezhen().narrative)]
    before = [blocks[index - 1] for index in found]
    assert [plain(block.inlines) for block in before if isinstance(block, Paragraph)] == [
        f"景德镇市金融服务中心（本级）“{name}”项目支出绩效自评表如下："
        for name in (
            "2024金融服务实体经济政银企对接活动专项",
            "2024年防范金融风险打击非法集资专项",
            "2024企业上市“映山红行动”专项",
            "2024“赣金普惠”平台建设及运行维护",
        )
    ]


def test_the_sums_are_those_of_the_published_forms() -> None:
    sums = [laid_out(table)[-1][-4:] for table in forms(jingdezhen().narrative)]
    assert sums == [
        ["总分", "100", "97", ""],
        ["总分", "100", "85.31", ""],
        ["总分", "100", "80.61", ""],
        ["总分", "100", "80.61", ""],
    ]


def test_the_execution_rate_is_computed_where_the_published_one_was_cut_short() -> None:
    """The document prints 99.1 for 20.8291 of 21, and .81 for 0.1707 of 21."""
    rows = [laid_out(table)[3][2:] for table in forms(jingdezhen().narrative)]
    assert rows == [
        ["年度资金总额", "21", "21", "20.83", "10", "99.19%", "7"],
        ["年度资金总额", "17", "17", "0", "10", "0%", "0"],
        ["年度资金总额", "21", "21", "0.17", "10", "0.81%", "0"],
        ["年度资金总额", "30", "30", "0", "10", "0%", "0"],
    ]


def test_a_form_stands_in_the_text_without_a_number_of_the_official_tables() -> None:
    for table in forms(jingdezhen().narrative):
        assert (table.number, table.unit_line, table.own_page) == ("", "", False)
        assert table.head == ("", "（2024年度）")


def test_the_forms_are_left_out_of_the_text_alone() -> None:
    narrative = draft(ROOT / "data" / "jingdezhen" / "2024.yaml").narrative
    assert forms(narrative) == []
    assert "自评表如下" not in render(draft(ROOT / "data" / "jingdezhen" / "2024.yaml"), ".txt").decode("utf-8")


def test_the_published_forms_give_nothing_to_warn_of() -> None:
    assert [f for f in jingdezhen().findings if f.code in ("T03", "T04", "W02", "W09")] == []


# What is in a form


def test_indicators_of_one_level_share_a_cell(tmp_path: Path) -> None:
    (table,) = forms(drafted(tmp_path, RECORD).narrative)
    assert (cell_of(table, "绩效指标").rows, cell_of(table, "产出指标").rows, cell_of(table, "数量指标").rows) == (
        5,
        3,
        2,
    )
    lines = [row[1:5] for row in laid_out(table)[7:11]]
    assert lines == [
        ["产出指标", "数量指标", "加固水库数", "2座"],
        ["产出指标", "数量指标", "加固堤坝数", "1座"],
        ["产出指标", "质量指标", "", ""],
        ["效益指标", "社会效益指标", "受益人口", "≥2000人"],
    ]


def test_numbers_are_figures_and_words_are_quoted_with_their_lines(tmp_path: Path) -> None:
    (table,) = forms(drafted(tmp_path, RECORD).narrative)
    assert isinstance(number := cell_of(table, "99%").inlines[0], Number)
    assert (number.figure.how, number.figure.exact) == (How.COMPLETION, Decimal(99))
    whole = table.rows[-1][2].inlines[0]
    assert isinstance(whole, Number)
    assert (whole.text, [str(part.exact) for part in whole.figure.inputs]) == ("99.9", ["9.9", "40", "15", "35"])
    (words,) = cell_of(table, "≥2000人").inlines
    assert isinstance(words, Quote) and words.source is not None
    assert words.source.line == 1 + RECORD.splitlines().index(next(x for x in RECORD.splitlines() if "≥2000人" in x))


def test_money_of_the_government_is_left_out_where_the_record_does_not_tell_it_apart(tmp_path: Path) -> None:
    (table,) = forms(drafted(tmp_path, RECORD).narrative)
    assert [row[2] for row in laid_out(table)[2:5]] == ["", "年度资金总额", "预期目标"]


def test_a_project_without_a_budget_has_no_rate(tmp_path: Path) -> None:
    record = RECORD.replace("全年预算: 150000.00", "全年预算: 0").replace("全年执行: 148500.00", "全年执行: 0")
    (table,) = forms(drafted(tmp_path, record).narrative)
    assert laid_out(table)[3][7] == "—"


def test_what_a_line_lacks_is_a_blank_and_so_is_the_sum(tmp_path: Path) -> None:
    record = RECORD.replace("实际完成值: 2150人, 分值: 35, 得分: 35", "分值: 35")
    (table,) = forms(drafted(tmp_path, record).narrative)
    line, whole = laid_out(table)[-2], laid_out(table)[-1]
    assert [text.startswith("【待补充") for text in line] == [False] * 5 + [True, False, True, False]
    assert whole[6] == "100" and whole[7].startswith("【待补充")
    blanks = [i.entry.strip() for row in table.rows for cell in row for i in cell.inlines if isinstance(i, Blank)]
    assert "2024 年记录：绩效.项目第1条的自评表.指标第4条的得分" in blanks


def test_a_project_without_a_form_leaves_a_blank_in_its_place(tmp_path: Path) -> None:
    result = drafted(tmp_path, RECORD.partition("      自评表:")[0])
    assert forms(result.narrative) == []
    assert ["”的自评表" in finding.message for finding in told(result, "W02")].count(True) == 1


def test_points_that_a_project_does_not_state_are_those_of_its_form(tmp_path: Path) -> None:
    result = drafted(tmp_path, RECORD.replace("      得分: 99.9\n", ""))
    assert "综合平均分99.9分" in render(result, ".txt").decode("utf-8")


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".json", ".txt"])
def test_every_format_takes_the_forms(suffix: str) -> None:
    assert render(jingdezhen(), suffix)


# What is checked


def test_points_unlike_the_form_are_told_with_both_numbers(tmp_path: Path) -> None:
    assert told(drafted(tmp_path, RECORD), "T03") == []
    (finding,) = told(drafted(tmp_path, RECORD.replace("得分: 99.9", "得分: 98")), "T03")
    assert finding.message == "项目“水库除险加固”写的得分 98 与自评表各项得分之和 99.9 相差 1.9"
    assert finding.source is not None and finding.source.line == 12


def test_weights_that_are_not_a_hundred_are_told(tmp_path: Path) -> None:
    assert told(drafted(tmp_path, RECORD), "T04") == []
    (finding,) = told(drafted(tmp_path, RECORD.replace("分值: 35", "分值: 30")), "T04")
    assert "分值合计 95，" in finding.message and "相差 5" in finding.message


def test_an_incomplete_form_is_not_summed_nor_judged(tmp_path: Path) -> None:
    result = drafted(tmp_path, RECORD.replace("分值: 35, 得分: 35", "得分: 30").replace("得分: 15", "偏差原因: 停工"))
    assert told(result, "T03") + told(result, "T04") == []
