"""A style, a phrase bank and the accounts → a narrative: sections rendered, headings counted, every number kept."""

from __future__ import annotations

import difflib
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from jinja2.exceptions import SecurityError, TemplateError

from ..model.finding import Finding, Refused, Severity
from ..model.item import Item, Label
from ..model.narrative import Blank, Block, Heading, Inline, Narrative, Paragraph, placed, plain, runs_of
from ..model.record import YearRecord
from ..model.source import Source
from ..model.style import Style
from .environment import StyleEnvironment, StyleLoader
from .marks import Marks, StyleFault
from .numerals import numbered
from .phrases import PhraseBank
from .reasons import Reasons, against_budget, moved
from .speaker import Shown, Speaker

T = TypeVar("T")
LINE = re.compile(r"(#{1,3})(\.?) (.*)")


@dataclass(frozen=True, slots=True)
class Wording:
    """All that a style says: its head, its folders (own first), its phrases, and candidate reasons to offer."""

    style: Style
    folders: tuple[Path, ...]
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
    ) -> None:
        self.style = wording.style
        self.record = record
        self.speaker = Speaker(wording.style, wording.phrases, shown, record.year.value)
        self.reasons = Reasons(record, prior, self.speaker, wording.candidates)
        functions: dict[str, Callable[..., object]] = {
            "say": self.speaker.say,
            "reason": self.reasons.reason,
            "paragraph": self.speaker.paragraph,
            "moved": moved,
            "against_budget": against_budget,
            "not_zero": _not_zero,
        }
        self.environment = StyleEnvironment(StyleLoader(*wording.folders), {**names, **functions})
        self.counters = [0, 0, 0]
        self.findings: list[Finding] = []

    def narrate(self) -> Narrative:
        """The whole 情况说明. Raises `Refused` where the style is at fault, with the template's file and line."""
        title = plain(self._render("title"))
        blocks: list[Block] = []
        for section in self.style.sections:
            blocks += self._section(section)
        blocks += self._unknown_additions()
        return Narrative(
            title,
            self.record.unit_name.value,
            self.record.year.value,
            self.style.name,
            tuple(blocks),
            (*self.reasons.findings, *self._unused_reasons(), *self._blanks(blocks)),
            frozenset(self.speaker.spoken),
        )

    def _section(self, section: str) -> Iterator[Block]:
        heading = self._render("heading", section)
        yield self._heading(1, heading)
        for line in self._lines(section):
            if match := LINE.fullmatch(line):
                level = len(match[1])
                inlines = self._split(match[3])
                if match[2]:
                    yield Paragraph(inlines, self._number(level), level)
                else:
                    yield self._heading(level, inlines)
            else:
                yield Paragraph(self._split(line))
        if dropped := self.speaker.marks.unused():
            texts = "、".join(inline.text for inline in dropped[:5])
            raise Refused(self._fault(f"{section}.j2 算出了没有写进文稿的内容：{texts}", None))
        for text in self._additions(plain(heading)):
            yield Paragraph(self.speaker.marks.split(self.speaker.paragraph(text)))
        self.speaker.marks = Marks()

    def _split(self, line: str) -> tuple[Inline, ...]:
        return self._guard(lambda: self.speaker.marks.split(line))

    def _lines(self, section: str) -> list[str]:
        text = self._guard(lambda: self.environment.get_template(f"{section}.j2").render())
        return [line.strip() for line in text.splitlines() if line.strip()]

    def _render(self, name: str, section: str = "") -> tuple[Inline, ...]:
        key = f"title.{section or name}" if section else "title.document"
        unit = Label("unit_name", self.record.unit_name.value, self.record.unit_name.source)
        slots = {"unit": unit, "year": self.environment.globals["year"]}
        marks = self.speaker.marks
        return self._guard(lambda: marks.split(self.speaker.say(key, **slots)))

    def _heading(self, level: int, inlines: tuple[Inline, ...]) -> Heading:
        return Heading(level, self._number(level), inlines)

    def _number(self, level: int) -> str:
        self.counters[level - 1] += 1
        self.counters[level:] = [0] * (len(self.counters) - level)
        return numbered(self.style.numbering[level - 1], self.counters[level - 1])

    def _guard(self, work: Callable[[], T]) -> T:
        """Runs `work`; a fault of the style becomes a finding at the template's or phrase bank's line."""
        try:
            return work()
        except (StyleFault, TemplateError, SecurityError) as fault:
            message = getattr(fault, "message", None) or str(fault)
            raise Refused(self._fault(message, _place(fault))) from None

    def _fault(self, message: str, place: Source | None) -> Finding:
        hint = "这是样式的问题，不是数据的问题；请告诉样式的作者"
        return Finding("S01", Severity.ERROR, f"样式 {self.style.name}：{message}", place, hint)

    def _additions(self, heading: str) -> list[Label]:
        texts = (self.record.additions or {}).get(heading, [])
        return [Label("text", line.strip(), t.source) for t in texts for line in t.value.splitlines() if line.strip()]

    def _unknown_additions(self) -> list[Block]:
        titles = [plain(self._render("heading", section)) for section in self.style.sections]
        unknown = [name for name in self.record.additions or {} if name not in titles]
        if unknown:
            raise Refused(*(self._unknown_title(name, titles) for name in unknown))
        return []

    def _unknown_title(self, name: str, titles: list[str]) -> Finding:
        texts = (self.record.additions or {})[name]
        near = difflib.get_close_matches(name, titles, n=1, cutoff=0.3)
        hint = f"是不是“{near[0]}”？" if near else "可用的节名：" + "、".join(titles)
        place = texts[0].source if texts else self.record.source
        return Finding("R02", Severity.ERROR, f"补充段落的节名“{name}”不在本样式里", place, hint)

    def _unused_reasons(self) -> Iterator[Finding]:
        for name, fact in self.reasons.given.items():
            if name not in self.reasons.used:
                message = f"“{name}”的原因没有用到：本样式或本年的数字不需要它"
                yield Finding("I01", Severity.INFO, message, fact.source, "可以保留")

    def _blanks(self, blocks: list[Block]) -> Iterator[Finding]:
        for block, where in placed(blocks):
            for inline in (inline for inlines in runs_of(block) for inline in inlines):
                if isinstance(inline, Blank):
                    hint = f"写进{inline.entry}"
                    if inline.candidates:
                        hint += "；可参考：" + " / ".join(inline.candidates)
                    yield Finding("W02", Severity.WARNING, f"待补充：{inline.wanted}", Source(where), hint)


def _not_zero(items: list[Item]) -> list[Item]:
    """The items but those that the record states as zero; an unknown one stays, and shows as a blank."""
    return [item for item in items if not item.zero]


def _place(fault: BaseException) -> Source | None:
    if (line := getattr(fault, "lineno", None)) is not None:
        return Source(str(getattr(fault, "filename", "")), f"{line}:1")
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename.endswith(".j2")]
    return Source(frames[-1].filename, f"{frames[-1].lineno}:1") if frames else None
