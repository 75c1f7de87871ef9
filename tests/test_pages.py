"""The pages counted without Word: the rules of lines and pages one by one, then all of them against LibreOffice.

The second half runs with `pytest -m render`: every heading, table and chart of a document must be counted onto the page
on which LibreOffice prints it.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.model.narrative import (
    Block,
    Chart,
    Contents,
    Cover,
    Heading,
    Inline,
    Narrative,
    Paragraph,
    Table,
    Words,
    plain,
)
from generator.pipeline import draft, reference_of
from generator.resources import styles
from generator.write.docx import write_docx
from generator.write.laid import lay_all
from generator.write.lines import line_ends
from generator.write.pages import paginate
from generator.write.pdf import write_pdf

from .conftest import CASES, ROOT
from .disclosures import cell, chart, empty_table, form, long_table, number, wide_table

REFERENCE = ROOT / "templates" / "base" / "reference.docx"
SAMPLES = ("jingdezhen/2024.yaml", "dachuan/2023.yaml")

# 28 characters of 15.75 pt, the first line two characters in.
ROOM, INDENT = 8844, 640
PAGES = (8844, 12756), (12756, 8844)


def lines(text: str) -> list[str]:
    """The text of a paragraph, line by line."""
    ends = line_ends(text, 32, -5, ROOM, INDENT)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def pages(*blocks: Block) -> list[int]:
    narrative = Narrative("说明", "某某局", 2024, "base", blocks)
    return list(paginate(narrative, lay_all(narrative, *PAGES)).values())


def heading(text: str, level: int = 1) -> Heading:
    return Heading(level, "一、", (Words(text),))


def text(count: int) -> Paragraph:
    """A paragraph of that many full lines."""
    return Paragraph((Words("国" * (26 + 28 * (count - 1))),))


def test_a_line_holds_28_characters_and_the_first_26() -> None:
    assert [len(line) for line in lines("国" * 70)] == [26, 28, 16]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("国" * 26 + "，" + "国" * 9, "国" * 26 + "，"),  # hangs over the edge
        ("国" * 26 + "。”" + "国" * 9, "国" * 25),  # two do not hang: a character goes with them
        ("国" * 26 + "）" + "国" * 9, "国" * 25),
        ("国" * 25 + "（国" + "国" * 9, "国" * 25),  # does not end a line
        ("国" * 22 + "12,345.67万元", "国" * 22),  # is not divided
        ("国" * 24 + "100%，" + "国" * 9, "国" * 24),
        ("国" * 25 + "——国", "国" * 25),
    ],
)
def test_a_line_ends_where_chinese_rules_let_it(text: str, first: str) -> None:
    assert lines(text)[0] == first


def test_in_a_cell_no_mark_hangs_over_the_edge() -> None:
    assert line_ends("国" * 41 + "。", 21, 0, 41 * 210) == [42]
    assert line_ends("国" * 41 + "。", 21, 0, 41 * 210, hangs=False) == [40, 42]


def test_a_piece_longer_than_a_line_is_cut() -> None:
    assert "".join(lines("1" * 200)) == "1" * 200
    assert len(lines("1" * 200)) == 4


def test_a_line_end_in_a_text_stays_one_and_an_empty_paragraph_has_a_line() -> None:
    assert line_ends("国\n国国", 32, -5, ROOM, INDENT) == [1, 4]
    assert line_ends("", 32, -5, ROOM, INDENT) == [0]


def test_a_page_holds_22_lines() -> None:
    assert pages(text(20), text(22), text(22), text(1)) == [1, 2, 3, 4]  # the title takes two


def test_a_heading_never_stands_last_on_a_page() -> None:
    assert pages(text(18), heading("收入"), text(2)) == [1, 1, 1]
    assert pages(text(19), heading("收入"), text(2)) == [1, 2, 2]
    assert pages(text(18), heading("收入"), heading("收入", 2), text(2)) == [1, 2, 2, 2]


def test_a_part_and_a_table_begin_a_page_and_so_does_what_follows_the_table() -> None:
    part = Heading(0, "第一部分　", (Words("概况"),))
    assert pages(part, text(1), part, wide_table(), empty_table(), text(1)) == [1, 1, 2, 3, 4, 5]


def test_the_rows_of_a_long_table_fill_pages() -> None:
    before = text(1)
    assert pages(before, long_table(20), before) == [1, 2, 3]
    assert pages(before, long_table(60), before) == [1, 2, 4]


def test_a_chart_stays_with_its_caption() -> None:
    assert pages(text(11), chart(), text(1)) == [1, 1, 2]  # it is seven lines and a third high, its caption one
    assert pages(text(12), chart(), text(1)) == [1, 2, 2]


def test_the_line_that_leads_to_a_form_begins_a_page_with_it() -> None:
    lead = Paragraph((Words("项目支出绩效自评表如下："),))
    assert pages(text(1), lead, form(), text(1)) == [1, 2, 2, 2]
    assert pages(text(15), lead, long_table(10)) == [1, 1, 2]  # a table on a page of its own needs nobody


def printed(narrative: Narrative, reference: Path, bare: bool) -> dict[int, int]:
    """The page of every heading, table and chart as LibreOffice prints it, found by its text as whole lines."""
    data = write_pdf(write_docx(narrative, reference, bare))
    told = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, check=True, capture_output=True, timeout=60)
    sheets = [[re.sub(r"\s", "", line) for line in sheet.split("\n")] for sheet in told.stdout.decode().split("\f")]
    behind = max((page for page, sheet in enumerate(sheets) if any("......" in line for line in sheet)), default=-1)
    found = [(page, line) for page, sheet in enumerate(sheets, 1) if page > behind + 1 for line in sheet if line]
    result: dict[int, int] = {}
    place = 0
    for index, block in enumerate(narrative.blocks):
        if not (wanted := named(block)):
            continue
        place = next(start for start in range(place, len(found)) if begins(found[start:], wanted))
        result[index] = found[place][0]
        place += 1
    return result


def named(block: Block) -> str:
    """The text by which a block is found; '' for what is not looked for."""
    match block:
        case Heading():
            text = block.number + plain(block.inlines)
        case Table():
            text = block.title
        case Chart():
            text = block.number + block.caption
        case _:
            text = ""
    return re.sub(r"\s", "", text)


def begins(found: list[tuple[int, str]], wanted: str) -> bool:
    """Whether the first lines are `wanted`, together and nothing else."""
    joined = ""
    for _, line in found[:4]:
        joined += line
        if joined == wanted:
            return True
        if not wanted.startswith(joined):
            return False
    return False


def counted(narrative: Narrative, reference: Path, bare: bool = False) -> tuple[dict[int, int], dict[int, int]]:
    """Our pages and LibreOffice's, of the same blocks."""
    theirs = printed(narrative, reference, bare)
    ours = paginate(narrative, lay_all(narrative, *PAGES), bare)
    assert theirs
    return {index: ours[index] for index in theirs}, theirs


