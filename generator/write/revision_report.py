"""How a document differs from an older one, as a reviewer reads it on a console: what matters first. Or all as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from ..model.revision import Difference, Moved, Revision

TITLES = {
    Moved.DIRECTION: "增减方向变了",
    Moved.COPIED: "数字变了，原因一字未改，请核对是不是沿用",
    Moved.YEAR: "年份没有改，或改得不对",
    Moved.FIGURE: "数字",
    Moved.CELL: "表里的数字和文字",
    Moved.WORDING: "文字",
    Moved.SECTION_ADDED: "新增的节",
    Moved.SECTION_LOST: "没有了的节",
    Moved.SECTION_MOVED: "换了位置的节",
    Moved.ADDED: "新增的段落",
    Moved.LOST: "没有了的段落",
    Moved.PLACE: "换了位置的段落",
    Moved.TABLE_ADDED: "新增的表",
    Moved.TABLE_LOST: "没有了的表",
    Moved.ROW_ADDED: "表里新增的行",
    Moved.ROW_LOST: "表里没有了的行",
    Moved.COLUMNS: "栏目不同的表",
}
SHORTER = {Moved.COPIED: "原因可能沿用", Moved.YEAR: "年份"}
SECTIONS = (Moved.SECTION_ADDED, Moved.SECTION_LOST, Moved.SECTION_MOVED)
NOTHING = "〔无〕"
SHORT = 80


def write_differences(revision: Revision) -> str:
    """All differences by kind, in the order of `Moved`; one line where there is none."""
    if not revision.differences:
        return "除年份外没有不同\n"
    lines = [headline(revision), summary(revision.differences)]
    for kind, group in groupby(revision.differences, key=lambda difference: difference.kind):
        found = list(group)
        lines += ["", f"{TITLES[kind]}（{len(found)}）"]
        lines += [f"  {where(difference)}{told(difference)}" for difference in found]
    return "\n".join(lines) + "\n"


def headline(revision: Revision) -> str:
    """Both documents with their years."""
    names = [
        document.path + (f"（{year}年度）" if year else "")
        for document, year in zip((revision.old, revision.new), revision.years, strict=True)
    ]
    return " → ".join(names)


def summary(differences: Sequence[Difference]) -> str:
    """How many there are, and of which kind."""
    kinds = [d.kind for d in differences]
    counted = [f"{SHORTER.get(kind, TITLES[kind])} {kinds.count(kind)}" for kind in Moved if kind in kinds]
    return f"共 {len(kinds)} 处：" + "，".join(counted)


def where(difference: Difference) -> str:
    """The place before what is told of it; a section is its own place."""
    return "" if difference.kind in SECTIONS else f"{difference.place or '开头'}："


def told(difference: Difference) -> str:
    """One difference in one line, without its place."""
    old, new = shortened(difference.old) or NOTHING, shortened(difference.new) or NOTHING
    what = f"{shortened(difference.what)}：" if difference.what else ""
    match difference.kind:
        case Moved.COPIED:
            return f"{what}{old} → {new}；原因仍是“{difference.quote}”"
        case Moved.ADDED | Moved.SECTION_ADDED | Moved.TABLE_ADDED | Moved.ROW_ADDED:
            return new
        case Moved.LOST | Moved.SECTION_LOST | Moved.TABLE_LOST | Moved.ROW_LOST:
            return old
        case Moved.PLACE | Moved.SECTION_MOVED:
            return new
        case Moved.WORDING if difference.what:
            return f"{old} → {new}（{shortened(difference.what)}）"
    return f"{what}{old} → {new}{amount(difference)}"


def amount(difference: Difference) -> str:
    """By how much, in brackets; '' where that says nothing."""
    return f"（{signed(difference.by)}{difference.unit}）" if difference.by is not None else ""


def signed(by: Decimal) -> str:
    return f"{by:+,f}".replace("-", "−")


def shortened(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT] + "…"


def write_differences_json(revision: Revision) -> str:
    """A list of objects; `by` is a decimal number as text, None where nothing can be subtracted."""
    listed = [
        {
            "kind": d.kind,
            "section": d.section,
            "what": d.what,
            "old": d.old,
            "new": d.new,
            "by": None if d.by is None else f"{d.by:f}",
            "unit": d.unit,
            "quote": d.quote,
            "place": str(d.source),
        }
        for d in revision.differences
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
