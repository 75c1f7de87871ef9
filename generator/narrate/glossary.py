"""名词解释: the definition of a term or of a 类, 款 or 项 that the unit's tables use, from the phrase bank's glossary.

A term without a definition becomes a blank: an explanation is official wording, and is never made up.
"""

from __future__ import annotations

from ..model.item import Item
from ..model.terms import label
from .speaker import Speaker


class Glossary:
    """Definitions by term (`glossary.term.<term>`) or by code of the functional classification."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def define(self, about: Item | str) -> str:
        """The words that explain `about`."""
        code = about.code if isinstance(about, Item) else ""
        key = f"glossary.function.{code}" if code else f"glossary.term.{about}"
        if key in self.speaker.phrases:
            return self.speaker.say(key)
        name = self.speaker.plain_name(about.name) if isinstance(about, Item) else label(str(about))
        return self.speaker.hole(self.speaker.text("wanted.definition", name=name), f"名词解释 {code or name}")
