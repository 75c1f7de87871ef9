"""Finished documents read back: our own in every format, what others publish, quirks of PDF, and hostile files."""

from __future__ import annotations

import io
import resource
import sys
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest

from generator.cli import main
from generator.model.document import Document, Grid, Passage
from generator.model.finding import Finding, Refused
from generator.model.narrative import Narrative
from generator.read.document import read_document
from generator.read.document_characters import tidy
from generator.write.docx import write_docx
from generator.write.markdown import write_markdown
from generator.write.pdf import write_pdf
from generator.write.text import write_text

from .conftest import ROOT
from .disclosures import NARRATIVE, disclosure
from .drawn import Sheet, pdf

REFERENCE = ROOT / "templates" / "base" / "reference.docx"
DOCUMENTS = Path(__file__).resolve().parent / "documents"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def kept(folder: Path, name: str, data: bytes | str) -> Document:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_document(path)


def refused(folder: Path, name: str, data: bytes | str) -> Finding:
    with pytest.raises(Refused) as caught:
        kept(folder, name, data)
    (finding,) = caught.value.findings
    assert finding.source is not None
    assert finding.source.path.endswith(name)
    assert finding.hint
    return finding


def texts(document: Document) -> list[str]:
    return [passage.text for passage in document.passages]


def headings(document: Document) -> list[tuple[int, str]]:
    return [(passage.level, passage.text) for passage in document.passages if passage.level is not None]


def word(body: str, styles: str = "") -> bytes:
    """A .docx of a body, or of a whole document part where `body` is one."""
    whole = body if body.startswith("<?xml") else f"<w:document {W}><w:body>{body}</w:body></w:document>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", whole)
        if styles:
            archive.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
    return packed.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(run(text))}</w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


# Our own drafts


def test_a_draft_in_word_comes_back_with_headings_numbers_and_tables(tmp_path: Path) -> None:
    document = kept(tmp_path, "x.docx", write_docx(disclosure(), REFERENCE))
    assert (document.kind, document.tagged, document.findings) == ("docx", True, ())
    assert headings(document) == [
        (0, "第一部分　单位概况"),
        (1, "一、主要职责"),
        (0, "第二部分　2024年度部门决算表"),
        (0, "第三部分　2024年度部门决算情况说明"),
        (1, "一、收入决算情况说明"),
    ]
    total = next(passage for passage in document.passages if passage.tags)
    assert [(total.text[tag.start : tag.end], tag.key) for tag in total.tags] == [("1,234.57", "income.total")]
    grid = next(document.grids)
    assert (grid.title, grid.unit) == ("一般公共预算财政拨款支出决算表", "万元")
    assert grid.rows[0] == ("项目", "项目", "合计", "其中", "其中", "备注")
    assert grid.rows[1][:3] == ("科目编码", "科目名称", "合计")
    assert [passage.index for passage in document.passages] == list(range(1, len(texts(document)) + 1))


def test_the_contents_of_a_draft_are_no_text_of_it(tmp_path: Path) -> None:
    told = texts(kept(tmp_path, "x.docx", write_docx(disclosure(), REFERENCE)))
    assert told[:4] == ["景德镇市金融服务中心", "2024年度部门决算", "第一部分　单位概况", "一、主要职责"]
    assert not any("目" in text and "录" in text for text in told)


@pytest.mark.parametrize("narrative", [disclosure(), NARRATIVE], ids=["whole", "text"])
def test_the_same_draft_says_the_same_in_every_format(narrative: Narrative, tmp_path: Path) -> None:
    documents = [
        kept(tmp_path, "x.docx", write_docx(narrative, REFERENCE)),
        kept(tmp_path, "x.md", write_markdown(narrative)),
        kept(tmp_path, "x.txt", write_text(narrative)),
    ]
    told = [[tidy(text) for text in texts(document) if "部门：" not in text] for document in documents]
    long = [[text for text in document if len(text) > 24] for document in told]
    assert long[0] == [text for text in long[1] if "图1" not in text] == long[2]
    titles = [[grid.title for grid in document.grids if grid.title] for document in documents]
    assert titles[0] == titles[1] == titles[2]
    units = [[grid.unit for grid in document.grids if grid.title] for document in documents]
    assert units[0] == units[1] == units[2]


