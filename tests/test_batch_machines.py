"""Many machines: a scheduler of Dask and two workers, each a process of its own, of which one is killed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .bureau import documents, run, settle, started, states, times
from .conftest import ROOT
from .test_batch_stops import until

COUNT = 60


class Machines:
    """A scheduler and its workers; all are ended by the ids they were started with."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.processes: list[subprocess.Popen[bytes]] = []
        port = self.address.rpartition(":")[2]
        self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", "--no-show")
        self._listens(int(port))

    def worker(self, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        quiet = ("--no-nanny", "--no-dashboard", "--nthreads", "1", "--host", "127.0.0.1")
        return self._start("worker", self.address, *quiet, *options, **environment)

    def _start(self, role: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + role, *options]
        own = {**os.environ, **environment}
        silent = subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=silent, stderr=silent)
        self.processes.append(process)
        return process

    def _listens(self, port: int) -> None:
        for _ in range(300):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("no scheduler after half a minute")

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def machines() -> Iterator[Machines]:
    machines = Machines()
    yield machines
    machines.end()


def test_a_worker_that_is_killed_costs_no_document(machines: Machines, tmp_path: Path) -> None:
    records, output = settle(tmp_path / "记录", COUNT), tmp_path / "文稿"
    machines.worker("--name", "a")
    doomed = machines.worker("--name", "b")
    process = started(records, "-o", output, "--scheduler", machines.address)
    until(output, 10, process)
    doomed.kill()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1, err
    assert "Traceback" not in err
    assert f"已起草 {COUNT} 份" in out
    assert set(states(output).values()) == {"已起草", "已起草待补充"}
    told = documents(output)
    assert len(told) == COUNT
    assert run(records, "-o", tmp_path / "一台", "--jobs", "2") == 1
    assert documents(tmp_path / "一台") == told
    before = times(output)
    again = started(records, "-o", output, "--scheduler", machines.address)
    out, err = again.communicate(timeout=60)
    assert (again.returncode, f"上次已完成 {COUNT} 份" in out) == (1, True), err
    assert times(output) == before


def test_machines_with_another_program_are_refused(machines: Machines, tmp_path: Path) -> None:
    records, output = settle(tmp_path / "记录", 3), tmp_path / "文稿"
    site = tmp_path / "site"
    site.mkdir()
    other = "import generator.resources\ngenerator.resources.fingerprint = lambda: 'other'\n"
    (site / "sitecustomize.py").write_text(other, encoding="utf-8")
    machines.worker(PYTHONPATH=f"{site}{os.pathsep}{ROOT}")
    process = started(records, "-o", output, "--scheduler", machines.address)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, re.findall("error ([A-Z0-9]+)", err)) == (2, ["B08"]), err
    assert not output.exists()


def test_ctrl_c_and_a_scheduler_that_goes_away_leave_nothing_half(machines: Machines, tmp_path: Path) -> None:
    records, output = settle(tmp_path / "记录", COUNT), tmp_path / "文稿"
    machines.worker()
    process = started(records, "-o", output, "--scheduler", machines.address)
    until(output, 5, process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2, err
    assert "Traceback" not in err
    process = started(records, "-o", output, "--scheduler", machines.address)
    until(output, 15, process)
    machines.processes[0].kill()
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "error B07: 和调度器的连接断了" in err) == (1, True), err
    assert run(records, "-o", output, "--jobs", "2") == 1
    assert len(documents(output)) == COUNT


def test_no_scheduler_no_worker_and_no_library_are_told(
    machines: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    records, output = settle(tmp_path / "记录", 1), tmp_path / "文稿"
    monkeypatch.setattr("generator.batch.cluster.SECONDS", 1)
    assert run(records, "-o", output, "--scheduler", machines.address) == 2
    assert "没有工作进程" in capsys.readouterr().err
    for address in ("tcp://127.0.0.1:1", "10.0.0.5", "nonsense://x"):
        assert run(records, "-o", output, "--scheduler", address) == 2
        assert f"连不上调度器 {address}" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(records, "-o", output, "--scheduler", machines.address) == 2
    assert "pip install" in capsys.readouterr().err
    assert not output.exists()
