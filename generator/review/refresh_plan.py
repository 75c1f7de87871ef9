"""What is to be done to an edited draft so that its figures are those of a new narrative, and what cannot be done.

The draft does not say what it was made from. Where it lacks what the new text has, a person took it out or the figures
brought it in; it comes in only where a figure beside it says so, and is told otherwise. Where no figure changed,
nothing does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..model.inlines import Words
from ..model.narrative import Heading, Narrative, Paragraph
from ..model.refresh import Added, Draft, Edit, Plan, Remark
from .refresh_bank import Bank, Parts
from .refresh_lines import FIRST, HOLE, Alphabet, Line
from .refresh_numbers import Numbers
from .refresh_pairing import Sentence, pairs
from .refresh_sentence import NUMBER, Compared, Hunk, Sides
from .refresh_told import Told


def plan_refresh(
    draft: Draft, narrative: Narrative, phrases: Mapping[str, Parts], known: Iterable[str], tag: Callable[[str], str]
) -> Plan:
    """The plan for `draft`. `phrases` are those of the style, `known` the texts that the records hold, `tag` gives the
    tag of a figure's key."""
    alphabet = Alphabet(any(standing.tags for standing in draft.paragraphs), tag)
    bank = Bank(phrases, tuple(known), alphabet.words)
    return Planner(draft, narrative, alphabet, bank).plan()