def test_a_draft_printed_as_pdf_says_what_the_word_file_says(tmp_path: Path) -> None:
    """The file in tests/documents is `disclosure()`, printed by LibreOffice."""
    printed = read_document(DOCUMENTS / "disclosure.pdf")
    same(kept(tmp_path, "x.docx", write_docx(disclosure(), REFERENCE)), printed)
    assert [grid.source.place for grid in printed.grids] == ["第 5 页", "第 9 页", "第 10 页", "第 11 页"]


def same(word: Document, printed: Document, but: tuple[str, ...] = (), unnumbered: tuple[str, ...] = ()) -> None:
    """Holds a PDF against the Word file that it was printed from: `but` are beginnings of paragraphs that LibreOffice
    prints otherwise, `unnumbered` headings that only their style makes some. A numbered line that our draft holds to be
    a paragraph may be a heading to who sees the page."""

    def shown(document: Document) -> list[Passage]:
        return [passage for passage in document.passages if not passage.text.startswith(but or "\0")]

    assert [tidy(passage.text) for passage in shown(printed)] == [tidy(passage.text) for passage in shown(word)]
    for meant, seen in zip(shown(word), shown(printed), strict=True):
        if meant.level is not None and meant.text not in unnumbered:
            assert seen.level == meant.level, meant.text
    for one, other in zip(word.grids, printed.grids, strict=True):
        assert (other.title, other.unit) == (one.title, one.unit)
        assert other.rows == tuple(tuple(map(tidy, row)) for row in one.rows)


# LibreOffice 7.4 lets a comma hang behind the edge of the page and does not print it: pdftotext has none either.
SAMPLES = {
    "jingdezhen/2024": (("市金融服务中心2024年计划",), ("金融服务实体经济政银企对接专项项目支出绩效评价报告",)),
    "dachuan/2023": (("2023年度收、支总计均为",), ("附件1 2023年区级部门整体支出绩效自评报告",)),
    "example/2024": ((), ("小型水库除险加固项目支出绩效评价报告", "绩效整改情况说明")),
}


