"""This year's record and last year's, as a pair: found beside each other, refused where they do not belong together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.finding import Finding, Refused, Severity
from ..model.official import OfficialTable
from ..model.record import YearRecord
from .kinds import ALL, YEAR
from .record import Read, read_source

if TYPE_CHECKING:
    from .book import Forms


@dataclass(frozen=True, slots=True)
class Years:
    """What was read: `prior` is None for a new unit, and where no file was found (then `findings` says so). `paths` are
    the files, which no output may overwrite. `tables` and `prior_tables` are the official tables of workbooks."""

    record: YearRecord
    prior: YearRecord | None
    paths: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()
    tables: tuple[OfficialTable, ...] = ()
    prior_tables: tuple[OfficialTable, ...] = ()


def read_years(path: Path, forms: Callable[[], Forms], prior: Path | None = None) -> Years:
    """The record at `path` with the prior year's, from `prior` or from beside it. Raises `Refused` with the faults of
    both files."""
    faults: list[Finding] = []
    now = _read(path, forms, False, faults)
    beside = prior or prior_beside(path)
    before = _read(beside, forms, True, faults) if beside else None
    if now and before:
        faults += _unfit(now.record, before.record)
    if faults or now is None:
        raise Refused(*faults)
    new = now.record.newly_founded is not None and now.record.newly_founded.value
    told = [
        *now.findings,
        *(before.findings if before else ()),
        *([] if before or new else [_no_prior(path, now.record)]),
    ]
    paths = (*now.paths, *(before.paths if before else ()))
    record, tables = (before.record, before.tables) if before else (None, ())
    return Years(now.record, record, paths, tuple(told), now.tables, tables)


def prior_beside(path: Path) -> Path | None:
    """The file beside `path` that has the year before in its name (2024.yaml → 2023.yaml, or a 2023.xlsx where there is
    none of the same kind); None where the name holds no year, or more than one, or there is no such file."""
    years = set(YEAR.findall(path.stem))
    if len(years) != 1:
        return None
    stem = YEAR.sub(str(int(years.pop()) - 1), path.stem)
    beside = (path.with_name(stem + suffix) for suffix in (path.suffix, *ALL))
    return next((own for own in beside if own.is_file()), None)


def _read(path: Path, forms: Callable[[], Forms], partial: bool, faults: list[Finding]) -> Read | None:
    try:
        return read_source(path, forms, partial)
    except Refused as refused:
        faults.extend(refused.findings)
        return None


def _no_prior(path: Path, record: YearRecord) -> Finding:
    last = record.year.value - 1
    message = f"没有找到上年（{last} 年）的记录，与上年比较的地方都留作待补充"
    hint = (
        f"把上年记录放在同一文件夹，两个文件以年份命名（{last + 1}{path.suffix}、{last}{path.suffix}），"
        "或用 --prior 指明；新设单位写“新设单位: 是”"
    )
    return Finding("W05", Severity.WARNING, message, record.source, hint)


def _unfit(record: YearRecord, before: YearRecord) -> list[Finding]:
    findings = []
    if before.year.value != record.year.value - 1:
        message = f"上年记录应是 {record.year.value - 1} 年，它写的是 {before.year.value} 年"
        findings.append(Finding("R06", Severity.ERROR, message, before.source, "换成上一年的记录"))
    names = {name.value for name in (record.unit_name, record.former_name) if name}
    if before.unit_name.value not in names:
        message = f"上年记录是“{before.unit_name.value}”的，本年记录是“{record.unit_name.value}”的"
        hint = f"换成本单位的记录；本年更了名的，在本年记录里写“原名: {before.unit_name.value}”"
        findings.append(Finding("R07", Severity.ERROR, message, before.unit_name.source, hint))
    if record.newly_founded and record.newly_founded.value:
        message = "本年写着“新设单位: 是”，却又有上年记录"
        findings.append(Finding("R11", Severity.ERROR, message, record.newly_founded.source, "二者留一"))
    return findings
