"""The names of 科目 against 《政府收支分类科目》: names that were given up, which who copies an old record publishes
for years, and names that belong to another code.

A name that was in force in the record's own year is right, for a record of 2018 speaks of 2018."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.classification import Classification, CodeEntry, CodeList, loosely
from ..model.finding import Finding, Severity
from .amounts import Amounts
from .codes import Named, economic_codes, function_codes, severity_of


def names_are_current(amounts: Amounts, classification: Classification) -> Iterator[Finding]:
    """W09: no 科目 bears a name that was given up by the record's year (《政府收支分类科目》). The years are those of
    the first budget under the new name."""
    year = amounts.record.year.value
    for entry, named in _listed(amounts, classification):
        since = entry.renamed(named.name.value)
        if since is not None and year >= since:
            message = f"科目 {entry.code} 的名称“{named.name.value}”已经改了，{since} 年起是“{entry.name}”"
            yield Finding("W09", Severity.WARNING, message, named.name.source, f"改成：{entry.name}")


def names_are_those_of_their_codes(amounts: Amounts, classification: Classification) -> Iterator[Finding]:
    """T19: a 科目 bears the name that 《政府收支分类科目》 gives to its code. Told where the name is known for sure;
    width, spaces, punctuation and a 支出 at the end do not matter."""
    for codes, listed in _both(amounts, classification):
        severity = severity_of(codes, amounts.record.year.value)
        for entry, named in _known(codes, listed):
            if severity and not entry.called(named.name.value):
                message = f"科目 {entry.code} 的名称写的是“{named.name.value}”，"
                message += f"《政府收支分类科目》里是“{entry.name}”"
                hint = _owner(named.name.value, entry, codes) + "核对编码和名称，把写错的一个改过来"
                yield Finding("T19", severity, message, named.name.source, hint)


def _owner(name: str, entry: CodeEntry, codes: CodeList) -> str:
    """Which code of the same 类 the name belongs to, if one does."""
    same = [
        c for c, e in codes.entries.items() if c[:3] == entry.code[:3] and e.name and loosely(e.name) == loosely(name)
    ]
    return f"“{name}”是 {same[0]} 的名称；" if len(same) == 1 else ""


def _both(amounts: Amounts, classification: Classification) -> tuple[tuple[CodeList, list[Named]], ...]:
    functions, economic = list(function_codes(amounts.record)), list(economic_codes(amounts.record))
    return (classification.functions, functions), (classification.economic, economic)


def _listed(amounts: Amounts, classification: Classification) -> Iterator[tuple[CodeEntry, Named]]:
    for codes, listed in _both(amounts, classification):
        yield from _known(codes, listed)


def _known(codes: CodeList, listed: list[Named]) -> Iterator[tuple[CodeEntry, Named]]:
    """The 科目 that are named in the record and listed, each name of a code once."""
    told: set[tuple[str, str]] = set()
    for named in listed:
        key = (named.code, named.name.value)
        if named.code in codes and key not in told:
            told.add(key)
            yield codes.entries[named.code], named
