"""What a template was found to do: which phrases it says with which slots, which names are not there."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Said:
    """A phrase that is said at a line of a template: the keys that it may have, with * for what is not known, and the
    slots that are given; `texts` are those of them that are put together by macros or other phrases."""

    template: str
    line: int
    keys: frozenset[str]
    slots: frozenset[str]
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fault:
    """What cannot be right at a line of a template."""

    template: str
    line: int
    message: str
    hint: str = ""


@dataclass
class Report:
    """All that was found in the templates of a style."""

    said: set[Said] = field(default_factory=set)
    faults: dict[Fault, None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)
    charts: set[tuple[str, int, str]] = field(default_factory=set)
