"""What a name under 变动原因 stands for: an item in any of its spellings, or a 科目 of the record by code or name."""

from __future__ import annotations

from ..model.record import YearRecord
from ..model.terms import BUDGET_SUFFIX, CONTENT_SUFFIX, REASON_SUBJECTS, TERMS

ITEMS: dict[str, set[str]] = {}
for _subject, _called in REASON_SUBJECTS.items():
    for _name in (_called, TERMS[_subject].zh, *TERMS[_subject].also):
        ITEMS.setdefault(_name, set()).add(_subject)


def asks_for_content(name: str) -> bool:
    """Whether the words under `name` say what the money was for, and explain no difference."""
    return name.endswith(CONTENT_SUFFIX)


def subjects(name: str, record: YearRecord) -> set[str]:
    """The items (by term) and 科目 (by code) that `name` may mean. A reason that answers another question than why
    the amount moved keeps that question behind them (hospitality预决算差异)."""
    suffix = next((s for s in (BUDGET_SUFFIX, CONTENT_SUFFIX) if name.endswith(s) and name != s), "")
    bare = name.removesuffix(suffix)
    return {subject + suffix for subject in (ITEMS.get(bare, set()) | _codes(bare, record))}


def _codes(name: str, record: YearRecord) -> set[str]:
    spending, basic = record.expenditure, record.basic
    named = [(row.code.value, row.name.value) for row in (spending and spending.by_function) or ()]
    named += [(row.code.value, row.name.value) for row in (basic and basic.by_economic_class) or ()]
    named += [(code, fact.value) for code, fact in ((spending and spending.group_names) or {}).items()]
    codes = {code[:size] for code, _ in named for size in (3, 5, 7)}
    return {code for code, called in named if called == name} | (codes & {name})
