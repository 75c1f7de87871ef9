"""What a refresh did not do, for a person to do: told in the list, and on the page where words speak against
figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..model.finding import Finding, Severity
from ..model.inlines import Number, plain
from ..model.narrative import Chart, Heading, Narrative, Paragraph, Table
from ..model.refresh import Draft, Edit, Remark
from ..model.source import Source
from .refresh_lines import COUNT, DIGITS, FIRST, HOLES, NUMBER, STOP, Alphabet, Line
from .refresh_numbers import Numbers
from .refresh_pairing import Sentence
from .refresh_sentence import Compared, Hunk, Sides

WAYS = {
    "增加（大于）": re.compile("增加|增长|上升|提高|大于|高于|超过"),
    "减少（小于）": re.compile("减少|下降|降低|小于|低于|未达"),
    "持平": re.compile("持平|相同|一致|无增减|(?:没有|无)变化"),
}
REASON = "原因"
GIVEN = re.compile("原因[是：:]*([^；。]+)")
LONGEST = 40


@dataclass(slots=True)
class Told:
    """Gathers the findings of one refresh."""

    draft: Draft
    narrative: Narrative
    alphabet: Alphabet
    lines: list[Line]
    _found: list[tuple[int, Finding]] = field(default_factory=list)

    def kept(self, own: Sentence, sides: Sides, result: Compared, before: Compared | None) -> Iterator[Remark]:
        """What stands in the person's words although the new text has others: numbers without a control, words that
        point another way, figures that the person's sentence has no place for. Gives the comments."""
        sentence = sides.old.shown(own.start, own.end)
        written: list[tuple[str, str]] = []
        remarked = False
        for hunk in result.kept:
            was, now = sides.old.shown(hunk.start, hunk.end), sides.new.shown(hunk.begin, hunk.until)
            numbers = [n for n in sides.new.cut(hunk.begin, hunk.until) if isinstance(n, Number)]
            theirs = DIGITS.findall(was)
            alone = self.alphabet.tagged and not any(ord(s) >= FIRST for s in sides.old.symbols[hunk.start : hunk.end])
            there = set(sides.old.symbols[own.start : own.end])
            lacking = [n for n in numbers if self.alphabet.number(self.alphabet.tag(n.figure.key)) not in there]
            if alone and theirs and lacking:
                wanted = [number.text for number in lacking]
                if theirs[: len(wanted)] != wanted:
                    message = f"“{was.strip()}”是人工改过的数字，没有改；新的数据是 {'、'.join(wanted)}"
                    self._tell(own, "N01", message, "核对后自己改", sentence, was, "、".join(wanted))
            elif self.alphabet.tagged and lacking:
                listed = "、".join(number.text for number in lacking)
                message = f"新文稿里的“{_short(now)}”在这一句里没有地方放"
                self._tell(own, "N03", message, "删去的不必管；是新数据带来的，自己补上", sentence, was, listed)
            remarks = list(self._contrary(own, sides, hunk, result, before, sentence))
            if not remarks and result.moved and was.strip("，。；、"):
                written.append((was, now))
            yield from remarks
            remarked = remarked or bool(remarks)
        if not remarked:
            yield from self._reason(own, sides, result, before, sentence)
        if written:
            words, others = ("…".join(part[side].strip() for part in written) for side in (0, 1))
            message = f"这一句的数字改了，人工写的“{_short(words)}”没有改；新文稿是“{_short(others)}”"
            self._tell(own, "N08", message, "通读这一句", sentence, words, others, Severity.INFO)

    def _reason(
        self, own: Sentence, sides: Sides, result: Compared, before: Compared | None, sentence: str
    ) -> Iterator[Remark]:
        """A reason that stays as it was behind a change that turned: the record's or the person's, it was given for
        the other way."""
        start, _ = sides.old.extent(own.start, own.end)
        turns = [hunk for hunk in result.changes if hunk.end - hunk.start != 1 or len(sides.shown(hunk)) > 1]
        if result.turned and turns:
            since = sides.old.extent(turns[0].start, turns[0].end)[1] - start
        elif before is not None and before.turned:
            since = 0
        else:
            return
        match = GIVEN.search(sentence, since)
        touched = {at for hunk in result.changes for at in range(*sides.old.extent(hunk.start, hunk.end))}
        if match and not HOLES.search(match[1]) and not touched & set(range(*(start + n for n in match.span(1)))):
            message = f"增减方向变了，原因“{_short(match[1])}”没有变"
            self._tell(own, "N04", message, "核对原因，按新的方向改写", sentence, match[1], "")
            yield Remark(own.place, start + match.start(1), start + match.end(1), (message, "按新的方向核对"))

    def _contrary(
        self, own: Sentence, sides: Sides, hunk: Hunk, result: Compared, before: Compared | None, sentence: str
    ) -> Iterator[Remark]:
        was, now = sides.old.shown(hunk.start, hunk.end), sides.new.shown(hunk.begin, hunk.until)
        lead = sides.old.shown(own.start, hunk.start)
        start, end = sides.old.extent(hunk.start, hunk.end)
        one, other = _ways(was), _ways(now)
        if one and other and not one & other and (result.moved or result.turned):
            way = "、".join(sorted(other))
            message = f"数字变成了{way}，人工改过的“{_short(was)}”没有改"
            self._tell(own, "N04", message, "按新的数字改写这一句", sentence, was, now)
            yield Remark(own.place, start, end, (message, f"新文稿：{now}"))
        elif (result.turned or (before and before.turned)) and REASON in lead and was.strip("。，；"):
            message = f"增减方向变了，人工写的原因“{_short(was)}”没有改"
            self._tell(own, "N04", message, "核对原因，按新的方向改写", sentence, was, now)
            yield Remark(own.place, start, end, (message, "核对原因，按新的方向改写"))

    def missing(self, sentences: Sequence[tuple[Sentence, Line]], blocks: Sequence[Heading | Paragraph]) -> None:
        """Sentences of the new text that the draft does not have: a person took them out, or the figures brought them
        in. A whole section is told once."""
        lacking: dict[int, list[str]] = {}
        for own, line in sentences:
            lacking.setdefault(own.place, []).append(line.shown(own.start, own.end))
        section, told = "", ""
        for place, block in enumerate(blocks):
            if isinstance(block, Heading):
                section = block.number + plain(block.inlines)
                told = section if place in lacking else ""
            if place not in lacking:
                continue
            if told:
                if isinstance(block, Heading):
                    self._add("N03", f"文稿里没有“{section}”这一节", "删去的不必管；是新数据带来的，自己补上", section)
                continue
            text = "".join(lacking[place])
            message = f"新文稿“{section}”里的“{_short(text)}”文稿里没有"
            self._add("N03", message, "删去的不必管；是新数据带来的，自己补上", text)

    def lost(self, numbers: Sequence[tuple[int, int]]) -> None:
        """Numbers of the draft that the new text does not have, or has in several forms."""
        for place, at in numbers:
            line = self.lines[place]
            start, end = line.extent(at, at + 1)
            text = line.text[start:end]
            key = next((tag.key for tag in self.draft.paragraphs[place].tags if tag.start == start), "")
            around = line.text[max(0, start - 12) : end + 4]
            message = f"文稿里的 {text}（{key}）在新文稿里没有，没有改"
            self._found.append((place, self._finding("N02", message, "核对后自己改", place, around, text)))

    def surplus(self, sentences: Sequence[Sentence]) -> None:
        """Sentences of the bank that the new text does not have, and that have no figures to tell by."""
        for own in sentences:
            text = self.lines[own.place].shown(own.start, own.end)
            if text.endswith(STOP) and not any(ord(s) >= FIRST for s in own.symbols):
                message = f"文稿里的“{_short(text)}”新文稿里没有，留着"
                self._tell(own, "N02", message, "核对后自己删", text, text, "")

    def tables(self, numbers: Numbers) -> None:
        """Tables and charts, as far as they are not brought up to date."""
        titles: dict[str, list[str]] = {}
        for table, number in numbers.unplaced:
            titles.setdefault(table.title, []).append(number.text)
        for title, texts in titles.items():
            message = f"“{title}”里有 {len(texts)} 个新的数没有格子：{_short('、'.join(texts))}"
            self._add("N05", message, "重新起草后换上这张表", title)
        if not self.alphabet.tagged and any(standing.table for standing in self.draft.paragraphs):
            self._untagged_tables()
        charts = [block for block in self.narrative.blocks if isinstance(block, Chart)]
        theirs = list(self.draft.charts)
        for chart in charts:
            values = tuple(str(number.shown) for number in chart.values)
            if values not in theirs and theirs:
                wanted = "、".join(number.text for number in chart.values)
                message = f"图“{chart.number}{chart.caption}”没有更新；新的值：{wanted}"
                self._add("N05", message, "在 Word 里编辑图的数据，或重新起草后换上", chart.caption)

    def _untagged_tables(self) -> None:
        """Without tags no cell is known; a table is told where it lacks numbers that the new one has."""
        theirs = "\n".join(standing.text for standing in self.draft.paragraphs if standing.table).split("\n")
        known = {word for text in theirs for word in DIGITS.findall(text)}
        for table in (block for block in self.narrative.blocks if isinstance(block, Table)):
            inlines = [inline for row in table.rows for cell in row for inline in cell.inlines]
            other = [n.text for n in inlines if isinstance(n, Number) and n.text not in known]
            if other:
                message = f"“{table.title}”没有更新：文稿里没有数字标记，新的数有 {_short('、'.join(other))}"
                self._add("N05", message, "重新起草后换上这张表", table.title)

    def findings(self) -> tuple[Finding, ...]:
        """All of them: those of the whole document first, then by place."""
        found = [finding for _, finding in sorted(self._found, key=lambda pair: pair[0])]
        if not self.alphabet.tagged and any(NUMBER in line.symbols for line in self.lines):
            message = "文稿里没有数字标记（LibreOffice、WPS 存过，或起草时用了 --plain），按文字和次序找数字"
            hint = "人工改过的数字分不出来，也会改成新的；逐处看修订"
            found.insert(0, Finding("N06", Severity.INFO, message, Source(self.draft.path), hint))
        return tuple(dict.fromkeys(found))

    def _add(self, code: str, message: str, hint: str, text: str) -> None:
        place = len(self.lines)
        found = Finding(code, Severity.WARNING, message, Source(self.draft.path), hint, expected=text)
        self._found.append((place, found))

    def unmoved(self, edits: Sequence[Edit]) -> None:
        """What the new text says otherwise although no figure is another one: taken for a person's words."""
        for edit in edits:
            was = self.lines[edit.place].text[edit.start : edit.end]
            now = plain(edit.inlines)
            message = f"没有数字变了，“{_short(was)}”当作人工写的，没有改；新文稿是“{_short(now)}”"
            hint = "核对后自己改"
            self._found.append((edit.place, self._finding("N03", message, hint, edit.place, was, was, now)))

    def _tell(
        self,
        own: Sentence,
        code: str,
        message: str,
        hint: str,
        sentence: str,
        was: str,
        now: str,
        severity: Severity = Severity.WARNING,
    ) -> None:
        finding = self._finding(code, message, hint, own.place, COUNT.sub("", sentence, 1), was, now)
        self._found.append((own.place, replace(finding, severity=severity)))

    def _finding(
        self, code: str, message: str, hint: str, place: int, quote: str, printed: str, expected: str = ""
    ) -> Finding:
        standing = self.draft.paragraphs[place]
        if standing.table:
            where = f"表 {standing.table} 第 {standing.row + 1} 行第 {standing.column + 1} 列"
        else:
            count = sum(1 for own in self.draft.paragraphs[: place + 1] if not own.table)
            where = f"第 {count} 段"
        source = Source(self.draft.path, where)
        return Finding(code, Severity.WARNING, message, source, hint, (), quote, printed, expected)


def _ways(text: str) -> set[str]:
    """The directions that the words name, those of a reason left out."""
    told = text.partition(REASON)[0]
    return {way for way, words in WAYS.items() if words.search(told)}


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
