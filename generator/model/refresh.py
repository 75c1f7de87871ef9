"""An edited draft as it stands, and what is to be done to it so that its figures are those of a newer record."""

from __future__ import annotations

from dataclasses import dataclass

from .document import Tag
from .finding import Finding
from .inlines import Inline


@dataclass(frozen=True, slots=True)
class Standing:
    """One paragraph of the draft. Text that a person deleted under tracking is none; line ends and tabs are one
    character each. `table` counts the tables from 1, 0 outside of them; `row` and `column` count their cells from 0.
    A `fixed` one is made by Word (the contents) and is never edited."""

    text: str
    tags: tuple[Tag, ...] = ()
    table: int = 0
    row: int = 0
    column: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The paragraphs of a document in reading order, those of tables too. `complete`: it has a cover, contents or
    official tables. `charts` are the values that its native charts hold, by their places in the text."""

    path: str
    paragraphs: tuple[Standing, ...]
    complete: bool = False
    charts: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` to `end` of the paragraph at `place` give way to `inlines`. Where they are a number
    and one number comes in its stead, its control stays."""

    place: int
    start: int
    end: int
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, by paragraphs, on the characters from `start` to `end` of the paragraph at `place`."""

    place: int
    start: int
    end: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """A new paragraph behind the one at `place`; several at one place stand in their order."""

    place: int
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is done to a draft. `removed` are the paragraphs that go as a whole; `findings` are what was not done,
    in the order of the draft."""

    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()
    added: tuple[Added, ...] = ()
    removed: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the draft stays as it is, to the letter."""
        return not (self.edits or self.remarks or self.added or self.removed)
