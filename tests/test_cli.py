"""What the commands do beyond the text: files written all or none, nothing overwritten, the marks for review."""

from __future__ import annotations

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest

from generator.cli import main

from .conftest import ROOT

UNIT = ROOT / "data" / "jingdezhen"
RECORD = "2024.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the two years of a real unit, as the working directory."""
    shutil.copytree(UNIT, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> set[str]:
    """What has been written."""
    return {path.name for path in folder.iterdir()} - {path.name for path in UNIT.iterdir()}


def test_a_draft_is_named_after_the_unit_and_the_year(folder: Path) -> None:
    assert main(["draft", RECORD]) == 0
    assert names(folder) == {"景德镇市金融服务中心2024年度部门决算情况说明.docx"}


def test_an_existing_draft_is_kept_unless_told_otherwise(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(b"edited")
    assert main(["draft", RECORD, "-o", "稿.docx"]) == 2
    assert (folder / "稿.docx").read_bytes() == b"edited"
    assert main(["draft", RECORD, "-o", "稿.docx", "--force"]) == 0
    assert (folder / "稿.docx").read_bytes()[:2] == b"PK"


def test_nothing_is_written_where_one_of_two_files_may_not_be(folder: Path) -> None:
    (folder / "来历.txt").write_text("mine", encoding="utf-8")
    assert main(["draft", RECORD, "-o", "稿.docx", "--trace", "来历.txt"]) == 2
    assert names(folder) == {"来历.txt"}


@pytest.mark.parametrize("output", ["2024.yaml", "2023.yaml", "./2024.yaml", "附件1.txt"])
def test_a_record_is_never_overwritten_even_by_force(folder: Path, output: str) -> None:
    before = (folder / output).read_bytes()
    assert main(["draft", RECORD, "-o", "稿.txt", "--trace", output, "--force"]) == 2
    assert (folder / output).read_bytes() == before
    assert names(folder) == set()


def test_two_outputs_do_not_share_a_file(folder: Path) -> None:
    assert main(["draft", RECORD, "-o", "稿.txt", "--trace", "稿.txt", "--force"]) == 2
    assert names(folder) == set()


def test_the_same_record_gives_the_same_bytes(folder: Path) -> None:
    for name in ("甲.docx", "乙.docx"):
        main(["draft", RECORD, "--full", "-o", name])
    assert (folder / "甲.docx").read_bytes() == (folder / "乙.docx").read_bytes()


def test_plain_leaves_out_what_is_for_review_only(folder: Path) -> None:
    for name, more in (("稿.docx", []), ("净.docx", ["--plain"])):
        main(["draft", RECORD, "-o", name, *more])
    marked, bare = (ZipFile(folder / name).read("word/document.xml").decode() for name in ("稿.docx", "净.docx"))
    assert "<w:sdt>" in marked
    assert "<w:sdt>" not in bare


def test_the_trace_tells_of_every_number_in_the_text(folder: Path) -> None:
    assert main(["draft", RECORD, "-o", "稿.txt", "--trace", "来历.txt"]) == 0
    trace = (folder / "来历.txt").read_text(encoding="utf-8")
    assert trace.count("〔basic.goods_and_services.change_rate〕") == 1
    assert "2024.yaml:" in trace
    assert "2023.yaml:" in trace


def test_pdf_wants_a_word_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", RECORD, "-o", "稿.txt", "--pdf"]) == 2
    assert "F03" in capsys.readouterr().err
    assert names(folder) == set()


def test_printing_the_text_still_writes_the_trace(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", RECORD, "-o", "-", "--trace", "来历.txt"]) == 0
    assert capsys.readouterr().out.startswith("景德镇市金融服务中心2024年度部门决算情况说明")
    assert names(folder) == {"来历.txt"}


@pytest.mark.parametrize("more", ["--pdf", "--json"])
def test_what_cannot_be_printed_with_the_text_is_refused(folder: Path, more: str) -> None:
    assert main(["draft", RECORD, "-o", "-", more]) == 2
    assert names(folder) == set()


def test_a_renamed_unit_names_what_it_was_called_before(folder: Path) -> None:
    record = folder / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(
        text.replace("单位名称: 景德镇市金融服务中心", "单位名称: 景德镇市金融发展中心", 1), encoding="utf-8"
    )
    assert main(["draft", RECORD, "-o", "稿.txt"]) == 2
    with record.open("a", encoding="utf-8") as more:
        more.write("原名: 景德镇市金融服务中心\n")
    assert main(["draft", RECORD, "-o", "稿.txt"]) == 0


def test_a_doubtful_amount_has_its_comment_on_the_number_that_was_made_from_it(folder: Path) -> None:
    record = folder / RECORD
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("国内批次: 10", "国内批次: 0", 1), encoding="utf-8")
    assert main(["draft", RECORD, "-o", "稿.docx"]) == 1
    with ZipFile(folder / "稿.docx") as package:
        assert "T10" in package.read("word/comments.xml").decode()
        document = package.read("word/document.xml").decode()
    assert document.count("<w:commentRangeStart") == document.count("<w:commentReference") == 2
