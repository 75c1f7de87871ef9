"""A finished document held against itself: every claim that its own numbers decide, and nothing that they leave
open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..model.document import Document
from ..model.finding import Finding
from .extract import claims_of
from .paper import paper_of
from .rules_counts import counted_sums, counts_against_tables
from .rules_form import paragraphs_are_short, sections_are_there, tables_are_there
from .rules_moves import (
    directions_agree,
    level_is_level,
    moves_from_what_was,
    outcomes_against_budgets,
    rates_of_change,
)
from .rules_same import charts, stated_alike, text_against_tables
from .rules_shares import completions_fit_together, rates_of_completion, shares_are_parts, shares_of_wholes
from .rules_sums import (
    both_sides,
    classes_of_items,
    fiscal_within_all,
    known_sums,
    listed_sums,
    shared_sums,
)
from .rules_tables import codes_add_up, execution_is_the_tables, rows_add_up, scores_are_the_tables
from .rules_words import (
    names_are_current,
    names_are_this_units,
    none_is_none,
    nothing_is_doubled,
    slots_are_filled,
    units_are_printed,
    years_are_right,
)
from .telling import Given

Rule = Callable[[Given], Iterator[Finding]]


def audit_text(
    document: Document,
    *,
    outdated: Mapping[str, str] | Callable[[int], Mapping[str, str]] = {},  # noqa: B006 - never changed
    sections: Sequence[str] = (),
    tables: Sequence[str] = (),
) -> list[Finding]:
    """All that is wrong with a document by its own words and numbers, in reading order. `outdated` are today's names of
    科目 by their former ones (loosely spelled), or gives them for a year; `sections` and `tables` are the titles that a
    style requires, in order."""
    paper = paper_of(document)
    names = outdated(paper.year) if callable(outdated) and paper.year else {} if callable(outdated) else outdated
    given = Given(paper, claims_of(paper), tuple(sections), tuple(tables), names)
    places = {id(block.source): number for number, block in enumerate(document.blocks)}
    found: dict[tuple[str, str, str], Finding] = {}
    for rule in RULES:
        for finding in rule(given):
            found.setdefault((finding.code, str(finding.source), finding.message), finding)
    return sorted(found.values(), key=lambda f: (places.get(id(f.source), -1), f.code))


RULES: tuple[Rule, ...] = (
    rates_of_change,
    moves_from_what_was,
    directions_agree,
    level_is_level,
    outcomes_against_budgets,
    shares_of_wholes,
    shares_are_parts,
    rates_of_completion,
    completions_fit_together,
    known_sums,
    shared_sums,
    listed_sums,
    classes_of_items,
    counted_sums,
    counts_against_tables,
    fiscal_within_all,
    both_sides,
    stated_alike,
    text_against_tables,
    charts,
    codes_add_up,
    rows_add_up,
    scores_are_the_tables,
    execution_is_the_tables,
    units_are_printed,
    slots_are_filled,
    nothing_is_doubled,
    years_are_right,
    names_are_this_units,
    names_are_current,
    none_is_none,
    paragraphs_are_short,
    sections_are_there,
    tables_are_there,
)
