"""A record, text or workbook → `YearRecord`, with every fault told at once, in Chinese, at its line or cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ..model.finding import Finding, Refused, Severity
from ..model.official import OfficialTable
from ..model.record import YearRecord
from ..model.source import Source
from ..model.values import FUNDS, Scalar
from .attachments import take_in
from .faults import told
from .kinds import TEXTS, WORKBOOKS
from .names import given, money_unit, spellings
from .reasons import definition_names, reason_names
from .rounded import slack_of
from .text import read_text
from .tree import MOST, Mapping, Sequence, read_tree

if TYPE_CHECKING:
    from .book import Forms


@dataclass(frozen=True, slots=True)
class Read:
    """A record with the official tables that it was read from (none for a text), what was noticed on the way, and the
    files that it was read from."""

    record: YearRecord
    tables: tuple[OfficialTable, ...] = ()
    findings: tuple[Finding, ...] = ()
    paths: tuple[Path, ...] = ()


def read_record(path: Path) -> YearRecord:
    """The record in the YAML file `path`. Raises `Refused` with every fault found in it."""
    return _read_text(path).record


def read_source(path: Path, forms: Callable[[], Forms], partial: bool = False) -> Read:
    """The record in the file at `path`, a text or a workbook; a text of the same name beside a workbook adds to it.
    A `partial` year may lack official tables. Raises `Refused` with every fault found."""
    return _read_workbook(path, forms(), partial) if path.suffix.lower() in WORKBOOKS else _read_text(path)


def _read_text(path: Path) -> Read:
    findings: list[Finding] = []
    tree = read_tree(read_text(path), str(path), findings)
    return Read(record_of(tree, path, findings), paths=(path,))


def _read_workbook(path: Path, forms: Forms, partial: bool) -> Read:
    from .book import absent, read_book, untouched
    from .merge import merge
    from .workbook import read_grids

    book = read_book(read_grids(path), str(path), forms)
    tree, findings, paths = book.tree, list(book.findings), [path]
    lacking = absent(book, forms, str(path))
    findings += lacking
    findings += untouched(book, str(path))
    if partial:  # last year's form may have other tables and rows
        findings = [replace(f, severity=Severity.WARNING) if f.code in ("R24", "R31") else f for f in findings]
    beside = next((own for suffix in TEXTS if (own := path.with_suffix(suffix)).is_file()), None)
    if beside:
        more = read_tree(read_text(beside), str(beside), findings)
        findings += spellings(more, YearRecord)
        findings += merge(tree, more)
        message = f"还读了旁边的 {beside.name}"
        hint = "工作簿里没有的从那里取；不想用它，改个名字"
        findings.append(Finding("I02", Severity.INFO, message, Source(str(path)), hint))
        paths.append(beside)
    stopping = [finding for finding in findings if finding.severity is Severity.ERROR]
    record = record_of(tree, path, stopping)
    return Read(record, book.tables, tuple(findings), tuple(paths))


def record_of(tree: Mapping, path: Path, before: Iterable[Finding] = ()) -> YearRecord:
    """The record of a tree, read from `path`. Raises `Refused` with what was found `before` and every fault of its
    meaning."""
    findings = list(before)
    for noticed in (
        spellings(tree, YearRecord),
        _rows_twice(tree),
        _group_codes(tree),
        reason_names(tree),
        definition_names(tree),
    ):
        findings += islice(noticed, MOST)
    findings += _unlike_its_name(tree, path)
    findings += take_in(tree, path)
    try:
        context = {"money_unit": money_unit(tree), "slack": slack_of(tree)}
        record = YearRecord.model_validate(tree, context=context)
        if not findings:
            return record
    except ValidationError as faults:
        errors = faults.errors(include_url=False, include_input=False)
        findings += (finding for error in errors[:MOST] if (finding := told(tree, error)))
    raise Refused(*findings)


def _unlike_its_name(tree: Mapping, path: Path) -> Iterator[Finding]:
    """R05: a file that is named after one year and holds another was probably copied and not finished."""
    years = set(re.findall(r"(?<![0-9])20[0-9][0-9](?![0-9])", path.stem))
    year = given(tree, "year")
    if isinstance(year, Scalar) and re.fullmatch("(19|20)[0-9][0-9]", year.text) and years and year.text not in years:
        message = f"文件名是 {'、'.join(sorted(years))} 年，里面的年度却是 {year.text}"
        hint = "先确认里面的数字是哪一年的，再改正年度或文件名"
        yield Finding("R05", Severity.ERROR, message, year.source, hint)


def _rows_twice(tree: Mapping) -> Iterator[Finding]:
    """R13: one 科目 in two rows for the same source of funds would be counted twice, or one of them forgotten."""
    for group, rows in (("income", "by_function"), ("expenditure", "by_function"), ("basic", "by_economic_class")):
        first: dict[tuple[str, str], Source] = {}
        listed = given(given(tree, group), rows)
        for row in listed if isinstance(listed, Sequence) else ():
            code, fund = given(row, "code"), given(row, "fund")
            if not isinstance(code, Scalar):
                continue
            key = (code.text, fund.text if isinstance(fund, Scalar) else FUNDS[0])
            if key in first:
                of = f"（资金来源：{key[1]}）" if group == "expenditure" else " "
                message = f"科目 {code.text}{of}写了两行，前一次在{first[key].within}"
                hint = "合并成一行；资金来源不同的，分别写明“资金来源”" if of.strip() else "合并成一行"
                yield Finding("R13", Severity.ERROR, message, code.source, hint)
            else:
                first[key] = code.source


def _group_codes(tree: Mapping) -> Iterator[Finding]:
    """R03: a name for anything but a 类 or 款 would never be used."""
    groups = given(given(tree, "expenditure"), "group_names")
    for code in groups if isinstance(groups, Mapping) else ():
        if not re.fullmatch("[0-9]{3}|[0-9]{5}", code):
            message = f"支出.类款名称：“{code}”不是类、款的编码（类 3 位数字，款 5 位数字）"
            hint = '如 "208": 社会保障和就业支出；项级科目的名称写在“按功能分类”里'
            yield Finding("R03", Severity.ERROR, message, groups.keys_at[code], hint)
