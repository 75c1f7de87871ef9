"""What a drafted text leaves for people to do: blanks to fill in, reasons of no use, additions without a home."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from ..model.figure import Figure, How, places
from ..model.finding import Finding, Severity
from ..model.narrative import Blank, Block, Cover, Narrative, Number, Paragraph, Table, placed, runs_of
from ..model.record import YearRecord
from ..model.source import Source
from .glossary import Glossary
from .reasons import Reasons


def blanks(blocks: Iterable[Block]) -> Iterator[Finding]:
    """W02 for everything to be filled in, at the first place in the text that wants it, with the number of places."""
    places: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for block, where in placed(list(blocks)):
        for inlines in runs_of(block):
            for inline in inlines:
                if not isinstance(inline, Blank):
                    continue
                places.setdefault((inline.wanted, inline.entry, inline.candidates), []).append(where)
    for (wanted, entry, candidates), found in places.items():
        hint = f"写进{entry}" + ("；可参考：" + " / ".join(candidates) if candidates else "")
        times = f"（共 {len(found)} 处）" if len(found) > 1 else ""
        yield Finding("W02", Severity.WARNING, f"待补充：{wanted}{times}", Source(found[0]), hint)


# Half a unit of the second decimal of 万元, in 元: what rounding may change in the amounts that texts print.
SEEN = Decimal(50)


def uncertain(
    narrative: Narrative,
    spread: Callable[[Figure], tuple[Decimal, Decimal | None] | None],
    rounded: Callable[[Decimal, int], Decimal],
) -> Iterator[Finding]:
    """W13 for every rate in the text that rounded amounts do not determine to its last printed digit; I03, once, where
    the text tells differences of rounded amounts."""
    told: set[tuple[str, str]] = set()
    differs: Figure | None = None
    for block, where in placed(narrative.blocks):
        if isinstance(block, Table):
            continue
        for number in (i for inlines in runs_of(block) for i in inlines if isinstance(i, Number)):
            if number.figure.how is How.DIFFERENCE:
                differs = differs or next((part for part in number.figure.inputs if part.slack >= SEEN), None)
            ends = spread(number.figure)
            if ends is None or (number.figure.key, number.text) in told:
                continue
            digits = max(0, -int(number.shown.as_tuple().exponent))
            low, high = rounded(ends[0], digits), rounded(ends[1], digits) if ends[1] is not None else None
            if low == high:
                continue
            told.add((number.figure.key, number.text))
            reach = f"在 {low}% 到 {high}% 之间" if high is not None else f"不小于 {low}%"
            message = f"{where}：{number.text}% 由四舍五入的万元数算出，按元计算{reach}"
            hint = "把这几项的金额写到元再起草；或对照账上的元数核对这个百分比"
            source = next(iter(places(number.figure)), None)
            yield Finding("W13", Severity.WARNING, message, source, hint)
    if differs:
        message = "金额只有万元两位小数，增减的金额可能有 0.01 万元的尾差"
        yield Finding("I03", Severity.INFO, message, next(iter(places(differs)), None), "换用以元为单位的表就没有")


def unfit(narrative: Narrative, faults: int) -> Narrative:
    """The draft of a record with `faults` errors, so marked that nobody publishes it by mistake."""
    text = f"【草稿：数据有 {faults} 处错误没有改正，改正以前不要公开】"
    warning = Paragraph((Blank(text, f"改正 {faults} 处错误以后重新起草", "记录"),))
    first = 1 if isinstance(narrative.blocks[0], Cover) else 0
    blocks = (*narrative.blocks[:first], warning, *narrative.blocks[first:])
    return replace(narrative, blocks=blocks)


def unused_reasons(reasons: Reasons) -> Iterator[Finding]:
    """I01 for every reason of the record that the text did not need."""
    for name, fact in reasons.given.items():
        if name not in reasons.used:
            message = f"“{name}”的原因没有用到：本样式或本年的数字不需要它"
            yield Finding("I01", Severity.INFO, message, fact.source, "可以保留")


def unused_definitions(glossary: Glossary) -> Iterator[Finding]:
    """I01 for every definition of the record that the 名词解释 of a complete disclosure did not need."""
    for name, fact in glossary.given.items():
        if name not in glossary.used:
            message = f"“{name}”的释义没有用到：本样式的名词解释里没有它"
            yield Finding("I01", Severity.INFO, message, fact.source, "可以保留")


def misplaced_additions(record: YearRecord, titles: list[str]) -> Iterator[Finding]:
    """R02 for free paragraphs under a section title that the style does not have."""
    for name, texts in (record.additions or {}).items():
        if name not in titles:
            near = difflib.get_close_matches(name, titles, n=1, cutoff=0.3)
            hint = f"是不是“{near[0]}”？" if near else "可用的节名：" + "、".join(titles) + "；"
            hint += "样式改过标题的，记录里照新标题写"
            place = texts[0].source if texts else record.source
            yield Finding("R02", Severity.ERROR, f"补充段落的节名“{name}”不在本样式里", place, hint)
