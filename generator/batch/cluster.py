"""Workers on other machines, through the scheduler of Dask. Only here is `distributed` imported, and only when asked
for; the machines share the storage, and they must run the very same program."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Any

from ..model.finding import Finding, Refused, Severity
from .strange import unlike

SECONDS = 10
# Handed over at once: enough for workers that join later.
LEAST, EACH = 32, 4
INSTALL = "py -m pip install distributed（Linux 上是 python3 -m pip install distributed）"


class Cluster:
    """The workers of the scheduler at `address`. Raises `Refused` where they cannot be had."""

    def __init__(self, address: str, fingerprint: Callable[[], str]) -> None:
        try:
            import distributed
        except ModuleNotFoundError:
            raise Refused(_fault("没有安装 distributed，用不了 --scheduler", f"先安装：{INSTALL}")) from None
        try:
            client: Any = distributed.Client
            self._client = client(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as fault:
            hint = "先运行 dask scheduler，再照它写出的地址写，如 tcp://10.0.0.5:8786；核对网络和防火墙"
            raise Refused(_fault(f"连不上调度器 {address}：{str(fault) or type(fault).__name__}", hint)) from None
        try:
            self._ask(address, fingerprint)
        except Refused:
            self.close()
            raise

    @property
    def room(self) -> int:
        return max(LEAST, EACH * self._threads)

    def open(self) -> Executor:
        executor: Executor = self._client.get_executor(pure=False)
        return executor

    def meet(self, executor: Executor) -> None:
        """They were met when the crew was made."""

    def abandon(self) -> None:
        """Nothing is to be ended: what runs elsewhere writes its document or does not."""

    def close(self) -> None:
        self._client.close(timeout=SECONDS)

    @property
    def lost(self) -> Finding:
        return _fault("和调度器的连接断了", "检查调度器和网络；再运行一次同样的命令，接着做")

    def _ask(self, address: str, fingerprint: Callable[[], str]) -> None:
        """Waits for a worker and asks all that are there for the program that they run."""
        try:
            self._client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError:
            hint = f"在各台机器上运行 dask worker {address} --nthreads 1"
            raise Refused(_fault(f"调度器 {address} 上没有工作进程", hint)) from None
        told = self._client.run(fingerprint, on_error="return")
        own = fingerprint()
        if strange := sorted(worker for worker, theirs in told.items() if theirs != own):
            raise Refused(unlike("、".join(strange)))
        self._threads: int = sum(self._client.nthreads().values())


def _fault(message: str, hint: str) -> Finding:
    return Finding("B07", Severity.ERROR, message, None, hint)
