"""What a drafted text leaves for people to do: blanks to fill in, reasons of no use, additions without a home."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from ..model.finding import Finding, Severity
from ..model.narrative import Blank, Block, placed, runs_of
from ..model.record import YearRecord
from ..model.source import Source
from .glossary import Glossary
from .reasons import Reasons


def blanks(blocks: Iterable[Block]) -> Iterator[Finding]:
    """W02 for everything to be filled in, at the first place in the text that wants it, with the number of places."""
    places: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for block, where in placed(list(blocks)):
        for inline in (inline for inlines in runs_of(block) for inline in inlines):
            if isinstance(inline, Blank):
                places.setdefault((inline.wanted, inline.entry, inline.candidates), []).append(where)
    for (wanted, entry, candidates), found in places.items():
        hint = f"写进{entry}" + ("；可参考：" + " / ".join(candidates) if candidates else "")
        times = f"（共 {len(found)} 处）" if len(found) > 1 else ""
        yield Finding("W02", Severity.WARNING, f"待补充：{wanted}{times}", Source(found[0]), hint)


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
            hint = f"是不是“{near[0]}”？" if near else "可用的节名：" + "、".join(titles)
            place = texts[0].source if texts else record.source
            yield Finding("R02", Severity.ERROR, f"补充段落的节名“{name}”不在本样式里", place, hint)
