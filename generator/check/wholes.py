"""Parts that can never be greater than what they are part of. That parts add up is told by T01."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.figure import Figure
from ..model.finding import Finding, Severity
from .amounts import Amounts, gap, known, name, place, show, yuan

WHOLES: dict[str, tuple[str, ...]] = {
    "procurement.to_sme": (
        "procurement.to_micro",
        "procurement.goods_to_sme",
        "procurement.works_to_sme",
        "procurement.services_to_sme",
    ),
    "three_public.hospitality.actual": (
        "three_public.hospitality.domestic_hospitality",
        "three_public.hospitality.overseas_hospitality",
    ),
    "three_public.hospitality.domestic_hospitality": ("three_public.hospitality.foreign_hospitality",),
    "three_public.hospitality.domestic_receptions": ("three_public.hospitality.foreign_receptions",),
    "three_public.hospitality.domestic_guests": ("three_public.hospitality.foreign_guests",),
    "staff.retired": ("staff.retired_paid_by_unit", "staff.retired_paid_by_insurance"),
}

# What was spent in the year, and the contracts for it, which may run over several years.
CONTRACTS: dict[str, tuple[str, ...]] = {
    "procurement.procurement_total": ("procurement.to_sme",),
    "procurement.goods": ("procurement.goods_to_sme",),
    "procurement.works": ("procurement.works_to_sme",),
    "procurement.services": ("procurement.services_to_sme",),
}


# What was bought by contract, and the parts of it that certain suppliers won, which exclude each other.
WON: dict[str, tuple[str, ...]] = {
    "procurement.procurement_total": ("procurement.sme_won_reserved", "procurement.sme_won_elsewhere"),
}


def parts_are_within_their_whole(amounts: Amounts) -> Iterator[Finding]:
    """T08: a part is not greater than its whole (部门决算报表 公开09表: 国内接待费 contains 外事接待费;
    机构运行信息表: what 中小企业 got contains what 小微企业 got). Where all parts are known, T01 compares the sum."""
    for message, part in _greater(amounts, WHOLES):
        hint = "核对这两项：前一项是后一项的一部分，不能比它大"
        yield Finding("T08", Severity.ERROR, message, place(part), hint)


def contracts_are_within_spending(amounts: Amounts) -> Iterator[Finding]:
    """T17: contracts given to 中小企业 above what was spent (机构运行信息表). Doubtful only: a contract may run on."""
    for message, part in _greater(amounts, CONTRACTS):
        hint = "核对这两项；合同跨年度执行的，合同金额可以大于当年支出"
        yield Finding("T17", Severity.WARNING, message, place(part), hint)


def what_suppliers_won_is_within_all(amounts: Amounts) -> Iterator[Finding]:
    """T17: what 中小企业 won, of projects set aside for them and of others, above all that was bought
    (《政府采购促进中小企业发展管理办法》, 财库〔2020〕46号). Each part alone is held against the whole first."""
    for key, inside in WON.items():
        whole, won = known(amounts, key), [part for name_ in inside if (part := known(amounts, name_))]
        together = total_of(won)
        if whole and won and together - whole.exact > whole.slack + sum(part.slack for part in won):
            told = "、".join(f"{name(part.key)} {show(part)}" for part in won)
            message = f"{told}合计 {yuan(together)} 大于 {name(key)} {show(whole)}，多 {yuan(together - whole.exact)}"
            hint = "核对这几项：都是政府采购总额的一部分；总额按合同签订写的，不会比它们小"
            yield Finding("T17", Severity.WARNING, message, place(won[0]), hint)


def total_of(parts: list[Figure]) -> Decimal:
    return sum((part.exact for part in parts), Decimal(0))


def _greater(amounts: Amounts, wholes: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, Figure]]:
    """Each part that is greater than its whole, with both numbers in words."""
    for key, inside in wholes.items():
        whole = known(amounts, key)
        summed = set(_parts_of(amounts.summed(key)))
        for part in (known(amounts, part) for part in inside):
            if whole and part and part.key not in summed and part.exact - whole.exact > part.slack + whole.slack:
                yield f"{name(part.key)} {show(part)} 大于 {name(key)} {show(whole)}，多 {gap(part, whole)}", part


def _parts_of(summed: object) -> Iterator[str]:
    if isinstance(summed, Figure):
        yield from (part.key for part in summed.inputs)
