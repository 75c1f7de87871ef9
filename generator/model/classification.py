"""The 《政府收支分类科目》 as far as it is known: which codes there are, since when and until when, and what they are
called. What is not known is not judged: a code may have no name here, a 类 may be `open`, and few 项 are listed."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .source import Source

KEPT = ("L", "N")
TAIL = "支出"


def loosely(name: str) -> str:
    """A name as it is compared: without width, spaces, punctuation and the 支出 behind it."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", name) if unicodedata.category(c)[0] in KEPT)
    return plain.removesuffix(TAIL) or plain


@dataclass(frozen=True, slots=True)
class CodeEntry:
    """One 科目. `name` is today's, '' where none is sure; `former` are the names that it gave up, with the first year
    without them; `also` are spellings that are no mistake. It is in force from `since` until `until`, both included."""

    code: str
    name: str = ""
    former: Mapping[str, int] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    open: bool = False
    source: Source | None = None

    def renamed(self, name: str) -> int | None:
        """The year from which the 科目 is not called `name` any more; None where it never was, or still may be."""
        if loosely(name) in map(loosely, (self.name, *self.also)):
            return None
        return next((year for old, year in self.former.items() if loosely(old) == loosely(name)), None)

    def called(self, name: str) -> bool:
        """Whether `name` is or was its name; of a 科目 without a name here it may be."""
        return not self.name or loosely(name) in map(loosely, (self.name, *self.also, *self.former))


@dataclass(frozen=True, slots=True)
class CodeList:
    """The entries of one classification, functional or economic, by code. Its 类 and 款 are complete for the years
    `first` to `last`, but for the 款 of a 类 that is `open`."""

    first: int
    last: int
    entries: Mapping[str, CodeEntry]

    def __contains__(self, code: str) -> bool:
        return code in self.entries

    def complete(self, code: str) -> bool:
        """Whether all 类, or all 款 of the 类 that `code` belongs to, are listed."""
        return len(code) == 3 or (code[:3] in self.entries and not self.entries[code[:3]].open)


@dataclass(frozen=True, slots=True)
class Classification:
    """Both classifications of spending; the functional one is that of income as well."""

    functions: CodeList
    economic: CodeList


_NONE = CodeList(1, 0, MappingProxyType({}))
# Knows no 科目 and judges none.
UNKNOWN = Classification(_NONE, _NONE)
