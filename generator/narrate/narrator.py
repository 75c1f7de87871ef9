"""A style, a phrase bank and the accounts → a narrative: the 情况说明 alone, or the complete disclosure around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..model.figure import Value
from ..model.finding import Refused
from ..model.item import Item
from ..model.layout import Layout
from ..model.narrative import Block, Contents, Cover, Narrative, Paragraph, Table, plain
from ..model.record import YearRecord
from ..model.style import Part, Style
from .charts import Charts
from .environment import StyleEnvironment, StyleLoader
from .evaluation_form import EvaluationForms
from .glossary import Glossary
from .listings import Listings
from .notices import blanks, misplaced_additions, unused_definitions, unused_reasons
from .phrases import PhraseBank
from .reasons import Reasons, moved
from .sections import Sections
from .speaker import Shown, Speaker
from .tables import Amounts, build_tables


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a style says: its head, its templates, its phrases, and candidate reasons to offer."""

    style: Style
    templates: StyleLoader
    phrases: PhraseBank
    candidates: Mapping[str, Any]


class Narrator:
    """Tells one unit's year. `names` are the accounts and the functions over them that templates may use."""

    def __init__(
        self,
        wording: Wording,
        record: YearRecord,
        prior: YearRecord | None,
        names: Mapping[str, object],
        shown: Shown,
        full: bool = False,
    ) -> None:
        self.style = wording.style
        self.record = record
        self.full = full
        self.speaker = Speaker(wording.style, wording.phrases, shown, record.year.value)
        completion = cast(Callable[[Value, Value], Value | None], names["completion"])
        self.reasons = Reasons(record, prior, self.speaker, wording.candidates, completion)
        self.glossary = Glossary(self.speaker, record)
        functions: dict[str, Callable[..., object]] = {
            "say": self.speaker.say,
            "reason": self.reasons.reason,
            "paragraph": self.speaker.paragraph,
            "moved": moved,
            "against_budget": self.reasons.against_budget,
            "not_zero": _not_zero,
            "by_code": _by_code,
            "define": self.glossary.define,
            "chart": Charts(self.speaker).chart,
            "form": EvaluationForms(self.speaker).form,
            "listing": Listings(self.speaker).listing,
        }
        environment = StyleEnvironment(wording.templates, {**names, **functions, "full": full}, self.speaker.budget)
        self.sections = Sections(environment, self.speaker, record)

    def narrate(self, layouts: Sequence[Layout], cells: Amounts) -> Narrative:
        """The 情况说明; where `full`, the complete disclosure with the tables of `layouts`. Raises `Refused` where
        the style is at fault, with the template's file and line."""
        tables, unknown = build_tables(layouts, cells, self.speaker, self.record)
        blocks = list(self._disclosure(tables) if self.full else self._explanation())
        titles = [plain(self.sections.phrase(f"title.{section}")) for section in self.style.sections]
        if misplaced := list(misplaced_additions(self.record, titles)):
            raise Refused(*misplaced)
        unused = unused_definitions(self.glossary) if self.full else ()
        return Narrative(
            plain(self.sections.phrase("title.disclosure" if self.full else "title.document")),
            self.record.unit_name.value,
            self.record.year.value,
            self.style.name,
            tuple(blocks),
            (*self.reasons.findings, *unused_reasons(self.reasons), *unused, *unknown, *blanks(blocks)),
            frozenset(self.speaker.spoken),
        )

    def _explanation(self) -> Iterator[Block]:
        for section in self.style.sections:
            yield from self.sections.section(section)

    def _disclosure(self, tables: Sequence[Table]) -> Iterator[Block]:
        phrase = self.sections.phrase
        yield Cover((plain(phrase("cover.unit")), plain(phrase("cover.title"))))
        yield Contents(plain(phrase("contents.title")))
        if "contents.note" in self.speaker.phrases:
            yield Paragraph(phrase("contents.note"))
        for part in self.style.document:
            yield self.sections.part(f"part.{part.title}")
            yield from self._part(part, tables)

    def _part(self, part: Part, tables: Sequence[Table]) -> Iterator[Block]:
        match part.holds:
            case "tables":
                yield from tables
            case "explanation":
                yield from self._explanation()
            case "sections":
                for section in part.sections:
                    yield from self.sections.section(section, part.titled)


def _not_zero(items: list[Item]) -> list[Item]:
    """The items but those that the record states as zero; an unknown one stays, and shows as a blank."""
    return [item for item in items if not item.zero]


def _by_code(items: list[Item]) -> list[Item]:
    """The items in the order of their codes; a record may list them in another."""
    return sorted(items, key=lambda item: item.code)
