"""名词解释: the definition of a term or of a 类, 款 or 项 that the unit's tables use: the record's own, or else that of
the phrase bank's glossary.

A term without a definition becomes a blank: an explanation is official wording, and is never made up.
"""

from __future__ import annotations

from ..model.item import Item, Label
from ..model.record import YearRecord
from ..model.terms import TERMS, label
from .speaker import Speaker

# 行政运行, 一般行政管理事务, 机关服务 and 事业运行 mean the same in every 款 (《政府收支分类科目》).
COMMON = ("01", "02", "03", "50")


class Glossary:
    """Definitions by term (`glossary.term.<term>`) or by code of the functional classification. `used` tells which of
    the record's own were needed."""

    def __init__(self, speaker: Speaker, record: YearRecord) -> None:
        self.speaker = speaker
        self.year = record.year.value
        self.given = record.definitions or {}
        self.used: set[str] = set()

    def define(self, about: Item | str) -> str:
        """The words that explain `about`."""
        code = about.code if isinstance(about, Item) else ""
        name = self.speaker.plain_name(about.name) if isinstance(about, Item) else label(about)
        term = about if isinstance(about, str) else about.key.rpartition(".")[2]
        for own in (code, name) if code else (label(term), *TERMS[term].also, name):
            if own in self.given:
                self.used.add(own)
                return self.speaker.paragraph(Label("definition", _line(self.given[own].value), self.given[own].source))
        keys = [f"glossary.function.{code}"] if code else [f"glossary.term.{term}"]
        if code[5:] in COMMON:
            keys.append(f"glossary.common.{name}")
        for key in keys:
            if key in self.speaker.phrases:
                return self.speaker.say(key)
        place = f" {self.year} 年记录：{TERMS['definitions'].zh}.{code or label(term)}"
        return self.speaker.hole(self.speaker.text("wanted.definition", name=name), place)


def _line(words: str) -> str:
    return "".join(line.strip() for line in words.splitlines())
