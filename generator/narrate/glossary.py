"""名词解释: the definition of a term or of a 类, 款 or 项 that the unit's tables use, from the phrase bank's glossary.

A term without a definition becomes a blank: an explanation is official wording, and is never made up.
"""

from __future__ import annotations

from ..model.item import Item
from ..model.terms import label
from .speaker import Speaker

# 行政运行, 一般行政管理事务, 机关服务 and 事业运行 mean the same in every 款 (《政府收支分类科目》).
COMMON = ("01", "02", "03", "50")


class Glossary:
    """Definitions by term (`glossary.term.<term>`) or by code of the functional classification."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def define(self, about: Item | str) -> str:
        """The words that explain `about`."""
        code = about.code if isinstance(about, Item) else ""
        name = self.speaker.plain_name(about.name) if isinstance(about, Item) else label(about)
        term = about if isinstance(about, str) else about.key.rpartition(".")[2]
        keys = [f"glossary.function.{code}"] if code else [f"glossary.term.{term}"]
        if code[5:] in COMMON:
            keys.append(f"glossary.common.{name}")
        for key in keys:
            if key in self.speaker.phrases:
                return self.speaker.say(key)
        return self.speaker.hole(self.speaker.text("wanted.definition", name=name), f"名词解释 {code or name}")
