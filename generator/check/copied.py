"""Reasons that were copied from last year's record."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.classification import loosely
from ..model.finding import Finding, Severity
from ..model.values import brief
from .amounts import Amounts
from .subjects import asks_for_content, subjects

LONG = 12


def reasons_are_not_copied(now: Amounts, before: Amounts | None) -> Iterator[Finding]:
    """T24: no reason is last year's for the same subject. The narrator tells of the same words under the same name
    (W04); here are those under another name of the subject, or with other punctuation, if they are longer than a stock
    phrase (部门决算公开: reasons are those of the year)."""
    if before is None:
        return
    old = before.record.reasons or {}
    for name, words in (now.record.reasons or {}).items():
        same, meant = loosely(words.value), subjects(name, now.record)
        if len(same) <= LONG or asks_for_content(name):
            continue
        for other, last in old.items():
            told = other == name and last.value == words.value
            if not told and loosely(last.value) == same and meant & subjects(other, before.record):
                message = f"“{name}”的原因和上年的“{other}”（{last.source}）一样：“{brief(words.value)}”"
                hint = "确认不是沿用了上年的文字；原因确实相同的，不必改"
                yield Finding("T24", Severity.INFO, message, words.source, hint)
                break
