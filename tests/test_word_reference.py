"""The reference document of Word: what it holds, what is taken from a house's own, and what is refused."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator

from generator.model.finding import Finding, Refused, Severity
from generator.model.narrative import Narrative
from generator.model.source import Source
from generator.write.docx import write_docx

from .disclosures import NARRATIVE
from .word import read

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "templates" / "base" / "reference.docx"


def saved(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def refused(narrative: Narrative, reference: Path) -> tuple[Finding, ...]:
    with pytest.raises(Refused) as refusal:
        write_docx(narrative, reference)
    return refusal.value.findings


def test_the_committed_reference_is_what_the_script_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import reference_docx

    assert REFERENCE.read_bytes() == reference_docx.build()


def test_the_auditor_finds_nothing_in_the_reference() -> None:
    assert [str(error) for error in OpenXmlValidator().validate(str(REFERENCE)).errors] == []


def test_every_style_names_all_four_fonts_and_no_theme() -> None:
    styles = ZipFile(REFERENCE).read("word/styles.xml").decode()
    assert "Theme=" not in styles
    assert "cstheme" not in styles
    fonts = re.findall("<w:rFonts [^>]*>", styles)
    assert len(fonts) == styles.count('w:type="paragraph"') + 1  # and the defaults of the document
    for slot in ("w:ascii=", "w:eastAsia=", "w:hAnsi=", "w:cs="):
        assert all(slot in element for element in fonts)


@pytest.mark.parametrize(
    ("name", "font", "points", "outline"),
    [
        ("Normal", "仿宋_GB2312", 16, None),
        ("Title", "方正小标宋简体", 22, None),
        ("Heading 1", "方正小标宋简体", 22, "0"),
        ("Heading 2", "黑体", None, "1"),
        ("Heading 3", "楷体_GB2312", None, "2"),
        ("Heading 4", "仿宋_GB2312", None, "3"),
        ("封面标题", "方正小标宋简体", 26, None),
        ("目录标题", "方正小标宋简体", 22, None),
        ("toc 1", "仿宋_GB2312", None, None),
        ("表题", "方正小标宋简体", 18, "1"),
        ("表头行", "宋体", 10.5, None),
        ("表格文字", "宋体", 10.5, None),
        ("表注", "宋体", 10.5, None),
        ("图题", "黑体", 14, None),
        ("Footer", "宋体", 14, None),
    ],
)
def test_each_style_has_the_font_the_standard_asks_for(
    name: str, font: str, points: float | None, outline: str | None
) -> None:
    style = docx.Document(str(REFERENCE)).styles[name]
    assert style.element.xpath("string(w:rPr/w:rFonts/@w:eastAsia)") == font
    assert style.element.xpath("string(w:rPr/w:sz/@w:val)") == (f"{points * 2:.0f}" if points else "")
    assert style.element.xpath("string(w:pPr/w:outlineLvl/@w:val)") == (outline or "")
    assert not style.element.xpath("w:rPr/w:b[not(@w:val='0')]")


def test_fonts_that_may_be_absent_have_a_stand_in() -> None:
    table = ZipFile(REFERENCE).read("word/fontTable.xml").decode()
    pairs = dict(re.findall('<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"/>', table))
    assert pairs["仿宋_GB2312"] == "仿宋"
    assert pairs["楷体_GB2312"] == "楷体"
    assert pairs["方正小标宋简体"] == "华文中宋"


def test_a_reference_without_the_styles_is_refused_naming_all_of_them(tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    for name in ("Heading 2", "待补充"):
        house.styles[name].delete()
    path = saved(house, tmp_path / "本局格式.docx")
    findings = refused(NARRATIVE, path)
    assert [finding.message for finding in findings] == [
        "参考文档“本局格式.docx”缺少段落样式“heading 2”",
        "参考文档“本局格式.docx”缺少字符样式“待补充”",
    ]
    assert {(f.code, f.severity, f.source) for f in findings} == {("D02", Severity.ERROR, Source(str(path)))}


def test_a_reference_is_known_by_its_style_names_whatever_their_ids(tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    house.styles["Heading 1"].element.set(qn("w:styleId"), "1")
    house.styles["待补充"].element.set(qn("w:styleId"), "a7")
    document = read(write_docx(NARRATIVE, saved(house, tmp_path / "wps.docx")))
    heading = document.paragraphs[1].style
    assert heading is not None
    assert (heading.style_id, heading.name) == ("1", "Heading 1")


def test_a_reference_that_is_no_docx_is_refused(tmp_path: Path) -> None:
    old = tmp_path / "去年.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (finding,) = refused(NARRATIVE, old)
    assert (finding.code, finding.message) == ("D01", "参考文档“去年.doc”不是 Word 文档（.docx）")


def test_a_zip_file_that_is_no_docx_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "打包.docx"
    with ZipFile(path, "w") as package:
        package.writestr("readme.txt", "x")
    assert refused(NARRATIVE, path)[0].code == "D01"


def test_a_docx_with_a_broken_part_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "损坏.docx"
    with ZipFile(REFERENCE) as sound, ZipFile(path, "w") as broken:
        for name in sound.namelist():
            broken.writestr(name, b"<w:styles" if name == "word/styles.xml" else sound.read(name))
    assert refused(NARRATIVE, path)[0].code == "D01"


def test_a_reference_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (finding,) = refused(NARRATIVE, tmp_path / "没有.docx")
    assert (finding.code, finding.message) == (
        "D01",
        "读不到参考文档“没有.docx”：文件不存在、没有权限，或正被其他程序占用",
    )


def test_a_finished_document_lends_its_look_and_keeps_its_contents(tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    run = house.add_paragraph("去年的文字").add_run("批注处")
    house.add_comment(run, text="去年的批注", author="张三")
    house.core_properties.comments = "内部"
    data = write_docx(NARRATIVE, saved(house, tmp_path / "去年.docx"))
    parts = {name: ZipFile(BytesIO(data)).read(name).decode() for name in ZipFile(BytesIO(data)).namelist()}
    assert not [name for name, xml in parts.items() if "去年" in xml or "张三" in xml or "内部" in xml]
    assert {"word/footer1.xml", "word/footer2.xml"} <= parts.keys()


def test_headings_of_a_reference_that_counts_are_not_counted_twice(tmp_path: Path) -> None:
    house = docx.Document()  # python-docx's own template numbers lists
    house.styles.add_style("待补充", WD_STYLE_TYPE.CHARACTER)
    document = read(write_docx(NARRATIVE, saved(house, tmp_path / "编号.docx")))
    assert document.paragraphs[1]._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") == "0"
