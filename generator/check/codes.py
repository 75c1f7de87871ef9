"""The codes of 科目 against 《政府收支分类科目》: no 类 or 款 that does not exist, or not in the record's year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model.classification import Classification, CodeList
from ..model.finding import Finding, Severity
from ..model.record import YearRecord
from ..model.source import Fact, Source
from .amounts import Amounts

LEVELS = {3: "类", 5: "款", 7: "项"}
FUNCTIONS, ECONOMIC = "功能分类", "经济分类"


class Named(NamedTuple):
    """A 科目 of the record as it is written there."""

    code: str
    name: Fact[str]
    source: Source


def function_codes(record: YearRecord) -> Iterator[Named]:
    """The 科目 of the functional classification that a record names."""
    spending, income = record.expenditure, record.income
    for code, name in ((spending and spending.group_names) or {}).items():
        yield Named(code, name, name.source)
    for row in (*((spending and spending.by_function) or ()), *((income and income.by_function) or ())):
        yield Named(row.code.value, row.name, row.code.source)


def economic_codes(record: YearRecord) -> Iterator[Named]:
    for row in (record.basic and record.basic.by_economic_class) or ():
        yield Named(row.code.value, row.name, row.code.source)


def severity_of(codes: CodeList, year: int) -> Severity | None:
    """How much it weighs that a 科目 of `year` is unlike the list: after the last year of the list it may be new."""
    if year < codes.first or codes.first > codes.last:
        return None
    return Severity.WARNING if year <= codes.last else Severity.INFO


def codes_exist(amounts: Amounts, classification: Classification) -> Iterator[Finding]:
    """T18: the 类 and 款 of the functional classification and the 款 of the economic one exist in the record's year
    (《政府收支分类科目》). An economic 类 that does not exist is told by T05. Each is told once."""
    record = amounts.record
    functions = [(size, named) for named in function_codes(record) for size in LEVELS if size <= len(named.code)]
    performance = record.performance
    codes = [project.code for project in (performance and performance.projects) or [] if project.code]
    functions += [(size, Named(code.value, code, code.source)) for code in codes for size in LEVELS]
    yield from _missing(functions, FUNCTIONS, classification.functions, record.year.value)
    economic = [(5, named) for named in economic_codes(record) if named.code[:3] in classification.economic]
    yield from _missing(economic, ECONOMIC, classification.economic, record.year.value)


def _missing(written: list[tuple[int, Named]], kind: str, codes: CodeList, year: int) -> Iterator[Finding]:
    severity, told = severity_of(codes, year), set[str]()
    for size, named in written if severity else ():
        code = named.code[:size]
        # What lies in a 类 or 款 that does not exist is not told again.
        if not (fault := _fault(code, kind, codes, year)) or told & {code, code[:3], code[:5]}:
            continue
        told.add(code)
        within = f"（科目 {named.code}）" if named.code != code else ""
        hint = f"核对科目编码，照 {year} 年的《政府收支分类科目》改正"
        if code not in codes and year > codes.last:
            hint = f"核对科目编码；程序里的科目列到 {codes.last} 年，以后新设的不必改"
        weighs = Severity.WARNING if code in codes or year <= codes.last else Severity.INFO
        yield Finding("T18", weighs, fault + within, named.source, hint)


def _fault(code: str, kind: str, codes: CodeList, year: int) -> str:
    if code not in codes:
        return f"{kind}里没有 {code} 这一{LEVELS[len(code)]}" if len(code) < 7 and codes.complete(code) else ""
    entry = codes.entries[code]
    called = f"科目 {code} {entry.name}".strip()
    if entry.since and year < entry.since:
        return f"{called} 从 {entry.since} 年起才有，本记录是 {year} 年的"
    if entry.until and year > entry.until:
        return f"{called} 只用到 {entry.until} 年，本记录是 {year} 年的"
    return ""
