"""Small tables within the text: the columns that a template asks for, headed by the phrases of the style."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from generator.measure import shown
from generator.model.blocks import Table
from generator.model.figure import Missing
from generator.model.inlines import plain
from generator.model.item import Label
from generator.model.narrative import Narrative
from generator.narrate.listings import Listings
from generator.narrate.marks import StyleFault
from generator.narrate.speaker import Speaker
from generator.pipeline import load_wording
from generator.write.html import write_html
from generator.write.markdown import write_markdown
from generator.write.text import text_of

MEMBERS = [
    SimpleNamespace(name=Label("member_units", "青山县水利局（本级）"), note=None),
    SimpleNamespace(name=Label("member_units", "青山县水文站"), note=Label("note", "预算不单列\n并入本级")),
    SimpleNamespace(name=Missing("member_units", 2024), note=None),
]


@pytest.fixture
def speaker() -> Speaker:
    wording = load_wording("shanghai")
    return Speaker(wording.style, wording.phrases, shown, 2024)


def drawn(speaker: Speaker) -> Table:
    table = speaker.marks.block(Listings(speaker).listing("members", MEMBERS, ["number", "name", "note"]))
    assert isinstance(table, Table)
    return table


def test_a_row_is_drawn_for_each_thing_and_counted(speaker: Speaker) -> None:
    assert list(text_of(drawn(speaker))) == [
        "序号\t单位名称\t备注",
        "1\t青山县水利局（本级）\t",
        "2\t青山县水文站\t预算不单列并入本级",
        "3\t【待补充：预算单位】\t",
    ]


def test_the_columns_are_as_wide_as_their_words(speaker: Speaker) -> None:
    number, name, note = drawn(speaker).widths
    assert number < note <= name


def test_nothing_listed_is_no_table(speaker: Speaker) -> None:
    assert Listings(speaker).listing("members", [], ["number", "name"]) == ""


def test_a_table_without_a_title_has_no_empty_line_above_it(speaker: Speaker) -> None:
    narrative = Narrative("题", "某某局", 2024, "any", (drawn(speaker),), (), frozenset())
    assert "****" not in write_markdown(narrative)
    assert "<caption>" not in write_html(narrative)


def test_only_names_can_be_listed(speaker: Speaker) -> None:
    with pytest.raises(StyleFault, match="只能放名称"):
        Listings(speaker).listing("members", [SimpleNamespace(name=True)], ["name"])
    assert plain(drawn(speaker).rows[0][1].inlines) == "青山县水利局（本级）"
