"""Two documents held against each other: what counts, what does not, and that nothing of either text is lost."""

from __future__ import annotations

import json
import re
import shutil
from copy import deepcopy
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from syrupy.assertion import SnapshotAssertion

from generator.cli import main
from generator.model.document import Document, DocumentBlock, Grid, Passage
from generator.model.revision import Change, Difference, Moved, Revision
from generator.model.source import Source
from generator.pipeline import draft
from generator.review.diff_revision import diff_documents
from generator.review.drafted_document import document_of
from generator.reviewing import compare
from generator.write.revision_docx import write_revision_docx
from generator.write.revision_html import write_revision_html
from generator.write.revision_report import write_differences

from .conftest import ROOT
from .word import faults, part

REFERENCE = ROOT / "templates" / "base" / "reference.docx"
JINGDEZHEN = ROOT / "data" / "jingdezhen" / "2024.yaml"
EXAMPLE = ROOT / "data" / "example" / "2024.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

OLD = """某局2023年度部门决算情况说明
# 一、收入决算情况说明
本部门2023年度收入总计208.29万元，其中年初结转和结余0.00万元，与上年持平；本年收入合计208.29万元，比上年增加13.29万元，\
增长6.82%，主要原因：厉行节约，压缩项目经费开支。
# 二、国有资产占用情况说明
截止2023年12月31日，本部门共有车辆3辆。
# 三、财政拨款“三公”经费支出决算情况说明
（一）因公出国（境）费决算数0.00万元，与上年持平，主要原因：无因公出国（境）事项。
（二）公务接待费决算数1.48万元，比上年减少0.31万元，下降17.32%，主要原因：接待人数较上年减少。
（三）会议费决算数2.00万元，与上年持平。"""

NEW = """某局2024年度部门决算情况说明
# 一、收入决算情况说明
本部门2024年度收入总计191.88万元，其中年初结转和结余0.00万元，与上年持平；本年收入合计191.88万元，比上年减少16.41万元，\
下降7.88%，主要原因：厉行节约，压缩项目经费开支。
# 二、财政拨款“三公”经费支出决算情况说明
（一）因公出国（境）费决算数0.00万元，与上年持平，主要原因：无因公出国（境）事项。
（二）公务接待费决算数1.17万元，比上年减少0.31万元，下降20.95%，主要原因：接待批次较上年减少。
（三）培训费决算数1.50万元，与上年持平。
# 三、机关运行经费支出情况说明
本部门2023年度机关运行经费支出0.00万元。"""


def document(text: str, *grids: Grid, path: str = "稿.txt") -> Document:
    """A document of lines; one that begins with # is the heading of a section."""
    blocks: list[DocumentBlock] = []
    for count, line in enumerate(text.splitlines(), 1):
        level = 1 if line.startswith("# ") else None
        blocks.append(Passage(line.removeprefix("# "), Source(path, f"{count}:1"), count, level))
    return Document(path, "txt", (*blocks, *grids))


def differences(old: str, new: str) -> list[Difference]:
    return list(diff_documents(document(old), document(new)).differences)


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(difference.kind.value, difference.old, difference.new) for difference in differences(old, new)]


@pytest.fixture(scope="module")
def sample() -> Revision:
    return diff_documents(document(OLD), document(NEW))


def test_the_report_says_what_matters_first(sample: Revision, text_file: SnapshotAssertion) -> None:
    assert write_differences(sample) == text_file


def test_years_that_moved_on_with_the_documents_do_not_count() -> None:
    old = "某局2023年度决算\n截止2023年12月31日，与2022年度相比持平，“2023普惠平台”共1个，二〇二三年。"
    new = "某局2024年度决算\n截止2024年12月31日，与2023年度相比持平，“2024普惠平台”共1个，二〇二四年。"
    assert told(old, new) == []


def test_a_year_that_stayed_behind_counts() -> None:
    old = "某局2023年度决算\n截止2023年12月31日，共有车辆3辆。"
    new = "某局2024年度决算\n截止2023年12月31日，共有车辆3辆。"
    assert told(old, new) == [("year", "2023年", "2023年")]


