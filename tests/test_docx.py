"""The Word writer: what goes in comes out again, the package is sound, and a reference is refused with a reason."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx.enum.text import WD_COLOR_INDEX

from generator.model.finding import Finding, Refused, Severity
from generator.model.narrative import Blank, Block, Heading, Narrative, Paragraph, Quote, Words, plain
from generator.model.source import Source
from generator.write.bookmarks import bookmarks
from generator.write.controls import tag_of
from generator.write.docx import write_docx

from .disclosures import NARRATIVE, REASON
from .word import faults, part, read, tags, text_of, texts

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "templates" / "base" / "reference.docx"


def spoken(block: Block) -> str:
    assert isinstance(block, Heading | Paragraph)
    return block.number + plain(block.inlines)


def refused(narrative: Narrative, reference: Path) -> tuple[Finding, ...]:
    with pytest.raises(Refused) as refusal:
        write_docx(narrative, reference)
    return refusal.value.findings


def one(text: str, *, title: str = "说明") -> Narrative:
    return Narrative(title, "某某局", 2024, "base", (Paragraph((Words(text),)),))


def commented(data: bytes) -> list[str]:
    """The words between the marks of each comment, in the comments' order."""
    document = part(data, "word/document.xml")
    count = document.count("<w:commentRangeStart ")
    between = [re.findall(f'Start w:id="{n}"/>(.*)<w:commentRangeEnd w:id="{n}"/>', document) for n in range(count)]
    return ["".join(re.findall("<w:t[^>]*>([^<]*)</w:t>", found)) for (found,) in between]


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_docx(NARRATIVE, REFERENCE)


def test_the_text_read_back_is_the_text_of_the_narrative(written: bytes) -> None:
    assert texts(written) == [NARRATIVE.title, *map(spoken, NARRATIVE.blocks)]


