"""A draft that people edited in Word for a week is brought up to date, and whatever they wrote stays."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

import generator.pipeline as pipeline
from generator.cli import main
from generator.reviewing import Refreshed, refresh

from .conftest import ROOT
from .word import faults

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = "决算"
UNITS = {"sichuan": ("dachuan", 2023), "jiangxi": ("jingdezhen", 2024), "example": ("example", 2024)}
Edit = Callable[[etree._Element], None]


# What Word does with revisions


def body(data: bytes) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))


def settled(root: etree._Element, accept: bool) -> etree._Element:
    """The text with all of our changes accepted, or rejected."""
    stays, goes = ("ins", "del") if accept else ("del", "ins")
    for kind in ("Ins", "Del"):
        for start in list(root.iter(f"{W}customXml{kind}RangeStart")):
            control = start.getnext()
            if (kind == "Ins") != accept and control is not None and control.tag == f"{W}sdt":
                control.set("goes", "1")
        for end in ("Start", "End"):
            for mark in list(root.iter(f"{W}customXml{kind}Range{end}")):
                above(mark).remove(mark)
    for control in [control for control in root.iter(f"{W}sdt") if control.get("goes")]:
        unwrap(control, control.find(f"{W}sdtContent"))
    paragraphs = []
    for mark in [mark for mark in root.iter(W + goes) if mark.get(f"{W}author") == OURS]:
        if above(mark).tag == f"{W}rPr":
            paragraphs.append(above(above(above(mark))))
        else:
            above(mark).remove(mark)
    for mark in [mark for mark in root.iter(W + stays) if mark.get(f"{W}author") == OURS]:
        if above(mark).tag == f"{W}rPr":
            above(mark).remove(mark)
        else:
            unwrap(mark, mark)
    for paragraph in paragraphs:
        assert not list(paragraph.iter(f"{W}t", f"{W}delText"))
        above(paragraph).remove(paragraph)
    return root


def above(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def unwrap(outer: etree._Element, inner: etree._Element | None) -> None:
    parent = above(outer)
    index = parent.index(outer)
    for offset, child in enumerate(list(inner if inner is not None else ())):
        parent.insert(index + offset, child)
    parent.remove(outer)


def told(root: etree._Element) -> list[str]:
    """The text of every paragraph; deleted words of others are none, ours are settled before."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        text = ""
        for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}br", f"{W}tab"):
            deleted = any(a.tag == f"{W}del" and a.get(f"{W}author") != OURS for a in element.iterancestors())
            if not deleted and above(element).tag == f"{W}r":
                text += element.text or ("\n" if element.tag == f"{W}br" else "")
        found.append(text)
    return found


# A draft, what people do to it, and the figures that change


class Case:
    """The records of a unit in a folder, its draft, and the draft after people had it."""

    def __init__(self, unit: str, folder: Path, full: bool = False, plain: bool = False) -> None:
        name, self.year = UNITS[unit]
        self.folder = folder
        shutil.copytree(ROOT / "data" / name, folder / "data")
        self.record = folder / "data" / f"{self.year}.yaml"
        self.full = full
        self.draft = folder / "draft.docx"
        self.output = folder / "new.docx"
        self.draft.write_bytes(self.fresh(plain))

    def fresh(self, plain: bool = False) -> bytes:
        return pipeline.render(pipeline.draft(self.record, full=self.full), ".docx", plain=plain)

    def edit(self, *edits: Edit) -> None:
        with ZipFile(self.draft) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        root = etree.fromstring(parts["word/document.xml"])
        for edit in edits:
            edit(root)
        parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        with ZipFile(self.draft, "w") as package:
            for part, content in parts.items():
                package.writestr(part, content)

    def change(self, *changes: tuple[str, str], prior: bool = False) -> None:
        path = self.record.with_name(f"{self.year - 1}.yaml") if prior else self.record
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    def refresh(self) -> Refreshed:
        return refresh(self.draft, self.record, self.output, force=True)

    @property
    def accepted(self) -> list[str]:
        return told(settled(body(self.output.read_bytes()), True))

    @property
    def rejected(self) -> list[str]:
        return told(settled(body(self.output.read_bytes()), False))

    @property
    def edited(self) -> list[str]:
        return told(body(self.draft.read_bytes()))

    def comments(self) -> list[str]:
        with ZipFile(self.output) as package:
            root = etree.fromstring(package.read("word/comments.xml"))
        return ["".join(t.text or "" for t in comment.iter(f"{W}t")) for comment in root]


