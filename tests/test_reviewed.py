"""What was found in a finished document is told where people work: in their Word file, on a page, on the console."""

from __future__ import annotations

import html.parser
import re
import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from lxml import etree

import generator.pipeline as pipeline
from generator.auditing import Audited, audit, save_audit
from generator.model.document import Document, Grid, Passage
from generator.model.finding import Finding, Refused, Severity
from generator.model.source import Source
from generator.read import read_document
from generator.write import write_audit_html, write_report, write_reviewed_docx

from .conftest import ROOT
from .word import faults, part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
SENTENCE = "机关运行经费支出110.00万元，比上年增加10.00万元，增长9.09%。"


def finding(source: Source | None, quote: str = "", printed: str = "", expected: str = "", **more: str) -> Finding:
    return Finding("A10", Severity.ERROR, more.get("message", "比率不符"), source, "核对", (), quote, printed, expected)


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(inner)}</w:p>"


def written(path: Path, *blocks: str) -> Path:
    """A document of python-docx with these paragraphs and tables."""
    made = docx.Document()
    body = made.element.body
    for block in blocks:
        root = etree.fromstring(f"<w:body {NAMESPACES}>{block}</w:body>")
        for element in root:
            body.insert(len(body) - 1, parse_xml(etree.tostring(element)))
    made.save(str(path))
    return path


def reviewed(path: Path, *findings: Finding) -> bytes:
    return write_reviewed_docx(path, read_document(path), findings)


def root_of(data: bytes) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))


def ranges(data: bytes) -> list[str]:
    """The words that each comment stands on, in the order of the comments' ids; each has a beginning, an end, a
    reference and a text."""
    elements = list(root_of(data).iter())
    starts = {e.get(f"{W}id", ""): at for at, e in enumerate(elements) if e.tag == f"{W}commentRangeStart"}
    ends = {e.get(f"{W}id", ""): at for at, e in enumerate(elements) if e.tag == f"{W}commentRangeEnd"}
    references = [e.get(f"{W}id", "") for e in elements if e.tag == f"{W}commentReference"]
    texts = [e.get(f"{W}id", "") for e in etree.fromstring(ZipFile(BytesIO(data)).read("word/comments.xml"))]
    assert sorted(starts) == sorted(ends) == sorted(references) == sorted(texts)
    assert len(set(references)) == len(references)
    covered = []
    for number in sorted(starts, key=int):
        inside = elements[starts[number] : ends[number]]
        covered.append("".join(e.text or "" for e in inside if e.tag == f"{W}t"))
    return covered


def plain(data: bytes) -> list[tuple[str, bytes]]:
    """Every piece of text with its formatting, neighbours in one format put together."""
    found: list[tuple[str, bytes]] = []
    for text in root_of(data).iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}p"):
        parent = text.getparent()
        look = parent.find(f"{W}rPr") if parent is not None else None
        key = b"" if look is None else etree.tostring(look)
        if found and found[-1][1] == key and text.tag == f"{W}t":
            found[-1] = (found[-1][0] + (text.text or ""), key)
        else:
            found.append((text.text or text.tag, key))
    return found


# Word


def test_a_comment_stands_on_the_number_whatever_runs_it_lies_in(tmp_path: Path) -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    path = written(
        tmp_path / "a.docx",
        paragraph(run("某局2024年度部门决算")),
        paragraph(
            run("机关运行经费支出110.00万元，比上年增加10.00万元，增长9."), run("0", bold), run("9%。原因是人员增加。")
        ),
    )
    document = read_document(path)
    data = reviewed(path, finding(document.blocks[1].source, SENTENCE, "9.09%", "10.00%"))
    assert ranges(data) == ["9.09%"]
    assert plain(data) == plain(path.read_bytes())
    assert faults(data, tmp_path) == faults(path.read_bytes(), tmp_path)
    told = part(data, "word/comments.xml")
    assert 'w:author="决算"' in told and 'w:date="2025-01-01T00:00:00Z"' in told
    assert "错误（A10）：比率不符" in told and "印的是 9.09%，应当是 10.00%" in told
    assert reviewed(path, finding(document.blocks[1].source, SENTENCE, "9.09%", "10.00%")) == data


