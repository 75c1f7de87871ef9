"""What the pieces of a changed paragraph say: directions that flipped, reasons that were copied, figures, words.

It exists because a reviewer does not look for characters: a rise that became a fall is one thing, however many words
and numbers tell it. It refuses nothing; what it cannot name is wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..model.revision import Change, Moved
from .diff_pieces import Step, directions, trimmed
from .diff_tokens import MONEY, Sort, Token, moved_on, tokens

REASON = re.compile(
    r"(?:原因(?:主要)?(?:是|为|系|如下|：|:)+|主要(?:是)?(?:因为|由于|是因)|系因)(?P<reason>[^。；;\n]*)"
)
# Words that relate a number to another and do not name it.
RELATING = re.compile("比|较|与|同比|占|完成|为|各|约|增|减|上年|上升|下降|降|共|累计")
# Amounts of a kind, which say nothing without what they are of.
KIND = "决算数|年初预算|全年预算|支出决算|支出预算"
# What a claim tells.
TOLD = (Sort.NUMBER, Sort.DIRECTION, Sort.LEVEL)
SENTENCE = "。；;\n"
# What may stand between the words and numbers that tell one move.
JOINTS = ("，", ",", "、")


@dataclass(frozen=True, slots=True)
class Claim:
    """A difference within a paragraph, before it knows its place. Its fields are those of a `Difference`."""

    kind: Moved
    old: str
    new: str
    what: str = ""
    by: Decimal | None = None
    unit: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that a text gives, and what it gives it for: the sentence or clauses before it."""

    text: str
    claim: str


def claims(steps: Sequence[Step], shift: int) -> list[Claim]:
    """All that changed between two wordings, in reading order; a reason that was copied comes last."""
    found: list[Claim] = []
    told: set[int] = set()
    for index, step in enumerate(steps):
        if step.change is Change.DIRECTION and index not in told:
            moved = _move(steps, index)
            told |= set(moved)
            found.append(_direction([steps[i] for i in moved], _named(_before(steps, moved.start))))
    for index, step in enumerate(steps):
        if index in told:
            continue
        if step.change is Change.FIGURE:
            found.append(_figure(step.old[0], step.new[0], _named(_before(steps, index))))
        elif step.change is Change.YEAR:
            old, new = (_text(side) + "年" for side in (step.old, step.new))
            found.append(Claim(Moved.YEAR, old, new, _clause(steps, index)))
        elif step.change is Change.WORDING:
            found += _wording(step, _clause(steps, index))
    old, new = _text([t for s in steps for t in s.old]), _text([t for s in steps for t in s.new])
    return [*found, *copied(old, new, shift)]


def _text(found: Sequence[Token]) -> str:
    return "".join(token.text for token in found)


def _before(steps: Sequence[Step], index: int) -> list[Token]:
    return [token for step in steps[:index] for token in step.new]


def _move(steps: Sequence[Step], index: int) -> range:
    """The steps that tell one move: the words of direction with their numbers, as far as nothing else stands between
    (减少16.41万元，下降7.88%)."""

    def belongs(step: Step) -> bool:
        return all(
            t.sort in (Sort.DIRECTION, Sort.LEVEL, Sort.NUMBER, Sort.BLANK) or t.text in (*JOINTS, "了")
            for t in (*step.old, *step.new)
        )

    end = index + 1
    while end < len(steps) and belongs(steps[end]):
        end += 1
    while end > index + 1 and all(t.sort is Sort.MARK for t in steps[end - 1].new):
        end -= 1
    return range(index, end)


def _direction(moved: Sequence[Step], what: str) -> Claim:
    """A flip. Where both sides tell an amount, `by` is from the one to the other, a fall counted negative."""
    old, new = [t for s in moved for t in s.old], [t for s in moved for t in s.new]
    before, after = _signed(old), _signed(new)
    by, unit = (None, "")
    if before is not None and after is not None and before.unit == after.unit:
        by, unit = (after.value or Decimal(0)) - (before.value or Decimal(0)), after.unit
    strip = "，,；; "
    return Claim(Moved.DIRECTION, _text(old).strip(strip), _text(new).strip(strip), what, by, unit)


def _signed(found: Sequence[Token]) -> Token | None:
    """The first amount behind a word of direction, with its sign; None without."""
    sign = None
    for token in found:
        if token.sort is Sort.DIRECTION:
            sign = token.value
        elif token.sort is Sort.NUMBER and sign is not None and token.value is not None:
            return Token(Sort.NUMBER, token.text, token.value * sign, token.unit)
    return None


