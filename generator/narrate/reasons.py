"""The unit's reasons: quoted where given, a blank where due and lacking, doubted where they contradict the figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ..model.figure import Change, Direction, Figure, Kind, Unit, Value
from ..model.finding import Finding, Severity
from ..model.item import Item, Label
from ..model.record import YearRecord
from ..model.source import Fact
from ..model.style import Aspect, Due
from ..model.terms import BUDGET_SUFFIX, CONTENT_SUFFIX, REASON_SUBJECTS, TERMS
from ..model.values import Scalar
from .marks import StyleFault
from .speaker import Speaker

SUFFIX = {Aspect.PRIOR: "", Aspect.BUDGET: BUDGET_SUFFIX, Aspect.CONTENT: CONTENT_SUFFIX}
UP = ("增加", "增长", "上升", "提高", "增多", "扩大", "新增", "增支", "上涨")
DOWN = ("减少", "下降", "降低", "压缩", "压减", "缩减", "减支", "核减", "节约", "取消")
# What the sentence around a reason says already; published documents print 主要原因是主要原因是 by mistake.
OPENING = re.compile(r"(主要)?(变动)?原因[是为：:]+|(主要)?用于")
DENIED = re.compile("(?:未|没有|无|不)$")
# A clause that says of this year that there was none: 无…支出, 本年未发生, but not 上年无此项 or 人员没有变动.
CLAUSES = re.compile("[，。；,;\n]")
NOTHING = re.compile(
    "(?:本年度?|今年|[0-9]{4}年度?|全年|年内|当年|[我本]?(?:单位|部门|局|院|校)|均|也|都)*"
    "(?:无|没有|未发生|未安排|未产生|未开支|未列支)(|.*(?:支出|经费|费用?|发生|业务|活动|采购|接待|购置|出国.*|任务|此项.*|该项.*))"
)
OTHERWISE = re.compile("[变增减新差]|追加|调整|上年|往年|结[转余]|预算|其他|额外|不|超")
WHOLE = Decimal(100)
RISING = {Kind.ROSE, Kind.FROM_ZERO, Kind.ROSE_NO_RATE}
FALLING = {Kind.FELL, Kind.TO_ZERO, Kind.FELL_NO_RATE}


class Reasons:
    """The reasons of this year's record, and what became of them in the text."""

    def __init__(
        self,
        record: YearRecord,
        prior: YearRecord | None,
        speaker: Speaker,
        candidates: Mapping[str, Any],
        completion: Callable[[Value, Value], Value | None],
    ) -> None:
        self.completion = completion
        self.given = record.reasons or {}
        self.before = (prior.reasons if prior else None) or {}
        self.speaker = speaker
        self.candidates = candidates
        self.findings: list[Finding] = []
        self.used: set[str] = set()

    def reason(self, about: Item | str, direction: str, aspect: str = "prior") -> str:
        """The words for why an item (or a subject of `REASON_SUBJECTS`) moved, differs from its budget, or what it
        was for: the unit's own, a blank where the style requires some, '' where none are needed. A difference from
        the budget that the page does not show has no reason, even if the record gives one. `direction` is rose, fell,
        flat or unknown."""
        wanted = Aspect(aspect)
        due = self._due(about, wanted)
        if wanted is Aspect.BUDGET and direction == "flat" and due is not Due.ALWAYS:
            return ""
        names = self._names(about)
        found = next((name + SUFFIX[wanted] for name in names if name + SUFFIX[wanted] in self.given), None)
        if found is not None:
            self.used.add(found)
            fact = self.given[found]
            self._doubt(found, fact, direction, wanted)
            if isinstance(about, Item) and isinstance(about.actual, Figure):
                self._doubt_nothing(found, fact, about.actual)
            return self.speaker.quote(Label("reason", fact.value, fact.source))
        if due is Due.OPTIONAL or (due is Due.CHANGED and direction == "flat"):
            return ""
        words = self.speaker.text(f"wanted.reason.{wanted}.{direction}", name=names[0])
        place = f"{TERMS['reasons'].zh}.{names[0]}{SUFFIX[wanted]}"
        return self.speaker.hole(words, place, self._candidates(about, wanted, direction))

    def against_budget(self, actual: object, budget: object, rated: bool = True) -> Direction:
        """Whether the actual amount lies above or below the budget, or equals it as amounts and, where the sentence
        tells it, rate are printed: nobody can give the reason for a difference that the page does not show."""
        if not isinstance(actual, Figure) or not isinstance(budget, Figure):
            return "unknown"
        rate = self.completion(actual, budget)
        done = not rated or not isinstance(rate, Figure) or self.speaker.number(rate).shown == WHOLE
        if self.speaker.number(actual).text == self.speaker.number(budget).text and done:
            return "flat"
        return "rose" if actual.exact > budget.exact else "fell"

    def _names(self, about: Item | str) -> tuple[str, ...]:
        if isinstance(about, Item) and about.code:
            return (about.name.text, about.code) if isinstance(about.name, Label) else (about.code,)
        key = _key(about)
        return (REASON_SUBJECTS[key], TERMS[key].zh, *TERMS[key].also)

    def _due(self, about: Item | str, aspect: Aspect) -> Due:
        key = _key(about)
        try:
            return self.speaker.style.reasons[key][aspect]
        except KeyError:
            raise StyleFault(f"style.yaml 的 reasons 没有说明 {key} 的 {aspect} 何时需要原因") from None

    def _candidates(self, about: Item | str, aspect: Aspect, direction: str) -> tuple[str, ...]:
        """What others wrote about the same; what fits any subject only where nothing fits this one."""
        for name in (_key(about), "any"):
            listed = self.candidates.get(name, {}).get(str(aspect), {}).get(direction) or []
            if found := tuple(word.text for word in listed if isinstance(word, Scalar)):
                return found
        return ()

    def _doubt(self, name: str, fact: Fact[str], direction: str, aspect: Aspect) -> None:
        words = fact.value
        if opening := OPENING.match(words):
            message = f"“{name}”以“{opening[0]}”开头，文稿的句子里已有这几个字，会重复"
            self._warn("W08", message, fact, "删去开头这几个字")
        up, down = _named(UP, words), _named(DOWN, words)
        level = (up or down) if aspect is Aspect.PRIOR else ""
        contrary = {"rose": down, "fell": up, "flat": level}.get(direction)
        if contrary and not (up and down) and aspect is not Aspect.CONTENT:
            moved = {"rose": "增加（大于）", "fell": "减少（小于）", "flat": "持平"}[direction]
            message = f"“{name}”的原因写着“{contrary}”，数字却是{moved}"
            self._warn("W03", message, fact, "核对原因和数字，以数字为准改写原因")
        last = self.before.get(name)
        if last and last.value == words and direction != "flat" and aspect is not Aspect.CONTENT:
            self._warn("W04", f"“{name}”的原因与上年一字不差", fact, "确认不是沿用了上年的文字")

    def _doubt_nothing(self, name: str, fact: Fact[str], actual: Figure) -> None:
        """W03 where a reason says that there was nothing, and there was something, be it less than zero."""
        said = next((clause for clause in CLAUSES.split(fact.value) if _says_nothing(clause)), None)
        if said and actual.exact != 0:
            amount = f"{actual.exact:,.2f} 元" if actual.unit is Unit.YUAN else f"{actual.exact}"
            message = f"“{name}”的原因写着“{said.strip()}”，金额却是 {amount}"
            self._warn("W03", message, fact, "核对原因和数字，以数字为准改写原因")

    def _warn(self, code: str, message: str, fact: Fact[str], hint: str) -> None:
        finding = Finding(code, Severity.WARNING, message, fact.source, hint)
        if finding not in self.findings:
            self.findings.append(finding)


def _named(words: tuple[str, ...], told: str) -> str:
    """The first of the words that is told and not denied; '' where none is."""
    return next((word for word in words if word in told and not DENIED.search(told[: told.index(word)])), "")


def _says_nothing(clause: str) -> bool:
    found = NOTHING.fullmatch("".join(clause.split()))
    return found is not None and not OTHERWISE.search(found[1])


def _key(about: Item | str) -> str:
    """How style.yaml and reasons.yaml call a subject: by its term, or all 类 (classes) and all 项 (items) alike."""
    if isinstance(about, str):
        return about
    return {3: "classes", 7: "items"}[len(about.code)] if about.code else about.key.rpartition(".")[2]


def moved(change: Change) -> Direction:
    """The direction of a change, as phrases and candidate reasons are keyed."""
    if change.kind in RISING:
        return "rose"
    if change.kind in FALLING:
        return "fell"
    return "unknown" if change.kind is Kind.UNKNOWN else "flat"
