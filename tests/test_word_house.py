"""Ordinary Word documents as the reference: what they lack is lent, what they have is theirs, both is told."""

from __future__ import annotations

import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.cli import main
from generator.model.finding import Finding, Refused, Severity
from generator.model.narrative import Narrative
from generator.write.docx import write_docx
from generator.write.house import fitness
from generator.write.pdf import write_pdf

from .conftest import ROOT
from .disclosures import NARRATIVE, disclosure
from .word import faults, part, read

REFERENCE = ROOT / "templates" / "base" / "reference.docx"


def saved(document: Document, folder: Path) -> Path:
    path = folder / "本局.docx"
    document.save(str(path))
    return path


def official() -> Document:
    """A 公文模板 that some program saved with the names that Word shows: 正文 and 标题 1 to 3, and 页脚."""
    document = docx.Document(str(REFERENCE))
    names = {"Normal": "正文", "heading 1": "标题 1", "heading 2": "标题 2", "heading 3": "标题 3"}
    for style in list(document.styles.element.findall(qn("w:style"))):
        name = style.find(qn("w:name")).get(qn("w:val"))
        if name in names:
            style.find(qn("w:name")).set(qn("w:val"), names[name])
        elif name != "footer" and style.get(qn("w:default")) is None:
            document.styles.element.remove(style)
    return document


def codes(findings: tuple[Finding, ...]) -> list[tuple[str, Severity]]:
    return [(finding.code, finding.severity) for finding in findings]


def lent(narrative: Narrative, house: Path) -> bytes:
    return write_docx(narrative, house, lender=REFERENCE)


def test_a_blank_document_of_another_program_will_do(tmp_path: Path) -> None:
    house = saved(docx.Document(), tmp_path)
    document = read(lent(disclosure(), house))
    names = {style.name for style in document.styles}
    assert {"封面标题", "目录标题", "toc 1", "表题", "表头行", "表格文字", "表注", "图", "图题", "待补充"} <= names
    section = document.sections[1]
    assert (section.page_width, section.left_margin) == (Mm(215.9), Mm(31.75))  # Letter, as the house has it


def test_what_the_house_has_stays_as_it_is(tmp_path: Path) -> None:
    house = docx.Document()
    house.styles["Heading 1"].font.size = Pt(31)
    before = {s.style_id: s.element.xml for s in house.styles}
    after = {s.style_id: s.element.xml for s in read(lent(disclosure(), saved(house, tmp_path))).styles}
    assert {ident: xml for ident, xml in after.items() if ident in before} == before


def test_styles_with_the_names_that_word_shows_are_the_houses_own(tmp_path: Path) -> None:
    house = saved(official(), tmp_path)
    document = read(lent(NARRATIVE, house))
    used = [p.style.name for p in document.paragraphs if p.style is not None]
    assert used[:4] == ["Title", "标题 1", "标题 2", "标题 3"]
    (told,) = fitness(NARRATIVE, house, REFERENCE)
    assert told.message == "参考文档“本局.docx”里没有“标题”、“标题 4”、“待补充”样式，用了内置的"


def test_lent_styles_stand_on_the_houses_and_not_on_what_is_not_there(tmp_path: Path) -> None:
    house = official()
    for own in house.styles.element.xpath("w:style/w:basedOn|w:style/w:next"):
        own.set(qn("w:val"), "a0")
    house.styles.element.find(qn("w:style")).set(qn("w:styleId"), "a0")  # 正文
    house.styles.add_style("表格", WD_STYLE_TYPE.PARAGRAPH).element.set(qn("w:styleId"), "TableText")
    data = lent(disclosure(), saved(house, tmp_path))
    styles = {s.name: s.element for s in read(data).styles}
    idents = [element.get(qn("w:styleId")) for element in styles.values()]
    assert len(idents) == len({ident.casefold() for ident in idents})
    assert styles["表格文字"].get(qn("w:styleId")) == "TableText2"
    assert styles["表格文字"].find(qn("w:basedOn")).get(qn("w:val")) == "a0"
    for element in styles.values():
        for link in element.xpath("w:basedOn|w:next|w:link"):
            assert link.get(qn("w:val")) in idents
    assert faults(data, tmp_path) == []


