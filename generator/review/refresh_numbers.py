"""The numbers that no sentence places: in tables, in paragraphs that a person wrote around a copied control.

Such a number is known by its tag alone. Where the new text prints that figure in several forms, its own form says
which; where that does not, it stays and is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model.inlines import Number
from ..model.narrative import Block, Chart, Narrative, Table, runs_of
from ..model.refresh import Draft, Edit
from .refresh_lines import FIRST, Alphabet, Line


@dataclass(slots=True)
class Numbers:
    """`seen` are the numbers that sentences have placed. `changed` counts those that are changed here; `lost` are
    those that the new text does not have, by line and symbol; `unplaced` the tables' new figures without a cell."""

    draft: Draft
    narrative: Narrative
    alphabet: Alphabet
    lines: list[Line]
    seen: set[tuple[int, int]]
    changed: int = 0
    lost: list[tuple[int, int]] = field(default_factory=list)
    unplaced: list[tuple[Table, Number]] = field(default_factory=list)

    def edits(self) -> Iterator[Edit]:
        """The changes, in the order of the draft."""
        text = self._printed([block for block in self.narrative.blocks if not isinstance(block, Table | Chart)])
        tables = [block for block in self.narrative.blocks if isinstance(block, Table)]
        alike = len(tables) == max((standing.table for standing in self.draft.paragraphs), default=0)
        grids = {n: self._printed([table] if alike else tables) for n, table in enumerate(tables, 1)}
        anywhere = self._printed(tables)
        cells: Counter[tuple[int, str]] = Counter(
            (standing.table if alike else 0, symbol)
            for line, standing in zip(self.lines, self.draft.paragraphs, strict=True)
            for symbol in line.symbols
            if standing.table and ord(symbol) >= FIRST
        )
        passed: Counter[tuple[int, str]] = Counter()
        for place, (line, standing) in enumerate(zip(self.lines, self.draft.paragraphs, strict=True)):
            table = standing.table if alike else 0
            for at, symbol in enumerate(line.symbols):
                if ord(symbol) < FIRST or (place, at) in self.seen or standing.fixed:
                    continue
                printed = (grids.get(table, anywhere) if standing.table else text).get(symbol, [])
                count = passed[table, symbol]
                passed[table, symbol] += bool(standing.table)
                in_order = bool(standing.table) and cells[table, symbol] == len(printed)
                was = line.shown(at, at + 1)
                number = printed[count] if in_order else _chosen(printed, was)
                if number is None:
                    self.lost.append((place, at))
                elif number.text != was:
                    self.changed += 1
                    yield Edit(place, *line.extent(at, at + 1), (number,))
        if self.alphabet.tagged and cells:
            for index, own in enumerate(tables, 1):
                for symbol, numbers in self._printed([own]).items():
                    if not cells[index if alike else 0, symbol]:
                        self.unplaced += ((own, number) for number in numbers)

    def _printed(self, blocks: Sequence[Block]) -> dict[str, list[Number]]:
        """The numbers of these blocks by symbol."""
        found: dict[str, list[Number]] = {}
        if self.alphabet.tagged:
            for inline in (inline for block in blocks for run in runs_of(block) for inline in run):
                if isinstance(inline, Number):
                    symbol = self.alphabet.number(self.alphabet.tag(inline.figure.key))
                    found.setdefault(symbol, []).append(inline)
        return found


def _chosen(printed: list[Number], was: str) -> Number | None:
    """The one to put in the place of `was`; None where there is none or it is not certain."""
    texts = {number.text for number in printed}
    if len(texts) == 1:
        return printed[0]
    alike = [number for number in printed if _form(number.text) == _form(was)]
    return alike[0] if len({number.text for number in alike}) == 1 else None


def _form(text: str) -> tuple[int, bool]:
    """Digits behind the point, and whether thousands are parted."""
    return len(text.partition(".")[2]), "," in text