def paragraph(root: etree._Element, words: str) -> etree._Element:
    return next(p for p in root.iter(f"{W}p") if words in "".join(t.text or "" for t in p.iter(f"{W}t")))


def reworded(old: str, new: str) -> Edit:
    """A person writes other words within one run."""

    def edit(root: etree._Element) -> None:
        text = next(t for t in root.iter(f"{W}t") if old in (t.text or ""))
        text.text = (text.text or "").replace(old, new)

    return edit


def typed(key: str, number: str) -> Edit:
    """A person types another number; Word takes its control away."""

    def edit(root: etree._Element) -> None:
        tag = next(tag for tag in root.iter(f"{W}tag") if tag.get(f"{W}val") == key)
        control = above(above(tag))
        next(control.iter(f"{W}t")).text = number
        unwrap(control, control.find(f"{W}sdtContent"))

    return edit


def moved(words: str, behind: str) -> Edit:
    return lambda root: paragraph(root, behind).addnext(paragraph(root, words))


def deleted(*words: str) -> Edit:
    def edit(root: etree._Element) -> None:
        for own in words:
            above(paragraph(root, own)).remove(paragraph(root, own))

    return edit


def inserted(text: str, behind: str) -> Edit:
    def edit(root: etree._Element) -> None:
        new = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(new, f"{W}r"), f"{W}t").text = text
        paragraph(root, behind).addnext(new)

    return edit


def tracked(old: str, new: str) -> Edit:
    """A person changes words under tracking."""

    def edit(root: etree._Element) -> None:
        text = next(t for t in root.iter(f"{W}t") if old in (t.text or ""))
        run = above(text)
        before, _, after = (text.text or "").partition(old)
        pieces = []
        for kind, words in (("", before), ("del", old), ("ins", new), ("", after)):
            own = deepcopy(run)
            inner = next(own.iter(f"{W}t"))
            inner.text = words
            if kind == "del":
                inner.tag = f"{W}delText"
            if kind:
                mark = etree.Element(W + kind, {f"{W}id": "900", f"{W}author": "张三"})
                mark.append(own)
                own = mark
            pieces.append(own)
        for piece in reversed(pieces):
            run.addnext(piece)
        above(run).remove(run)

    return edit


# Four things that happen to figures. Each leaves the records without a fault.
SICHUAN_UP = (
    ("1227960.00", "1327960.00"),
    (
        "基本支出: 1006880.00, 项目支出: 0, 全年预算: 1006880.00",
        "基本支出: 1106880.00, 项目支出: 0, 全年预算: 1106880.00",
    ),
    ("人员经费: 1096960.00", "人员经费: 1196960.00"),
)
JIANGXI_UP = (
    ("一般公共预算财政拨款收入: 1918810.00", "一般公共预算财政拨款收入: 2218810.00"),
    ("财政拨款收入: 1639580.00", "财政拨款收入: 1939580.00"),
    ("基本支出: 1429582.00", "基本支出: 1729582.00"),
    ("名称: 基本工资, 金额: 367590.00", "名称: 基本工资, 金额: 667590.00"),
)
UP = {"sichuan": SICHUAN_UP, "jiangxi": JIANGXI_UP}


