"""What the templates of a style do, held against its phrases and its head → findings at their lines. Pure functions."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ..model.figure import Kind
from ..model.finding import Finding, Severity
from ..model.source import Source
from ..model.style import Style
from ..model.terms import REASON_SUBJECTS, TERMS
from ..narrate.phrases import Phrase, Slot
from ..narrate.said import DISCLOSED, HEADING_SLOTS, HEADINGS, SAID
from .told import Report, Said

# Kinds for which templates mostly have a sentence of their own.
SELDOM = (Kind.NO_PRIOR, Kind.UNKNOWN)


@dataclass(frozen=True)
class Written:
    """A style as it was written: `templates` are the paths of all that it may use, `mine` the names of its own,
    `phrases` all phrases, `bank` its own phrase file; `head` tells the places of its head's items."""

    style: Style
    templates: Mapping[str, Path]
    mine: frozenset[str]
    phrases: Mapping[str, Phrase]
    bank: Path
    head: Mapping[str, Source]

    @property
    def own_phrases(self) -> dict[str, Phrase]:
        return {key: phrase for key, phrase in self.phrases.items() if phrase.source.path == str(self.bank)}

    def at(self, template: str, line: int) -> Source:
        return Source(str(self.templates.get(template, template)), f"{line}:1")

    def item(self, name: str) -> Source:
        return self.head.get(name) or next(iter(self.head.values()))


def findings(written: Written, report: Report) -> Iterator[Finding]:
    """All that is wrong with a style whose files can be read."""
    for fault in report.faults:
        yield _error("S06", fault.message, written.at(fault.template, fault.line), fault.hint or "核对拼写")
    for said in sorted(report.said, key=lambda said: (said.template, said.line, sorted(said.keys))):
        yield from _said(written, said)
    yield from _charts(written, report)
    yield from _needed(written)
    yield from _slots(written)
    yield from _reasons(written)
    yield from _unused(written, report)


def _error(code: str, message: str, source: Source, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, message, source, hint)


def _warning(code: str, message: str, source: Source, hint: str) -> Finding:
    return Finding(code, Severity.WARNING, message, source, hint)


def matching(patterns: Iterable[str], keys: Iterable[str]) -> set[str]:
    """The keys that one of the patterns stands for."""
    listed = list(keys)
    found = set(listed) & set(patterns)
    for pattern in patterns:
        if "*" in pattern:
            found |= {key for key in listed if fnmatchcase(key, pattern)}
    return found


def _said(written: Written, said: Said) -> Iterator[Finding]:
    place, phrases = written.at(said.template, said.line), written.phrases
    keys = {key for key in said.keys if not _seldom(key, said.keys)}
    found = matching(keys, phrases)
    known = {key for key in keys if "*" not in key}
    families = {key.rpartition(".")[0] for key in known if _moves(key, said.keys)}
    missing = known - found if not found else {key for key in known - found if key.rpartition(".")[0] in families}
    if not found and not known:
        yield _error("S07", f"短语库里没有“{'、'.join(sorted(keys))}”这样的短语", place, _add(written, ""))
    for key in sorted(missing):
        yield _error("S07", f"短语库里没有“{key}”", place, _near(key, phrases) or _add(written, key))
    given = {key for key in found if not _lacking(phrases[key], said)}
    for key in sorted(found if not given else found & known):  # of a key that is not all known, one that fits will do
        lacking = _lacking(phrases[key], said)
        if lacking:
            slots = "、".join(f"{{{name}}}" for name in dict.fromkeys(lacking))
            offered = "、".join(f"{{{name}}}" for name in sorted(said.slots)) or "没有"
            own = key in written.own_phrases and said.template not in written.mine
            at, other = (phrases[key].source, place) if own else (place, phrases[key].source)
            hint = f"这一处可用的空位：{offered}；改短语，或在模板的 say 里给出"
            message = f"短语“{key}”的空位 {slots}，模板没有给"
            yield Finding("S07", Severity.ERROR, message, at, hint, (other,))
        for name in sorted(said.texts - {slot.name for slot in _slots_of(phrases[key])}):
            if key in written.own_phrases:
                message = f"短语“{key}”没有用空位 {{{name}}}，里面拼好的文字会丢掉"
                hint = f"用上它；不要的，把 {said.template} 复制到样式的文件夹里，从这一处 say 里删去 {name}=…"
                yield Finding("S07", Severity.ERROR, message, phrases[key].source, hint, (place,))