def test_headings_stand_in_words_own_heading_styles_and_stay_with_their_text(written: bytes) -> None:
    paragraphs = read(written).paragraphs[:6]
    names = [paragraph.style.name if paragraph.style else "" for paragraph in paragraphs]
    assert names == ["Title", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Normal"]
    assert [paragraph.paragraph_format.keep_with_next for paragraph in paragraphs] == [True] * 5 + [None]


def test_a_paragraph_without_a_number_or_a_blank_is_one_run(written: bytes) -> None:
    counts = {text_of(p)[:4]: len(p.runs) for p in read(written).paragraphs}
    assert counts["江西省某"] == counts["1.行政"] == counts["机构改革"] == 1


def test_without_marks_a_number_stands_in_the_run_of_its_words() -> None:
    document = read(write_docx(NARRATIVE, REFERENCE, plain=True))
    counts = {p.text[:4]: len(p.runs) for p in document.paragraphs}
    assert counts["（1）“"] == 1
    assert counts["收入总计"] == 3  # words, blank, words


def test_a_blank_is_highlighted_and_nothing_else_is(written: bytes) -> None:
    runs = [run for paragraph in read(written).paragraphs for run in paragraph.runs]
    marked = [run for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert [run.text for run in marked] == [REASON.text] * 4
    assert {run.style.name for run in marked} == {"待补充"}


def test_every_number_is_in_a_control_that_names_its_figure(written: bytes) -> None:
    assert tags(written) == ["income.total", "income.total"]
    document = part(written, "word/document.xml")
    assert re.findall('<w:id w:val="([^"]*)"/>', document) == ["1", "2"]
    assert document.count('<w:temporary/><w15:appearance w15:val="hidden"/>') == 2
    assert 'mc:Ignorable="w15"' in document
    assert "<w:lock" not in document


def test_a_key_longer_than_word_allows_is_cut_and_stays_unique() -> None:
    long = "performance.projects.信息系统运行维护费（含机房、网络与安全等级保护测评）" * 2
    tags = {tag_of(long + ".rate"), tag_of(long + ".score"), tag_of("income.total")}
    assert len(tags) == 3
    assert max(map(len, tags)) == 64
    assert "income.total" in tags


def test_every_blank_has_a_comment_that_tells_what_is_wanted_and_where_it_belongs(written: bytes) -> None:
    comments = list(read(written).comments)
    assert [comment.text for comment in comments] == [
        "待补充：收入增加的原因\n写进reasons.income.total\n可参考：人员增加\n可参考：项目增加"
    ] * 4
    assert {comment.author for comment in comments} == {"决算"}
    assert {comment.timestamp for comment in comments} == {dt.datetime(2025, 1, 1, tzinfo=dt.UTC)}
    assert commented(written) == [REASON.text] * 4


def test_a_warning_about_words_of_the_unit_is_a_comment_on_them_and_stands_once() -> None:
    place, other = Source("2024.yaml", "31:5"), Source("2024.yaml", "40:5")
    said = Paragraph(
        (Words("主要原因是："), Quote("厉行节约", place), Words("，"), Quote("机构改革", other), Words("。"))
    )
    findings = (
        Finding("W03", Severity.WARNING, "说法与变动方向不符", place, "核对原因"),
        Finding("W04", Severity.WARNING, "说法过于笼统", place),
        Finding("I01", Severity.INFO, "没有用到", other),
        Finding("W05", Severity.WARNING, "没有上年记录", None),
    )
    narrative = Narrative("说明", "某某局", 2024, "base", (said, said), findings)
    data = write_docx(narrative, REFERENCE)
    assert [comment.text for comment in read(data).comments] == [
        "说法与变动方向不符（W03，2024.yaml:31:5）\n核对原因",
        "说法过于笼统（W04，2024.yaml:31:5）",
    ]
    assert commented(data) == ["厉行节约"] * 2
    assert texts(data)[1:] == ["主要原因是：厉行节约，机构改革。"] * 2


def test_a_document_without_marks_has_the_same_text_and_neither_comments_nor_controls(written: bytes) -> None:
    bare = write_docx(NARRATIVE, REFERENCE, plain=True)
    assert texts(bare) == texts(written)
    assert tags(bare) == []
    assert not [name for name in ZipFile(BytesIO(bare)).namelist() if "comments" in name]
    assert "omment" not in part(bare, "word/document.xml") + part(bare, "word/_rels/document.xml.rels")


def test_a_control_character_in_a_remark_does_not_break_the_document() -> None:
    blank = Blank("【待补充】", "机构\x0b改革", "x")
    data = write_docx(Narrative("说明", "某某局", 2024, "base", (Paragraph((blank,)),)), REFERENCE)
    assert [comment.text for comment in read(data).comments] == ["待补充：机构□改革\n写进x"]


def test_every_heading_has_a_bookmark_for_the_contents(written: bytes) -> None:
    names = bookmarks(NARRATIVE)
    assert names == {0: "_Toc000000001", 1: "_Toc000000002", 2: "_Toc000000003", 3: "_Toc000000004"}
    assert re.findall('<w:bookmarkStart w:id="([0-9]+)" w:name="([^"]+)"/>', part(written, "word/document.xml")) == [
        (str(count), name) for count, name in enumerate(names.values(), 1)
    ]


def test_the_properties_come_from_the_narrative_and_not_from_a_clock(written: bytes) -> None:
    properties = read(written).core_properties
    assert (properties.title, properties.author) == (NARRATIVE.title, NARRATIVE.unit)
    assert properties.created == properties.modified == dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    assert properties.language == "zh-CN"


def test_a_title_longer_than_word_allows_is_cut_in_the_properties_only() -> None:
    document = read(write_docx(one("字", title="长" * 300), REFERENCE))
    assert len(document.core_properties.title) == 255
    assert len(document.paragraphs[0].text) == 300


def test_a_long_title_breaks_behind_the_name_of_the_unit() -> None:
    title = "景德镇市金融服务中心2024年度部门决算情况说明"
    narrative = Narrative(title, "景德镇市金融服务中心", 2024, "base", (Paragraph((Words("字"),)),))
    read_back = read(write_docx(narrative, REFERENCE)).paragraphs[0].text
    assert read_back == "景德镇市金融服务中心\n2024年度部门决算情况说明"


def test_the_auditor_finds_nothing(written: bytes, tmp_path: Path) -> None:
    assert faults(written, tmp_path) == []


def test_the_same_narrative_gives_the_same_bytes(written: bytes) -> None:
    assert write_docx(NARRATIVE, REFERENCE) == written


def test_the_package_has_no_name_twice_and_no_time_of_day(written: bytes) -> None:
    entries = ZipFile(BytesIO(written)).infolist()
    assert [name for name, times in Counter(entry.filename for entry in entries).items() if times > 1] == []
    assert entries[0].filename == "[Content_Types].xml"
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_opening_the_document_asks_no_question(written: bytes) -> None:
    settings = ZipFile(BytesIO(written)).read("word/settings.xml").decode()
    assert "updateFields" not in settings
    assert "evenAndOddHeaders" in settings


def test_a_control_character_is_refused_with_its_place() -> None:
    quote = Quote("机构\x0b改革", Source("2024.yaml", "31:5"))
    (finding,) = refused(Narrative("说明", "某某局", 2024, "base", (Paragraph((quote,)),)), REFERENCE)
    assert (finding.code, finding.source) == ("D03", quote.source)
    assert finding.message == "文字中有 Word 不能保存的控制字符（U+000B，下文以“□”表示）：机构□改革"


def test_the_page_is_a4_with_the_margins_of_the_standard(written: bytes) -> None:
    section = read(written).sections[0]
    assert (section.page_width.mm if section.page_width else 0) == pytest.approx(210, abs=0.1)
    assert (section.top_margin.mm if section.top_margin else 0) == pytest.approx(37, abs=0.1)
    assert (section.left_margin.mm if section.left_margin else 0) == pytest.approx(28, abs=0.1)
