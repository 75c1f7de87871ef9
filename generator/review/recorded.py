"""A finished document held against what its record says: every number is the record's, is told to be another, or to
have no place there; and what the record would print and the document does not is told as well.

The record is drafted first, in the document's style, so that both are texts: where they are worded alike, numbers stand
in the same places; elsewhere a number is looked for by its value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ..model.document import Document, Grid, Passage
from ..model.finding import Finding, Severity
from ..model.revision import Difference, Moved, Revision, Row
from .diff_revision import diff_documents

WORD = re.compile(r"[^\d.,%]+")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
HINT = "用 juesuan explain 看这个数字怎样算出；确实是数据错的，改数据再起草"
WRONG = {Moved.FIGURE, Moved.CELL, Moved.DIRECTION, Moved.YEAR}
LONGEST = 120
YEAR = re.compile("20[0-9]{2}")
TABLE_NUMBER = re.compile(r"公开\s*[0-9]{2}\s*表")
HEAD = re.compile(r"^(?:(?:编制)?(?:单位|部门)[：:]|\s*[0-9]{4}\s*年度?\s*(?:金额单位|$))")
TITLE = re.compile(r"[^，。；]{0,40}?[0-9]{4}\s*年度?(?:部门|单位)?决算[^，。；]{0,10}$")
HEAD_YEAR = re.compile(r"(?<![0-9])([0-9]{4})\s*年度")


def audit_record(document: Document, drafted: Document) -> list[Finding]:
    """What `document` says otherwise than `drafted`, the draft of its record, in the order of the document: A40 for a
    number that is another, A41 for a direction that is, A42 for words around a number that hold other digits, A43 for
    numbers that the record does not have, A44 for those that the document lacks."""
    audit = _Audit(document, diff_documents(drafted, document))
    return list(audit.findings())


@dataclass(slots=True)
class _Audit:
    document: Document
    revision: Revision

    def findings(self) -> Iterator[Finding]:
        by_row: dict[int, list[Difference]] = {}
        for difference in self.revision.differences:
            if difference.kind in WRONG:
                by_row.setdefault(difference.row, []).append(difference)
        spare = self._spare()
        yield from self._heads()
        for index, row in enumerate(self.revision.rows):
            told = list(self._wrong(by_row.get(index, []), row))
            yield from told
            if row.new is not None and (row.old is None or isinstance(row.new, Passage)) and not told:
                yield from self._digits(row) if row.old is not None else self._unaccounted(row, spare)
        yield from self._missing()

    def _wrong(self, differences: list[Difference], row: Row) -> Iterator[Finding]:
        """Numbers that stand where the draft prints another, unless the sentence only tells the same in other order."""
        printed = Counter(NUMBER.findall(_text(row.new)))
        right = Counter(NUMBER.findall(_text(row.old)))
        surplus, lacking = printed - right, right - printed
        for difference in differences:
            new, old = set(NUMBER.findall(difference.new)), set(NUMBER.findall(difference.old))
            if difference.kind is Moved.DIRECTION:
                turned = [WORD.match(text) for text in (difference.old, difference.new)]
                words = [match[0] if match else "没有增减" for match in turned]
                message = f"方向应当是“{words[0]}”，写的是“{words[1]}”"
                yield self._told("A41", replace(difference, old=words[0], new=words[1]), row, message)
                if new == old:
                    continue
                numbers = [next(iter(NUMBER.findall(text)), "") for text in (difference.old, difference.new)]
                difference = replace(difference, old=numbers[0], new=numbers[1])
            if len(new) == len(old) == 1 and _alike(next(iter(new)), next(iter(old))):
                continue
            if difference.kind is Moved.FIGURE and new and old and not (new & set(surplus) or old & set(lacking)):
                continue
            what = f"“{difference.what}”" if difference.what else "这个数"
            message = f"{what}按数据应当是 {difference.old or '空白'}，印的是 {difference.new or '空白'}"
            yield self._told("A40", difference, row, message)

    def _told(self, code: str, difference: Difference, row: Row, message: str) -> Finding:
        quote = _sentence(_text(row.new), difference.new) if isinstance(row.new, Passage) else difference.what
        source = difference.source
        return Finding(
            code, Severity.ERROR, message, source, HINT, quote=quote, printed=difference.new, expected=difference.old
        )

    def _digits(self, row: Row) -> Iterator[Finding]:
        """A42: digits that differ outside of figures: codes, days, counts without a unit."""
        assert row.new is not None
        new, old = Counter(NUMBER.findall(_text(row.new))), Counter(NUMBER.findall(_text(row.old)))
        surplus, lacking = list((new - old).elements()), list((old - new).elements())
        for number in list(surplus):
            like = next((own for own in lacking if _alike(number, own)), None)
            if like is not None:
                surplus.remove(number)
                lacking.remove(like)
        if not any(YEAR.fullmatch(number) for number in lacking):
            surplus = [number for number in surplus if not self._near(number)]
        for place, number in enumerate(surplus):
            right = lacking[place] if place < len(lacking) else ""
            message = f"这里的 {number} 不在按数据起草的文稿里" + (f"，那里是 {right}" if right else "")
            quote = _sentence(_text(row.new), number)
            severity = Severity.ERROR if right else Severity.WARNING
            yield Finding("A42", severity, message, row.new.source, HINT, quote=quote, printed=number, expected=right)

    def _heads(self) -> Iterator[Finding]:
        """A42 for titles that the draft words otherwise, and for the lines above tables, which drafts as texts do not
        hold: a number that two tables bear, a year that is not the document's."""
        year = self.revision.years[0]
        first: dict[str, Passage] = {}
        alone = {id(row.new) for row in self.revision.rows if row.old is None}
        for passage in self.document.passages:
            number = TABLE_NUMBER.fullmatch(passage.text.strip())
            if number and first.setdefault(number[0], passage) is not passage:
                message = f"“{number[0]}”写了两次"
                yield Finding(
                    "A42", Severity.ERROR, message, passage.source, HINT, quote=passage.text, printed=number[0]
                )
            titled = id(passage) in alone and TITLE.match(passage.text)
            for other in HEAD_YEAR.findall(passage.text) if titled or HEAD.search(passage.text) else ():
                if year is not None and int(other) != year:
                    message = f"表头的年度是 {other}，应当是 {year}"
                    yield Finding(
                        "A42",
                        Severity.ERROR,
                        message,
                        passage.source,
                        HINT,
                        quote=passage.text,
                        printed=other,
                        expected=str(year),
                    )

    def _near(self, number: str) -> bool:
        """Whether a number is this year or one of its neighbours: wordings name them or leave them out."""
        year = self.revision.years[0]
        return year is not None and number in (str(year - 1), str(year), str(year + 1))

    def _spare(self) -> Counter[str]:
        """Every number that the record prints anywhere."""
        return Counter(n for row in self.revision.rows if row.old is not None for n in NUMBER.findall(_text(row.old)))

    def _unaccounted(self, row: Row, known: Counter[str]) -> Iterator[Finding]:
        """A43: numbers of a paragraph that the draft does not have, and that it prints nowhere else either."""
        assert row.new is not None
        if isinstance(row.new, Grid):
            return
        told = TABLE_NUMBER.sub("", row.new.text)  # that stands above its table
        strangers = [number for number in dict.fromkeys(NUMBER.findall(told)) if number not in known]
        if strangers:
            message = f"数据里没有这些数：{'、'.join(strangers)}"
            hint = "核对它们的来历；单位自己写的内容可以有数据以外的数"
            quote = _sentence(row.new.text, strangers[0])
            yield Finding(
                "A43", Severity.INFO, message, row.new.source, hint, quote=quote, printed="、".join(strangers)
            )

    def _missing(self) -> Iterator[Finding]:
        """A44: numbers of the draft's paragraphs that the document has not taken over, and prints nowhere."""
        printed = Counter(
            n for row in self.revision.rows if row.new is not None for n in NUMBER.findall(_text(row.new))
        )
        for row in self.revision.rows:
            if row.new is not None or row.elsewhere is not None or not isinstance(row.old, Passage):
                continue
            lost = [number for number in dict.fromkeys(NUMBER.findall(row.old.text)) if number not in printed]
            if lost:
                message = f"文稿里没有数据里的这些数：{'、'.join(lost)}（按数据起草的这一段是：{_short(row.old.text)}）"
                hint = "格式要求写的，补上；写在别处、取舍不同的，不必改"
                yield Finding("A44", Severity.WARNING, message, None, hint, expected="、".join(lost))


