"""Interleaved measuring: contestants take turns within one run, so that whatever else the machine does falls on all of
them alike. Trust the ratios, not the times."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from .report import Table

Contestant = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Race:
    """The seconds of each contestant, one for each round."""

    seconds: Mapping[str, list[float]]

    def median(self, name: str) -> float:
        return median(self.seconds[name])

    def best(self, name: str) -> float:
        return min(self.seconds[name])

    def ratio(self, name: str, to: str) -> tuple[float, float]:
        """How many times as long `name` takes as `to`: the median of the rounds, each by itself, and best by best."""
        rounds = zip(self.seconds[name], self.seconds[to], strict=True)
        return median(one / other for one, other in rounds), self.best(name) / self.best(to)

    def times(self) -> Table:
        rows = [(name, len(all_), 1000 * median(all_), 1000 * min(all_)) for name, all_ in self.seconds.items()]
        return Table("times", ("contestant", "rounds", "median ms", "best ms"), rows)

    def ratios(self, *pairs: tuple[str, str]) -> Table:
        rows = [(f"{name} / {to}", *self.ratio(name, to)) for name, to in pairs]
        return Table("ratios", ("ratio", "median", "best"), rows)


def race(contestants: Mapping[str, Contestant], rounds: int) -> Race:
    """Lets each of `contestants` run once to warm up, then once a round, another one first each time. Garbage is
    collected before each run and not counted; the collector stays on, as it does for users."""
    for contestant in contestants.values():
        contestant()
    names = list(contestants)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for nth in range(rounds):
        start = nth % len(names)
        for name in (*names[start:], *names[:start]):
            seconds[name].append(timed(contestants[name]))
    return Race(seconds)


def timed(contestant: Contestant) -> float:
    gc.collect()
    start = perf_counter()
    contestant()
    return perf_counter() - start
