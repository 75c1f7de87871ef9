"""Units: the years of one belong together by their names, and one of them is drafted.

`县水利局2023.xlsx` and `县水利局2024.xlsx` in a folder are one unit, and so are `2023.yaml` and `2024.xlsx`.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from .found import RecordFile, Searched, spot

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Unit:
    """The record to draft and its `place`, where its document goes: a relative path without suffix. `fault` is what
    makes that impossible."""

    record: str
    place: str
    fault: Finding | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """All units of a batch in the order of their places, the year to draft (None where no name holds one), and what
    was not read."""

    year: int | None
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How records are named: the year in a name, and the texts that a workbook of the same name takes in."""

    year: re.Pattern[str]
    texts: tuple[str, ...]

    def years(self, path: Path) -> set[int]:
        return {int(year) for year in self.year.findall(path.stem)}


def units_of(searched: Searched, year: int | None, spelling: Spelling) -> Units:
    """The units of the files. Raises `Refused` where none can be drafted, or two would be the same document."""
    files = _without_companions(searched.files, spelling)
    groups: dict[tuple[str, str], dict[int, list[Path]]] = defaultdict(lambda: defaultdict(list))
    alone, findings = [], []
    for file in files:
        years = spelling.years(file.path)
        if len(years) == 1:
            key = (spot(file.path.parent), spelling.year.sub("", file.path.stem))
            groups[key][years.pop()].append(file.path)
        elif file.named:
            alone.append(file.path)
        else:
            findings.append(_not_read(file.path, years))
    known = {own for group in groups.values() for own in group}
    if not alone and (not known or (year and year not in known)):
        raise Refused(_nothing(known, year, findings))
    drafted = year or max(known, default=None)
    units = [Unit(str(path), _place(path, searched.base)) for path in alone]
    for group in groups.values():
        if drafted is not None and drafted in group:
            units += [Unit(str(path), _place(path, searched.base)) for path in group[drafted]]
        elif drafted is not None:
            newest = group[max(group)][0]
            wanted = newest.with_name(spelling.year.sub(str(drafted), newest.stem) + newest.suffix)
            units.append(Unit(str(newest), _place(wanted, searched.base), _lacking(newest, sorted(group), drafted)))
    units = sorted((_encoded(unit) for unit in units), key=lambda unit: unit.place)
    if twice := _twice(units):
        raise Refused(*twice)
    return Units(drafted, tuple(units), tuple(findings))


def _encoded(unit: Unit) -> Unit:
    """The unit; one whose path is not UTF-8, as old archives leave behind, under a path that can be told."""
    try:
        f"{unit.record}{unit.place}".encode()
    except UnicodeEncodeError:
        record, place = (os.fsencode(told).decode("utf-8", "replace") for told in (unit.record, unit.place))
        hint = "改成 UTF-8 的文件名：压缩包用能选编码的软件重新解开（选 GBK），或改名"
        fault = Finding("B04", Severity.ERROR, "文件夹或文件的名称不是 UTF-8，打不开", Source(record), hint)
        return Unit(record, place, fault)
    return unit


def _without_companions(files: Sequence[RecordFile], spelling: Spelling) -> list[RecordFile]:
    """A text beside a workbook of the same name adds to it and is no unit; of two such texts the first is read."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for file in files:
        kinds[_bare(file.path)].add(file.path.suffix)
    left = []
    for file in files:
        beside = kinds[_bare(file.path)]
        taken = next((suffix for suffix in spelling.texts if suffix in beside), None)
        workbook = any(suffix.lower() not in spelling.texts for suffix in beside)
        if not (workbook and file.path.suffix == taken):
            left.append(file)
    return left


def _bare(path: Path) -> str:
    return spot(path)[: -len(path.suffix)]


def _place(path: Path, base: Path) -> str:
    return Path(os.path.relpath(_bare(path), base)).as_posix()


def _twice(units: Sequence[Unit]) -> list[Finding]:
    """B02, for units in the order of their places."""
    found = []
    for one, other in pairwise(units):
        if one.place == other.place:
            message = f"和 {one.record} 要写成同一份文稿（{other.place}.docx）"
            hint = "同一单位同一年度只留一个记录，另一个移走或改名"
            found.append(Finding("B02", Severity.ERROR, message, Source(other.record), hint))
    return found


def _lacking(path: Path, years: Sequence[int], year: int) -> Finding:
    message = f"这个单位只有 {'、'.join(map(str, years))} 年的记录，没有 {year} 年的"
    hint = "补上这一年的记录（放在同一个文件夹，文件名除年份外要和往年的一样）；要起草别的年度，用 --year"
    return Finding("B03", Severity.ERROR, message, Source(str(path)), hint)


def _not_read(path: Path, years: set[int]) -> Finding:
    if years:
        message = f"文件名里有几个年份（{'、'.join(map(str, sorted(years)))}），没有读"
        hint = "文件名里只留所属的年度；或者单独写出这个文件"
        return Finding("B04", Severity.WARNING, message, Source(str(path)), hint)
    hint = "是单位的记录的，在文件名里写上年份，如 2024.xlsx；或者单独写出这个文件"
    return Finding("I04", Severity.INFO, "文件名里没有年份，没有读", Source(str(path)), hint)


def _nothing(known: set[int], year: int | None, findings: Sequence[Finding]) -> Finding:
    if known:
        message = f"没有一个单位有 {year} 年的记录，有的是 {'、'.join(map(str, sorted(known)))} 年"
        return Finding("B01", Severity.ERROR, message, None, "核对 --year")
    names = "、".join(str(finding.source) for finding in findings[:SHOWN])
    message = f"没有文件名里写着年份的记录，只有：{names}{' 等' if len(findings) > SHOWN else ''}"
    return Finding("B01", Severity.ERROR, message, None, "在文件名里写上所属的年度（只写一个），如 县水利局2024.xlsx")
