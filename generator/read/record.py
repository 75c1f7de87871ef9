"""A record file → `YearRecord`, with every fault of the file told at once, in Chinese, at its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pydantic import ValidationError

from ..model.finding import Finding, Refused, Severity
from ..model.record import YearRecord
from ..model.source import Source
from ..model.values import FUNDS, SCALES, Scalar
from .attachments import take_in
from .faults import told
from .names import given, names_of, spellings
from .reasons import definition_names, reason_names
from .text import read_text
from .tree import MOST, Mapping, Sequence, read_tree


def read_record(path: Path) -> YearRecord:
    """The record in the YAML file `path`. Raises `Refused` with every fault found in it."""
    findings: list[Finding] = []
    tree = read_tree(read_text(path), str(path), findings)
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
        record = YearRecord.model_validate(tree, context={"money_unit": _money_unit(tree)})
        if not findings:
            return record
    except ValidationError as faults:
        errors = faults.errors(include_url=False, include_input=False)
        findings += (finding for error in errors[:MOST] if (finding := told(tree, error)))
    raise Refused(*findings)


def _money_unit(tree: Mapping) -> str | None:
    """The unit of all amounts: 元 where none is written, None where what is written is not one."""
    if not any(name in tree for name in names_of("money_unit")):
        return "元"
    written = given(tree, "money_unit")
    return written.text if isinstance(written, Scalar) and written.text in SCALES else None


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
                message = f"科目 {code.text}{of}写了两行，前一次在第 {first[key].line} 行"
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