def _figure(old: Token, new: Token, what: str) -> Claim:
    """A number that changed; in the new one's unit. Of a blank nothing can be subtracted."""
    if old.amount is None or new.amount is None or old.key != new.key:
        return Claim(Moved.FIGURE, old.text, new.text, what)
    by = (new.amount - old.amount) / MONEY.get(new.unit, Decimal(1))
    unit = "个百分点" if new.unit == "%" else new.unit
    return Claim(Moved.FIGURE, old.text, new.text, what, by, unit)


def _wording(step: Step, clause: str) -> Iterator[Claim]:
    old, new = _text(step.old), _text(step.new)
    if len(step.old) == len(step.new) == 1:
        start, end = trimmed(old, new)
        old, new = old[start : len(old) - end], new[start : len(new) - end]
    old, new = old.strip(), new.strip()
    yield Claim(Moved.WORDING, old, new, "" if clause in (old, new) else clause)


def _clause(steps: Sequence[Step], index: int) -> str:
    """The clause of the new text in which a step stands."""
    words = [_text(steps[index].new)]
    for side, reach in ((-1, range(index - 1, -1, -1)), (1, range(index + 1, len(steps)))):
        for place in reach:
            new = steps[place].new
            if any(token.sort is Sort.MARK for token in new):
                break
            words.insert(0 if side < 0 else len(words), _text(new))
    return "".join(words).strip()


def _named(before: Sequence[Token]) -> str:
    """What a number behind the words `before` is of: the words next to it, and, where they only relate it (比上年减少),
    the name that went before in the sentence. An amount of a kind (决算数) gets what the paragraph is about."""
    near = _words_before(before)
    if near and not RELATING.match(near):
        return _whole(near, before)
    for place in range(len(before) - 1, -1, -1):
        if before[place].text in SENTENCE and before[place].sort is Sort.MARK:
            break
        if before[place].sort is Sort.NUMBER:
            name = _words_before(before[:place])
            if name and not RELATING.match(name):
                return _whole(f"{name}，{near}" if near else name, before)
    return near


def _whole(name: str, before: Sequence[Token]) -> str:
    subject = ""
    for token in before:
        if token.sort not in (Sort.COUNT, Sort.YEAR, Sort.WORDS):
            break
        subject = subject + token.text.strip() if token.sort is Sort.WORDS else ""
    subject = re.split(KIND, re.sub("^年度?", "", subject))[0]
    return f"{subject}，{name}" if re.match(KIND, name) and subject else name


def _words_before(before: Sequence[Token]) -> str:
    """The words that end `before`, up to a mark or a number, without the year they may open with."""
    words = ""
    for token in reversed(before):
        if token.sort not in (Sort.WORDS, Sort.DIRECTION, Sort.LEVEL, Sort.YEAR):
            break
        if token.sort is Sort.YEAR:
            words = re.sub("^年度?", "", words)
            break
        words = token.text.strip() + words
    return words.strip().removeprefix("其中")


def reasons(text: str) -> list[Reason]:
    """The reasons that a text gives, each with the words since the sentence or the reason before; where these hold
    neither number nor direction, the sentence before that belongs to it."""
    found = []
    end = 0
    for match in REASON.finditer(text):
        head = text[end : match.start()]
        parts = [part for part in re.split(f"(?<=[{SENTENCE}])", head) if part.strip(SENTENCE)]
        claim = ""
        for part in reversed(parts):
            claim = part + claim
            if any(t.sort in TOLD for t in tokens(part)):
                break
        found.append(Reason(match["reason"].strip(), claim.strip()))
        end = match.end()
    return found


def copied(old: str, new: str, shift: int) -> Iterator[Claim]:
    """The reasons that are the same to the letter (their years apart) though the figures they explain are not."""
    before = reasons(old)
    for reason in reasons(new):
        same = next((b for b in before if moved_on(b.text, shift) == moved_on(reason.text, 0)), None)
        if same is None or not reason.text or "【待补充" in reason.text:
            continue
        before.remove(same)
        if _told(same.claim) != _told(reason.claim):
            (_, was), (what, now) = _move_told(same.claim), _move_told(reason.claim)
            what = _whole(what, tokens(new))
            yield Claim(Moved.COPIED, was, now, what, quote=reason.text)


def _told(claim: str) -> list[tuple[Decimal | None, str]]:
    """The numbers and directions of a claim; amounts of money in 元."""
    return [(token.amount, token.key) for token in tokens(claim) if token.sort in TOLD]


def _move_told(claim: str) -> tuple[str, str]:
    """What the claim is about that a reason explains, and its words: from its first word of direction, else its last
    number."""
    found = tokens(claim)
    first = next((i for i, t in enumerate(found) if t in directions(found)), None)
    if first is None:
        first = max((i for i, t in enumerate(found) if t.sort is Sort.NUMBER), default=0)
    last = max((i for i, t in enumerate(found) if t.sort in TOLD), default=len(found) - 1)
    return _named(found[:first]), _text(found[first : last + 1])