@pytest.mark.render
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_samples_printed_as_pdf_say_what_their_word_files_say(
    sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.docx"
    record = str(ROOT / "data" / f"{sample}.yaml")
    monkeypatch.setattr(sys, "argv", ["juesuan", "draft", record, "--full", "-o", str(path)])
    with suppress(SystemExit):
        main()
    (tmp_path / "x.pdf").write_bytes(write_pdf(path.read_bytes()))
    printed = read_document(tmp_path / "x.pdf")
    same(read_document(path), printed, *SAMPLES[sample])


# Word files of others


def test_revisions_count_as_they_would_be_accepted(tmp_path: Path) -> None:
    body = p(
        f"{run('收入')}<w:ins>{run('增加')}</w:ins><w:del><w:r><w:delText>减少</w:delText></w:r></w:del>{run('。')}"
    )
    body += p(run("前半句，"), "<w:rPr><w:del/></w:rPr>") + p(run("后半句。"))
    body += table(cell("甲"), f"<w:trPr><w:del/></w:trPr>{cell('乙')}")
    document = kept(tmp_path, "x.docx", word(body))
    assert texts(document) == ["收入增加。", "前半句，后半句。"]
    assert [grid.rows for grid in document.grids] == [(("甲",),)]


def test_fields_show_their_results_and_a_contents_shows_nothing(tmp_path: Path) -> None:
    page = mark("begin") + instruction(" PAGE ") + mark("separate") + run("7") + mark("end")
    nested = (
        mark("begin") + instruction(" IF ") + page + instruction(" x ") + mark("separate") + run("是") + mark("end")
    )
    contents = p(mark("begin") + instruction(' TOC \\o "1-2" ') + mark("separate") + run("一、收入\t3"))
    contents += p(run("二、支出\t4") + mark("end"))
    simple = p(f'{run("见")}<w:fldSimple w:instr="REF x">{run("附件")}</w:fldSimple>')
    document = kept(tmp_path, "x.docx", word(p(run("第") + page + run("页") + nested) + contents + simple))
    assert texts(document) == ["第7页是", "见附件"]


def test_tabs_breaks_hyphens_links_and_boxes_are_read(tmp_path: Path) -> None:
    body = p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>")
    body += p("<w:r><w:t>某某局</w:t><w:br/><w:t>2024年度</w:t></w:r>")
    body += p("<w:r><w:t>一是完成。</w:t><w:br/><w:t>二是</w:t></w:r>")
    body += p(f"<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r><w:hyperlink>{run('链接')}</w:hyperlink>")
    box = f"<w:r><w:pict><w:txbxContent>{p(run('框里的话'))}</w:txbxContent></w:pict></w:r>"
    body += p(run("框外的话") + box) + p(f"<w:smartTag>{run('地名')}</w:smartTag>")
    body += p(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r>{run('看得见')}")
    document = kept(tmp_path, "x.docx", word(body))
    assert texts(document) == [
        "甲 乙", "某某局2024年度", "一是完成。", "二是", "A-1链接", "框外的话", "框里的话", "地名", "看得见",
    ]  # fmt: skip


def test_headings_are_told_by_style_outline_and_number(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="甲"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="b"/></w:style>'
    )
    body = p(run("收入"), '<w:pStyle w:val="a"/>') + p(run("支出"), '<w:outlineLvl w:val="2"/>')
    body += p(run("一、收入决算情况说明"), '<w:pStyle w:val="b"/>') + p(run("（一）机关运行经费支出情况。"))
    body += p(run("1.办公费支出3.5万元")) + p(run("（一）协助起草发展规划；")) + p(run("第四部分 名词解释"))
    document = kept(tmp_path, "x.docx", word(body, styles))
    found = [passage.level for passage in document.passages]
    assert found == [1, 2, 1, 2, None, None, 0]


def test_merged_cells_of_a_table_repeat_their_text(tmp_path: Path) -> None:
    body = p(run("收入决算表")) + p(run("公开02表")) + p(run("单位：元"))
    body += table(
        cell("项目", '<w:gridSpan w:val="2"/>') + cell("金额", '<w:vMerge w:val="restart"/>'),
        cell("编码") + cell("名称") + cell("", "<w:vMerge/>"),
        f"<w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('合计')}{cell('3')}",
    )
    (grid,) = kept(tmp_path, "x.docx", word(body)).grids
    assert (grid.title, grid.unit) == ("收入决算表", "元")
    assert grid.rows == (("项目", "项目", "金额"), ("编码", "名称", "金额"), ("", "合计", "3"))


def test_a_control_that_moved_keeps_its_number(tmp_path: Path) -> None:
    control = (
        f'<w:sdt><w:sdtPr><w:tag w:val="income.total"/></w:sdtPr><w:sdtContent>{run("3.50")}</w:sdtContent></w:sdt>'
    )
    inner = p(run("　　收入") + "<w:r><w:br/></w:r>" + control + run("万元"))
    body = f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    (passage,) = kept(tmp_path, "x.docx", word(body)).passages
    (tag,) = passage.tags
    assert (passage.text, passage.text[tag.start : tag.end]) == ("收入3.50万元", "3.50")


# Text


def test_published_text_is_put_together_and_its_blanks_go(tmp_path: Path) -> None:
    lines = ["第一部分 单位概况", "", "一、主要职责", ""]
    for _ in range(6):
        lines += [
            "2023 年度收、支总计均为 180.63 万元。与 2022 年度相",
            "",
            "比，收、支总计各减少 0.75 万元，下降 0.4%。主要变动原",
            "",
        ]
        lines += ["因是专项经费减少。", ""]
    document = kept(tmp_path, "x.txt", "\n".join(lines))
    whole = "2023年度收、支总计均为180.63万元。与2022年度相比，收、支总计各减少0.75万元，下降0.4%。"
    whole += "主要变动原因是专项经费减少。"
    assert texts(document) == ["第一部分 单位概况", "一、主要职责", *[whole] * 6]
    assert str(list(document.passages)[2].source).endswith("x.txt:5:1")


def test_text_with_a_paragraph_a_line_is_joined_only_where_a_page_ended(tmp_path: Path) -> None:
    first = "（一）工资福利支出 157.53 万元，比上年增加 44.72 万元，主要原因：上年度人员分批到岗，支出仅覆盖了部分月"
    text = f"{first}\n\n份，本年为完整年度水平，人员稳定，支出为完整年度的水平。\n\n其中：\n\n项目支出 21.00 万元。\n"
    told = texts(kept(tmp_path, "x.txt", text))
    assert told[0].endswith("部分月份，本年为完整年度水平，人员稳定，支出为完整年度的水平。")
    assert told[1:] == ["其中：", "项目支出21.00万元。"]


def test_tables_of_text_are_lines_with_tabs(tmp_path: Path) -> None:
    text = "收入决算表\n\n公开 02 表\n\n金额单位：万元\n\n科目\t\t金额\n类\t款\t\n\t合计\t191.88\n"
    text += "\n\n208\t社会保障\t14.66\n\n注：说明。\n"
    document = kept(tmp_path, "x.txt", text)
    (grid,) = document.grids
    assert (grid.title, grid.unit, str(grid.source.place)) == ("收入决算表", "万元", "7:1")
    assert grid.rows == (("科目", "", "金额"), ("类", "款", ""), ("", "合计", "191.88"), ("208", "社会保障", "14.66"))
    assert texts(document) == ["收入决算表", "公开02表", "金额单位：万元", "注：说明。"]


def test_a_contents_of_text_is_left_out_whatever_its_shape(tmp_path: Path) -> None:
    body = "第一部分 概况\n一、职责\n承担工作。\n第二部分 说明\n"
    bare = "目 录\n第一部分 概况\n- 一、职责\n第二部分 说明\n注：本报告可能存在尾数误差。\n"
    dotted = "目录\n第一部分 概况………………1\n一、职责.......... 2\n第二部分 说明 ...... 3\n"
    assert texts(kept(tmp_path, "x.txt", bare + body))[0] == "注：本报告可能存在尾数误差。"
    for contents in (bare, dotted):
        told = texts(kept(tmp_path, "x.txt", contents + body))
        assert told[-4:] == ["第一部分 概况", "一、职责", "承担工作。", "第二部分 说明"]
        assert len(told) == 4 + (contents is bare)


def test_markdown_keeps_its_marks_to_itself(tmp_path: Path) -> None:
    text = "# 决算\n\n## 一、收入\n\n- 共 1\\*2 **【待补充】**\n\n**收入决算表**\n\n金额单位：元\n\n"
    text += "| 甲 | 乙\\|丙 |\n|:--|---|\n| 1 |  |\n"
    document = kept(tmp_path, "x.md", text)
    assert headings(document) == [(0, "决算"), (1, "一、收入")]
    assert texts(document)[2] == "共 1*2 【待补充】"
    (grid,) = document.grids
    assert (grid.title, grid.unit, grid.rows) == ("收入决算表", "元", (("甲", "乙|丙"), ("1", "")))


# PDF of others


def full(sheet: Sheet, y: float, text: str, first: bool = False) -> Sheet:
    """A line of 28 characters, as far as it goes."""
    return sheet.say(111 if first else 79, y, text)


def test_radicals_blanks_and_broken_numbers_of_a_pdf_are_mended(tmp_path: Path) -> None:
    sheet = Sheet()
    for at in range(3):
        full(sheet, 100 + at * 90, "本⻔类支出 2024 年度收入总计为一千二百三十四 1,234.", first=True)
        full(sheet, 130 + at * 90, "57 万元，增⻓ 12.5 %；其余各项与上年持平。")
    told = texts(kept(tmp_path, "x.pdf", pdf(sheet)))
    assert told == ["本门类支出2024年度收入总计为一千二百三十四1,234.57万元，增长12.5%；其余各项与上年持平。"] * 3


def test_page_numbers_and_running_heads_are_dropped_and_paragraphs_go_on_over_pages(tmp_path: Path) -> None:
    sheets = []
    for page in range(1, 5):
        sheet = Sheet().say(200, 50, "某某局2024年度部门决算", 10).say(280, 800, f"— {page} —", 14)
        full(sheet, 110, "国" * 28)
        full(sheet, 140, "民" * 20 + "。")
        full(sheet, 170, "人" * 26, first=True)
        sheets.append(sheet)
    told = texts(kept(tmp_path, "x.pdf", pdf(*sheets)))
    whole = "人" * 26 + "国" * 28 + "民" * 20 + "。"
    assert told == ["国" * 28 + "民" * 20 + "。", whole, whole, whole, "人" * 26]


def test_a_table_over_two_pages_is_one_and_its_head_is_told_once(tmp_path: Path) -> None:
    head = ["科目名称", "金额"]
    first = Sheet().say(250, 80, "收入决算表").say(400, 100, "单位：万元", 10)
    first.table(79, 110, [200, 100], [head, ["合计", "1,234.57"], ["社会保障", "3"]]).say(290, 800, "1", 10)
    second = (
        Sheet()
        .table(79, 110, [200, 100], [head, ["住房保障", ""]])
        .say(79, 170, "注：尾差。", 10)
        .say(290, 800, "2", 10)
    )
    document = kept(tmp_path, "x.pdf", pdf(first, second))
    (grid,) = document.grids
    assert (grid.title, grid.unit, grid.source.place) == ("收入决算表", "万元", "第 1 页")
    assert grid.rows == (("科目名称", "金额"), ("合计", "1,234.57"), ("社会保障", "3"), ("住房保障", ""))
    assert texts(document) == ["收入决算表", "单位：万元", "注：尾差。"]


def test_borders_drawn_as_boxes_and_open_sides_enclose_cells_too(tmp_path: Path) -> None:
    sheet = Sheet().say(79, 100, "附注")
    for y in (200, 220, 240):
        sheet.box(79, y, 300, 0.5)
    for y in (200, 220):
        sheet.box(200, y, 0.5, 20)
    for at, (left, right) in enumerate((("甲", "1"), ("乙", "2"))):
        sheet.say(82, 214 + 20 * at, left, 10).say(210, 214 + 20 * at, right, 10)
    (grid,) = kept(tmp_path, "x.pdf", pdf(sheet)).grids
    assert grid.rows == (("甲", "1"), ("乙", "2"))


def test_words_broken_in_a_narrow_cell_are_joined(tmp_path: Path) -> None:
    sheet = Sheet().table(79, 100, [12, 60], [["", "名称"], ["", ""]])
    sheet.say(80, 128, "3", 8).say(80, 136, "2", 8).say(95, 134, "1,234.57", 8)
    (grid,) = kept(tmp_path, "x.pdf", pdf(sheet)).grids
    assert grid.rows[1] == ("32", "1,234.57")


def test_a_turned_page_is_read_as_it_is_shown(tmp_path: Path) -> None:
    sheet = Sheet(turned=90)
    sheet.pieces.append(b"0 1 -1 0 842 0 cm")
    sheet.say(79, 100, "收入决算表").table(79, 130, [200, 100], [["甲", "乙"], ["1", "2"]])
    (grid,) = kept(tmp_path, "x.pdf", pdf(sheet)).grids
    assert (grid.title, grid.rows) == ("收入决算表", (("甲", "乙"), ("1", "2")))


def test_a_scanned_page_among_others_is_told(tmp_path: Path) -> None:
    document = kept(tmp_path, "x.pdf", pdf(Sheet().say(79, 100, "部门决算情况说明" * 3), Sheet().picture()))
    (finding,) = document.findings
    assert (finding.code, finding.source and finding.source.place) == ("A05", "第 2 页")


# What is refused


def test_a_scan_has_no_text(tmp_path: Path) -> None:
    finding = refused(tmp_path, "x.pdf", pdf(Sheet().picture().say(290, 800, "1"), Sheet().picture()))
    assert (finding.code, finding.message) == ("A03", "PDF 里没有文字，像是扫描件")
    assert refused(tmp_path, "y.pdf", pdf(Sheet())).code == "A03"


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    """tests/documents/locked.pdf was encrypted by pypdf; its password is 1."""
    assert refused(tmp_path, "x.pdf", (DOCUMENTS / "locked.pdf").read_bytes()).code == "A02"
    locked = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert refused(tmp_path, "x.docx", locked).code == "A02"


def test_what_is_cut_off_or_no_document_is_refused(tmp_path: Path) -> None:
    whole = (DOCUMENTS / "disclosure.pdf").read_bytes()
    docx = write_docx(NARRATIVE, REFERENCE)
    bad = {
        "a.pdf": whole[: len(whole) // 2],
        "b.pdf": b"%PDF-1.7\n" + bytes(2000) + b"\n%%EOF",
        "c.pdf": docx,
        "d.pdf": b"",
        "a.docx": docx[: len(docx) // 2],
        "b.docx": whole,
        "c.docx": b"",
        "d.docx": b"\xd0\xcf\x11\xe0" + bytes(600),
        "e.docx": word("<?xml version='1.0'?><w:document"),
        "f.docx": word(f"<?xml version='1.0'?><w:document {W}/>"),
        "a.doc": b"x",
        "a.ofd": b"x",
        "a": b"x",
    }
    assert {name: refused(tmp_path, name, data).code for name, data in bad.items()} == dict.fromkeys(bad, "A01")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_neither_expanded_nor_fetched(encoding: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    laughs = '<!ENTITY a0 "哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for declared in (laughs, f'<!ENTITY a11 SYSTEM "{secret.as_uri()}">'):
        head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{declared}]>'
        body = f"{head}<w:document {W}><w:body>{p(run('&a11;'))}</w:body></w:document>"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("word/document.xml", body.encode(encoding))
        assert refused(tmp_path, "x.docx", packed.getvalue()).code == "A01"


def test_bombs_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    assert refused(tmp_path, "a.docx", word("<w:p/>" * 12_000_000)).code == "A04"
    assert refused(tmp_path, "b.docx", word("<w:p/>" * 4_000_000)).code == "A04"
    assert refused(tmp_path, "c.docx", word("<w:p>" * 20_000 + "</w:p>" * 20_000)).code == "A01"
    wide = table(*[cell("宽", '<w:gridSpan w:val="1999"/>')] * 2_000)
    assert refused(tmp_path, "d.docx", word(wide)).code == "A04"
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 600 * 1024


def test_a_pdf_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    packed = zlib.compress(b"0 0 m 9 0 l S\n" * 2_000_000, 9)
    bomb = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    start = time.process_time()
    data = pdf(Sheet()).replace(b"<</Length 0>>stream\n\nendstream", bomb)
    assert refused(tmp_path, "x.pdf", data).code == "A04"
    assert time.process_time() - start < 5


def test_five_hundred_pages_are_read_and_five_thousand_refused(tmp_path: Path) -> None:
    sheets = []
    for page in range(500):
        sheet = Sheet()
        for line in range(22):
            full(sheet, 110 + 29 * line, f"{page}" + "国" * 24 + "。", first=True)
        sheets.append(sheet.say(290, 800, f"— {page} —", 14))
    start = time.process_time()
    document = kept(tmp_path, "x.pdf", pdf(*sheets))
    assert time.process_time() - start < 20
    assert len(texts(document)) == 500 * 22
    assert refused(tmp_path, "y.pdf", pdf(*[Sheet()] * 5000)).code == "A04"


def test_a_page_of_a_hundred_thousand_lines_is_a_drawing(tmp_path: Path) -> None:
    sheet = Sheet().say(79, 100, "部门决算情况说明图纸" * 2)
    for at in range(50_000):
        sheet.rule(at % 590, at % 800, at % 590 + 5, at % 800).rule(at % 590, at % 800, at % 590, at % 800 + 5)
    start = time.process_time()
    document = kept(tmp_path, "x.pdf", pdf(sheet))
    assert time.process_time() - start < 20
    assert [type(block) for block in document.blocks if not isinstance(block, Grid)] == [Passage]
