"""With the record at hand no wrong number gets through: every digit of both source documents' drafts, changed one at a
time, is found, in text, Word and PDF; and an unchanged draft gives nothing to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.auditing import audit
from generator.model.document import Document, Grid, Passage
from generator.model.finding import Finding, Severity
from generator.pipeline import draft, render
from generator.read import read_document
from generator.review import audit_record, document_of
from generator.reviewing import refresh
from generator.write import write_pdf

from .conftest import CASES, ROOT

UNITS = {"jingdezhen": "data/jingdezhen/2024.yaml", "dachuan": "data/dachuan/2023.yaml"}
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@cache
def drafted(unit: str, full: bool) -> Document:
    return document_of(draft(ROOT / UNITS[unit], full=full).narrative, unit)


def as_file(unit: str, suffix: str, full: bool, folder: Path) -> Document:
    path = folder / f"draft{suffix}"
    path.write_bytes(render(draft(ROOT / UNITS[unit], full=full), suffix))
    return read_document(path)


def wrong(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.severity is not Severity.INFO]


def mutated(document: Document) -> Iterator[tuple[str, Document]]:
    """The document with one digit of one number changed, for every number of its text and every cell of its tables."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Passage):
            for number in NUMBER.finditer(block.text):
                text = _changed(block.text, number.end() - 1)
                yield block.text, _with(document, at, replace(block, text=text, tags=()))
        else:
            for y, row in enumerate(block.rows):
                for x, cell in enumerate(row):
                    if re.fullmatch(r"-?[\d,]+\.\d\d", cell):
                        rows = [list(line) for line in block.rows]
                        rows[y][x] = _changed(cell, len(cell) - 1)
                        grid: Grid = replace(block, rows=tuple(map(tuple, rows)))
                        yield f"{block.title} {row}", _with(document, at, grid)


def _changed(text: str, at: int) -> str:
    return f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}"


def _with(document: Document, at: int, block: Passage | Grid) -> Document:
    return replace(document, blocks=(*document.blocks[:at], block, *document.blocks[at + 1 :]))


@pytest.mark.parametrize("suffix", [".txt", ".docx", ".md"])
@pytest.mark.parametrize("unit", UNITS)
def test_every_changed_number_is_found(unit: str, suffix: str, tmp_path: Path) -> None:
    document = as_file(unit, suffix, False, tmp_path)
    assert wrong(audit_record(document, drafted(unit, False))) == []
    missed = [text for text, other in mutated(document) if not wrong(audit_record(other, drafted(unit, False)))]
    assert missed == []


@pytest.mark.parametrize("unit", UNITS)
def test_every_changed_cell_of_a_complete_disclosure_is_found(unit: str, tmp_path: Path) -> None:
    document = as_file(unit, ".docx", True, tmp_path)
    assert audit_record(document, drafted(unit, True)) == []
    sampled = [pair for number, pair in enumerate(mutated(document)) if number % 23 == 0]
    assert len(sampled) > 20
    missed = [text for text, other in sampled if not wrong(audit_record(other, drafted(unit, True)))]
    assert missed == []


@pytest.mark.parametrize("case", sorted(CASES.glob("*/*")), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_the_draft_of_a_case_gives_nothing_to_say(case: Path) -> None:
    path = next(path for path in case.glob("20*.yaml") if not path.with_stem(str(int(path.stem) + 1)).exists())
    narrative = draft(path, style=case.parent.name).narrative
    assert wrong(audit_record(document_of(narrative, "a"), document_of(narrative, "b"))) == []


def test_a_wrong_number_says_what_it_should_be_and_a_stranger_that_it_is_one(tmp_path: Path) -> None:
    text = render(draft(ROOT / UNITS["jingdezhen"]), ".txt").decode("utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text.replace("下降7.88%", "增长7.98%", 1) + "今年还支出了77.77万元。\n", encoding="utf-8")
    found = {f.code: f for f in audit_record(read_document(path), drafted("jingdezhen", False))}
    assert (found["A40"].printed, found["A40"].expected) == ("7.98%", "7.88%")
    assert (found["A41"].printed, found["A41"].expected) == ("增长", "下降")
    assert "增长7.98%" in found["A40"].quote and found["A40"].quote.endswith("。")
    assert found["A43"].printed == "77.77" and found["A43"].severity is Severity.INFO


def test_a_paragraph_left_out_is_told_with_its_numbers(tmp_path: Path) -> None:
    text = render(draft(ROOT / UNITS["jingdezhen"]), ".txt").decode("utf-8")
    lines = [line for line in text.splitlines() if "商品和服务支出" not in line]
    path = tmp_path / "a.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = [f for f in audit_record(read_document(path), drafted("jingdezhen", False)) if f.code == "A44"]
    assert any("185.74%" in f.expected for f in found)


@pytest.mark.render
@pytest.mark.parametrize("unit", UNITS)
def test_every_changed_number_of_a_pdf_is_found(unit: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.pdf"
    path.write_bytes(write_pdf(render(draft(ROOT / UNITS[unit]), ".docx")))
    document = read_document(path)
    assert wrong(audit_record(document, drafted(unit, False))) == []
    missed = [text for text, other in mutated(document) if not wrong(audit_record(other, drafted(unit, False)))]
    assert missed == []


def test_other_decimals_and_units_of_the_same_amounts_are_no_fault(tmp_path: Path) -> None:
    text = render(draft(ROOT / UNITS["jingdezhen"]), ".txt").decode("utf-8")
    path = tmp_path / "a.txt"
    tenth = Decimal("0.1")
    coarse = re.sub(r"\d+\.\d\d%", lambda m: f"{Decimal(m[0][:-1]).quantize(tenth, ROUND_HALF_UP)}%", text)
    path.write_text(coarse, encoding="utf-8")
    assert wrong(audit_record(read_document(path), drafted("jingdezhen", False))) == []
    path.write_text(text.replace("比上年", "较2023年"), encoding="utf-8")
    assert wrong(audit_record(read_document(path), drafted("jingdezhen", False))) == []


def test_the_style_of_a_document_is_known_by_its_sections(tmp_path: Path) -> None:
    """A draft in another style than its record's is held against its own wording."""
    path = tmp_path / "s.docx"
    example = ROOT / "data" / "example" / "2024.yaml"
    path.write_bytes(render(draft(example, style="sichuan"), ".docx"))
    found = audit(path, example).findings
    assert [finding for finding in found if finding.severity is not Severity.INFO] == []
    done = refresh(path, example, tmp_path / "r.docx")
    assert done.plan.empty


def test_a_document_without_numbers_is_not_called_right(tmp_path: Path) -> None:
    path = tmp_path / "会议纪要.txt"
    path.write_text("会议纪要\n会议听取了汇报。\n", encoding="utf-8")
    assert [finding.code for finding in audit(path).findings] == ["A07"]
