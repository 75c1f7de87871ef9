"""The amounts of official tables as the rules compare them: two numbers, how far apart they may lie, and the words for
what is wrong.

Amounts that are rounded to 万元 need not add up. A difference that rounding can explain (XBRL Calculations 1.1: the
intervals of both sides meet) is told as 尾差, for information; a real one is an error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model.figure import Figure, Unit
from ..model.finding import Finding, Severity
from ..model.official import OfficialTable, TableCell
from ..model.source import Source
from ..model.values import SCALES
from .amounts import ROUNDING

TOLD = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """A cell in its table."""

    table: OfficialTable
    cell: TableCell

    @property
    def called(self) -> str:
        """收入决算表（公开02表）“合计”的“事业收入”"""
        row = f"“{self.cell.row}”的" if self.cell.row and self.cell.row != self.cell.heading else ""
        return f"{self.table.called}{row}“{self.cell.heading}”"

    @property
    def told(self) -> str:
        return f"{self.called} {shown(self.cell.figure.exact, self)}"


def shown(exact: Decimal, seen: Seen) -> str:
    """An amount in the unit of its table, so that a person finds the digits that stand there; counts as they are."""
    if seen.cell.figure.unit is not Unit.YUAN:
        return f"{exact}"
    amount = exact / SCALES[seen.table.unit]
    return (
        f"{amount:,.2f} {seen.table.unit}"
        if amount == amount.quantize(Decimal("0.01"))
        else f"{amount.normalize():f} {seen.table.unit}"
    )


def summed(parts: Iterable[Figure]) -> tuple[Decimal, Decimal]:
    """The sum of `parts` and how far the true one may lie from it."""
    known = list(parts)
    return sum((part.exact for part in known), Decimal(0)), sum((part.slack for part in known), Decimal(0))


def weighed(apart: Decimal, slack: Decimal, severity: Severity) -> Severity | None:
    """How much a difference weighs: None for none, information where rounding can explain it."""
    if apart == 0:
        return None
    return Severity.INFO if abs(apart) <= slack else severity


def unequal(
    code: str, whole: Seen, parts: Sequence[Seen], what: str, hint: str, minus: Sequence[Seen] = ()
) -> Finding | None:
    """What to tell where `whole` is not the sum of `parts` less `minus`; None where it is."""
    plus, give = summed(part.cell.figure for part in parts)
    less, also = summed(part.cell.figure for part in minus)
    total = plus - less
    apart = whole.cell.figure.exact - total
    severity = weighed(apart, whole.cell.figure.slack + give + also, Severity.ERROR)
    if severity is None:
        return None
    others = tuple(dict.fromkeys(part.cell.source for part in (*parts, *minus)))
    if whole.cell.blank:
        message = f"{whole.called}空着，{what} {shown(total, whole)}"
        return Finding(code, Severity.WARNING, message, whole.cell.source, f"填上合计；{listed(parts, whole)}", others)
    message = f"{whole.told} 与{what} {shown(total, whole)} 相差 {shown(abs(apart), whole)}"
    if severity is Severity.INFO:
        return Finding(code, severity, message + ROUNDING, whole.cell.source, "不必改", others)
    return Finding(code, severity, message, whole.cell.source, f"{hint}：{listed([*parts, *minus], whole)}", others)


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with residues of rounding told once for a rule and a sheet: they are many and none wants work."""
    kept: list[Finding] = []
    residues: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        cell = finding.source.cell if finding.source else None
        if finding.severity is Severity.INFO and cell and finding.source and finding.message.endswith(ROUNDING):
            key = (finding.code, finding.source.path, cell[0])
            if key not in residues:
                kept.append(finding)
            residues.setdefault(key, []).append(finding)
        else:
            kept.append(finding)
    return [_folded(residues[key]) if (key := _key(finding)) in residues else finding for finding in kept]


def _key(finding: Finding) -> tuple[str, str, str]:
    cell = finding.source.cell if finding.source else None
    rounding = finding.severity is Severity.INFO and finding.message.endswith(ROUNDING)
    return (finding.code, finding.source.path, cell[0]) if finding.source and cell and rounding else ("", "", "")


def _folded(same: Sequence[Finding]) -> Finding:
    first, *others = same
    if not others:
        return first
    places = "、".join(at(other.source).partition("!")[2] for other in others if other.source)
    message = f"{first.message.removesuffix(ROUNDING)}；同样的还有 {places}{ROUNDING}"
    also = (*first.also, *(place for other in others for place in (other.source, *other.also) if place))
    return replace(first, message=message, also=tuple(dict.fromkeys(also)))


def listed(parts: Sequence[Seen], whole: Seen) -> str:
    """The parts that are not zero, with their cells; some of them at most. In one row they are told by their headings,
    elsewhere by their rows."""
    along = all(part.cell.row == whole.cell.row and part.table is whole.table for part in parts)
    some = [part for part in parts if part.cell.figure.exact] or list(parts[:1])
    names = [part.cell.heading if along else part.cell.row or part.cell.heading for part in some]
    told = [
        f"{name} {shown(part.cell.figure.exact, part)}〔{at(part.cell.source)}〕"
        for name, part in zip(names[:TOLD], some, strict=False)
    ]
    return "、".join(told) + (f" 等 {len(some)} 项" if len(some) > TOLD else "")


def at(source: Source) -> str:
    return source.place.strip("[]") or str(source)
