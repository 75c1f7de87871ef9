"""The phrase bank: every piece of official wording, by key, with named slots. Words only: no digits, no conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from ..model.values import Scalar
from .marks import DIGIT, StyleFault

SLOT = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")
LONGEST = 3_000
FORBIDDEN = re.compile(r"\{\{|\{%|\{#|^#")


class Slot(NamedTuple):
    """A named gap; `form` asks for one of the style's special number forms."""

    name: str
    form: str | None


class Phrase(NamedTuple):
    """Wording cut at its slots: `parts` alternates between text and Slot."""

    key: str
    parts: tuple[str | Slot, ...]
    source: Source


class PhraseBank:
    """Phrases by key, later files over earlier ones. Looking up a key that is not there is an error."""

    def __init__(self, *trees: Mapping[str, Any]) -> None:
        self.phrases: dict[str, Phrase] = {}
        findings: list[Finding] = []
        for tree in trees:
            for phrase in _flatten(tree, "", findings):
                self.phrases[phrase.key] = phrase
        if findings:
            raise Refused(*findings)

    def __getitem__(self, key: str) -> Phrase:
        try:
            return self.phrases[key]
        except KeyError:
            raise StyleFault(f"短语库里没有“{key}”") from None

    def __contains__(self, key: str) -> bool:
        return key in self.phrases


def _flatten(tree: Mapping[str, Any], prefix: str, findings: list[Finding]) -> Iterator[Phrase]:
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            yield from _flatten(value, key + ".", findings)
        elif isinstance(value, Scalar):
            fault = _fault(value.text)
            if fault:
                findings.append(Finding("S02", Severity.ERROR, f"短语“{key}”{fault}", value.source, "改写这一条"))
            yield Phrase(key, tuple(_parts(value.text)), value.source)
        else:
            place = getattr(tree, "keys_at", {}).get(name)
            findings.append(Finding("S02", Severity.ERROR, f"短语“{key}”应当是一句文字", place, "写成一行文字"))


def _fault(text: str) -> str:
    words = SLOT.sub("", text)
    if DIGIT.search(words):
        return "里写了数字；数字只能由数据填入"
    if FORBIDDEN.search(text) or "{" in words or "}" in words:
        return "里的 { } 不是 {名称} 这样的空位"
    if len(text) > LONGEST:
        return f"超过 {LONGEST} 个字"
    return "不能换行" if len(text.splitlines()) > 1 else ""


def _parts(text: str) -> Iterator[str | Slot]:
    at = 0
    for match in SLOT.finditer(text):
        yield text[at : match.start()]
        yield Slot(match[1], match[2])
        at = match.end()
    yield text[at:]
