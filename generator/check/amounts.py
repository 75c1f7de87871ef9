"""One year's amounts as the rules see them, and how a finding speaks of one: by its Chinese name, exact, with what it
was made of and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from ..model.evaluation_form import EvaluationForm
from ..model.figure import Figure, How, Unit, Value
from ..model.finding import Finding, Severity
from ..model.official import OfficialTable
from ..model.record import YearRecord
from ..model.source import Source
from ..model.terms import TERMS

UNSPOKEN = frozenset({"actual", "by_function", "by_economic_class"})


class Amounts(Protocol):
    """One year's amounts, as the ledger gives them, and the record that they were read from."""

    sums: Mapping[str, object]
    table_sums: Mapping[str, tuple[str, ...]]
    equals: Mapping[str, str]
    record: YearRecord
    tables: Sequence[OfficialTable]

    @property
    def forms(self) -> Sequence[EvaluationForm | None]: ...

    def value(self, key: str) -> Value: ...
    def stated(self, key: str) -> Figure | None: ...
    def summed(self, key: str) -> Value | None: ...


def known(amounts: Amounts, key: str) -> Figure | None:
    """The figure at `key`; None where the record does not say."""
    value = amounts.value(key)
    return value if isinstance(value, Figure) else None


def name(key: str) -> str:
    """What people call the item at `key`: 公务接待费的年初预算, 科目 2080505 的基本支出."""
    whole = key.partition("@")[0].split(".")
    named = [TERMS[part].zh if part in TERMS else f"科目 {part} " for part in whole[1:] or whole if _spoken(part)]
    return "的".join(named)


def _spoken(part: str) -> bool:
    """Whether a name needs it; the second row of a 科目 is counted (2080505.2), and called like the first."""
    return part not in UNSPOKEN and not (part.isdecimal() and len(part) < 3)


def show(figure: Figure) -> str:
    return yuan(figure.exact) if figure.unit is Unit.YUAN else f"{figure.exact}"


def yuan(amount: Decimal) -> str:
    return f"{amount:,.2f} 元"


def gap(one: Figure, other: Figure) -> str:
    difference: Decimal = abs(one.exact - other.exact)
    return yuan(difference) if one.unit is Unit.YUAN else f"{difference}"


ROUNDING = "（尾差：金额四舍五入到万元，不是差错）"


def weight(one: Figure, other: Figure, severity: Severity) -> Severity | None:
    """How much it weighs that two figures which should be equal are not: None where they are, information where they
    are rounded and a true amount may lie between them (XBRL Calculations 1.1: the intervals meet)."""
    apart = abs(one.exact - other.exact)
    if apart == 0:
        return None
    return Severity.INFO if apart <= one.slack + other.slack else severity


def differing(code: str, severity: Severity, message: str, source: Source | None, hint: str) -> Finding:
    """A difference as a finding; where rounding explains it, says so instead of what to do."""
    if severity is Severity.INFO:
        return Finding(code, severity, message + ROUNDING, source, "不必改")
    return Finding(code, severity, message, source, hint)


def parts(figure: Figure, most: int = 8) -> str:
    """What a sum was made of, without the zeros; `most` of them at most."""
    spoken = [f"{name(part.key)} {show(part)}" for part in figure.inputs if part.exact]
    rest = f" 等 {len(spoken)} 项" if len(spoken) > most else ""
    return "、".join(spoken[:most]) + rest or f"{name(figure.key)} {show(figure)}"


def place(figure: Figure) -> Source | None:
    """Where a figure stands; of a sum, where its first part does."""
    if figure.how is How.FACT:
        return figure.source
    return next((found for part in figure.inputs if (found := place(part))), None)
