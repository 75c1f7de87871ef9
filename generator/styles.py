"""What lies beside the program: styles with their wording and official tables, and the classifications. Loaded here,
so that the stages get it ready made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from . import resources
from .heads import few, guard, load_head, tree_of
from .kept import Kept
from .measure import SUMS, is_column, is_key
from .model.classification import Classification
from .model.finding import Finding, Refused, Severity
from .model.layout import Layout
from .model.record import YearRecord
from .model.source import Source
from .narrate import PhraseBank, StyleLoader, Wording
from .read import read_classification, read_layout
from .resources import Place

if TYPE_CHECKING:
    from .read import Forms

# What counts headings.
COUNTERS = re.compile(
    r"^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.、])\s*"
)
LONGEST_TITLE = 60

_wordings: Kept[Wording] = Kept()
_layouts: Kept[list[Layout]] = Kept()
_forms: Kept[Forms] = Kept()
_classification: Kept[Classification] = Kept()


def styles() -> list[tuple[str, str]]:
    """The styles that can be used: name and title."""
    return [(name, load_head(name).style.title) for name in resources.styles()]


def reference_of(style: str) -> Path:
    """The Word document that lends a style its page and fonts: its own, or that of what it extends; the shared one for
    no style."""
    base = resources.shipped_place("base")
    places = (*(load_head(style).places if style != base.name else ()), base)
    found = next(place for place in places if place.reference.is_file())
    guard(found, found.reference)
    return found.reference


def chosen_wording(record: YearRecord) -> Wording:
    """The wording of the style that the record names. Raises `Refused` where it names none, or none that there is."""
    if record.style:
        return load_wording(record.style.value, record.style.source)
    hint = f"在记录里写“样式: …”，或用 --style；可用的样式：{'、'.join(resources.styles())}"
    raise Refused(Finding("R12", Severity.ERROR, "没有说明用哪个样式", record.source, hint))


def load_wording(name: str, place: Source | None = None) -> Wording:
    """The style `name` (asked for at `place`) with its phrases and folders, its own before those that it extends."""
    head = load_head(name, place)
    shared = [resources.phrasebank("glossary"), resources.phrasebank("reasons")]
    files = [path for place in head.places for path in place.wording]

    def wording() -> Wording:
        own = [(p, p.phrases) for p in reversed(head.places) if p.phrases.is_file()]
        few(head.places[0], files)
        glossary, reasons = (tree_of(resources.shipped_place("base"), path) for path in shared)
        loader = StyleLoader([p.folder for p in head.places], resources.compiled())
        phrases = PhraseBank(glossary, *(tree_of(p, path) for p, path in own))
        return Wording(head.style, loader, phrases, reasons)

    return _wordings.get([*shared, *files], wording)


def section_titles(style: str) -> list[str]:
    """The titles of the sections of a style's 情况说明, in order."""
    wording = load_wording(style)
    titles = [wording.phrases[f"title.{section}"] for section in wording.style.sections]
    return ["".join(part for part in title.parts if isinstance(part, str)) for title in titles]


def style_by_titles(lines: Iterable[str]) -> str | None:
    """The style whose sections a document has: that of which most titles are among `lines`, headings as they stand;
    None where that is not even half of them."""
    said = {COUNTERS.sub("", line.strip()) for line in lines if len(line) < LONGEST_TITLE}
    scores = {
        name: Fraction(sum(t in said for t in own), len(own))
        for name in resources.styles()
        if (own := section_titles(name))
    }
    best = max(scores, key=lambda name: scores[name], default=None)
    return best if best and scores[best] >= Fraction(1, 2) else None


def load_classification() -> Classification:
    """The 《政府收支分类科目》. Raises `Refused` with the faults of a file."""
    functions, economic = (resources.classification(name) for name in ("functions", "economic"))
    return _classification.get((functions, economic), lambda: read_classification(functions, economic))


def layout_files(style: str) -> list[tuple[Place, Path]]:
    """The official tables of a style, in their order, each with the style that it is of: its own, and those of the
    styles that it extends under other names; only those that it lists, where it lists some."""
    head = load_head(style)
    found = {path.stem: (place, path) for place in reversed(head.places) for path in place.layouts}
    wanted = head.style.tables
    if wanted is None:
        return [found[stem] for stem in sorted(found)]
    if missing := [stem for stem in wanted if stem not in found]:
        hint = "写 layouts 里文件的名称，不带 .yaml；现有：" + "、".join(sorted(found))
        place = Source(str(head.places[0].head))
        raise Refused(Finding("S03", Severity.ERROR, f"tables 里的“{missing[0]}”没有版式文件", place, hint))
    return [found[stem] for stem in wanted]


def load_layouts(style: str) -> list[Layout]:
    """The official tables of a style, in their order. Raises `Refused` with the faults of all files."""
    if style == resources.shipped_place("base").name:
        return []
    files = layout_files(style)
    return _layouts.get([path for _, path in files], lambda: _read_layouts(files))


def _read_layouts(files: Sequence[tuple[Place, Path]]) -> list[Layout]:
    faults: list[Finding] = []
    layouts = []
    for place, _ in files[:1]:
        few(place, files)
    for place, path in files:
        try:
            guard(place, path)
            layouts.append(read_layout(path, is_key, is_column))
        except Refused as refused:
            faults.extend(refused.findings)
    if faults:
        raise Refused(*faults)
    return layouts


def forms() -> Forms:
    """What workbooks are read through: the official tables of all styles and their other spellings."""
    from .read import prepared, read_spellings

    names, spellings = resources.styles(), resources.spellings()

    def read() -> Forms:
        return prepared({name: load_layouts(name) for name in names}, read_spellings(spellings), SUMS)

    return _forms.get([spellings, *(path for name in names for _, path in layout_files(name))], read)
