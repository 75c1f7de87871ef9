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

from generator.model.narrative import Cover, Heading, Narrative, Paragraph, Words, plain
from generator.write.docx import write_docx

from .disclosures import disclosure, empty_table, form, long_table, wide_table

REFERENCE = Path(__file__).resolve().parent.parent / "templates" / "base" / "reference.docx"
XHTML = "{http://www.w3.org/1999/xhtml}"

# 28 mm left and 26 mm right of the text, 37 mm above and 35 mm below it, on A4; and the page turned on its side.
LEFT, RIGHT, TOP, BOTTOM = 79.4, 521.6, 104.9, 742.7
LYING_LEFT, LYING_RIGHT, LYING_TOP, LYING_BOTTOM = 99.2, 737.0, 79.4, 521.6
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
    landscape: bool

    @property
    def words(self) -> list[Word]:
        return [word for line in self.body for word in line]

    @property
    def lines(self) -> list[str]:
        return ["".join(word.text for word in line) for line in self.body]


def render(narrative: Narrative, folder: Path, marked: bool = True) -> list[Page]:
    """The pages as LibreOffice prints them, with a profile of its own so that a running one is not disturbed."""
    path = folder / "page.docx"
    path.write_bytes(write_docx(narrative, REFERENCE, plain=not marked))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(office, check=True, capture_output=True, timeout=180)
    boxes = ["pdftotext", "-bbox-layout", str(folder / "page.pdf"), "-"]
    xml = subprocess.run(boxes, check=True, capture_output=True, timeout=60).stdout
    return [page(element) for element in ElementTree.fromstring(xml).iter(f"{XHTML}page")]


def page(element: ElementTree.Element) -> Page:
    lines: dict[int, list[Word]] = defaultdict(list)
    number = []
    landscape = float(element.attrib["width"]) > float(element.attrib["height"])
    bottom = LYING_BOTTOM if landscape else BOTTOM
    for found in element.iter(f"{XHTML}word"):
        edges = (float(found.attrib[edge]) for edge in ("xMin", "xMax", "yMin", "yMax"))
        word = Word(found.text or "", *edges)
        if (word.top + word.bottom) / 2 > bottom:
            number.append(word)
        else:
            lines[round(word.top)].append(word)
    return Page([lines[top] for top in sorted(lines)], number, landscape)


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


# A whole disclosure


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[Page]:
    return render(disclosure(), tmp_path_factory.mktemp("whole"))


def titled(pages: list[Page], title: str) -> list[int]:
    return [index for index, page in enumerate(pages) if page.lines and page.lines[0] == title]


@pytest.mark.render
def test_no_page_of_a_disclosure_has_anything_outside_the_text(whole: list[Page]) -> None:
    for page in whole:
        upright = (LEFT, RIGHT, TOP, BOTTOM)
        left, right, top, bottom = (LYING_LEFT, LYING_RIGHT, LYING_TOP, LYING_BOTTOM) if page.landscape else upright
        assert all(left - 1 <= word.left and word.right <= right + 1.5 for word in page.words)
        assert all(top - 1 <= word.top and word.bottom <= bottom + 1 for word in page.words)


@pytest.mark.render
def test_the_cover_stands_in_the_upper_middle_and_has_no_page_number(whole: list[Page]) -> None:
    cover = whole[0]
    assert cover.lines == ["景德镇市金融服务中心", "2024年度部门决算"]
    assert cover.number == []
    assert TOP + 100 < cover.words[0].top < (TOP + BOTTOM) / 2
    assert [" ".join(word.text for word in page.number) for page in whole[1:]] == [
        f"— {count} —" for count in range(2, len(whole) + 1)
    ]


@pytest.mark.render
def test_no_page_of_a_disclosure_is_empty(whole: list[Page]) -> None:
    assert all(page.body for page in whole)


@pytest.mark.render
def test_the_header_rows_of_a_long_table_repeat_on_each_of_its_pages(whole: list[Page]) -> None:
    (first,) = titled(whole, long_table().title)
    (second,) = (index for index in titled(whole, "收入决算表")[:1])
    for page in whole[first + 1 : second]:
        assert {"科目编码", "科目名称", "基本支出", "项目支出"} <= {word.text for word in page.words[:9]}
    assert second - first >= 2
    assert whole[second - 1].lines[-1] == long_table().notes[-1]


@pytest.mark.render
def test_no_number_of_a_table_is_broken_over_two_lines(whole: list[Page]) -> None:
    printed = {word.text for page in whole for word in page.words}
    for table in (long_table(), wide_table()):
        cells = [cell for row in table.rows for cell in row if cell.align == "right"]
        assert {plain(cell.inlines) for cell in cells} <= printed


@pytest.mark.render
def test_wide_tables_lie_on_pages_of_their_own_and_the_next_page_stands_again(whole: list[Page]) -> None:
    assert [index for index, page in enumerate(whole) if page.landscape] == titled(whole, "收入决算表")
    (after,) = titled(whole, empty_table().title)
    assert not whole[after].landscape
    assert whole[after].lines[-1] == empty_table().notes[0]


@pytest.mark.render
def test_the_page_number_of_a_landscape_page_stands_on_the_outer_side_too(whole: list[Page]) -> None:
    for count, page in enumerate(whole, 1):
        if page.landscape and count % 2:
            assert max(word.right for word in page.number) == pytest.approx(LYING_RIGHT - NUMBER_SIZE, abs=2)
        elif page.landscape:
            assert min(word.left for word in page.number) == pytest.approx(LYING_LEFT + NUMBER_SIZE, abs=2)


@pytest.mark.render
def test_a_text_page_between_tables_holds_22_lines_of_28_characters(tmp_path: Path) -> None:
    text = Paragraph((Words(BODY),))
    blocks = (Cover(("某某局",)), wide_table(), Heading(0, "第三部分　", (Words("说明"),)), text, empty_table())
    pages = render(Narrative("说明", "某某局", 2024, "base", blocks), tmp_path)
    assert pages[2].lines[0] == "第三部分说明"
    assert len(pages[2].lines) == 21  # one stays empty below the part's title
    assert pages[3].lines == pages[4].lines == ["国" * 28] * 22
    assert pages[-1].lines[0] == empty_table().title


@pytest.mark.render
def test_the_marks_for_review_leave_every_line_where_it_is(whole: list[Page], tmp_path: Path) -> None:
    bare = render(disclosure(), tmp_path, marked=False)
    assert [page.lines for page in bare] == [page.lines for page in whole]


@pytest.mark.render
@pytest.mark.parametrize("lines", [13, 14, 15, 16, 19])
def test_the_line_that_leads_to_a_form_stays_with_it_and_no_page_cuts_a_small_cell(lines: int, tmp_path: Path) -> None:
    lead = Paragraph((Words("项目支出绩效自评表如下："),))
    blocks = (Paragraph((Words("国" * (26 + 28 * (lines - 1))),)), lead, form())
    pages = render(Narrative("说明", "某某局", 2024, "base", blocks), tmp_path)
    (first,) = (page for page in pages if "项目支出绩效自评表如下：" in page.lines)
    place = first.lines.index("项目支出绩效自评表如下：")
    assert first.lines[place + 1] == "项目支出绩效自评表"
    assert {"年度资金总额", "政府预算资金"} <= {word.text for word in first.words}
    aims = [{"预期目标", "完成水库除险加固"} & {word.text for word in page.words} for page in pages]
    assert [found for found in aims if found] == [{"预期目标", "完成水库除险加固"}]
