"""Attachments: taken over as they stand, from the record itself or from a text file beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.finding import Refused
from generator.model.narrative import Heading, Paragraph, Quote
from generator.model.record import Attachment
from generator.pipeline import draft, render
from generator.read import read_record

from .conftest import ROOT

HEAD = "单位名称: 青山县水利局\n年度: 2024\n样式: jiangxi\n新设单位: 是\n附件:\n"


def attachments(folder: Path, listed: str) -> list[Attachment]:
    (folder / "2024.yaml").write_text(HEAD + listed, encoding="utf-8")
    return read_record(folder / "2024.yaml").attachments or []


def refused(folder: Path, listed: str) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as caught:
        attachments(folder, listed)
    return [(f.code, Path(f.source.path).name, f.source.place) for f in caught.value.findings if f.source]


def test_a_file_is_read_paragraph_by_paragraph_each_at_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_bytes("﻿一、概况\r\n\r\n  本年完成加固2座。\n".encode())
    (attachment,) = attachments(tmp_path, "  - {名称: 评价报告, 文件: 附件1.txt}\n")
    assert [text.value for text in attachment.text or []] == ["一、概况", "本年完成加固2座。"]
    assert [text.source.place for text in attachment.text or []] == ["1:1", "3:3"]
    assert {Path(text.source.path) for text in attachment.text or []} == {tmp_path / "附件1.txt"}


def test_its_paragraphs_stand_unchanged_at_the_end_of_the_complete_disclosure(tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_text("1. 项目背景\n得分在90（含）-100分的为“优”。\n", encoding="utf-8")
    attachments(tmp_path, "  - {名称: 评价报告, 文件: 附件1.txt}\n")
    blocks = draft(tmp_path / "2024.yaml", full=True).narrative.blocks[-3:]
    lines = [inline for block in blocks if isinstance(block, Heading | Paragraph) for inline in block.inlines]
    assert [line.text for line in lines] == ["评价报告", "1. 项目背景", "得分在90（含）-100分的为“优”。"]
    assert [line.source.place for line in lines if isinstance(line, Quote) and line.source] == ["6:10", "1:1", "2:1"]


def test_text_in_the_record_itself_still_serves(tmp_path: Path) -> None:
    (attachment,) = attachments(tmp_path, "  - {名称: 评价报告, 内容: [一、概况, 本年完成加固。]}\n")
    assert [text.value for text in attachment.text or []] == ["一、概况", "本年完成加固。"]


def test_a_file_that_is_not_there_is_told_at_the_line_of_the_record(tmp_path: Path) -> None:
    assert refused(tmp_path, "  - {名称: 评价报告, 文件: 附件1.txt}\n") == [("R14", "2024.yaml", "6:20")]


def test_a_file_elsewhere_is_refused_even_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "附件1.txt").write_text("一、概况", encoding="utf-8")
    for name in ("elsewhere/附件1.txt", "'elsewhere\\附件1.txt'", str(tmp_path / "附件1.txt"), "..", "长" * 300):
        assert refused(tmp_path, f"  - {{名称: 评价报告, 文件: {name}}}\n") == [("R14", "2024.yaml", "6:20")]


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_text("\n \n", encoding="utf-8")
    assert refused(tmp_path, "  - {名称: 评价报告, 文件: 附件1.txt}\n") == [("R14", "2024.yaml", "6:20")]


def test_an_attachment_says_either_its_text_or_its_file(tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_text("一、概况", encoding="utf-8")
    both = "  - {名称: 评价报告, 文件: 附件1.txt, 内容: [一、概况]}\n"
    assert refused(tmp_path, both) == [("R14", "2024.yaml", "6:20")]
    assert refused(tmp_path, "  - 名称: 评价报告\n") == [("R10", "2024.yaml", "6:5")]
    assert refused(tmp_path, "  - {名称: 评价报告, 内容: }\n") == [("R10", "2024.yaml", "6:5")]


def test_what_no_document_can_hold_is_told_in_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_text("一、概况\n分\x0c页\n标\U000f0000记\n", encoding="utf-8")
    found = refused(tmp_path, "  - {名称: 评价报告, 文件: 附件1.txt}\n")
    assert found == [("R09", "附件1.txt", "2:2"), ("R09", "附件1.txt", "3:2")]


def test_a_file_in_another_encoding_is_told_how_to_be_saved(tmp_path: Path) -> None:
    (tmp_path / "附件1.txt").write_bytes("一、概况".encode("gbk"))
    assert refused(tmp_path, "  - {名称: 评价报告, 文件: 附件1.txt}\n") == [("R08", "附件1.txt", "")]


@pytest.mark.parametrize(
    ("unit", "last"), [("jingdezhen/2024.yaml", "七、其他需要说明的问题"), ("dachuan/2023.yaml", "2024年4月24日")]
)
def test_the_samples_have_their_attachments(unit: str, last: str) -> None:
    text = render(draft(ROOT / "data" / unit, full=True), ".txt").decode("utf-8")
    assert last in text and "【待补充：附件】" not in text