def test_a_year_that_both_name_and_that_is_past_does_not_count() -> None:
    assert told("2023年度决算\n本局2015年成立。", "2024年度决算\n本局2015年成立。") == []
    law = "按照《办法》（财预〔2023〕15号）办理。"
    assert told("2023年度决算\n" + law, "2024年度决算\n" + law) == []


@pytest.mark.parametrize(
    ("old", "new", "by", "unit"),
    [
        ("收入总计208.29万元。", "收入总计191.88万元。", "-16.41", "万元"),
        ("收入总计208.29万元。", "收入总计1,918,800.00元。", "-164100", "元"),
        ("占89.06%。", "占90%。", "0.94", "个百分点"),
        ("共有车辆3辆。", "共有车辆5辆。", "2", "辆"),
    ],
)
def test_a_figure_that_changed_tells_by_how_much(old: str, new: str, by: str, unit: str) -> None:
    (found,) = differences(old, new)
    assert (found.kind, found.by, found.unit) == (Moved.FIGURE, Decimal(by), unit)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("收入总计1234.50万元。", "收入总计1,234.50万元。"),
        ("收入总计1.5万元。", "收入总计15,000.00元。"),
        ("收入总计 12 万元。", "收入总计12万元。"),
        ("（一）收入总计12万元。", "1.收入总计12万元。"),
    ],
)
def test_another_way_of_writing_the_same_amount_does_not_count(old: str, new: str) -> None:
    assert told(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "was", "now"),
    [
        ("收入比上年增加1万元，增长2%。", "收入比上年减少3万元，下降4%。", "增加1万元，增长2%", "减少3万元，下降4%"),
        ("收入与上年持平。", "收入与上年相比减少3万元，下降4%。", "收入与上年持平", "收入与上年相比减少3万元，下降4%"),
        ("决算数大于年初预算数。", "决算数小于年初预算数。", "大于", "小于"),
        ("收入比上年增加1万元。", "收入比上年增加0万元，与上年持平。", "", ""),
    ],
)
def test_a_direction_that_flipped_is_told_once_with_its_numbers(old: str, new: str, was: str, now: str) -> None:
    found = [(d.old, d.new) for d in differences(old, new) if d.kind is Moved.DIRECTION]
    assert found == ([(was, now)] if was else [])


def test_a_direction_in_a_reason_is_wording() -> None:
    old = "收入比上年增加1万元，主要原因：人员减少。"
    assert [kind for kind, _, _ in told(old, old.replace("人员减少", "人员增加"))] == ["wording"]


def test_a_reason_that_stayed_though_the_figures_moved_is_told_with_them() -> None:
    old = "支出比上年增加1万元，主要原因：人员增加。\n接待费0.00万元，与上年持平，主要原因：无接待事项。"
    new = "支出比上年增加2万元，主要原因：人员增加。\n接待费0.00万元，与上年持平，主要原因：无接待事项。"
    copied = [d for d in differences(old, new) if d.kind is Moved.COPIED]
    assert [(d.old, d.new, d.quote) for d in copied] == [("增加1万元", "增加2万元", "人员增加")]


def test_a_reason_is_copied_though_its_year_moved_on() -> None:
    old = "2023年度\n支出比上年增加1万元，主要原因：2023年人员增加。"
    new = "2024年度\n支出比上年增加2万元，主要原因：2024年人员增加。"
    assert Moved.COPIED in [d.kind for d in differences(old, new)]


def test_a_blank_is_no_reason_and_subtracts_nothing() -> None:
    old = "支出【待补充：本年支出】，主要原因：【待补充：原因】。"
    new = "支出3万元，主要原因：【待补充：原因】。"
    (found,) = differences(old, new)
    assert (found.kind, found.by) == (Moved.FIGURE, None)


def test_words_change_as_clauses_and_never_as_single_characters() -> None:
    (found,) = differences("主要是项目经费增加。", "主要是项目资金增加。")
    assert (found.kind, found.old, found.new) == (Moved.WORDING, "经费", "资金")
    (found,) = differences("本年收入合计。", "本年收支合计。")
    assert (found.old, found.new) == ("本年收入合计", "本年收支合计")