def test_distances_below_a_lent_paragraph_are_not_those_of_the_houses_text(tmp_path: Path) -> None:
    data = lent(disclosure(), saved(docx.Document(), tmp_path))  # whose text has 10 pt below every paragraph
    spacing = read(data).styles["表格文字"].element.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert (spacing.get(qn("w:before")), spacing.get(qn("w:after"))) == ("0", "0")


def test_dots_of_a_lent_contents_reach_the_edge_of_the_houses_text(tmp_path: Path) -> None:
    data = lent(disclosure(), saved(docx.Document(), tmp_path))
    assert read(data).styles["toc 2"].element.xpath("string(w:pPr/w:tabs/w:tab/@w:pos)") == "8640"


def test_lent_fonts_bring_their_stand_ins(tmp_path: Path) -> None:
    table = part(lent(disclosure(), saved(docx.Document(), tmp_path)), "word/fontTable.xml")
    assert table.count('<w:font w:name="方正小标宋简体">') == 1
    assert '<w:altName w:val="华文中宋"/>' in table


def test_the_same_house_gives_the_same_bytes(tmp_path: Path) -> None:
    house = saved(docx.Document(), tmp_path)
    assert lent(disclosure(), house) == lent(disclosure(), house)


def test_without_a_lender_the_lack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_docx(disclosure(), saved(docx.Document(), tmp_path))


def test_of_a_house_with_our_page_and_styles_nothing_is_told(tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    house.styles["Heading 2"].font.bold = True
    assert fitness(disclosure(), saved(house, tmp_path), REFERENCE) == ()


def margins(house: Document) -> None:
    house.sections[0].top_margin = Mm(30)


def size(house: Document) -> None:
    house.styles["Normal"].font.size = Pt(14)


def leading(house: Document) -> None:
    house.styles["Heading 3"].paragraph_format.space_before = Pt(6)


def lines(house: Document) -> None:
    grid = house.sections[0]._sectPr.find(qn("w:docGrid"))
    assert grid is not None
    grid.set(qn("w:linePitch"), "312")


@pytest.mark.parametrize(
    ("change", "what"),
    [(margins, "纸张或页边距"), (size, "字号或行距"), (lines, "字号或行距")],
    ids=["margins", "size", "grid"],
)
def test_pages_that_may_break_elsewhere_are_told(change: object, what: str, tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    assert callable(change)
    change(house)
    (told,) = fitness(disclosure(), saved(house, tmp_path), REFERENCE)
    assert codes((told,)) == [("D04", Severity.INFO)]
    assert told.message == f"参考文档“本局.docx”的{what}与内置的不同，目录里的页码可能要更新"


def test_without_contents_no_page_numbers_are_spoken_of(tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    margins(house)
    assert fitness(NARRATIVE, saved(house, tmp_path), REFERENCE) == ()


def test_a_style_that_the_draft_does_not_use_is_not_spoken_of(tmp_path: Path) -> None:
    house = docx.Document(str(REFERENCE))
    leading(house)
    assert fitness(disclosure(), saved(house, tmp_path), REFERENCE) == ()


def test_the_command_tells_it_and_ends_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    house = saved(docx.Document(), tmp_path)
    record = str(ROOT / "data" / "jingdezhen" / "2024.yaml")
    assert main(["draft", record, "--full", "--reference", str(house), "-o", "稿.docx"]) == 0
    told = capsys.readouterr().err
    assert "info D02" in told
    assert "info D04" in told
    assert main(["draft", record, "--full", "--reference", str(house), "-o", "稿.md"]) == 0
    assert "D02" not in capsys.readouterr().err


@pytest.mark.render
def test_a_document_that_libreoffice_saved_will_do(tmp_path: Path) -> None:
    (tmp_path / "本局.txt").write_text("本局的模板", encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path)]
    subprocess.run([*office, str(tmp_path / "本局.txt")], check=True, capture_output=True, timeout=180)
    house = tmp_path / "本局.docx"
    data = lent(disclosure(), house)
    assert [finding.code for finding in fitness(disclosure(), house, REFERENCE)] == ["D02", "D04"]
    assert faults(data, tmp_path) == []
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=write_pdf(data), check=True, capture_output=True
    ).stdout.decode()
    assert "一般公共预算财政拨款支出决算表" in text
