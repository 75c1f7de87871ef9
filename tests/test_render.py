"""The page as it is printed: LibreOffice sets it, pdftotext measures it (GB/T 9704-2012, 5.2 and 7.5).

Run with `pytest -m render`; without LibreOffice or poppler these tests fail, they do not pass by being skipped.
Lengths are in points.
"""

from __future__ import annotations

import subprocess
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.model.narrative import Heading, Narrative, Paragraph, Words
from generator.write.docx import write_docx

REFERENCE = Path(__file__).resolve().parent.parent / "templates" / "base" / "reference.docx"
XHTML = "{http://www.w3.org/1999/xhtml}"

# 28 mm left and 26 mm right of the text, 37 mm above and 35 mm below it, on A4.
LEFT, RIGHT, TOP, BOTTOM = 79.4, 521.6, 104.9, 742.7
NUMBER_SIZE = 14

# Three full pages of one paragraph, and a fourth that begins.
BODY = "国" * (28 * 22 * 3 + 40)


@dataclass(frozen=True)
class Word:
    text: str
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True)
class Page:
    body: list[list[Word]]  # line by line
    number: list[Word]

    @property
    def lines(self) -> list[str]:
        return ["".join(word.text for word in line) for line in self.body]


def render(narrative: Narrative, folder: Path) -> list[Page]:
    """The pages as LibreOffice prints them, with a profile of its own so that a running one is not disturbed."""
    path = folder / "page.docx"
    path.write_bytes(write_docx(narrative, REFERENCE))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(office, check=True, capture_output=True, timeout=180)
    boxes = ["pdftotext", "-bbox-layout", str(folder / "page.pdf"), "-"]
    xml = subprocess.run(boxes, check=True, capture_output=True, timeout=60).stdout
    return [page(element) for element in ElementTree.fromstring(xml).iter(f"{XHTML}page")]


def page(element: ElementTree.Element) -> Page:
    lines: dict[int, list[Word]] = defaultdict(list)
    number = []
    for found in element.iter(f"{XHTML}word"):
        edges = (float(found.attrib[edge]) for edge in ("xMin", "xMax", "yMin", "yMax"))
        word = Word(found.text or "", *edges)
        if (word.top + word.bottom) / 2 > BOTTOM:
            number.append(word)
        else:
            lines[round(word.top)].append(word)
    return Page([lines[top] for top in sorted(lines)], number)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    blocks = (Paragraph((Words(BODY),)),)
    return render(Narrative("说明", "某某局", 2024, "base", blocks), tmp_path_factory.mktemp("full"))


@pytest.mark.render
def test_a_full_page_holds_22_lines_of_28_characters(pages: list[Page]) -> None:
    assert pages[1].lines == ["国" * 28] * 22
    assert pages[2].lines == ["国" * 28] * 22


@pytest.mark.render
def test_the_text_fills_the_156_by_225_mm_of_the_standard(pages: list[Page]) -> None:
    full = pages[1].body
    assert min(line[0].left for line in full) == pytest.approx(LEFT, abs=1)
    assert max(line[-1].right for line in full) == pytest.approx(RIGHT, abs=1.5)
    pitches = [below[0].top - above[0].top for above, below in pairwise(full)]
    assert pitches == pytest.approx([28.95] * 21, abs=0.1)
    assert full[0][0].top >= TOP
    assert full[-1][0].bottom <= BOTTOM


@pytest.mark.render
def test_the_first_line_begins_two_characters_in(pages: list[Page]) -> None:
    title, first, second = pages[0].body[:3]
    assert "".join(word.text for word in title) == "说明"
    assert first[0].left == pytest.approx(LEFT + 32, abs=1)
    assert len("".join(word.text for word in first)) == 26
    assert second[0].left == pytest.approx(LEFT, abs=1)


@pytest.mark.render
def test_the_page_number_stands_on_the_outer_side_below_the_text(pages: list[Page]) -> None:
    for count, page in enumerate(pages, 1):
        assert " ".join(word.text for word in page.number) == f"— {count} —"
        if count % 2:
            assert max(word.right for word in page.number) == pytest.approx(RIGHT - NUMBER_SIZE, abs=2)
        else:
            assert min(word.left for word in page.number) == pytest.approx(LEFT + NUMBER_SIZE, abs=2)
        middle = sum(word.top + word.bottom for word in page.number) / 2 / len(page.number)
        assert (middle - BOTTOM) / 72 * 25.4 == pytest.approx(7, abs=1.5)


@pytest.mark.render
def test_a_title_of_two_lines_keeps_the_page_on_its_lines(tmp_path: Path) -> None:
    title = "江西省某某某某发展和改革委员会二〇二四年度部门决算情况说明"
    pages = render(Narrative(title, "某某局", 2024, "base", (Paragraph((Words(BODY),)),)), tmp_path)
    assert "".join(pages[0].lines[:2]) == title
    assert len(pages[0].lines) == 21  # two of the title, one left empty below it, nineteen of text


@pytest.mark.render
def test_a_heading_never_stands_last_on_a_page(tmp_path: Path) -> None:
    heading = Heading(1, "一、", (Words("收入支出决算总体情况说明"),))
    blocks = (Paragraph((Words("国" * (26 + 28 * 18)),)), heading, Paragraph((Words("国" * 60),)))
    pages = render(Narrative("说明", "某某局", 2024, "base", blocks), tmp_path)
    assert pages[0].lines[-1] == "国" * 28
    assert pages[1].lines[0] == "一、收入支出决算总体情况说明"