def _lacking(phrase: Phrase, said: Said) -> list[str]:
    return [slot.name for slot in _slots_of(phrase) if slot.name not in said.slots]


def _moves(key: str, keys: frozenset[str]) -> bool:
    """Whether the key is put together with how something moved."""
    family = key.rpartition(".")[0]
    return all(f"{family}.{kind}" in keys for kind in Kind)


def _seldom(key: str, keys: frozenset[str]) -> bool:
    return key.rpartition(".")[2] in SELDOM and _moves(key, keys)


def _charts(written: Written, report: Report) -> Iterator[Finding]:
    for template, line, name in sorted(report.charts):
        for key in (f"chart.{name}", "chart.number", "chart.year"):
            if "*" not in key and key not in written.phrases:
                yield _error("S07", f"图要用短语“{key}”，短语库里没有", written.at(template, line), _add(written, key))


def _needed(written: Written) -> Iterator[Finding]:
    """Sections without a template or a title, parts without a title, and what the disclosure itself says."""
    style = written.style
    wanted = {f"title.{name}": ("sections", name) for name in style.sections}
    for part in style.document:
        wanted[f"part.{part.title}"] = ("document", "")
        wanted |= {f"title.{name}": ("document", name) for name in part.sections}
    for item, name in wanted.values():
        if name and f"{name}.j2" not in written.templates:
            hint = f"新建 {name}.j2，或从 {item} 里删去它"
            yield _error("S06", f"“{name}”没有模板 {name}.j2", written.item(item), hint)
    wanted["title.document"] = ("title", "")
    if style.document:
        wanted |= dict.fromkeys(DISCLOSED, ("document", ""))
    for key, (item, _) in wanted.items():
        if key not in written.phrases:
            yield _error("S07", f"短语库里没有“{key}”", written.item(item), _add(written, key))


def _slots(written: Written) -> Iterator[Finding]:
    """What the style's own phrases ask for that nobody has."""
    for key, phrase in written.own_phrases.items():
        for slot in _slots_of(phrase):
            if slot.form and slot.form not in written.style.forms:
                hint = "在 style.yaml 的 forms 里加上，或用已有的：" + "、".join(written.style.forms)
                yield _error("S07", f"短语“{key}”要的数字形式“{slot.form}”没有", phrase.source, hint)
            if key.startswith(HEADINGS) and slot.name not in HEADING_SLOTS:
                message = f"标题“{key}”里不能用空位 {{{slot.name}}}"
                yield _error("S07", message, phrase.source, "标题里可用：{unit} 单位名称、{year} 年度")


def _reasons(written: Written) -> Iterator[Finding]:
    known = {*REASON_SUBJECTS, "classes", "items"}
    for name in written.style.reasons:
        if name not in known:
            hint = _near(name, known) or "可用的：" + "、".join(sorted(known))
            yield _error("S03", f"reasons 里的“{name}”不是能写原因的项目", written.item(f"reasons.{name}"), hint)


def used_phrases(written: Written, report: Report) -> set[str]:
    """The phrases that may be said at all."""
    style, phrases = written.style, written.phrases
    keys = {key for said in report.said for key in said.keys}
    keys |= {f"chart.{name}" for _, _, name in report.charts}
    keys |= {f"title.{name}" for name in (*style.sections, *(n for part in style.document for n in part.sections))}
    keys |= {f"part.{part.title}" for part in style.document}
    used = matching(keys | set(SAID), phrases)
    names = {f"name.{term}" for term in (*TERMS, *REASON_SUBJECTS)}
    return {key for key in used if not key.startswith("name.") or key in names | keys}


def _unused(written: Written, report: Report) -> Iterator[Finding]:
    used = used_phrases(written, report)
    for key, phrase in written.own_phrases.items():
        if key not in used:
            near = _near(key, set(written.phrases) - set(written.own_phrases) | used)
            yield _warning("S08", f"短语“{key}”没有一处用到", phrase.source, near or "删去它，或在模板里用上")
    for name in sorted(written.mine - report.used):
        yield _warning(
            "S08", f"模板 {name} 没有一节用到", written.at(name, 1), "写进 sections，或用 from、include 引用，或删去"
        )


def _slots_of(phrase: Phrase) -> list[Slot]:
    return [part for part in phrase.parts if isinstance(part, Slot)]


def _near(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f"是不是“{near[0]}”？" if near else ""


def _add(written: Written, key: str) -> str:
    return f"写进 {written.bank.name}" + (f"：{key}" if key else "")