def test_a_paragraph_that_only_changed_its_place_is_moved() -> None:
    lines = ["甲项目执行情况良好，目标已完成。", "乙项目进度滞后，原因在于招标。", "丙项目本年没有安排资金。"]
    assert told("\n".join(lines), "\n".join([lines[1], lines[2], lines[0]])) == [
        ("paragraph_moved", lines[0], lines[0])
    ]


def test_items_about_different_things_are_not_one() -> None:
    old = "（一）金融支出（类）年初预算数5.00万元，决算数5.00万元。"
    new = "（一）农林水支出（类）年初预算数7.00万元，决算数7.00万元。"
    assert [kind for kind, _, _ in told(old, new)] == ["paragraph_added", "paragraph_lost"]


def test_a_section_stands_for_all_that_is_in_it() -> None:
    old = "# 一、收入\n收入总计5万元。"
    new = old + "\n# 二、政府采购支出情况说明\n政府采购支出总额3万元。\n授予中小企业合同金额2万元。"
    assert told(old, new) == [("section_added", "", "二、政府采购支出情况说明")]
    assert told(new, old) == [("section_lost", "二、政府采购支出情况说明", "")]


def test_a_section_that_was_moved_is_told_once() -> None:
    one, other = "# 一、收入决算\n收入总计5万元，比上年增加1万元。", "# 二、国有资产\n共有车辆3辆，设备1台。"
    moved = f"{other}\n{one}".replace("二、", "三、").replace("一、", "二、").replace("三、", "一、")
    assert [kind for kind, _, _ in told(f"{one}\n{other}", moved)] == ["section_moved"]


def table(*rows: str, unit: str = "万元") -> Grid:
    return Grid("支出决算表", unit, tuple(tuple(row.split("|")) for row in rows), Source("稿.txt", "表 1"))


def test_cells_are_told_by_the_names_of_their_rows_and_columns() -> None:
    old = table("科目编码|科目名称|合计|基本支出", "208|社会保障|5.00|5.00", "217|金融支出|9.10|1.10")
    new = table(
        "科目编码|科目名称|合计|基本支出", "208|社会保障|5.00|5.00", "210|卫生健康|1.00|1.00", "217|金融支出|8.20|1.10"
    )
    found = diff_documents(document("2023年度", old), document("2024年度", new)).differences
    assert [(d.kind.value, d.what, d.old, d.new, d.by) for d in found] == [
        ("cell", "217 金融支出，合计", "9.10", "8.20", Decimal("-0.90")),
        ("row_added", "210 卫生健康", "", "210 卫生健康 1.00 1.00", None),
    ]


def test_amounts_in_tables_of_two_units_are_not_subtracted() -> None:
    old, new = table("名称|合计", "金融支出|9.10"), table("名称|合计", "金融支出|82000.00", unit="元")
    (found,) = diff_documents(document("", old), document("", new)).differences
    assert (found.kind, found.by) == (Moved.CELL, None)


def test_a_table_with_other_columns_is_told_as_such() -> None:
    old, new = table("名称|合计", "金融支出|9.10"), table("名称|合计|其中", "金融支出|9.10|1.00")
    found = diff_documents(document("", old), document("", new)).differences
    assert [(d.kind, d.old, d.new) for d in found] == [(Moved.COLUMNS, "2栏", "3栏")]


# Any documents at all

WORDS = st.sampled_from(
    [
        "收入总计",
        "比上年",
        "增加",
        "减少",
        "持平",
        "1.20万元",
        "3%",
        "2023年度",
        "，",
        "。",
        "主要原因：",
        "人员变动",
        "<&>",
        "12辆",
    ]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=8).map("".join), min_size=1, max_size=8)
