"""One section of a style → blocks: its template rendered, its lines sorted into headings and paragraphs, numbers
counted. Faults of the style are told with the template's file and line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator
from typing import TypeVar

from jinja2.exceptions import SecurityError, TemplateError

from ..model.finding import Finding, Refused, Severity
from ..model.item import Label
from ..model.narrative import Block, Heading, Inline, Paragraph, plain
from ..model.record import YearRecord
from ..model.source import Source
from .environment import StyleEnvironment
from .marks import Marks, StyleFault
from .numerals import numbered
from .speaker import Speaker
from .syntax import told

T = TypeVar("T")
# `## text` is a heading, `##- text` one without a number, `##. text` a paragraph that opens with that level's number.
MOST_LINES = 70_000
LINE = re.compile(r"(#{1,3})([.-]?) (.*)")


class Sections:
    """Renders sections one after another; the counters of headings run through them."""

    def __init__(self, environment: StyleEnvironment, speaker: Speaker, record: YearRecord) -> None:
        self.environment = environment
        self.speaker = speaker
        self.record = record
        self.counters = [0, 0, 0, 0]
        self.place: Source | None = None

    def part(self, key: str) -> Heading:
        """The heading of a part (第一部分 …); the sections in it are counted from one."""
        return self.heading(0, self.phrase(key))

    def section(self, name: str, titled: bool = True) -> Iterator[Block]:
        """The section `name`: its heading (phrase title.<name>), what its template says, and the unit's additions."""
        title = self.phrase(f"title.{name}")
        if titled:
            yield self.heading(1, title)
        for line in self._lines(name):
            yield self._block(line)
        for text in self._additions(plain(title)):
            yield Paragraph(self._split(self.speaker.paragraph(text)))
        if dropped := self.speaker.marks.unused():
            raise Refused(self.fault(f"{name}.j2 算出了没有写进文稿的内容：{'、'.join(dropped[:5])}", self.place))
        self.speaker.marks = Marks()

    def phrase(self, key: str) -> tuple[Inline, ...]:
        """A phrase that only needs the unit's name and the year."""
        unit = Label("unit_name", self.record.unit_name.value, self.record.unit_name.source)
        year = self.environment.globals["year"]
        return self._guard(lambda: self.speaker.marks.split(self.speaker.say(key, unit=unit, year=year)))

    def heading(self, level: int, inlines: tuple[Inline, ...]) -> Heading:
        return Heading(level, self._number(level), inlines)

    def fault(self, message: str, place: Source | None) -> Finding:
        hint = "这是样式的问题，不是数据的问题：自己写的样式，照这里改；别人写的，告诉样式的作者"
        return Finding("S01", Severity.ERROR, f"样式 {self.speaker.style.name}：{message}", place, hint)

    def _block(self, line: str) -> Block:
        if (block := self.speaker.marks.block(line)) is not None:
            return block
        match = LINE.fullmatch(line)
        if match is None:
            return Paragraph(self._split(line))
        level, inlines = len(match[1]), self._split(match[3])
        match match[2]:
            case ".":
                return Paragraph(inlines, self._number(level), level)
            case "-":
                return Heading(level, "", inlines)
        return self.heading(level, inlines)

    def _lines(self, name: str) -> list[str]:
        template = self._guard(lambda: self.environment.get_template(f"{name}.j2"))
        self.place = Source(template.filename) if template.filename else None
        text = self._guard(template.render)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise Refused(self.fault(f"{name}.j2 写出的段落超过 {MOST_LINES} 段", self.place))
        return lines

    def _split(self, line: str) -> tuple[Inline, ...]:
        return self._guard(lambda: self.speaker.marks.split(line))

    def _number(self, level: int) -> str:
        self.counters[level] += 1
        self.counters[level + 1 :] = [0] * (len(self.counters) - level - 1)
        return self._guard(lambda: numbered(self.speaker.style.numbering[level], self.counters[level]))

    def _additions(self, heading: str) -> list[Label]:
        texts = (self.record.additions or {}).get(heading, [])
        return [Label("text", line.strip(), t.source) for t in texts for line in t.value.splitlines() if line.strip()]

    def _guard(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except (StyleFault, TemplateError, SecurityError) as fault:
            message = told(getattr(fault, "message", None) or str(fault))
            raise Refused(self.fault(message, _place(fault) or self.place)) from None
        except RecursionError as fault:
            raise Refused(self.fault("模板互相引用，没有尽头", _place(fault))) from None
        except (TypeError, ValueError) as fault:
            if not traceback.extract_tb(fault.__traceback__)[-1].filename.endswith(".j2"):
                raise  # a fault of ours
            raise Refused(self.fault(f"这里的内容不能这样用（{fault}）", _place(fault))) from None


def _place(fault: BaseException) -> Source | None:
    if (line := getattr(fault, "lineno", None)) is not None:
        return Source(str(getattr(fault, "filename", "")), f"{line}:1")
    frames = [f for f in traceback.extract_tb(fault.__traceback__) if f.filename.endswith(".j2")]
    return Source(frames[-1].filename, f"{frames[-1].lineno}:1") if frames else None
