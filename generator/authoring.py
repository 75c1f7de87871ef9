"""What the author of a style asks for: everything that is wrong with it, at once, each with its file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from . import resources
from .author import Reading, Written, findings, used_phrases
from .heads import load_head, no_style, tree_of
from .measure import is_column, is_key
from .model.finding import Finding, Refused, Severity
from .model.source import Source
from .narrate import Narrator, PhraseBank, StyleEnvironment, StyleLoader
from .pipeline import examine, narrator_of
from .read import Mapping as Tree
from .read import Sequence, read_layout
from .resources import Place
from .styles import load_layouts, load_wording, section_titles
from .trial import Tried, cases_of, differences, try_case

# Phrases that are there for whoever needs them.
OFFERED = ("glossary.function.", "glossary.common.")


def named(target: str) -> str:
    """The name of the style that `target` is: a name, or the folder of a style, whose neighbours are known from now on.
    Raises `Refused` where there is none."""
    folder = Path(target)
    if (folder / resources.HEAD).is_file():
        resources.use(folder.absolute().parent)
        return folder.absolute().name
    if target in resources.styles():
        return target
    if folder.is_dir():
        hint = f"样式的文件夹里要有 {resources.HEAD}；新建样式用 juesuan style new"
        raise Refused(Finding("S03", Severity.ERROR, f"没有 {resources.HEAD}", Source(str(folder)), hint))
    raise Refused(no_style(target, None))


def check_style(name: str) -> tuple[Finding, ...]:
    """All that is wrong with the style `name`, by its places."""
    found: list[Finding] = []
    head = _tried(found, lambda: load_head(name))
    if head:
        own = head.places[0]
        _tried(found, lambda: PhraseBank(tree_of(own, own.phrases)) if own.phrases.is_file() else None)
        for path in own.layouts:
            _tried(found, partial(read_layout, path, is_key, is_column))
        environment = StyleEnvironment(StyleLoader([place.folder for place in head.places]), {})
        for path in (path for place in head.places for path in place.templates):
            faults = environment.faults(path)
            hint = "改模板；写法见样式手册（docs/new-style.zh-CN.md）"
            found += (
                Finding("S01", Severity.ERROR, message, Source(str(path), f"{line}:1"), hint)
                for line, message in faults
            )
    if not found:
        _tried(found, lambda: found.extend(_whole(name)))
    return tuple(sorted(dict.fromkeys(found), key=lambda f: f.order))


def _tried(found: list[Finding], work: Callable[[], Any]) -> Any:
    try:
        return work()
    except Refused as refused:
        found += refused.findings
        return None


def _whole(name: str) -> Iterator[Finding]:
    """What is wrong with a style of which every file can be read by itself."""
    head = load_head(name)
    style, own = head.style, head.places[0]
    load_layouts(name)
    environment = narrator(name).sections.environment
    templates: dict[str, Path] = {}
    for place in head.places:
        for path in place.templates:
            templates.setdefault(path.name, path)
    mine = frozenset(path.name for path in own.templates)
    written = Written(style, templates, mine, load_wording(name).phrases.phrases, own.phrases, _items(own))
    sections = [*style.sections, *(section for part in style.document for section in part.sections)]
    report = Reading(environment.tree, environment.globals).read(dict.fromkeys(sections))
    yield from findings(written, report)
    for path in own.unread if own.own else ():
        hint = (
            "样式里读的是 style.yaml、phrases.yaml、reference.docx、*.j2、layouts 里的 *.yaml、cases；改名，或移到别处"
        )
        yield Finding("S08", Severity.WARNING, "这个文件没有一处用到", Source(str(path)), hint)
    yield from _cases(name, own, written, used_phrases(written, report))


def narrator(name: str) -> Narrator:
    """Who tells of the sample unit in the style `name`: knows all that templates may name."""
    return narrator_of(examine(resources.example()), load_wording(name), full=True)


def _items(own: Place) -> Mapping[str, Source]:
    """The places of what a style.yaml says, by name; of sections by the section too."""
    tree = tree_of(own, own.head)
    places = dict(tree.keys_at)
    for name, value in tree.items():
        if isinstance(value, Tree):
            places |= {f"{name}.{key}": source for key, source in value.keys_at.items()}
        if isinstance(value, Sequence) and name == "sections":
            places |= {f"{name}.{item.text}": item.source for item in value}
    return places


def _cases(name: str, own: Place, written: Written, used: set[str]) -> Iterator[Finding]:
    """What the cases show, and what none of them does."""
    cases = cases_of(own)
    tried = [try_case(name, case) for case in cases]
    if not cases and not own.own:
        return  # those of the styles that come with the program come with its source
    if not cases:
        hint = "在 cases 里建一个文件夹，放一份记录（如 2024.yaml）和上年的；juesuan style new 会带一份"
        yield Finding("S09", Severity.WARNING, "没有样例", Source(str(own.folder)), hint)
        return
    for own_case in tried:
        yield from own_case.findings
        yield from differences(own_case)
    if any(own_case.text is None for own_case in tried):
        return
    yield from _unshown(name, written, used, tried)


def _unshown(name: str, written: Written, used: set[str], tried: list[Tried]) -> Iterator[Finding]:
    spoken = {key for own in tried for key in own.phrases}
    for key, phrase in written.own_phrases.items():
        if key in used and key not in spoken and not key.startswith(OFFERED):
            hint = "加一个用得到它的样例，看看印出来对不对"
            yield Finding("S09", Severity.WARNING, f"没有一个样例说到短语“{key}”", phrase.source, hint)
    shown = {title for own in tried for title in own.sections}
    for section, title in zip(written.style.sections, section_titles(name), strict=True):
        if not any(title in own for own in shown):
            hint = "加一个用得到它的样例"
            message = f"没有一个样例在“{section}”这一节写出内容"
            yield Finding("S09", Severity.WARNING, message, written.item("sections"), hint)