ROWS = st.lists(st.lists(st.sampled_from(["名称", "1.00", "208", "", "合计"]), min_size=2, max_size=2), max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = draw(LINES)
    text = "\n".join(f"# {line}" if draw(st.booleans()) and len(line) < 12 else line for line in lines)
    rows = draw(ROWS)
    return document(text, *([table(*map("|".join, rows))] if rows else []))


@settings(deadline=None)
@given(documents())
def test_a_document_does_not_differ_from_itself(one: Document) -> None:
    assert diff_documents(one, one).differences == ()


@settings(deadline=None)
@given(documents(), documents())
def test_the_rows_of_a_revision_hold_both_documents_to_the_letter(old: Document, new: Document) -> None:
    rows = diff_documents(old, new).rows
    for row in rows:
        if isinstance(row.old, Passage) and isinstance(row.new, Passage):
            assert "".join(piece.old for piece in row.pieces) == row.old.text
            assert "".join(piece.new for piece in row.pieces) == row.new.text
        if row.elsewhere is not None:
            assert rows[row.elsewhere].elsewhere is not None
            assert rows[rows[row.elsewhere].elsewhere or 0] is row
    assert [row.old for row in rows if row.old] == list(old.blocks)
    assert [row.new for row in rows if row.new] == list(new.blocks)


# Tracked changes


def settled(data: bytes, accepted: bool) -> list[str]:
    """The lines of the document after all changes were accepted or rejected, as Word does it; cells behind tabs."""
    body = deepcopy(etree.fromstring(part(data, "word/document.xml").encode())).find(f"{W}body")
    assert body is not None
    gone = f"{W}del" if accepted else f"{W}ins"
    lines: list[str] = []
    for block in body:
        if block.tag == f"{W}p":
            lines += line(block, gone)
        for row in block.iterfind(f"{W}tr"):
            if row.find(f"{W}trPr/{gone}") is None:
                lines.append("\t".join(text for cell in row.iterfind(f"{W}tc") for text in cell_texts(cell, gone)))
    return lines


def cell_texts(cell: etree._Element, gone: str) -> list[str]:
    """The text of a cell, once for each column that it covers."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    texts = ["".join(text for p in cell.iterfind(f"{W}p") for text in line(p, gone))]
    return texts * int("1" if span is None else span.get(f"{W}val", "1"))


def line(paragraph: etree._Element, gone: str) -> list[str]:
    texts = [
        t.text or "" for t in paragraph.iter(f"{W}t", f"{W}delText") if gone not in {a.tag for a in t.iterancestors()}
    ]
    ended = paragraph.find(f"{W}pPr/{W}rPr/{gone}") is not None
    return [] if ended and not texts else ["".join(texts)]


def lines_of(found: Document) -> list[str]:
    lines: list[str] = []
    for block in found.blocks:
        if isinstance(block, Passage):
            lines.append(block.text)
        else:
            lines += ["\t".join(row) for row in block.rows]
    return lines


def bare(lines: list[str]) -> list[str]:
    return [text for text in lines if text.strip()]


@settings(max_examples=60, deadline=None)
@given(documents(), documents())
def test_accepting_all_gives_the_new_text_and_rejecting_all_the_old(old: Document, new: Document) -> None:
    data = write_revision_docx(diff_documents(old, new), REFERENCE)
    assert bare(settled(data, accepted=True)) == bare(lines_of(new))
    assert bare(settled(data, accepted=False)) == bare(lines_of(old))


def test_the_tracked_document_is_sound_and_made_the_same_twice(sample: Revision, tmp_path: Path) -> None:
    data = write_revision_docx(sample, REFERENCE)
    assert data == write_revision_docx(sample, REFERENCE)
    assert faults(data, tmp_path) == []
    ids = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', part(data, "word/document.xml"))
    assert ids and len(ids) == len(set(ids))
    assert "trackRevisions" in part(data, "word/settings.xml")


def test_changes_are_numbers_words_of_direction_and_clauses(sample: Revision) -> None:
    data = part(write_revision_docx(sample, REFERENCE), "word/document.xml")
    deleted = re.findall("<w:delText[^>]*>([^<]*)<", data)
    assert {"208.29", "增加", "13.29", "增长", "6.82", "2023"} <= set(deleted)
    assert all(len(text) > 1 for text in deleted)


def test_tables_are_tracked_by_cells_and_rows(tmp_path: Path) -> None:
    old = document("2023年度", table("科目|合计", "208|5.00", "217|9.10"))
    new = document("2024年度", table("科目|合计", "210|1.00", "217|8.20"))
    data = write_revision_docx(diff_documents(old, new), REFERENCE)
    assert faults(data, tmp_path) == []
    assert settled(data, accepted=True)[:-1] == lines_of(new)
    assert settled(data, accepted=False)[:-1] == lines_of(old)


# The page


class Page(HTMLParser):
    """Which elements a page opens and closes, where its links lead, and whether it needs anything from outside."""

    VOID = ("meta", "br", "input")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.outside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.ids.add(found.get("id") or "")
        self.links += [found["href"] or ""] if "href" in found else []
        self.outside += [tag] if tag in ("script", "link", "img", "iframe") or "src" in found else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_every_link_leads_to_a_row(sample: Revision) -> None:
    page = Page(write_revision_html(sample))
    assert (page.open, page.outside) == ([], [])
    assert len(page.links) >= len(sample.differences)
    assert {link.removeprefix("#") for link in page.links} <= page.ids


def test_the_page_escapes_what_the_texts_hold() -> None:
    revision = diff_documents(document("<script>甲&乙"), document("<script>甲&丙"))
    page = write_revision_html(revision)
    assert "<script>" not in page and "&lt;script&gt;" in page


# Real units, through all formats


def last_year(folder: Path) -> Path:
    """A made-up 2023 of a real unit: more income, spent on projects; the reasons are those of 2024."""
    folder.mkdir()
    text = JINGDEZHEN.read_text("utf-8")
    for now, before in (
        ("年度: 2024", "年度: 2023"),
        ("2024年", "2023年"),
        ("一般公共预算财政拨款收入: 1918810.00", "一般公共预算财政拨款收入: 2082910.00"),
        ("财政拨款收入: 1639580.00", "财政拨款收入: 1803680.00"),
        ("基本支出: 1429582.00, 项目支出: 209998.00", "基本支出: 1429582.00, 项目支出: 374098.00"),
    ):
        assert now in text
        text = text.replace(now, before)
    (folder / "2023.yaml").write_text(text, "utf-8")
    shutil.copy(JINGDEZHEN.parent / "附件1.txt", folder)
    prior = (JINGDEZHEN.parent / "2023.yaml").read_text("utf-8")
    prior = prior.replace("年度: 2023", "年度: 2022").replace("合计: 2082910.00", "合计: 1950000.00")
    (folder / "2022.yaml").write_text(prior, "utf-8")
    return folder / "2023.yaml"


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return last_year(tmp_path_factory.mktemp("unit") / "last")


def test_a_real_unit_against_its_year_before(before: Path, text_file: SnapshotAssertion) -> None:
    revision = compare(before, JINGDEZHEN).revision
    listed = write_differences(revision).replace(str(before.parent), "去年").replace(str(ROOT), "")
    assert listed == text_file


@pytest.mark.parametrize("suffix", [".docx", ".md", ".txt", ".json"])
def test_a_draft_in_any_format_differs_as_its_record_does(suffix: str, before: Path, tmp_path: Path) -> None:
    old, new = tmp_path / f"旧{suffix}", tmp_path / f"新{suffix}"
    assert main(["draft", str(before), "-o", str(old), "--allow-errors"]) in (0, 1)
    assert main(["draft", str(JINGDEZHEN), "-o", str(new)]) == 0

    def known(revision: Revision) -> list[tuple[Moved, str, str, str, str]]:
        return [(d.kind, d.place, d.what, d.old, d.new) for d in revision.differences]

    assert known(compare(old, new).revision) == known(compare(before, JINGDEZHEN).revision)
    assert compare(new, JINGDEZHEN).revision.differences == ()


@pytest.mark.parametrize("style", ["jiangxi", "sichuan"])
@pytest.mark.parametrize("suffix", [".docx", ".json"])
def test_a_complete_disclosure_is_the_same_as_its_record(style: str, suffix: str, tmp_path: Path) -> None:
    file = tmp_path / f"全{suffix}"
    assert main(["draft", str(EXAMPLE), "--style", style, "--full", "-o", str(file)]) == 0
    assert compare(file, EXAMPLE, style, full=True).revision.differences == ()


def test_the_tracked_disclosure_of_a_real_unit_settles_both_ways(before: Path, tmp_path: Path) -> None:
    revision = compare(before, JINGDEZHEN, full=True).revision
    data = write_revision_docx(revision, REFERENCE)
    assert faults(data, tmp_path) == []
    (tmp_path / "修订.docx").write_bytes(data)
    assert compare(tmp_path / "修订.docx", JINGDEZHEN, full=True).revision.differences == ()
    old = [d.text for d in revision.old.passages]
    assert set(old) <= set(settled(data, accepted=False))


def test_a_narrative_as_a_document_keeps_the_keys_of_its_numbers() -> None:
    found = document_of(draft(JINGDEZHEN).narrative, "2024.yaml")
    passage = next(p for p in found.passages if "7.88" in p.text)
    keys = {passage.text[tag.start : tag.end]: tag.key for tag in passage.tags}
    assert keys["7.88"] == "income.current_income.change_rate"


# The command


def shown() -> list[str]:
    """The comparisons that the manuals show."""
    texts = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    return [line for text in texts for line in re.findall("^juesuan (diff .*)$", text, re.M)]


@pytest.mark.parametrize("command", shown())
def test_a_comparison_of_the_manuals_finds_differences(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    arguments = command.split()
    assert main(arguments) == 1
    assert "-o" not in arguments or (tmp_path / arguments[-1]).is_file()


def test_the_exit_status_says_whether_there_are_differences(before: Path, tmp_path: Path) -> None:
    assert main(["diff", str(JINGDEZHEN), str(JINGDEZHEN)]) == 0
    assert main(["diff", str(before), str(JINGDEZHEN)]) == 1
    assert main(["diff", str(tmp_path / "没有.docx"), str(JINGDEZHEN)]) == 2
    assert main(["diff", str(before), str(JINGDEZHEN), "-o", str(tmp_path / "对照.pdf")]) == 2


def test_differences_as_json_are_objects(before: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", str(before), str(JINGDEZHEN), "--json"])
    listed = json.loads(capsys.readouterr().out)
    assert {"kind", "section", "old", "new", "by", "place"} <= set(listed[0])
    figure = next(d for d in listed if d["kind"] == "figure" and d["what"] == "收入总计")
    assert (figure["old"], figure["new"], figure["by"]) == ("208.29万元", "191.88万元", "-16.41")


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_a_comparison_never_overwrites_what_it_was_made_from(suffix: str, tmp_path: Path) -> None:
    output = tmp_path / f"对照{suffix}"
    assert main(["diff", str(JINGDEZHEN), str(JINGDEZHEN), "-o", str(output)]) == 0
    assert main(["diff", str(JINGDEZHEN), str(JINGDEZHEN), "-o", str(output)]) == 2
    if suffix == ".docx":
        assert main(["diff", str(output), str(JINGDEZHEN), "-o", str(output), "--force"]) == 2
        assert ZipFile(BytesIO(output.read_bytes())).testzip() is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"blocks": [{"kind": "heading"}], "title": 3}', "{" * 100])
def test_json_that_is_no_draft_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "稿.json").write_text(text, "utf-8")
    assert main(["diff", str(tmp_path / "稿.json"), str(JINGDEZHEN)]) == 2


def test_every_change_that_counts_is_seen_on_the_page(sample: Revision) -> None:
    counted = {Change.FIGURE: "figure", Change.DIRECTION: "direction", Change.WORDING: "wording", Change.YEAR: "year"}
    seen = {piece.change for row in sample.rows for piece in row.pieces} & set(counted)
    page = write_revision_html(sample)
    assert seen and all(f'<span class="{counted[change]}">' in page for change in seen)
