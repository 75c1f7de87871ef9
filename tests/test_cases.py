"""Whole narratives of units of every kind, a case a folder: tests/cases/<style>/<case>/<year>.yaml and the year before.

The snapshot holds the text and, below a line, what the run would tell. A changed snapshot is read, not just accepted.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from generator.pipeline import Drafted, draft, load_wording, render
from generator.resources import styles
from generator.write import write_report

from .conftest import CASES, ROOT

# The two units whose published documents styles were written after, and the sample of the third style, are cases too.
UNITS = {
    "jiangxi": ROOT / "data" / "jingdezhen",
    "sichuan": ROOT / "data" / "dachuan",
    "shanghai": ROOT / "data" / "shanghai-example",
}


def cases() -> list[tuple[str, Path]]:
    found = [(style, case) for style in styles() for case in sorted((CASES / style).glob("*")) if case.is_dir()]
    return found + list(UNITS.items())


@cache
def drafted(style: str, case: Path, full: bool = False) -> Drafted:
    return draft(max(case.glob("20*.yaml")), style=style, full=full)


def spoken(*wanted: str) -> set[str]:
    """Every phrase that the cases of the styles say, in the 情况说明 alone and in the complete disclosure."""
    told = [(s, case.relative_to(ROOT), full) for s, case in cases() if s in wanted for full in (False, True)]
    return {key for case in told for key in drafted(*case).narrative.phrases}


def named(case: object) -> str:
    return case.name if isinstance(case, Path) else str(case)


@pytest.mark.parametrize(("style", "case"), cases(), ids=named)
def test_a_narrative_stays_as_accepted(
    style: str, case: Path, text_file: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    result = drafted(style, case.relative_to(ROOT))
    told = write_report(result.findings)
    assert render(result, ".txt").decode("utf-8") + "\n--------\n" + told == text_file


@pytest.mark.parametrize("style", styles())
def test_every_style_has_at_least_a_dozen_cases(style: str) -> None:
    assert len([case for case in cases() if case[0] == style]) >= 12


@pytest.mark.parametrize("style", styles())
def test_every_phrase_of_a_style_is_shown_by_a_case(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    phrases = load_wording(style).phrases.phrases
    own = {key for key, phrase in phrases.items() if Path(phrase.source.path).name == f"{style}.yaml"}
    assert own - spoken(style) == set()


def test_every_shared_phrase_is_shown_by_a_case_of_some_style(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    phrases = [item for style in styles() for item in load_wording(style).phrases.phrases.items()]
    shared = {key for key, phrase in phrases if Path(phrase.source.path).name == "base.yaml"}
    assert shared - spoken(*styles()) == set()
