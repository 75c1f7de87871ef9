"""What stops a batch in the middle: Ctrl-C, a killed process, a unit that takes its worker with it. Nothing half is
left, and running it again goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from hashlib import sha256
from pathlib import Path

import pytest

from generator.batch import Alone, Answer, Job, Making, Pool, Window, fault_of
from generator.batch.window import HANDFUL
from generator.model.entry import Standing

from .bureau import documents, run, settle, started, states, summary

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of processes")
COUNT = 60


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return settle(tmp_path / "记录", COUNT)


def until(output: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Waits until so many documents are there."""
    for _ in range(600):
        if len(list(output.rglob("*.docx"))) >= count:
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError("nothing happened in half a minute")


def children(process: subprocess.Popen[str]) -> list[int]:
    """The worker processes, without the tracker of resources."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    return [int(pid) for pid in listed if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def ended(pids: list[int]) -> bool:
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return True
        time.sleep(0.1)
    return False


def finished(records: Path, output: Path) -> None:
    """Runs it to the end: every document is there once and whole."""
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*.docx")}
    assert run(records, "-o", output, "--jobs", "2") == 1
    assert len(documents(output)) == COUNT
    assert sum(path.stat().st_mtime_ns != moment for path, moment in before.items()) <= 2
    assert all(state != "未起草" for state in states(output).values())


def test_ctrl_c_leaves_nothing_half_and_the_next_run_goes_on(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "文稿"
    process = started(records, "-o", output, "--jobs", "2")
    until(output, 5, process)
    workers = children(process)
    os.killpg(process.pid, signal.SIGINT)  # as a console does: all processes get it
    out, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "Traceback" not in err
    assert "正在停下" in err
    assert "已中断；再运行一次同样的命令，接着做" in err
    done = len(documents(output))
    assert 5 <= done < COUNT
    assert f"还没有轮到 {COUNT - done} 个" in out
    assert summary(output)["counts"]["未起草"] == COUNT - done
    assert ended(workers)
    finished(records, output)


@pytest.mark.parametrize("seconds", [0.25, 0.4])
def test_ctrl_c_before_anything_is_drafted_is_told(seconds: float, records: Path, tmp_path: Path) -> None:
    process = started(records, "-o", tmp_path / "文稿", "--jobs", "2")
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (2, -signal.SIGINT), err  # before the first line of ours runs nobody can tell anything
    assert process.returncode < 0 or "已中断；" in err
    finished(records, tmp_path / "文稿")


def test_ctrl_c_twice_does_not_wait(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "文稿"
    process = started(records, "-o", output, "--jobs", "2")
    until(output, 3, process)
    workers = children(process)
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)  # they never finish by themselves
    process.send_signal(signal.SIGINT)
    time.sleep(1)
    assert process.poll() is None
    for pid in workers:
        os.kill(pid, signal.SIGCONT)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 2, err
    assert ended(workers)
    finished(records, output)


def test_a_run_that_was_killed_leaves_no_process_and_is_taken_up_again(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "文稿"
    process = started(records, "-o", output, "--jobs", "2")
    until(output, 5, process)
    workers = children(process)
    assert len(workers) == 2
    process.kill()
    process.communicate()
    assert ended(workers)
    next(output.rglob("*.docx")).with_name(".juesuan-left").write_bytes(b"half")
    finished(records, output)


def test_units_in_flight_are_tried_again_when_a_worker_is_killed(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "文稿"
    process = started(records, "-o", output, "--jobs", "2")
    for count in (5, 20):
        until(output, count, process)
        os.kill(children(process)[0], signal.SIGKILL)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in err) == (1, False)
    assert len(documents(output)) == COUNT
    assert set(states(output).values()) <= {"已起草", "已起草待补充"}


def test_a_kill_between_the_state_and_the_document_is_not_taken_for_an_edit(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "文稿"
    assert run(records, "-o", output, "--jobs", "2") == 1
    before = documents(output)
    record = next(records.rglob("2024.yaml"))
    record.write_bytes(record.read_bytes() + b"# changed\n")
    place = record.relative_to(records).with_suffix(".docx").as_posix()
    old = b"the document that was written before"
    state = output / ".juesuan" / "units" / Path(place).with_suffix(".json")
    told = state.read_text(encoding="utf-8")
    state.write_text(told.replace('"replaces": null', f'"replaces": "{sha256(old).hexdigest()}"'), encoding="utf-8")
    (output / place).write_bytes(old)
    assert run(records, "-o", output, "--jobs", "2") == 1
    assert documents(output) == before


# The window by itself, over real processes


def work(jobs: tuple[Job, ...]) -> tuple[Answer, ...]:
    """Each unit does what its name says."""
    for job in jobs:
        if job.record == "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        if job.record.startswith("once"):
            mark = Path(job.folder) / job.record
            if not mark.exists():
                mark.write_text("", encoding="utf-8")
                os.kill(os.getpid(), signal.SIGKILL)
        if job.record == "bug":
            raise KeyError("nobody thought of it")
    return (Answer(Standing.DRAFTED),) * len(jobs)


def nothing() -> None:
    return


def broken() -> None:
    raise RuntimeError("cannot begin")


def jobs(folder: Path, *records: str) -> Iterator[Job]:
    return (Job(record, str(number), str(folder), Making("", ""), 1) for number, record in enumerate(records))


def test_only_the_unit_that_kills_its_worker_is_blamed(tmp_path: Path) -> None:
    names = ["good"] * 80 + ["dies"] + ["good"] * 8 + ["once a", "bug", "once b"] + ["good"] * 80
    with Window(Pool(2, nothing), work) as window:
        results = [result for result in window.results(jobs(tmp_path, *names), len(names), lambda: False) if result]
    assert sorted(int(result.job.place) for result in results) == list(range(len(names)))
    bad = {result.job.record: fault_of(result) for result in results if not result.answer}
    assert {name: fault.code for name, fault in bad.items()} == {"dies": "B06", "bug": "B05"}
    assert str(bad["dies"].source) == "dies"
    assert "KeyError: 'nobody thought of it'" in bad["bug"].message
    assert "test_batch_stops.py:" in bad["bug"].message


def test_a_unit_that_fails_stops_no_other_without_processes(tmp_path: Path) -> None:
    names = ["good"] * 20 + ["bug"] + ["good"] * 20
    with Window(Alone(nothing), work) as window:
        results = [result for result in window.results(jobs(tmp_path, *names), len(names), lambda: False) if result]
    assert sorted(int(result.job.place) for result in results) == list(range(len(names)))
    assert [fault_of(result).code for result in results if not result.answer] == ["B05"]


def test_one_process_begins_no_other_and_stops_at_once(records: Path, tmp_path: Path) -> None:
    output = tmp_path / "文稿"
    process = started(records, "-o", output, "--jobs", "1")
    until(output, 5, process)
    assert children(process) == []
    for _ in range(2):
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, "Traceback" in err) == (2, False)
    assert 5 <= len(documents(output)) < COUNT
    finished(records, output)


def test_no_more_is_taken_than_the_window_holds(tmp_path: Path) -> None:
    taken, count = 0, 400

    def counted() -> Iterator[Job]:
        nonlocal taken
        for job in jobs(tmp_path, *["good"] * count):
            taken += 1
            yield job

    crew = Pool(2, nothing)
    done = 0
    with Window(crew, work) as window:
        for result in window.results(counted(), count, lambda: False):
            done += result is not None
            assert taken - done <= crew.room * HANDFUL
    assert done == count


def test_a_system_without_processes_is_told_and_drafts_without_them(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none(*_: object) -> Executor:
        raise NotImplementedError("this system has no semaphores")

    monkeypatch.setattr("generator.batch.pool.ProcessPoolExecutor", none)
    assert run(records, "-o", tmp_path / "文稿", "--jobs", "2") == 2
    assert "用 --jobs 1 再运行一次，不另开进程" in capsys.readouterr().err
    assert run(records, "-o", tmp_path / "文稿", "--jobs", "1") == 1
    assert len(documents(tmp_path / "文稿")) == COUNT


def test_processes_that_cannot_begin_are_told_once(
    records: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generator.batching.warm", broken)
    assert run(records, "-o", tmp_path / "文稿", "--jobs", "2") == 2
    out, err = capfd.readouterr()
    assert "error B06: 工作进程一启动就退出了" in err
    assert f"还没有轮到 {COUNT} 个" in out
    monkeypatch.undo()
    finished(records, tmp_path / "文稿")
