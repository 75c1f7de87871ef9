"""The account that a batch gives at its end: how many, what is left, what failed and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ..model.entry import Standing
from ..model.finding import Finding
from .job import Answer

SHOWN = 10


class Account:
    """Counts the answers as they come and keeps the first failures."""

    def __init__(self, year: int | None, total: int, notices: tuple[Finding, ...]) -> None:
        self.year, self.total, self.notices = year, total, notices
        self.counts: Counter[Standing] = Counter()
        self.left = 0
        self.failures: list[tuple[str, str]] = []
        self.interrupted = False
        self.stopped: tuple[Finding, ...] = ()  # why it could not go on to the end
        self.written: tuple[Path, ...] = ()

    def count(self, record: str, answer: Answer) -> None:
        self.counts[answer.standing] += 1
        self.left += answer.left and answer.standing is not Standing.FAILED
        if answer.standing is Standing.FAILED and len(self.failures) < SHOWN:
            self.failures.append((record, answer.told))

    @property
    def clean(self) -> bool:
        """Whether every unit has its document and none has anything left to fill in or to look at."""
        told = any(finding.code != "I04" for finding in (*self.notices, *self.stopped))
        return not (told or self.left or self.unreached or self.counts[Standing.FAILED])

    @property
    def idle(self) -> bool:
        """Whether something stopped it before anything was done."""
        return bool(self.stopped) and not self.counts

    @property
    def unreached(self) -> int:
        return self.total - self.counts.total()

    @property
    def heading(self) -> str:
        return f"{f'{self.year} 年度，' if self.year else ''}{self.total} 个单位"

    def lines(self) -> Iterator[str]:
        counts = self.counts
        drafted, lacking = counts[Standing.DRAFTED] + counts[Standing.LACKING], counts[Standing.LACKING]
        yield self.heading
        yield f"  已起草 {drafted} 份" + (f"，其中 {lacking} 份有待补充或要核对之处" if lacking else "")
        if counts[Standing.KEPT]:
            yield f"  上次已完成 {counts[Standing.KEPT]} 份"
        if counts[Standing.FAILED]:
            yield f"  未起草 {counts[Standing.FAILED]} 个："
            yield from (f"    {record}：{told}" for record, told in self.failures)
            if counts[Standing.FAILED] > len(self.failures):
                yield f"    还有 {counts[Standing.FAILED] - len(self.failures)} 个，见汇总"
        if self.unreached:
            yield f"  还没有轮到 {self.unreached} 个；再运行一次同样的命令，接着做"
        if self.notices:
            yield f"  没有读的文件 {len(self.notices)} 个："
            yield from (f"    {finding.source}：{finding.message}" for finding in self.notices[:SHOWN])
            if len(self.notices) > SHOWN:
                yield f"    还有 {len(self.notices) - SHOWN} 个，见汇总"
        if self.written:
            yield f"汇总：{'、'.join(map(str, self.written))}"
