"""Puts values into phrases: `say` is the only way for a template to bring words, numbers or names onto the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from ..model.figure import Figure, Missing, Unit
from ..model.item import Item, Label
from ..model.narrative import Blank, Number, Quote
from ..model.style import Form, Style
from ..model.terms import entry, place
from .budget import Budget
from .marks import Marks, StyleFault
from .numerals import dress
from .phrases import PhraseBank, Slot

FORMS = {
    Unit.YUAN: "money",
    Unit.PERCENT: "percent",
    Unit.COUNT: "count",
    Unit.SCORE: "score",
    Unit.YEAR: "year",
}
NAMED = 4
# What ends a line already, and what ends one that nothing does.
STOPS, LINE_END = "。；，、：！？…．,;:!?.", "；"
Shown = Callable[[Figure, Form, str], Decimal]


class Speaker:
    """Speaks one narrative in the wording of one style. `blanks` collects what staff have to fill in."""

    def __init__(self, style: Style, phrases: PhraseBank, shown: Shown, year: int) -> None:
        self.style = style
        self.phrases = phrases
        self.shown = shown
        self.year = year
        self.marks = Marks()
        self.budget = Budget()
        self.spoken: set[str] = set()

    def say(self, key: str, **slots: object) -> str:
        """The phrase `key` with its slots filled: figures rounded and dressed, names and remarks quoted, what the
        record lacks as a blank. A slot that the caller does not fill stops the run; one too many may be ignored, for
        another style's wording may use it."""
        if not isinstance(key, str):
            raise StyleFault(f"say 后面先写短语的键（在引号里），给的却是{type(key).__name__}")
        phrase = self.phrases[key]
        self.spoken.add(key)
        return self._joined([part if isinstance(part, str) else self._fill(key, part, slots) for part in phrase.parts])

    def _joined(self, texts: list[str]) -> str:
        self.budget.write(sum(map(len, texts)))
        return "".join(texts)

    def _fill(self, key: str, slot: Slot, slots: dict[str, object]) -> str:
        if slot.name not in slots:
            raise StyleFault(f"短语“{key}”的空位 {{{slot.name}}} 没有给出内容")
        value = slots[slot.name]
        match value:
            case Figure():
                return self._number(value, slot.form)
            case Missing():
                return self.blank(value)
            case Label():
                return self.name(value)
            case str():
                return value
            case Item():
                hint = "要金额写 .actual（预算 .initial_budget、.full_budget），要名称写 .name"
                raise StyleFault(f"短语“{key}”的空位 {{{slot.name}}} 得到的是一个项目，不是它的金额或名称；{hint}")
        raise StyleFault(f"短语“{key}”的空位 {{{slot.name}}} 得到的不是数字、名称或文字（{type(value).__name__}）")

    def name(self, label: Label | Missing) -> str:
        """An official or the unit's own name. A style may call a term by another name: phrase `name.<term>`."""
        if isinstance(label, Missing):
            return self.blank(label)
        if label.source is None and (own := f"name.{label.key}") in self.phrases:
            return self.say(own)
        return self.quote(label)

    def plain_name(self, label: Label | Missing) -> str:
        """A name as bare text, for captions and messages."""
        if isinstance(label, Missing):
            return entry(label.key)
        own = f"name.{label.key}"
        return self.text(own) if label.source is None and own in self.phrases else label.text

    def quote(self, label: Label) -> str:
        """Words taken over as they are, several lines as clauses of one sentence; a closing stop gives way to the
        sentence that they are put into."""
        lines = [line.strip() for line in label.text.splitlines() if line.strip()]
        ended = [line if line[-1] in STOPS else line + LINE_END for line in lines[:-1]]
        words = "".join([*ended, *lines[-1:]])
        return self.marks.put(Quote(words.rstrip("。；，,; "), label.source))

    def paragraph(self, label: Label) -> str:
        """A free paragraph of the unit, unchanged."""
        return self.marks.put(Quote(label.text, label.source))

    def _number(self, figure: Figure, special: str | None) -> str:
        suffix = {Unit.YUAN: self.style.unit, Unit.PERCENT: "%"}.get(figure.unit, "")
        return self.marks.put(self.number(figure, special)) + suffix

    def number(self, figure: Figure, special: str | None = None) -> Number:
        """`figure` as it is printed in this style, in its usual form or a special one; without its unit."""
        name = special or FORMS[figure.unit]
        form = self.style.forms.get(name)
        if form is None:
            raise StyleFault(f"样式没有数字形式“{name}”")
        value = self.shown(figure, form, self.style.unit)
        return Number(figure, value, dress(value, form))

    def blank(self, missing: Missing) -> str:
        """A visible hole for a value that the record does not state."""
        wanted = self.text("wanted.prior" if missing.year != self.year else "wanted.now", name=_name(missing))
        if missing.partly:
            names = list(dict.fromkeys(_name(lack) for lack in missing.lacks))
            parts = self.text("separator.list").join(names[:NAMED])
            key = "wanted.lacks" if len(names) <= NAMED else "wanted.lacks_more"
            wanted = self.text(key, name=wanted, parts=parts, count=str(len(names)))
        if missing.rate:
            wanted = self.text(f"wanted.{missing.rate}", name=wanted)
        return self.hole(wanted, f" {missing.year} 年记录：{_places(missing)}")

    def hole(self, wanted: str, place: str, candidates: tuple[str, ...] = ()) -> str:
        """A visible hole: `wanted` in the text, `place` for the record's entry that would fill it."""
        return self.marks.put(Blank(self.text("blank", wanted=wanted), wanted, place, candidates))

    def text(self, key: str, **slots: str) -> str:
        """A phrase as plain text, for blanks and messages."""
        self.spoken.add(key)
        return self._joined(
            [part if isinstance(part, str) else self._given(key, part, slots) for part in self.phrases[key].parts]
        )

    def _given(self, key: str, slot: Slot, slots: dict[str, str]) -> str:
        if slot.name not in slots:
            hint = "、".join(f"{{{name}}}" for name in slots) or "没有"
            raise StyleFault(f"短语“{key}”里不能用空位 {{{slot.name}}}；这一条可用的空位：{hint}")
        return slots[slot.name]