@pytest.mark.render
@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
@pytest.mark.parametrize("bare", [True, False], ids=["plain", "marked"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_unit_is_counted_as_it_is_printed(sample: str, bare: bool, full: bool) -> None:
    narrative = draft(ROOT / "data" / sample, full=full).narrative
    ours, theirs = counted(narrative, reference_of(narrative.style), bare)
    assert ours == theirs


@pytest.mark.render
@pytest.mark.parametrize(
    "case", [case for style in styles() for case in sorted((CASES / style).glob("*"))[::3]], ids=lambda case: case.name
)
def test_a_case_is_counted_as_it_is_printed(case: Path) -> None:
    narrative = draft(max(case.glob("20*.yaml")), style=case.parent.name, full=True).narrative
    ours, theirs = counted(narrative, reference_of(narrative.style))
    assert ours == theirs


@pytest.mark.render
def test_a_form_breaks_where_it_is_counted_to_break(tmp_path: Path) -> None:
    lead = Paragraph((Words("项目支出绩效自评表如下："),))
    part = Heading(0, "第一部分　", (Words("概况"),))
    for before in range(1, 19):
        title = replace(form(), title=f"项目支出绩效自评表{before}")
        blocks = (part, text(before), lead, title, text(6), heading("收入决算情况说明"))
        ours, theirs = counted(Narrative("说明", "某某局", 2024, "base", blocks), REFERENCE)
        assert ours == theirs, before


@pytest.mark.render
@pytest.mark.parametrize("seed", range(6))
def test_a_made_up_disclosure_is_counted_as_it_is_printed(seed: int) -> None:
    chance = random.Random(seed)
    blocks = (Cover(("某某局", "2024年度部门决算")), Contents("目　录"), *made(chance))
    ours, theirs = counted(Narrative("说明", "某某局", 2024, "base", blocks), REFERENCE, bare=seed % 2 == 0)
    assert ours == theirs


def made(chance: random.Random) -> Iterator[Block]:
    """Parts, sections, tables, charts and paragraphs of all lengths; every title is different."""
    for part in range(1, chance.randint(3, 5)):
        yield Heading(0, f"第{'一二三四'[part - 1]}部分　", (Words(f"甲{part}" + words(chance, 3, 30)),))
        for section in range(chance.randint(1, 13)):
            name = f"乙{part}丙{section}丁"
            if chance.random() < 0.2:
                yield made_table(chance, name)
                continue
            yield heading(name + words(chance, 5, 30))
            for count in range(chance.randint(1, 5)):
                if chance.random() < 0.3:
                    yield heading(f"{name}{count}戊" + words(chance, 4, 40), chance.choice((2, 3)))
                if chance.random() < 0.12:
                    yield replace(chart(), caption=f"{name}{count}己")
                yield made_paragraph(chance)


def words(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choice("决算支出收入财政预算国") for _ in range(chance.randint(least, most)))


def made_paragraph(chance: random.Random) -> Paragraph:
    """Up to four hundred characters, a third of them amounts with their units and marks."""
    inlines: list[Inline] = []
    for _ in range(chance.randint(1, 40)):
        if chance.random() < 0.4:
            inlines.append(number("k", f"{chance.uniform(0, 99999):{chance.choice(['.2f', ',.2f', '.0f'])}}"))
            inlines.append(Words(chance.choice(["万元，", "%，", "%。", "万元；", "年度", "人，"])))
        else:
            marks = ["，其中：", "（项）：", "“三公”", "《关于》", "、", "2024年12月31日", "——", "。"]
            inlines.append(Words(words(chance, 1, 16) + chance.choice(marks)))
    return Paragraph(tuple(inlines))


def made_table(chance: random.Random, name: str) -> Table:
    """One of the tables with more or fewer rows, some names wrapped, some notes, now and then inside the text."""
    table = chance.choice([long_table(chance.randint(3, 90)), wide_table(), empty_table()])
    header, rows = table.header, []
    for row in table.rows:
        wrapped = chance.random() < 0.2 and row[0].rows == 1
        rows.append((cell(words(chance, 2, 40), "left"), *row[1:]) if wrapped else row)
    notes = tuple("注：" + words(chance, 5, 70) for _ in range(chance.randint(0, 2)))
    own = table.landscape or chance.random() < 0.7
    title = name + words(chance, 4, 30)
    return replace(table, title=title, header=header, rows=tuple(rows), notes=notes, own_page=own)