def test_all_else_in_the_package_stays_as_it_is(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", paragraph(run(SENTENCE)))
    data = reviewed(path, finding(None))
    before, after = ZipFile(path), ZipFile(BytesIO(data))
    changed = {
        name for name in after.namelist() if name not in before.namelist() or after.read(name) != before.read(name)
    }
    assert changed == {
        *("[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml")
    }
    assert [entry.filename for entry in before.infolist()] == after.namelist()[:-1]
    assert reviewed(path) == path.read_bytes()


def test_comments_and_changes_of_others_stay(tmp_path: Path) -> None:
    who = 'w:author="张三" w:date="2025-03-01T00:00:00Z"'
    path = written(
        tmp_path / "a.docx",
        paragraph(
            run("机关运行经费支出"),
            f'<w:del w:id="7" {who}><w:r><w:delText>99.00</w:delText></w:r></w:del>',
            f'<w:ins w:id="8" {who}>{run("110.00万元，比上年增加10.0")}</w:ins>',
            run("0万元，增长9.09%。"),
        ),
    )
    made = docx.Document(str(path))
    made.add_comment(made.paragraphs[0].runs, "再看看", "张三")
    made.save(str(path))
    before = part(path.read_bytes(), "word/comments.xml")
    source = read_document(path).blocks[0].source
    data = reviewed(
        path,
        finding(source, SENTENCE, "10.00万元"),
        finding(source, SENTENCE, "9.09%"),
        finding(source, SENTENCE, "9.09%"),
    )
    assert ranges(data)[1:] == ["10.00万元", "9.09%", "9.09%"]
    assert "再看看" in before and "再看看" in part(data, "word/comments.xml")
    ids = re.findall(r'<w:(?:ins|del|commentRangeStart) w:id="(\d+)"', part(data, "word/document.xml"))
    assert len(ids) == len(set(ids)) == 6
    assert [e.get(f"{W}author") for e in root_of(data).iter(f"{W}ins", f"{W}del")] == ["张三", "张三"]
    assert plain(data) == plain(path.read_bytes())
    assert faults(data, tmp_path) == faults(path.read_bytes(), tmp_path)


def test_what_is_not_found_is_told_of_its_paragraph_and_what_has_no_place_of_the_first(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", "<w:p/>", paragraph(run("封面")), paragraph(run(SENTENCE)))
    source = read_document(path).blocks[1].source
    data = reviewed(
        path, finding(source), finding(source, SENTENCE), finding(None), finding(Source("record.yaml", "3:4"), "别的话")
    )
    assert ranges(data) == [SENTENCE, SENTENCE, "封面", "封面"]
    assert "原文：别的话" in part(data, "word/comments.xml") and "位置：3:4" in part(data, "word/comments.xml")
    assert faults(data, tmp_path) == faults(path.read_bytes(), tmp_path)


def test_words_around_and_inside_of_all_that_word_knows(tmp_path: Path) -> None:
    """Contents that repeat headings, fields, controls, links, formulas, hidden text, text boxes, joined paragraphs."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    code = "<w:r><w:instrText> =1 </w:instrText></w:r>"
    control = f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run('110.00')}</w:sdtContent></w:sdt>"
    box = f"<v:shape><v:textbox><w:txbxContent>{paragraph(run(SENTENCE))}</w:txbxContent></v:textbox></v:shape>"
    box = f"<w:r><w:pict>{box}</w:pict></w:r>"
    formula = "<m:oMath><m:r><m:t>10.00</m:t></m:r></m:oMath>"
    path = written(
        tmp_path / "a.docx",
        paragraph(run("目录")),
        paragraph(run("一、收入")),
        paragraph(run("二、支出")),
        paragraph(run("一、收入")),
        paragraph(run("机关运行经费支出"), control, run("万元，比上年增加"), formula, run("万元，增长9.09%。")),
        paragraph(run("二、支出")),
        paragraph(
            run("机关运行经费支出", "<w:rPr><w:vanish/></w:rPr>"),
            run("机关运行经费支出110.00万元，比上年增加10.00万元，增长"),
            *(marks[0], code, marks[1], run("9.09"), marks[2], run("%。")),
        ),
        paragraph(
            run("机关运行经费支出110.00万元，"),
            properties="<w:pPr><w:rPr><w:del w:id='4' w:author='x'/></w:rPr></w:pPr>",
        ),
        paragraph(run("比上年增加10.00万元，增长9.09%。")),
        paragraph(run("盒子："), box),
    )
    document = read_document(path)
    sources = [block.source for block in document.blocks if isinstance(block, Passage)]
    assert [block.text for block in document.passages].count(SENTENCE) == 4
    wanted = [
        finding(sources[n], SENTENCE, words) for n, words in ((1, "110.00"), (1, "10.00"), (1, "9.09%"), (3, "9.09%"))
    ]
    data = reviewed(
        path, *wanted, finding(sources[4], SENTENCE, "9.09%"), finding(sources[0]), finding(sources[-1], SENTENCE)
    )
    assert [found.replace(SENTENCE, "□") for found in ranges(data)] == [
        *("110.00", "", "9.09%", "9.09%", "9.09%", "一、收入", "盒子：□")
    ]
    assert plain(data) == plain(path.read_bytes())
    body = root_of(data)[0]
    assert [at for at, own in enumerate(body) if own.find(f"{W}commentRangeStart") is not None] == [3, 4, 6, 8, 9]
    maths = [own.getprevious() for own in root_of(data).iter(f"{M}oMath")]
    assert [own is not None and own.tag for own in maths] == [f"{W}commentRangeStart"]


def table(*rows: Sequence[str]) -> str:
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def test_tables_of_one_title_are_told_apart(tmp_path: Path) -> None:
    rows = (("科目", "合计"), ("合计", "300.00"), ("教育", "1,100.00"))
    path = written(tmp_path / "a.docx", *[paragraph(run("支出决算表")), table(*rows)] * 2, paragraph(run("末")))
    document = read_document(path)
    first, second = (grid.source for grid in document.grids)
    found = (finding(second, "合计", "300.00"), finding(second, "教育", "9.00"), finding(first))
    data = write_reviewed_docx(path, document, (*found, finding(first, "无", "300.00")))
    assert ranges(data) == ["300.00", "教育", "科目", "300.00"]
    tables = list(root_of(data).iter(f"{W}tbl"))
    assert [len(list(own.iter(f"{W}commentRangeStart"))) for own in tables] == [2, 2]


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", paragraph(run(SENTENCE)))
    document = read_document(path)
    path.write_bytes(b"PK")
    with pytest.raises(Refused) as refused:
        write_reviewed_docx(path, document, [])
    assert [f.code for f in refused.value.findings] == ["A01"]


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete draft with numbers that somebody mistyped."""
    path = tmp_path_factory.mktemp("wrong") / "draft.docx"
    data = pipeline.render(pipeline.draft(ROOT / "data" / "jingdezhen" / "2024.yaml", full=True), ".docx")
    numbers = iter(range(100_000))

    def typed(match: re.Match[str]) -> str:
        return match[0] if next(numbers) % 9 else f">9{match[1][1:]}</w:t>"

    with ZipFile(BytesIO(data)) as before, ZipFile(path, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                content = re.sub(r">(\d[\d,]*\.\d\d%?)</w:t>", typed, content.decode()).encode()
            after.writestr(name, content)
    return path


def check(audited: Audited, path: Path, output: Path, folder: Path) -> None:
    before, after = path.read_bytes(), save_audit(audited, output, True).read_bytes()
    own = len(re.findall("<w:commentReference ", part(before, "word/document.xml")))
    covered = ranges(after)
    assert len(covered) == len(audited.findings) + own and len(audited.findings) > 20
    for found, words in zip(audited.findings, covered[own:], strict=True):
        assert words == found.printed or not found.printed
    assert plain(after) == plain(before)
    assert faults(after, folder) == faults(before, folder)


def test_a_draft_is_audited_and_every_number_is_found(wrong: Path, tmp_path: Path) -> None:
    check(audit(wrong), wrong, tmp_path / "out.docx", tmp_path)


@pytest.mark.render
def test_so_it_is_after_libreoffice_saved_it_and_that_shows_the_comments(wrong: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    subprocess.run([*command, "docx", "--outdir", str(tmp_path), str(wrong)], check=True, capture_output=True)
    path = tmp_path / wrong.name
    audited = audit(path)
    check(audited, path, tmp_path / "out.docx", tmp_path)
    subprocess.run(
        [*command, "odt", "--outdir", str(tmp_path), str(tmp_path / "out.docx")], check=True, capture_output=True
    )
    shown = ZipFile(tmp_path / "out.odt").read("content.xml").decode()
    assert len(re.findall("<dc:creator>决算</dc:creator>", shown)) >= len(audited.findings)
    assert shown.count("<office:annotation-end") >= len(audited.findings)


# The page


class Page(html.parser.HTMLParser):
    """Whether every element is closed, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_tells_each_finding_and_leads_to_it(wrong: Path) -> None:
    audited = audit(wrong)
    text = write_audit_html(audited.document, audited.findings, "决算<初稿>")
    page = Page(text)
    assert len(page.ids) == len(set(page.ids)) == 2 * len(audited.findings)
    assert {link.removeprefix("#") for link in page.links} == set(page.ids)
    errors = sum(found.severity is Severity.ERROR for found in audited.findings)
    assert f"错误 <b>{errors}</b> 处，请核对 <b>0</b> 处" in text and "决算&lt;初稿&gt;" in text
    assert "http" not in text.replace("http-equiv", "") and "<script" not in text
    assert write_audit_html(audited.document, audited.findings, "决算<初稿>") == text


def test_the_page_marks_sentences_that_overlap_and_tables() -> None:
    source, place = Source("x.pdf", "第 1 页"), Source("x.pdf", "表 支出<决算>表")
    blocks = (
        Passage("某局&某所", Source("x.pdf", "第 1 页"), 1, 0),
        Passage("前文。" + SENTENCE, source, 2),
        Grid("支出<决算>表", "万元", (("科目", "科目", "合计"), ("合计", "合计", "3.00")), place),
    )
    found = (
        finding(source, SENTENCE, "9.09%"),
        finding(source, SENTENCE, "10.00万元"),
        finding(place, "合计", "3.00"),
        finding(place),
        finding(None),
    )
    text = write_audit_html(Document("x.pdf", "pdf", blocks), found, "x.pdf")
    Page(text)
    body = text[text.index("<main>") :]
    assert "前文。<mark>机关运行" in body and '<mark class="printed">9.09%</mark><a class="ref" id="f1"' in body
    assert '<mark class="printed">10.00万元</mark><a class="ref" id="f2"' in body
    assert '<td class="number found"><mark class="printed">3.00</mark><a class="ref" id="f3"' in body
    assert '支出&lt;决算&gt;表<wbr>（万元）<a class="ref" id="f4"' in body.replace("（万元）", "<wbr>（万元）")
    assert "<td>全文</td>" in text and 'id="f5"' not in body and "某局&amp;某所" in text
    assert "没有发现问题" in write_audit_html(Document("x.pdf", "pdf", blocks), (), "x.pdf")


# The console


def test_the_console_shows_the_sentence_with_carets_under_the_number() -> None:
    told = write_report([finding(Source("x.txt", "1:1"), SENTENCE, "9.09%", "10.00%")])
    lines = told.splitlines()
    assert lines[0] == "x.txt:1:1: error A10: 比率不符"
    assert lines[1:3] == [f"    {SENTENCE}", " " * 57 + "^^^^^"]
    assert lines[3:] == ["    印的是 9.09%，应当是 10.00%", "    核对"]
    long = "很长的话，" * 30 + SENTENCE + "还有话，" * 30
    shown, carets = write_report([finding(None, long, "9.09%")]).splitlines()[1:3]
    wide = [2 if ord(character) > 255 else 1 for character in shown]
    assert sum(wide) <= 80 and sum(wide[: shown.index("9.09%")]) == carets.index("^")
    assert write_report([finding(None, "合计", "3.00")]).splitlines()[1:] == ["    合计", "    核对"]


@pytest.mark.parametrize(
    ("quote", "printed", "message", "before"),
    [
        ("本年收入110.00万元，增加10.00万元。", "10.00万元", "", "增加"),
        ("结余分配0.00万元；年末结转和结余0.00万元。", "0.00万元", "年末结转文字写 0.00万元", "年末结转和结余"),
        ("增长 ９.09 ％。", "9.09%", "", "增长 "),
        ("共1,110.00万元，另10.00。", "10.00", "", "另"),
        ("有7.5和8.5，也有9.5。", "8.5、9.5", "", "有7.5和"),
    ],
)
def test_a_number_is_found_where_it_is_meant(quote: str, printed: str, message: str, before: str) -> None:
    carets = write_report([finding(None, quote, printed, message=message or "不符")]).splitlines()[2]
    wide = sum(2 if ord(own) > 255 else 1 for own in quote[: quote.index(before) + len(before)])
    assert len(carets) - len(carets.lstrip()) - 4 == wide