def _alike(printed: str, right: str) -> bool:
    """Whether both print one amount: with other decimals, separators, or in 元 instead of 万元."""
    if printed.endswith("%") != right.endswith("%"):
        return False
    one, other = (Decimal(text.rstrip("%").replace(",", "")) for text in (printed, right))
    digits = [max(0, -int(number.as_tuple().exponent)) for number in (one, other)]
    if digits[0] != digits[1]:
        return abs(one - other) <= Decimal(1).scaleb(-min(digits)) / 2
    scales = () if printed.endswith("%") else (10000, Decimal("0.0001"))
    return one == other or any(_rounds(one * scale, other) or _rounds(other * scale, one) for scale in scales)


def _rounds(exact: Decimal, printed: Decimal) -> bool:
    """Whether `exact`, in another unit, prints as `printed`; nothing and whole counts prove nothing."""
    exponent = int(printed.as_tuple().exponent)
    return bool(printed) and exponent < 0 and abs(exact - printed) <= Decimal(1).scaleb(exponent) / 2


def _text(block: Passage | Grid | None) -> str:
    match block:
        case Passage():
            return block.text
        case Grid():
            return "\n".join("\t".join(row) for row in block.rows)
    return ""


def _sentence(text: str, printed: str) -> str:
    """The sentence that holds what is printed; the whole where it is not found."""
    at = text.find(printed) if printed else -1
    if at < 0:
        return _short(text)
    begin = max((text.rfind(mark, 0, at) for mark in "。；\n"), default=-1) + 1
    ends = [end for mark in "。；\n" if (end := text.find(mark, at)) >= 0]
    return text[begin : min(ends, default=len(text) - 1) + 1].strip()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
