"""The widest and the emptiest documents, as LibreOffice prints them: all stays on the page, nothing is miscounted.

Run with `pytest -m render`. `make look` shows the same documents to a person.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.model.narrative import Narrative, Table
from generator.pipeline import draft, reference_of

from .conftest import ROOT
from .test_pages import counted
from .test_render import BOTTOM, LEFT, LYING_BOTTOM, LYING_LEFT, LYING_RIGHT, LYING_TOP, RIGHT, TOP, Page, render

UNITS = ("sixty-items", "nothing-spent", "everything-in-use")
EACH = pytest.mark.parametrize(("unit", "style"), [(unit, style) for unit in UNITS for style in ("jiangxi", "sichuan")])


@cache
def drafted(unit: str, style: str) -> Narrative:
    return draft(ROOT / "tests" / "units" / f"{unit}.yaml", style=style, full=True).narrative


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[Page]]:
    """The pages of each document, rendered once."""
    folder = tmp_path_factory.mktemp("extremes")
    return {(u, s): render(drafted(u, s), made(folder / f"{u}-{s}")) for u in UNITS for s in ("jiangxi", "sichuan")}


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.render
@EACH
def test_nothing_leaves_the_text(unit: str, style: str, printed: dict[tuple[str, str], list[Page]]) -> None:
    for page in printed[unit, style]:
        upright = (LEFT, RIGHT, TOP, BOTTOM)
        left, right, top, bottom = (LYING_LEFT, LYING_RIGHT, LYING_TOP, LYING_BOTTOM) if page.landscape else upright
        # A mark may hang over the right edge: half of its square is blank, the other half is not
        assert [w for w in page.words if w.left < left - 1 or w.right > right + 17] == []
        assert [w for w in page.words if w.right > right + 1.5 and w.text[-1] not in "，。、；：！？"] == []
        assert [w for w in page.words if w.top < top - 1 or w.bottom > bottom + 1] == []


@pytest.mark.render
@EACH
def test_the_contents_name_the_pages(unit: str, style: str) -> None:
    ours, theirs = counted(drafted(unit, style), reference_of(style))
    assert ours == theirs


@pytest.mark.render
@EACH
def test_the_head_of_a_table_repeats(unit: str, style: str, printed: dict[tuple[str, str], list[Page]]) -> None:
    pages = printed[unit, style]
    narrative = drafted(unit, style)
    tables = [block for block in narrative.blocks if isinstance(block, Table) and block.own_page]
    firsts = [next(n for n, page in enumerate(pages) if page.lines[:1] == [table.title]) for table in tables]
    continued = 0
    for first, table in zip(firsts, tables, strict=True):
        for page in pages[first + 1 :]:
            begins = page.lines[0]
            if page.landscape != table.landscape or begins in {t.title for t in tables} or begins.startswith("第"):
                break
            if begins[:10] in {note[:10] for note in table.notes}:  # LibreOffice leaves the last row behind, Word not
                break
            continued += 1
            assert {word.text for line in page.body[:2] for word in line} <= {w.text for w in pages[first].words}
    assert continued >= (2 if unit == "sixty-items" else 0)
