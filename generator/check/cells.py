"""The amounts of official tables as the rules compare them: two numbers, how far apart they may lie, and the words for
what is wrong.

Amounts that are rounded to 万元 need not add up. A difference that rounding can explain (XBRL Calculations 1.1: the
intervals of both sides meet) is told as 尾差, for information; a real one is an error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model.figure import Figure, Unit
from ..model.finding import Finding, Severity
from ..model.official import OfficialTable, TableCell
from ..model.source import Source

SCALES = {"元": Decimal(1), "万元": Decimal(10000)}
# What a list sums up to, as the record names it: the sum of all 类 of a table.
WHOLES = {
    "all": "expenditure.current_expenditure",
    "fiscal": "fiscal.fiscal_expenditure",
    "general_budget": "fiscal.general_budget_expenditure",
    "government_funds": "fiscal.government_funds_expenditure",
    "state_capital": "fiscal.state_capital_expenditure",
    "income": "income.current_income",
}
TOLD = 6
ROUNDING = "（尾差：金额四舍五入到万元，不是差错）"


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
    return f"{amount:,.2f} {seen.table.unit}" if amount == amount.quantize(Decimal("0.01")) else f"{amount:f} 元"


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


def listed(parts: Sequence[Seen], whole: Seen) -> str:
    """The parts that are not zero, with their cells; some of them at most. In one row they are told by their headings,
    elsewhere by their rows."""
    along = all(part.cell.row == whole.cell.row and part.table is whole.table for part in parts)
    some = [part for part in parts if part.cell.figure.exact] or list(parts[:1])
    names = [part.cell.heading if along else part.cell.row or part.cell.heading for part in some]
    told = [
        f"{name} {shown(part.cell.figure.exact, part)}〔{_at(part.cell.source)}〕"
        for name, part in zip(names[:TOLD], some, strict=False)
    ]
    return "、".join(told) + (f" 等 {len(some)} 项" if len(some) > TOLD else "")


def _at(source: Source) -> str:
    return source.place.strip("[]") or str(source)
