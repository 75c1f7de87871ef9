"""A document held against an older one: rows in reading order, and what a reviewer wants to hear first.

It puts together what matching, pieces, claims and tables say, and knows where each of it stands. It refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.document import Document, Grid, Passage
from ..model.revision import Difference, Moved, Revision, Row
from ..model.source import Source
from .diff_claims import Claim, claims
from .diff_match import Block, Pair, in_order, match, prepared
from .diff_pieces import pieces, steps
from .diff_tables import cell_claims, grid_rows
from .diff_tokens import Years, year_of

ORDER = {kind: place for place, kind in enumerate(Moved)}
SHOWN = 60
# The lines above an official table; what they say of the year and the unit stands elsewhere, and not all formats keep
# them.
HEAD = re.compile(
    r"\s*(?:公开\d+表)?\s*(?:(?:编制)?(?:单位|部门)(?:名称)?[：:][^。，；]*?)?\s*[（(]?(?:\d{4}年度?)?[）)]?"
    r"\s*(?:(?:金额)?单位[：:][^。，；]{1,8})?\s*"
)

# The old block and the new block of a row; None where it has none.
Placed = tuple[int | None, int | None]


def diff_documents(old: Document, new: Document) -> Revision:
    """What `new` says otherwise than `old`. Years that moved on with the documents' own are no difference; where one of
    them names no year, none moves on."""
    years = Years(year_of([p.text for p in old.passages]), year_of([p.text for p in new.passages]))
    lefts, rights = prepared(old), prepared(new)
    pairs = match(lefts, rights)
    placed = _placed(len(lefts), len(rights), sorted(in_order(pairs)))
    comparison = Comparison(years, lefts, rights, dict(pairs), {n: o for o, n in pairs}, placed)
    rows = tuple(comparison.row(pair) for pair in placed)
    found = [difference for index in range(len(placed)) for difference in comparison.differences(index)]
    found.sort(key=lambda difference: (ORDER[difference.kind], difference.row))
    return Revision(old, new, (years.before, years.after), rows, tuple(found))


def _placed(lefts: int, rights: int, kept: Sequence[Pair]) -> list[Placed]:
    """The rows in an order that both documents keep: what only the old one has before what only the new one has."""
    found: list[Placed] = []
    left = right = 0
    for old, new in (*kept, (lefts, rights)):
        found += ((index, None) for index in range(left, old))
        found += ((None, index) for index in range(right, new))
        if old < lefts:
            found.append((old, new))
        left, right = old + 1, new + 1
    return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both documents' blocks, which new one an old one became and the other way round, and the rows."""

    years: Years
    old: Sequence[Block]
    new: Sequence[Block]
    became: dict[int, int]
    was: dict[int, int]
    placed: Sequence[Placed]

    def row(self, pair: Placed) -> Row:
        old, new = pair
        left, right = _block(self.old, old), _block(self.new, new)
        one, other = left.block if left else None, right.block if right else None
        if isinstance(one, Grid | None) and isinstance(other, Grid | None):
            return Row(one, other, (), grid_rows(one, other), self._elsewhere(pair))
        if left is None or right is None:
            return Row(one, other, (), (), self._elsewhere(pair))
        return Row(one, other, pieces(steps(left.tokens, right.tokens, self.years)))

    def _elsewhere(self, pair: Placed) -> int | None:
        old, new = pair
        if new is None and old in self.became:
            return self.placed.index((None, self.became[old]))
        if old is None and new in self.was:
            return self.placed.index((self.was[new], None))
        return None

    def differences(self, index: int) -> Iterator[Difference]:
        """What is to be said of a row. What was moved is told where it stands now."""
        old, new = self.placed[index]
        if new is None:
            if old is not None and old not in self.became and not self._silent(old, self.old, self.became):
                yield self._alone(index, lost=True)
            return
        before = self.was.get(new)
        if before is None:
            if not self._silent(new, self.new, self.was):
                yield self._alone(index, lost=False)
            return
        if old is None and not self._moved_with_section(before, new):
            kind = Moved.SECTION_MOVED if self.new[new].opens else Moved.PLACE
            shown = _shown(self.new[new])
            yield Difference(kind, *self._place(new, self.new), index, shown, shown)
        for claim in self._claims(before, new):
            section, place, source = self._place(new, self.new)
            if claim.kind is Moved.ROW_LOST:
                source = self.old[before].block.source
            told = (claim.old, claim.new, claim.what, claim.by, claim.unit, claim.quote)
            yield Difference(claim.kind, section, place, source, index, *told)

    def _claims(self, old: int, new: int) -> Iterator[Claim]:
        left, right = self.old[old], self.new[new]
        if isinstance(left.block, Grid) and isinstance(right.block, Grid):
            rows = grid_rows(left.block, right.block)
            yield from cell_claims(left.block, right.block, rows, self.years)
        else:
            yield from claims(steps(left.tokens, right.tokens, self.years), self.years.shift)

    def _alone(self, index: int, lost: bool) -> Difference:
        """A block without a counterpart; a heading stands for its whole section."""
        blocks = self.old if lost else self.new
        own = self.placed[index][0 if lost else 1]
        assert own is not None
        if isinstance(blocks[own].block, Grid):
            kind = Moved.TABLE_LOST if lost else Moved.TABLE_ADDED
        elif blocks[own].opens:
            kind = Moved.SECTION_LOST if lost else Moved.SECTION_ADDED
        else:
            kind = Moved.LOST if lost else Moved.ADDED
        shown = _shown(blocks[own])
        return Difference(kind, *self._place(own, blocks), index, shown if lost else "", "" if lost else shown)

    def _silent(self, own: int, blocks: Sequence[Block], paired: dict[int, int]) -> bool:
        """Whether nothing is to be said of a block that stands alone: its section does and is told as a whole, or it is
        a line above a table."""
        block, heading = blocks[own].block, _heading(own, blocks)
        if isinstance(block, Passage) and HEAD.fullmatch(block.text):
            return True
        return heading is not None and heading != own and heading not in paired

    def _moved_with_section(self, old: int, new: int) -> bool:
        """Whether a moved block went along with its section."""
        left, right = _heading(old, self.old), _heading(new, self.new)
        if right is None or right == new or left is None or self.was.get(right) != left:
            return False
        return (None, right) in self.placed

    def _place(self, own: int, blocks: Sequence[Block]) -> tuple[str, str, Source]:
        """The heading of its section, the place as people say it, and the place in the file."""
        heading = _heading(own, blocks)
        section = _shown(blocks[heading]) if heading is not None else ""
        block = blocks[own].block
        if isinstance(block, Grid):
            return section, block.title or "表", block.source
        count = sum(isinstance(b.block, Passage) for b in blocks[(-1 if heading is None else heading) + 1 : own + 1])
        return section, f"{section}第{count}段" if count else section, block.source


def _block(blocks: Sequence[Block], index: int | None) -> Block | None:
    return None if index is None else blocks[index]


def _heading(own: int, blocks: Sequence[Block]) -> int | None:
    """The heading of the section in which a block stands, which may be itself; None before the first."""
    return next((index for index in range(own, -1, -1) if blocks[index].opens), None)


def _shown(block: Block) -> str:
    text = block.block.title if isinstance(block.block, Grid) else block.block.text.strip()
    return text if len(text) <= SHOWN or block.opens else text[:SHOWN] + "…"
