"""The contents: a field that Word takes for its own, right as the file is opened, and nothing that makes Word ask."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.model.narrative import Block, Contents, Cover, Heading, Narrative, Paragraph, Table, Words
from generator.write.contents import counted, entries
from generator.write.docx import write_docx
from generator.write.pages import paginate

from .conftest import ROOT
from .disclosures import disclosure
from .word import faults, part, read, text_of

REFERENCE = ROOT / "templates" / "base" / "reference.docx"
ENTRY = re.compile(r'<w:hyperlink w:anchor="(\w+)" w:history="1">.*?</w:hyperlink>')


@pytest.fixture(scope="module")
def written() -> bytes:
    return write_docx(disclosure(), REFERENCE)


def listed(data: bytes) -> list[tuple[str, str]]:
    """The entries as the page shows them: style and text with the tab."""
    shown = ((p.style.name if p.style else "", text_of(p)) for p in read(data).paragraphs)
    return [(style, text) for style, text in shown if style.startswith("toc")]


def test_parts_their_tables_and_their_sections_stand_in_it_with_their_pages(written: bytes) -> None:
    assert listed(written) == [
        ("toc 1", "第一部分　单位概况\t3"),
        ("toc 2", "一、主要职责\t3"),
        ("toc 1", "第二部分　2024年度部门决算表\t4"),
        ("toc 2", "一、一般公共预算财政拨款支出决算表\t5"),
        ("toc 2", "二、收入决算表\t7"),
        ("toc 2", "三、收入决算表\t8"),
        ("toc 2", "四、国有资本经营预算财政拨款支出决算表\t9"),
        ("toc 1", "第三部分　2024年度部门决算情况说明\t10"),
        ("toc 2", "一、收入决算情况说明\t10"),
    ]


def test_a_table_inside_the_text_is_not_listed() -> None:
    small = disclosure()
    blocks = tuple(replace(b, own_page=False) if isinstance(b, Table) else b for b in small.blocks)
    assert len(list(entries(replace(small, blocks=blocks)))) == 5


def test_it_is_one_field_over_all_entries_with_a_field_in_each(written: bytes) -> None:
    xml = part(written, "word/document.xml")
    marks = re.findall(r'<w:r><w:fldChar w:fldCharType="(\w+)"|<w:instrText[^>]*> (TOC|PAGEREF)', xml)
    told = [kind or name for kind, name in marks]
    inner = ["begin", "PAGEREF", "separate", "end"]
    assert told == ["begin", "TOC", "separate", *inner * 9, "end"]
    assert r"> TOC \o &quot;1-2&quot; \h \z \f </w:instrText>" in xml


def test_the_title_of_a_listed_table_tells_a_contents_built_anew_how_it_is_listed(written: bytes) -> None:
    xml = part(written, "word/document.xml")
    listed = [e.text for e in entries(disclosure()) if isinstance(disclosure().blocks[e.index], Table)]
    assert re.findall(r'<w:vanish/></w:rPr><w:instrText[^>]*> TC "(.*?)" \\l 2 <', xml) == listed


def test_every_entry_leads_to_its_bookmark(written: bytes) -> None:
    xml = part(written, "word/document.xml")
    marked = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(_Toc\d+)"/>', xml)
    anchors = [match[1] for match in ENTRY.finditer(xml)]
    assert len(anchors) == 9
    assert set(anchors) <= set(marked)
    for match in ENTRY.finditer(xml):
        assert f" PAGEREF {match[1]} \\h " in match[0]


def test_nothing_makes_word_ask_on_opening(written: bytes) -> None:
    for name in ZipFile(BytesIO(written)).namelist():
        if name.endswith(".xml"):
            assert "updateFields" not in part(written, name)
            assert "w:dirty" not in part(written, name)


def test_the_document_is_sound(written: bytes, tmp_path: Path) -> None:
    assert faults(written, tmp_path) == []


def test_it_bears_the_numbers_of_a_house_that_counts_from_the_page_behind_the_cover(tmp_path: Path) -> None:
    house = tmp_path / "house.docx"
    with ZipFile(REFERENCE) as old, ZipFile(house, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = data.replace(b"<w:cols ", b'<w:pgNumType w:start="1"/><w:cols ')
            new.writestr(name, data)
    assert listed(write_docx(disclosure(), house))[0] == ("toc 1", "第一部分　单位概况\t2")


def test_without_anything_to_list_an_empty_field_stays(tmp_path: Path) -> None:
    blocks = (Cover(("某某局",)), Contents("目录"), Paragraph((Words("国"),)))
    data = write_docx(Narrative("说明", "某某局", 2024, "base", blocks), REFERENCE)
    assert listed(data) == [("toc 1", "")]
    assert faults(data, tmp_path) == []


def test_a_long_contents_pushes_the_text_back_by_its_own_pages() -> None:
    sections = tuple(Heading(1, "一、", (Words("收入决算情况说明"),)) for _ in range(60))
    part = Heading(0, "第一部分　", (Words("概况"),))
    blocks: tuple[Block, ...] = (Cover(("某某局",)), Contents("目录"), part, *sections)
    pages = paginate(Narrative("说明", "某某局", 2024, "base", blocks), {})
    assert (pages[0], pages[1], pages[2]) == (1, 2, 5)  # 61 lines and the title on pages of 22


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")]
)
def test_tables_are_counted_as_the_published_documents_count_them(number: int, text: str) -> None:
    assert counted(number) == text
