"""Sentences into claims: walks over the numbers of each paragraph and hangs each on the item that it speaks of.

What cannot be hung on an item for sure is left alone; a claim that may mean one of two items keeps both."""

from __future__ import annotations

import re

from .claims import Claims, Completed, Group, Item, Moved, Shared
from .clauses import AMONG, Near, is_told, nears, reasons, sentence_ends
from .numbers import Kind, Numeral
from .paper import Line, Paper
from .roles import Role, money_role, percent_role
from .said import say_levels
from .subjects import FUNDS, GENERIC, KNOWN, cleaned, key_beside, key_of

LOCAL = ("基本支出", "项目支出", "年初结转", "年末结转", "人员经费", "公用经费", "本年收入", "本年支出")


def claims_of(paper: Paper) -> Claims:
    """All claims of a document."""
    claims = Claims()
    reader = _Reader(paper, claims)
    for line in paper.lines:
        reader.read(line)
    return claims


class _Reader:
    """Keeps what the sentence speaks of: `current`, the group whose parts are being listed, and, outside brackets that
    are still open, what was spoken of before them."""

    def __init__(self, paper: Paper, claims: Claims) -> None:
        self.paper = paper
        self.claims = claims
        self.line: Line
        self.current: Item | None = None
        self.group: Group | None = None
        self.stack: list[tuple[Item | None, Group | None]] = []
        self.here: list[Item] = []
        self.moved: Item | None = None
        self.stated: tuple[Numeral, str] | None = None
        self.last: Role | None = None
        self.begun = 0

    def read(self, line: Line) -> None:
        self.line, self.stack, self.here = line, [], []
        self.current = self.group = self.moved = self.stated = self.last = None
        self.begun = 0
        if line.is_heading and not any(is_told(n) for n in line.numbers):
            return
        walls = reasons(line.text)
        ends = sentence_ends(line.text)
        seen = 0
        for near in nears(line.text, line.numbers):
            at = near.numeral.start
            if any(begin <= at < end for begin, end in walls):
                continue
            while seen < len(ends) and ends[seen] <= at:
                self.begun = ends[seen]
                seen += 1
                self.sentence()
            for _ in range(near.closes):
                self.leave()
            self.among(near)
            for _ in range(near.opens):
                self.enter()
            if near.opens and "其中" in near.passed:
                self.begin()
            if near.numeral.kind is Kind.COUNT:
                continue
            if is_told(near.numeral):
                self.take(near)
        say_levels(line, self.here, walls)
        for group in self.claims.groups:
            if group.total.line is line and group.parts:
                after = line.text[group.parts[-1].ended :]
                group.open = bool(re.match(r"[^。；]{0,12}等", after))

    def sentence(self) -> None:
        """A full stop: what follows speaks of the whole again."""
        if self.stack:
            return
        if self.group is not None:
            last = self.current
            self.current = self.group.total
            self.group = None
            if last is not None and last is not self.current:
                self.current.also = [last]
        self.moved = None

    def among(self, near: Near) -> None:
        """其中: the amounts that follow are parts of what was told last."""
        if near.opens or not AMONG.search(near.passed) or self.stack:
            return
        named = self.by_key(self.composed(near.passed))
        if named is not None:
            self.current = named
        self.begin()

    def composed(self, words: str) -> str:
        found = re.search(r"本年(收入|支出)的?具体构成|([^，。：；]+?)(?:支出)?决算中，", words)
        if found is None:
            return ""
        return f"本年{found[1]}" if found[1] else key_of(found[2])

    def begin(self) -> None:
        if self.current is not None:
            total = self.group.total if self.group and self.current in self.group.parts and not self.stack else None
            self.group = Group(self.current if total is None or self.current.amounts else total)
            self.claims.groups.append(self.group)

    def enter(self) -> None:
        self.stack.append((self.current, self.group))
        self.group = None

    def leave(self) -> None:
        if self.stack:
            self.current, self.group = self.stack.pop()
            self.moved = None

    # What one number says

    def take(self, near: Near) -> None:
        numeral = near.numeral
        if near.joined and self.last is not None:
            role = Role(self.last.name, "", self.last.sign, self.last.kind)
        elif numeral.kind is Kind.PERCENT:
            role = percent_role(near.words)
        elif numeral.kind is Kind.BARE:
            role = money_role(near.words)
            if not self.unitless(numeral, role, near):
                return
            numeral = numeral.in_unit(self.paper.money or "万元")
        else:
            role = money_role(near.words)
        self.last = role
        if numeral.kind is Kind.PERCENT:
            self.percent(numeral, role, near)
        else:
            self.money(numeral, role, near)

    def unitless(self, numeral: Numeral, role: Role, near: Near) -> bool:
        """Whether a number without a unit is an amount all the same: it has cents, an item's words before it, and a
        mark right behind it."""
        after = self.line.text[numeral.end : numeral.end + 1]
        known = key_of(role.words) in KNOWN or role.name in ("actual", "budget", "move")
        return bool(numeral.decimals) and known and after in ("，", "。", "；", "", ",", ";", "）", ")")

    def money(self, numeral: Numeral, role: Role, near: Near) -> None:
        current = self.current
        if role.name == "move":
            item = self.owner(role.words, near)
            if near.joined and item.moves:
                item.moves.append(Moved(item.moves[-1].sign, numeral, at=near.start, before=item.before))
            else:
                item.moves.append(Moved(role.sign, numeral, at=near.start, before=item.before))
            item.ended = numeral.end
            self.moved = item
        elif role.name == "prior":
            if current is not None or key_of(role.words):
                self.owner(role.words, near).before = numeral
        elif role.name == "each":
            # What is told next may be of this amount as well.
            if current is not None:
                current.also = [*current.also, Item(self.line, near.start, amounts=[numeral], borrowed=True)]
        elif role.name == "stated":
            self.stated = (numeral, role.kind)
        elif near.joined and current is not None and current.amounts:
            current.amounts.append(numeral)
            current.ended = numeral.end
        else:
            item = self.stating(role, near)
            if role.name == "budget":
                item.budgets.append((role.kind, numeral))
            else:
                item.amounts.append(numeral)
                item.role = role.name
            item.ended = numeral.end

    def stating(self, role: Role, near: Near) -> Item:
        """The item that an amount or a budget is of: the one being told, where the words name no other."""
        current = self.current
        blank = bool(GENERIC.fullmatch(cleaned(role.words)))
        if current is not None and current.line is self.line and not current.borrowed:
            fills = role.name == "budget" and all(kind != role.kind for kind, _ in current.budgets)
            fills = fills or (role.name in ("actual", "value") and not current.amounts)
            same = blank or self.key(role.words) == current.key
            if fills and same and not (near.opens and role.name == "value"):
                return current
        words = role.words
        if blank:
            told = self.line.text[: near.start]
            lead = re.split("[，。；：:]", told[-81:-1])[-1] if told.endswith(("：", ":")) else ""
            before = re.match("(.+)", lead) or re.match(r"([^，；：:]+（项）)。", told)
            words = before[1] if before else role.words
        return self.new(words, near)

    def new(self, words: str, near: Near) -> Item:
        item = Item(self.line, near.start, words, self.key(words))
        found = FUNDS.findall(self.line.section + self.line.heading + self.line.text[: near.start])
        item.scope = found[-1] if item.key in LOCAL and found else ""
        if self.group is not None:
            item.total = self.group.total
            self.group.parts.append(item)
        self.current = item
        self.moved = None
        self.here.append(item)
        self.claims.items.append(item)
        return item

    def percent(self, numeral: Numeral, role: Role, near: Near) -> None:
        if near.words in ("的", "的比例为", "的比重为") and self.stated is not None:
            if self.current is not None:
                self.current.shares.append(Shared(numeral, self.stated[1], self.stated[0]))
            self.stated = None
            return
        if role.name == "none" and near.words == "的" and self.current is not None and self.current.budgets:
            self.current.completions.append(Completed(numeral, self.current.budgets[-1][0]))
            return
        if role.name == "rate":
            self.rate(numeral, role, near)
        elif self.current is None:
            return
        elif role.name == "completion":
            item = self.owner(role.words, near)
            item.completions.append(Completed(numeral, role.kind))
            item.ended = numeral.end
        elif role.name == "share":
            self.share(numeral, role)

    def rate(self, numeral: Numeral, role: Role, near: Near) -> None:
        item = self.moved if self.moved is not None and not key_of(role.words) else self.owner(role.words, near)
        waiting = next((m for m in item.moves if m.by is not None and m.rate is None), None)
        if waiting is None:
            item.moves.append(Moved(0, None, numeral, role.sign, at=near.start, before=item.before))
        else:
            waiting.rate, waiting.rate_sign = numeral, role.sign
        item.ended = numeral.end

    def share(self, numeral: Numeral, role: Role) -> None:
        item = self.current
        if item is None:
            return
        if key := key_of(role.words):
            if key != item.key:
                item = next((i for i in reversed(self.here) if i.key == key), None)
            if item is None:
                return
        whole = key_of(role.kind)
        totals: list[Item] = []
        if role.kind and not GENERIC.fullmatch(role.kind):
            totals = [i for i in self.here if i.key == whole and i is not item and i.amount]
            totals = totals or ([item.total] if item.total and item.total.key == whole else [])
            if not totals:
                same = [i for i in self.claims.items if i.key == whole and i.amount and i.line.part == self.line.part]
                totals = [i for i in same if i.line.section == self.line.section] or same
        elif item.total is not None:
            totals = [item.total]
        item.shares.append(Shared(numeral, role.kind, None, tuple(totals)))
        item.ended = numeral.end

    def owner(self, words: str, near: Near) -> Item:
        """The item that a move or a rate is of."""
        key = self.key(words)
        current = self.current
        if current is not None and (not key or key == current.key or current.key.startswith(key)):
            return current
        for item in reversed(self.here):
            if item.key == key and item.amounts:
                self.current = item
                return item
        if current is not None and current.total is not None and current.total.key == key:
            return current.total
        known = self.by_key(key)
        item = Item(self.line, near.start, words, key, borrowed=True)
        if known is not None:
            item.amounts, item.budgets, item.scope = known.amounts, known.budgets, known.scope
        self.claims.items.append(item)
        self.here.append(item)
        self.current = item
        return item

    def key(self, words: str) -> str:
        """The key of an item, by what the sentence told before it."""
        return key_beside(words, (item.words for item in reversed(self.here) if item.start >= self.begun))

    def by_key(self, key: str) -> Item | None:
        """The item of that name that was stated last, in this section first; None where there is none, or where the
        name means different things in different places."""
        if not key:
            return None
        same = [i for i in self.claims.items if i.key == key and i.amounts and not i.borrowed]
        same = [i for i in same if i.line.part == self.line.part]
        near = [i for i in same if i.line.section == self.line.section]
        if near or (key in KNOWN and key not in LOCAL[:2]):
            return next(reversed(near or same), None)
        return None
