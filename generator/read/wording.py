"""What two spellings of a title, a heading or an item have in common: official tables are never printed twice alike.

Compared is what is left without white space, width, quotation marks, counters in front (一、 （一） 1. 其中：) and
units behind （个）. Other spellings of the same item are data (data/layouts/names.yaml); nothing is guessed by
likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

COUNTERS = re.compile(
    r"^(其中[:：]?|[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)[、.]?|[0-9]{1,2}[.、](?![0-9])|\([0-9]{1,2}\)|[①-⑳])+"
)
UNITS = re.compile(r"[(（](个|辆|人|人次|次|批次|批|台|套|台、辆|台、套|辆、台|台\(套\)|元|万元|单位:?万?元)[)）]$")
QUOTES = dict.fromkeys(map(ord, "“”\"'‘’「」『』＂\u200b\u200c\u200d\u2060\ufeff\u00ad\u3000"))


@cache
def squeezed(text: str) -> str:
    """`text` in half width, without white space and quotation marks."""
    return "".join(unicodedata.normalize("NFKC", text.translate(QUOTES)).split())


@cache
def bare(text: str) -> str:
    """`text` without its width, white space, quotation marks, counters in front and unit behind."""
    left = UNITS.sub("", squeezed(text))
    return COUNTERS.sub("", left).rstrip(":：") or left


@dataclass(frozen=True, slots=True)
class Spellings:
    """The spellings of data/layouts/names.yaml: what else a title, a heading or the item of a row is called, and which
    further rows (`older`) forms had, with the key of what they say, '' for nothing that is used."""

    titles: dict[str, tuple[str, ...]]
    headings: dict[str, tuple[str, ...]]
    rows: dict[str, tuple[str, ...]]
    older: dict[str, str]


def spellings_of(listed: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Each official name, bare, with all that it may be written as, itself first."""
    found = [tuple(dict.fromkeys(bare(name) for name in names)) for names in listed]
    return {names[0]: names for names in found}
