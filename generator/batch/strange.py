"""What went wrong with a worker and not with a record: an exception of ours, a death, another program."""

from __future__ import annotations

import re
import traceback

from ..model.finding import Finding, Severity
from ..model.source import Source
from .window import Result

PLACE = re.compile(r'File "([^"]*)", line ([0-9]+)')
# How Dask says that a job took its workers with it.
KILLED = "KilledWorker"
LONGEST = 200


def fault_of(result: Result) -> Finding:
    """B05 for an exception, with its type and where it was raised; B06 for a job that its workers died of."""
    source, fault = Source(result.job.record), result.fault
    if fault is None or type(fault).__name__ == KILLED:
        message = "起草这个单位时工作进程两次中途退出，可能是内存不够"
        hint = "单独用 juesuan draft 起草它，看看记录是不是特别大；别的单位不受影响"
        return Finding("B06", Severity.ERROR, message, source, hint)
    places = PLACE.findall("".join(traceback.format_exception(fault)))
    ours = [place for place in places if "generator" in place[0]] or places
    at = f"（{':'.join(ours[-1])}）" if ours else ""
    message = f"程序出错：{type(fault).__name__}: {str(fault)[:LONGEST]}{at}"
    hint = "不是记录的错，请把这一条告诉程序的作者；别的单位不受影响"
    return Finding("B05", Severity.ERROR, message, source, hint)


def unlike(workers: str) -> Finding:
    """B08: what a machine drafts with another program would be worded otherwise, and nobody would know."""
    message = f"工作进程 {workers} 上没有装 juesuan，或装的和这台机器上的不一样"
    hint = "各台机器上装同一个版本、同样的样式，重新启动工作进程，再运行一次"
    return Finding("B08", Severity.ERROR, message, None, hint)
