"""What lies beside the program: styles with their wording and official tables, and the classifications. Loaded here,
so that the stages get it ready made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from . import resources
from .kept import Kept
from .measure import SUMS, is_column, is_key
from .model.classification import Classification
from .model.finding import Finding, Refused, Severity
from .model.layout import Layout
from .model.record import YearRecord
from .model.source import Source
from .model.style import Style
from .model.values import Scalar
from .narrate import PhraseBank, StyleLoader, Wording
from .read import Mapping, Sequence, read_classification, read_layout, read_text, read_tree

if TYPE_CHECKING:
    from .read import Forms

# What counts headings.
COUNTERS = re.compile(
    r"^(第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]+[.、])\s*"
)
LONGEST_TITLE = 60

_wordings: Kept[Wording] = Kept()
_layouts: Kept[list[Layout]] = Kept()
_heads: Kept[Style] = Kept()
_forms: Kept[Forms] = Kept()
_classification: Kept[Classification] = Kept()


def styles() -> list[tuple[str, str]]:
    """The styles that can be used: name and title."""
    return [(name, _load_style(name).title) for name in resources.styles()]


def reference_of(style: str) -> Path:
    """The Word document that lends a style its page and fonts: its own, or that of the style it extends."""
    own = resources.templates() / style / "reference.docx"
    return own if own.is_file() else resources.templates() / "base" / "reference.docx"


def chosen_wording(record: YearRecord) -> Wording:
    """The wording of the style that the record names. Raises `Refused` where it names none, or none that there is."""
    if record.style:
        return load_wording(record.style.value, record.style.source)
    hint = f"在记录里写“样式: …”，或用 --style；可用的样式：{'、'.join(resources.styles())}"
    raise Refused(Finding("R12", Severity.ERROR, "没有说明用哪个样式", record.source, hint))


def load_wording(name: str, place: Source | None = None) -> Wording:
    """The style `name` (asked for at `place`) with its phrases and folders, its own before those that it extends."""
    if name not in resources.styles():
        hint = "可用的样式：" + "、".join(resources.styles())
        raise Refused(Finding("R12", Severity.ERROR, f"没有“{name}”这个样式", place, hint))
    style = _load_style(name)
    names = [name, *([style.extends] if style.extends else [])]
    folders = [resources.templates() / n for n in names]
    banks = [resources.phrasebank(n) for n in ("glossary", *reversed(names))]
    reasons = resources.phrasebank("reasons")

    def wording() -> Wording:
        loader = StyleLoader(folders, resources.compiled())
        return Wording(style, loader, PhraseBank(*(_tree(bank) for bank in banks)), _tree(reasons))

    templates = (path for folder in folders for path in sorted(folder.glob("*")))
    return _wordings.get([*banks, reasons, *templates], wording)


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


def load_layouts(style: str) -> list[Layout]:
    """The official tables of a style, in their order. Raises `Refused` with the faults of all files."""
    paths = resources.layouts(style)
    return _layouts.get(paths, lambda: _read_layouts(paths))


def _read_layouts(paths: Iterable[Path]) -> list[Layout]:
    faults: list[Finding] = []
    layouts = []
    for path in paths:
        try:
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

    return _forms.get([spellings, *(path for name in names for path in resources.layouts(name))], read)


def _load_style(name: str) -> Style:
    path = resources.templates() / name / "style.yaml"
    return _heads.get([path], lambda: _read_style(path))


def _read_style(path: Path) -> Style:
    try:
        return Style.model_validate(_plain(_tree(path)))
    except ValidationError as faults:
        told = [".".join(map(str, e["loc"])) + "：" + e["msg"] for e in faults.errors()]
        raise Refused(*(Finding("S03", Severity.ERROR, f"{path.name} {t}", None, "改正样式") for t in told)) from None


def _tree(path: Path) -> Mapping:
    return read_tree(read_text(path), str(path))


def _plain(node: Any) -> Any:
    if isinstance(node, Mapping):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence):
        return [_plain(value) for value in node]
    return node.text if isinstance(node, Scalar) else node