@pytest.fixture(params=("sichuan", "jiangxi"))
def unit(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("full", (False, True))
@pytest.mark.parametrize("plain", (False, True))
def test_the_unchanged_record_changes_not_a_byte(unit: str, tmp_path: Path, full: bool, plain: bool) -> None:
    case = Case(unit, tmp_path, full, plain)
    assert case.refresh().plan.empty
    assert case.output.read_bytes() == case.draft.read_bytes()


@pytest.mark.parametrize("plain", (False, True))
def test_an_unedited_draft_becomes_the_new_one_and_its_rejection_the_old_one(
    unit: str, tmp_path: Path, plain: bool
) -> None:
    case = Case(unit, tmp_path, plain=plain)
    case.change(*UP[unit])
    case.refresh()
    assert case.accepted == told(body(case.fresh(plain))) != case.edited
    assert case.rejected == case.edited
    assert faults(case.output.read_bytes(), tmp_path) == []


def test_tables_of_a_complete_disclosure_come_along(unit: str, tmp_path: Path) -> None:
    case = Case(unit, tmp_path, full=True)
    case.change(*UP[unit])
    done = case.refresh()
    assert case.accepted == told(body(case.fresh()))
    assert case.rejected == case.edited
    charts = [finding for finding in done.plan.findings if finding.code == "N05"]
    assert bool(charts) == (unit == "sichuan")  # only Sichuan has charts
    assert faults(case.output.read_bytes(), tmp_path) == []


def test_what_came_from_nothing_brings_its_sentences_and_what_went_to_nothing_takes_them(tmp_path: Path) -> None:
    case = Case("example", tmp_path)
    for old, new in ((" 40000.00, 团组数: 1, 人次数: 2", " 0, 团组数: 0, 人次数: 0"), ("1, 人次数: 2", "0, 人次数: 0")):
        if old in case.record.read_text("utf-8"):
            case.change((old, new))
    case.change(("样式: jiangxi ", "样式: sichuan "))
    case.draft.write_bytes(case.fresh())
    case.change(("决算数: 0, 团组数: 0, 人次数: 0", "决算数: 40000.00, 团组数: 1, 人次数: 2"))
    case.refresh()
    assert case.accepted == told(body(case.fresh()))
    assert "全年安排因公出国（境）团组1次" in "".join(case.accepted)
    case.draft.write_bytes(case.fresh())
    case.change(("决算数: 40000.00, 团组数: 1, 人次数: 2", "决算数: 0, 团组数: 0, 人次数: 0"))
    case.refresh()
    assert case.accepted == told(body(case.fresh()))
    assert case.rejected == case.edited
    assert faults(case.output.read_bytes(), tmp_path) == []


SUM = {"sichuan": "本年支出合计", "jiangxi": "支出总计"}
EDITS: dict[str, tuple[Edit, ...]] = {
    "sichuan": (
        moved("本年支出合计", "人员经费"),
        reworded("本年收入合计", "全年收入共计"),
        deleted("八、政府性基金预算支出决算情况说明", "政府性基金预算财政拨款支出"),
        inserted("我们自己写的一段，共9.99万元。", "公用经费"),
        typed("procurement.procurement_total", "7"),
        tracked("金融服务中心是事业单位", "本中心是事业单位"),
    ),
    "jiangxi": (
        moved("本年收入的具体构成", "资本性支出"),
        reworded("本年支出的具体构成：", "全年支出构成是："),
        deleted("六、机关运行经费支出情况说明", "机关运行经费支出0.00"),
        inserted("我们自己写的一段，共9.99万元。", "截止"),
        typed("three_public.hospitality.actual", "1.18"),
        tracked("接待人数较上年减少", "来访的人少了"),
    ),
}


def test_what_people_did_stays_and_only_figures_change(unit: str, tmp_path: Path) -> None:
    case = Case(unit, tmp_path)
    case.edit(*EDITS[unit])
    edited = case.edited
    assert case.refresh().plan.empty
    case.change(*UP[unit])
    done = case.refresh()
    assert case.rejected == edited
    assert len(case.accepted) == len(edited)
    changed = [(was, now) for was, now in zip(edited, case.accepted, strict=True) if was != now]
    assert changed
    joined = "\n".join(case.accepted)
    assert "我们自己写的一段，共9.99万元。" in joined
    for words in {"sichuan": ("全年收入共计", "本中心"), "jiangxi": ("全年支出构成是：", "来访的人少了")}[unit]:
        assert words in joined
    codes = {finding.code for finding in done.plan.findings}
    assert {"N01", "N03"} <= codes
    assert faults(case.output.read_bytes(), tmp_path) == []


def test_a_turned_change_is_rewritten_where_the_phrase_is_the_banks(tmp_path: Path) -> None:
    case = Case("sichuan", tmp_path)
    case.change(*SICHUAN_UP)
    case.refresh()
    assert "收、支总计各增加9.25万元，增长5.1%" in "".join(case.accepted)
    assert "收、支总计各减少0.75万元，下降0.41%" in "".join(case.rejected)
    deletions = [
        "".join(t.text or "" for t in d.iter(f"{W}delText")) for d in body(case.output.read_bytes()).iter(f"{W}del")
    ]
    assert "减少" in deletions and "下降" in deletions


def test_a_turned_change_is_a_comment_where_a_person_wrote_it(tmp_path: Path) -> None:
    case = Case("sichuan", tmp_path)
    case.edit(reworded("收、支总计各减少", "收、支总计都略有减少，减少了"))
    case.change(*SICHUAN_UP)
    done = case.refresh()
    assert "收、支总计都略有减少，减少了9.25万元" in "".join(case.accepted)
    assert any("增加（大于）" in text for text in case.comments())
    assert "N04" in {finding.code for finding in done.plan.findings}
    assert case.rejected == case.edited


def test_a_reason_that_a_person_wrote_is_never_the_records_again(tmp_path: Path) -> None:
    case = Case("example", tmp_path)
    case.change(("样式: jiangxi ", "样式: sichuan "))
    case.draft.write_bytes(case.fresh())
    case.edit(reworded("年中追加水库加固资金，部分工程尾款待验收后支付", "我们自己的原因"))
    assert case.refresh().plan.empty
    case.change(("全年预算: 1300000.00", "全年预算: 1200000.00"))
    case.refresh()
    assert "决算数大于预算数的主要原因是我们自己的原因。" in "".join(case.accepted)
    assert any("我们自己的原因" in text for text in case.comments())


def test_ids_are_unique_and_dates_fixed(unit: str, tmp_path: Path) -> None:
    case = Case(unit, tmp_path)
    case.edit(*EDITS[unit])
    case.change(*UP[unit])
    case.refresh()
    first = case.output.read_bytes()
    marks = [m for m in body(first).iter(f"{W}ins", f"{W}del") if m.get(f"{W}author") == OURS]
    ids = [mark.get(f"{W}id") for mark in marks]
    assert len(ids) == len(set(ids)) > 0
    assert {mark.get(f"{W}date") for mark in marks} == {f"{case.year + 1}-01-01T00:00:00Z"}
    case.refresh()
    assert case.output.read_bytes() == first


def test_a_second_refresh_finds_its_numbers_again(unit: str, tmp_path: Path) -> None:
    case = Case(unit, tmp_path)
    case.change(*UP[unit])
    case.refresh()
    shutil.copy(case.output, case.draft)
    assert case.refresh().plan.empty


def test_the_command_writes_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = Case("sichuan", tmp_path)
    arguments = ["refresh", str(case.draft), "--record", str(case.record), "-o", str(case.output)]
    assert main(arguments) == 0
    assert "没有数字变了" in capsys.readouterr().err
    assert main(arguments) == 2  # the file is there
    assert main([*arguments[:-1], str(case.draft), "--force"]) == 2  # never over the draft itself
    assert main(["refresh", str(case.record), "--record", str(case.record), "-o", str(case.output), "--force"]) == 2
    assert "N07" in capsys.readouterr().err


@pytest.mark.render
def test_a_draft_that_libreoffice_saved_is_paired_by_its_words(unit: str, tmp_path: Path) -> None:
    case = Case(unit, tmp_path)
    saved = tmp_path / "saved"
    kind = "docx:MS Word 2007 XML"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(saved), str(case.draft)], check=True, capture_output=True, timeout=180)
    shutil.copy(saved / "draft.docx", case.draft)
    assert case.refresh().plan.empty
    case.change(*UP[unit])
    done = case.refresh()
    assert case.accepted == told(body(case.fresh()))
    assert case.rejected == case.edited
    assert "N06" in {finding.code for finding in done.plan.findings}


