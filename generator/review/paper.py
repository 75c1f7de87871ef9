"""A document as an auditor holds it: which year and which unit it is of, and for each paragraph the part and the
section that it stands in. Nothing is judged here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..model.document import Document, Grid, Passage
from .numbers import Kind, Numeral, numerals
from .squeezed import Squeezed, squeeze

TITLE = re.compile(r"^(?P<unit>.*?)(?P<year>(?<!\d)\d{4})年(?:度)?(?:[^，。；]*?)(?:部门|单位)?决算(?:[^，。；]{0,8})$")
PART = re.compile(r"^第[一二三四五六七八九十]部分")
HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^，。；]{1,40}。?$"
)
TOP = re.compile(r"^[一二三四五六七八九十]{1,3}、")
ENDS = (
    "局|中心|委员会|委|办公室|医院|学校|中学|小学|大学|学院|幼儿园|站|所|院|队|会|厅|部|馆|处|镇|乡|街道|园区|公司|社"
)
COMPARING = ("与", "较", "比")
LONGEST = 20_000  # characters
PARTS = (
    ("explanation", r"情况说明"),
    ("glossary", r"名词解释"),
    ("tables", r"附表|决算表|报表"),
    ("attachments", r"附件"),
    ("overview", r"概况"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One paragraph: its text squeezed, its numbers, the part of the document and the headings that it stands under.
    `number` counts the blocks of the document."""

    passage: Passage
    squeezed: Squeezed
    numbers: tuple[Numeral, ...]
    part: str
    section: str
    heading: str
    is_heading: bool
    number: int

    @property
    def text(self) -> str:
        return self.squeezed.text

    @property
    def explains(self) -> bool:
        """Whether it belongs to the 情况说明, whose amounts speak of the whole unit."""
        return self.part == "explanation"


@dataclass(frozen=True, slots=True)
class Paper:
    """`year` and `unit` are None and '' where the document does not say them. `money` is the unit that most of its
    amounts are printed in; `long` are the paragraphs that are too long to be judged, with their length."""

    document: Document
    lines: tuple[Line, ...]
    grids: tuple[tuple[int, Grid], ...]
    year: int | None
    unit: str
    money: str
    long: tuple[tuple[Passage, int], ...] = ()


def paper_of(document: Document) -> Paper:
    """Reads the parts, the year and the unit of a document."""
    squeezed = [squeeze(b.text) if isinstance(b, Passage) else None for b in document.blocks]
    parted = any(s is not None and PART.match(s.text) and "情况说明" in s.text for s in squeezed)
    part = "" if parted else "explanation"
    section = heading = ""
    lines: list[Line] = []
    long: list[tuple[Passage, int]] = []
    for number, (block, text) in enumerate(zip(document.blocks, squeezed, strict=True)):
        if not isinstance(block, Passage) or text is None or not text.text:
            continue
        if len(text.text) > LONGEST:
            long.append((block, len(text.text)))
            continue
        is_heading = block.level is not None or bool(HEADING.match(text.text))
        if is_heading or re.match(r"^附件\d*$|^附件\d", text.text):
            if PART.match(text.text) or (parted and block.level == 0) or re.match(r"^附件", text.text):
                known = next((name for name, words in PARTS if re.search(words, text.text)), None)
                part, section, heading = known or "", text.text, ""
            elif TOP.match(text.text):
                section, heading = text.text, ""
            else:
                heading = text.text
        lines.append(Line(block, text, tuple(numerals(text.text)), part, section, heading, is_heading, number))
    grids = tuple((n, block) for n, block in enumerate(document.blocks) if isinstance(block, Grid))
    money = Counter(n.unit for line in lines for n in line.numbers if n.kind is Kind.MONEY)
    most = money.most_common(1)[0][0] if money else ""
    return Paper(document, tuple(lines), grids, _year(lines), _unit(lines), most, tuple(long))


def titles(lines: list[Line] | tuple[Line, ...]) -> list[tuple[Line, re.Match[str]]]:
    """The lines that are titles with a year: 某局2024年度部门决算, 第三部分 2024年度部门决算情况说明."""
    found = []
    for line in lines:
        match = TITLE.match(line.text) if len(line.text) < 60 else None
        if match and line.part != "attachments":
            found.append((line, match))
    return found


def _year(lines: list[Line]) -> int | None:
    years = Counter(match["year"] for _, match in titles(lines))
    for line in lines:
        if line.explains:
            told = (n for n in line.numbers if n.kind is Kind.YEAR and n.unit == "年度")
            years.update(n.text for n in told if line.text[: n.start][-1:] not in COMPARING)
    return int(years.most_common(1)[0][0]) if years else None


def unit_in(text: str) -> str:
    """The name of a unit that the words of a title begin with; '' where they begin with none."""
    name = PART.sub("", text)
    return name if re.search(rf"(?:{ENDS})(?:[（(][^）)]*[）)])?$", name) and 3 < len(name) < 40 else ""


def _unit(lines: list[Line]) -> str:
    names = Counter(unit_in(match["unit"]) for _, match in titles(lines))
    for line in lines:
        found = re.match(rf"^(?:第[一二]部分)(.{{3,30}}(?:{ENDS}))(?:概况|基本情况)$", line.text)
        names.update([found[1]] if found else [])
        names.update(re.findall(r"^部门(?:名称)?[：:]([一-龥（）()]{4,30})$", line.text))
    names.pop("", None)
    return names.most_common(1)[0][0] if names else ""