def _name(missing: Missing) -> str:
    """What people call a value: the item and, where it is not the actual amount, the column."""
    key = missing.key
    if missing.name:
        return missing.name + entry(key).rpartition(".")[2]
    parts = [part for part in key.split(".") if part != "actual"]
    first = len(parts) - (2 if parts[-1] in ("initial_budget", "full_budget") and len(parts) > 1 else 1)
    # The number of a project, or the code of a 类 without a name, says nothing without what it counts.
    numbered = [i for i, part in enumerate(parts) if i >= len(parts) - 2 and part.isdecimal() and len(part) < 7]
    return place(".".join(parts[min([first, *(i - 1 for i in numbered)]) :])).replace(".", "")


def _places(missing: Missing) -> str:
    """Where in the record to write what is missing: every part of a sum, or each row of the list that it is of."""
    places = list(dict.fromkeys(place(lack.key) for lack in missing.lacks or (missing,)))
    ways = {(list_of, column) for lack in missing.lacks for list_of, _, column in [_row(lack.key)] if list_of}
    if len(places) > 1 and not missing.partly and len(ways) == 1:
        return place(".".join(ways.pop()))
    return "、".join(places)


def _row(key: str) -> tuple[str, str, str]:
    """The list, the row and the column of an amount in a list by function; '' for any other."""
    found = re.fullmatch(r"(.+\.by_function)\.([0-9]+(?:\.[0-9]+)?)\.(\w+)", key)
    return (found[1], found[2], found[3]) if found else ("", "", "")
