"""Official tables in Word: cells and spans read back, header rows that repeat, landscape pages, columns that fit."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section

from generator.model.narrative import (
    Blank,
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Heading,
    Narrative,
    Number,
    Paragraph,
    Table,
    Words,
    runs_of,
)
from generator.write.bookmarks import bookmarks
from generator.write.columns import MARGIN, columns, divided, needed
from generator.write.docx import write_docx
from generator.write.heights import fitting_size
from generator.write.spots import Spots

from .disclosures import amount, cell, disclosure, empty_table, long_table, wide_table
from .word import cell_text, faults, part, read, tags, text_of, texts

REFERENCE = Path(__file__).resolve().parent.parent / "templates" / "base" / "reference.docx"
UPRIGHT, LYING = 8844, 12756  # the width of the text in twips: 156 and 225 mm
TWIP = 635  # in the units of python-docx


def narrative(*blocks: Block) -> Narrative:
    return Narrative("说明", "某某局", 2024, "base", (Cover(("某某局",)), *blocks))


def write(*blocks: Block) -> bytes:
    return write_docx(narrative(*blocks), REFERENCE)


def table_of(*rows: tuple[Cell, ...], widths: tuple[int, ...] = (1, 1, 1), **more: object) -> Table:
    table = Table("某表", "公开01表", ("部门：某某局", "2024年度"), "金额单位：万元", widths, (), rows)
    return dataclasses.replace(table, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_docx(disclosure(), REFERENCE)


def test_the_auditor_finds_nothing_in_a_whole_disclosure(written: bytes, tmp_path: Path) -> None:
    assert faults(written, tmp_path) == []


def test_the_same_disclosure_gives_the_same_bytes(written: bytes) -> None:
    assert write_docx(disclosure(), REFERENCE) == written


def test_the_cells_read_back_are_the_cells_of_the_table(written: bytes) -> None:
    table = read(written).tables[0]
    source = long_table()
    body = [[cell_text(found) for found in row.cells] for row in table.rows[2:]]
    assert body == [["".join(inline.text for inline in cell.inlines) for cell in row] for row in source.rows]


def test_a_cell_over_several_columns_and_one_over_several_rows_read_back_as_one(written: bytes) -> None:
    first, second = ([cell_text(found) for found in row.cells] for row in read(written).tables[0].rows[:2])
    assert first == ["项目", "项目", "合计", "其中", "其中", "备注"]
    assert second == ["科目编码", "科目名称", "合计", "基本支出", "项目支出", "备注"]


def test_a_cell_of_two_by_two_leaves_room_for_the_cells_beside_and_below_it() -> None:
    rows = ((cell("a", columns=2, rows=2), cell("b")), (cell("c"),), (cell("d"), cell("e"), cell("f")))
    (table,) = read(write(table_of(*rows))).tables
    assert [[found.text for found in row.cells] for row in table.rows] == [["a", "a", "b"], ["a", "a", "c"], [*"def"]]


def test_a_short_row_is_filled_up_and_a_row_too_wide_is_our_fault() -> None:
    (table,) = read(write(table_of((cell("a"),)))).tables
    assert [found.text for found in table.rows[0].cells] == ["a", "", ""]
    with pytest.raises(ValueError, match="beyond the 3 columns"):
        write(table_of((cell("a", columns=4),)))
    with pytest.raises(ValueError, match="beyond the 3 columns"):
        write(table_of((cell("a"), cell("b", columns=2), cell("c"))))


def test_every_header_row_repeats_and_no_row_breaks_over_two_pages(written: bytes) -> None:
    rows = read(written).tables[0].rows
    marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert marked == [True, True] + [False] * 60
    assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_the_columns_have_the_shares_of_the_table_and_fill_the_text(written: bytes) -> None:
    for table, width in zip(read(written).tables, (UPRIGHT, LYING, LYING, UPRIGHT), strict=True):
        grid = [int(column.get(qn("w:w")) or 0) for column in table._tbl.tblGrid.iterchildren()]
        assert sum(grid) == width
        for row in table.rows:
            assert sum(int(found.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for found in row._tr.tc_lst) == width
    assert divided(10, (1, 1, 1)) == [3, 3, 4]


def test_numbers_stand_at_the_right_names_at_the_left_and_heads_in_the_middle(written: bytes) -> None:
    table = read(written).tables[0]
    sides = [found.paragraphs[0]._p.xpath("string(w:pPr/w:jc/@w:val)") for found in table.rows[2].cells]
    assert sides == ["left", "left", "right", "right", "right", ""]  # the style itself centres


def test_the_size_goes_down_until_every_number_fits_its_column() -> None:
    fits = table_of((amount("a", "1234.57"), amount("b", "1234.57"), amount("c", "1234.57")))
    assert columns(Spots(fits), UPRIGHT) == ([2948] * 3, 21)
    crowded = table_of(tuple(amount(str(n), "1,234,567.89") for n in range(7)), widths=(1,) * 7)
    assert columns(Spots(crowded), UPRIGHT)[1] == 18
    assert len(set(columns(Spots(crowded), UPRIGHT)[0])) <= 2  # a seventh each, but for rounding


def test_where_nine_points_do_not_do_numbers_take_room_from_names() -> None:
    row = (cell("一个很长的项目名称" * 3, "left"), *(amount(str(n), "12,345,678.90") for n in range(6)))
    widths, size = columns(Spots(table_of(row, widths=(1,) * 7)), UPRIGHT)
    assert (sum(widths), size) == (UPRIGHT, 18)
    assert widths[0] < UPRIGHT // 7
    assert min(widths[1:]) >= needed(len("12,345,678.90"), 18)


def test_a_name_keeps_room_for_four_characters_and_the_table_gets_smaller_instead() -> None:
    row = (cell("一个很长的项目名称" * 3, "left"), *(amount(str(n), "12,345,678.90") for n in range(7)))
    widths, size = columns(Spots(table_of(row, widths=(1,) * 8)), UPRIGHT)
    assert (sum(widths), size) == (UPRIGHT, 15)
    assert widths[0] >= 4 * 150 + 2 * MARGIN
    assert min(widths[1:]) >= needed(len("12,345,678.90"), 15)


def test_a_table_gets_smaller_where_it_then_fits_on_one_page() -> None:
    sizes = {}
    for count in (10, 20, 36, 60):
        table = table_of(*((cell("二十二、灾害防治及应急管理支出", "left"), cell("1"), cell("2")),) * count)
        sizes[count] = fitting_size(Spots(table), [2948] * 3, 21, LYING)
    assert sizes == {10: 21, 20: 19, 36: 18, 60: 21}


def test_names_wrap_and_so_never_make_the_table_smaller() -> None:
    row = (cell("信息化建设与网络安全等级保护测评" * 5, "left"), cell("a b c " * 20), amount("a", "0.00"))
    widths, size = columns(Spots(table_of(row)), UPRIGHT)
    assert size == 21
    assert sum(widths) == UPRIGHT


def test_names_get_the_room_that_numbers_can_spare_but_never_more_than_a_third_of_it() -> None:
    row = (cell("信息化建设与网络安全等级保护测评" * 5, "left"), amount("a", "0.00"), amount("b", "123,456,789.00"))
    (name, short, long), size = columns(Spots(table_of(row)), UPRIGHT)
    assert (size, name + short + long) == (21, UPRIGHT)
    assert 2948 * 2 // 3 <= short <= long < 2948 < name


def test_title_number_unit_year_and_notes_stand_around_the_table() -> None:
    assert texts(write(long_table(2)))[1:] == [
        "一般公共预算财政拨款支出决算表",
        "\t\t公开05表",
        "部门：景德镇市金融服务中心\t2024年度\t金额单位：万元",
        "注：本表反映部门本年度一般公共预算财政拨款支出情况。",
        "本表金额转换为万元时，因四舍五入可能存在尾差。",
    ]


def test_a_unit_whose_name_would_reach_the_year_has_a_line_of_its_own() -> None:
    assert texts(write(wide_table()))[2:5] == ["\t\t公开02表", wide_table().head[0], "\t2024年度\t金额单位：万元"]


def test_title_head_and_last_row_stay_with_what_follows() -> None:
    document = read(write(long_table(3)))
    assert [p.paragraph_format.keep_with_next for p in document.paragraphs[1:]] == [True, True, True, True, None]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in document.tables[0].rows]
    assert kept == [True, True, None, None, True]


def test_an_empty_table_has_its_rows_and_its_note_and_one_without_rows_no_grid(tmp_path: Path) -> None:
    data = write(empty_table())
    assert [len(table.rows) for table in read(data).tables] == [5]
    assert texts(data)[-1] == "注：本单位本年度没有国有资本经营预算财政拨款支出，故本表为空表。"
    bare = write(table_of())
    assert read(bare).tables == []
    assert faults(bare, tmp_path) == []


# Pages


def shape(section: Section) -> tuple[bool, int]:
    width, left, right = section.page_width, section.left_margin, section.right_margin
    assert width is not None and left is not None and right is not None
    return section.orientation == WD_ORIENT.LANDSCAPE, round((width - left - right) / TWIP)


def test_wide_tables_lie_in_a_section_of_their_own(written: bytes) -> None:
    shapes = [shape(section) for section in read(written).sections]
    # cover; up to the first wide table; both wide tables; the rest
    assert shapes == [(False, UPRIGHT), (False, UPRIGHT), (True, LYING), (False, UPRIGHT)]


def test_the_cover_has_no_page_number_and_every_other_section_has_it_on_the_outer_side(written: bytes) -> None:
    found = [section.split("</w:sectPr>")[0] for section in part(written, "word/document.xml").split("<w:sectPr")[1:]]
    assert [re.findall('footerReference [^>]*w:type="([a-z]+)"', section) for section in found] == [
        [],
        *[["even", "default"]] * 3,
    ]


def test_the_page_number_keeps_its_distance_from_the_text_on_a_landscape_page(written: bytes) -> None:
    _, upright, lying, _ = read(written).sections
    gaps = {section.bottom_margin - section.footer_distance for section in (upright, lying)}  # type: ignore[operator]
    assert len(gaps) == 1


def test_a_reference_that_counts_pages_from_one_does_so_once(tmp_path: Path) -> None:
    house = read(REFERENCE.read_bytes())
    count = house.element.body.sectPr.makeelement(qn("w:pgNumType"), {qn("w:start"): "1"})
    house.element.body.sectPr.find(qn("w:cols")).addprevious(count)
    house.save(str(tmp_path / "本局.docx"))
    data = write_docx(disclosure(), tmp_path / "本局.docx")
    starts = [section._sectPr.xpath("string(w:pgNumType/@w:start)") for section in read(data).sections]
    assert starts == ["", "1", "", ""]


def test_a_document_that_ends_with_a_landscape_table_ends_in_a_landscape_section() -> None:
    sections = read(write(Paragraph((Words("字"),)), wide_table())).sections
    assert [shape(section)[0] for section in sections] == [False, False, True]


def test_a_reference_without_a_section_gets_the_page_of_the_standard(tmp_path: Path) -> None:
    house = read(REFERENCE.read_bytes())
    house.element.body.remove(house.element.body.sectPr)
    house.save(str(tmp_path / "无页面.docx"))
    sections = read(write_docx(disclosure(), tmp_path / "无页面.docx")).sections
    assert [shape(section)[1] for section in sections] == [UPRIGHT, UPRIGHT, LYING, UPRIGHT]


def test_each_table_begins_a_page_and_so_does_what_follows_it() -> None:
    text = Paragraph((Words("字"),))
    document = read(write(text, empty_table(), empty_table(), text, text))
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == [empty_table().title, empty_table().title, "字"]


def test_a_remark_below_the_contents_stays_on_their_page_and_a_section_does_not() -> None:
    heading, text = Heading(1, "一、", (Words("职责"),)), Paragraph((Words("注：尾差。"),))
    document = read(write_docx(narrative(Contents("目录"), text, text, Contents("目录"), heading), REFERENCE))
    breaks = [text_of(p) for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert breaks == ["目录", "一、职责"]


def test_a_table_inside_the_text_begins_no_page() -> None:
    text = Paragraph((Words("字"),))
    document = read(write(text, dataclasses.replace(empty_table(), own_page=False), text))
    assert not [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]


# Marks


def test_the_tags_of_a_table_are_the_keys_of_its_figures_in_reading_order(written: bytes) -> None:
    blocks = [block for block in disclosure().blocks if not isinstance(block, Chart)]
    inlines = [inline for block in blocks for run in runs_of(block) for inline in run]
    assert tags(written) == [inline.figure.key for inline in inlines if isinstance(inline, Number)]


def test_blanks_and_warned_words_in_cells_have_comments(written: bytes) -> None:
    blanks = [
        inline for block in disclosure().blocks for run in runs_of(block) for inline in run if isinstance(inline, Blank)
    ]
    comments = [comment.text for comment in read(written).comments]
    assert len(comments) == len(blanks) + 1
    assert "写进tables.income.0.use" in comments[0]
    assert [text for text in comments if "W03" in text] == ["说法与变动方向不符（W03，2024.yaml:31:5）\n核对原因"]


def test_without_marks_the_tables_have_the_same_cells(written: bytes) -> None:
    bare = write_docx(disclosure(), REFERENCE, plain=True)
    assert tags(bare) == []
    for marked, plain in zip(read(written).tables, read(bare).tables, strict=True):
        cells = [[cell_text(found) for found in row.cells] for row in marked.rows]
        assert cells == [[found.text for found in row.cells] for row in plain.rows]


def test_titles_of_tables_have_bookmarks_between_those_of_the_headings(written: bytes) -> None:
    names = bookmarks(disclosure())
    blocks = disclosure().blocks
    assert all(isinstance(blocks[index], Heading | Table) for index in names)
    document = part(written, "word/document.xml")
    assert re.findall('w:name="(_Toc[0-9]+)"', document) == list(names.values())
    title = names[blocks.index(long_table())]
    (between,) = re.findall(f'w:name="{title}"/>(.*?)<w:bookmarkEnd', document)
    assert "一般公共预算财政拨款支出决算表" in between