def test_a_draft_that_python_docx_edited_is_brought_up_to_date(tmp_path: Path) -> None:
    """A paragraph moved, one written anew, one of the person's own, a section deleted."""
    case = Case("jiangxi", tmp_path)
    document = Document(str(case.draft))
    paragraphs = document.paragraphs
    hosted = next(p for p in paragraphs if "国有资产占用情况说明" in p.text)
    assets = paragraphs.index(hosted)
    following = next(at for at in range(assets + 1, len(paragraphs)) if "预算绩效情况说明" in paragraphs[at].text)
    for gone in paragraphs[assets:following]:
        above(gone._p).remove(gone._p)
    first = next(p for p in paragraphs if "收入总计" in p.text)
    first.insert_paragraph_before("以下由办公室王某撰写，共3.21万元。")
    last = next(p for p in paragraphs if "机关运行经费支出" in p.text and len(p.text) > 20)
    last._p.addprevious(first._p)
    document.save(str(case.draft))
    edited = case.edited
    case.change(("一般公共预算财政拨款收入: 1918810.00", "一般公共预算财政拨款收入: 1918910.00"))
    case.change(("\n  年末结转和结余: 0\n", "\n  年末结转和结余: 100.00\n"))
    case.change(("一般公共预算财政拨款年末结转和结余: 0", "一般公共预算财政拨款年末结转和结余: 100.00"))
    case.change(("财政拨款收入: 73320.00", "财政拨款收入: 73420.00"))
    done = case.refresh()
    assert case.rejected == edited
    accepted = "\n".join(case.accepted)
    assert "以下由办公室王某撰写，共3.21万元。" in accepted
    assert "收入总计191.89万元" in accepted and "收入总计191.88万元" not in accepted
    assert not any("国有资产占用情况说明" in text for text in case.accepted)
    assert {finding.code for finding in done.plan.findings} & {"N03", "N04"}