@dataclass(slots=True)
class Planner:
    """One draft and one narrative."""

    draft: Draft
    narrative: Narrative
    alphabet: Alphabet
    bank: Bank
    lines: list[Line] = field(default_factory=list)
    fresh: list[Line] = field(default_factory=list)
    figures: frozenset[str] = frozenset()
    old: list[Sentence] = field(default_factory=list)
    new: list[Sentence] = field(default_factory=list)
    paired: dict[int, int] = field(default_factory=dict)
    results: dict[int, Compared] = field(default_factory=dict)
    where: dict[int, tuple[int, int]] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    added: list[Added] = field(default_factory=list)
    behind: dict[int, int] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    missing: list[int] = field(default_factory=list)

    def plan(self) -> Plan:
        """Everything, or nothing but what is told where no figure is another one."""
        blocks = [block for block in self.narrative.blocks if isinstance(block, Heading | Paragraph)]
        self.lines = [self.alphabet.draft(standing) for standing in self.draft.paragraphs]
        self.fresh = [self.alphabet.new(block.inlines) for block in blocks]
        self.figures = frozenset(s for line in self.fresh for s in line.symbols if ord(s) >= FIRST)
        edited = [n for n, standing in enumerate(self.draft.paragraphs) if not standing.table and not standing.fixed]
        self.old = [own for n in edited for own in _sentences(n, self.lines[n])]
        self.new = [own for n, line in enumerate(self.fresh) for own in _sentences(n, line)]
        self.paired = pairs(self.old, self.new)
        for index in range(len(self.new)):
            self._sentence(index)
        gone = self._gone()
        numbers = Numbers(self.draft, self.narrative, self.alphabet, self.lines, self._seen(gone))
        self.edits += numbers.edits()
        told = Told(self.draft, self.narrative, self.alphabet, self.lines)
        moved = bool(numbers.changed or gone) or any(result.moved for result in self.results.values())
        remarks: list[Remark] = []
        for index, old in self.paired.items():
            sides = Sides(self.lines[self.old[old].place], self.fresh[self.new[index].place], self.bank)
            before = self.results.get(index - 1) if self._follows(index) else None
            remarks += told.kept(self.old[old], sides, self.results[index], before)
        told.missing([(self.new[n], self.fresh[self.new[n].place]) for n in self.missing], blocks)
        told.lost(numbers.lost)
        taken = {*self.paired.values(), *gone}
        told.surplus([own for n, own in enumerate(self.old) if n not in taken and self._wrote(own)])
        told.tables(numbers)
        if not moved:
            told.unmoved(self.edits)
            return Plan(findings=told.findings())
        whole = {place for place in {self.old[n].place for n in gone} if self._all_gone(place, gone)}
        edits = [edit for edit in self.edits if edit.place not in whole]
        order = sorted(range(len(edits)), key=lambda n: (edits[n].place, edits[n].start, edits[n].end, n))
        return Plan(
            tuple(edits[n] for n in order), tuple(remarks), tuple(self.added), tuple(sorted(whole)), told.findings()
        )

    def _sentence(self, index: int) -> None:
        """A sentence of the new text: held against the old one, put in, or missing."""
        own = self.new[index]
        line = self.fresh[own.place]
        before = self.results.get(index - 1) if self._follows(index) else None
        if (found := self.paired.get(index)) is not None:
            theirs = self.old[found]
            sides = Sides(self.lines[theirs.place], line, self.bank, self.figures, before)
            result = self.results[index] = sides.compared(theirs.start, theirs.end, own.start, own.end)
            self.where[index] = (theirs.place, theirs.end)
            self._edit(theirs.place, line, result.changes)
        elif before is not None and self._due(own, before) and index - 1 in self.where:
            place, end = self.where[index] = self.where[index - 1]
            self.results[index] = Compared(turned=before.turned, crossed=before.crossed, behind=before.behind)
            self._edit(place, line, [Hunk(end, end, own.start, own.end)])
        elif not self._follows(index) and (above := self._place(own.place)) is not None:
            last = max(n for n, sentence in enumerate(self.new) if sentence.place == own.place)
            if any(n in self.paired for n in range(index, last + 1)):
                self.missing.append(index)
                return
            block = [b for b in self.narrative.blocks if isinstance(b, Heading | Paragraph)][own.place]
            if isinstance(block, Heading):
                self.missing.append(index)
                return
            inlines = (Words(block.number), *block.inlines) if block.number else block.inlines
            self.added.append(Added(above, inlines))
            self.behind[own.place] = above
        elif own.place not in self.behind:
            self.missing.append(index)

    def _follows(self, index: int) -> bool:
        """Whether the sentence before it stands in the same paragraph."""
        return index > 0 and self.new[index - 1].place == self.new[index].place

    @staticmethod
    def _due(own: Sentence, before: Compared) -> bool:
        """Whether the figures brought the sentence in: with figures of its own, those before it came from nothing."""
        return before.crossed or before.behind or (before.turned and not NUMBER.search(own.symbols))

    def _place(self, block: int) -> int | None:
        """The paragraph behind which a new block comes in: the block before it came from nothing, or came in itself."""
        if block - 1 in self.behind:
            return self.behind[block - 1]
        above = [n for n, sentence in enumerate(self.new) if sentence.place == block - 1 and n in self.where]
        if above and any(self.results[n].crossed for n in above) and self._appears(block, above):
            return self.where[above[-1]][0]
        return None

    def _appears(self, block: int, above: list[int]) -> bool:
        """Whether the draft has none of the block's figures; without any, they do not tell."""
        figures = {s for s in self.fresh[block].symbols if ord(s) >= FIRST}
        known = {s for line in self.lines for s in line.symbols}
        return not self.alphabet.tagged or bool(figures - known) or (not figures and HOLE in self.fresh[block].symbols)

    def _edit(self, place: int, line: Line, hunks: Iterable[Hunk]) -> None:
        for hunk in hunks:
            start, end = self.lines[place].extent(hunk.start, hunk.end)
            self.edits.append(Edit(place, start, end, line.cut(hunk.begin, hunk.until)))

    def _gone(self) -> set[int]:
        """The sentences of the draft that the figures took out: words of the bank alone, and figures that the new text
        does not have, or none at all behind a sentence that turned."""
        taken = set(self.paired.values())
        ends = {self.where[j]: self.results[j] for j in self.paired}
        gone: set[int] = set()
        for index, own in enumerate(self.old):
            if index in taken or not own.symbols.strip():
                continue
            numbers = NUMBER.findall(own.symbols)
            before = ends.get((own.place, own.start))
            after = index - 1 in gone and self.old[index - 1].place == own.place
            after = after or (before is not None and self._due(own, before))
            vanished = any(ord(s) >= FIRST and s not in self.figures for s in numbers)
            # Without tags nobody knows whose figures these are, unless those before them went to nothing.
            lacking = vanished if self.alphabet.tagged and numbers else after
            if lacking and self._wrote(own):
                gone.add(index)
                start, end = self.lines[own.place].extent(own.start, own.end)
                self.edits.append(Edit(own.place, start, end))
        return gone

    def _wrote(self, own: Sentence) -> bool:
        return self.bank.wrote("".join(fold.symbol for fold in self.bank.fold(own.symbols)))

    def _all_gone(self, place: int, gone: set[int]) -> bool:
        return all(n in gone for n, own in enumerate(self.old) if own.place == place)

    def _seen(self, gone: set[int]) -> set[tuple[int, int]]:
        """The numbers of the draft that are settled, by line and symbol."""
        seen = {(self.old[n].place, at) for n in gone for at in range(self.old[n].start, self.old[n].end)}
        for index, result in self.results.items():
            if index in self.paired:
                place = self.old[self.paired[index]].place
                seen |= {(place, at) for at in result.seen}
        return seen


def _sentences(place: int, line: Line) -> Iterator[Sentence]:
    for start, end in line.sentences():
        yield Sentence(place, start, end, line.symbols[start:end])
