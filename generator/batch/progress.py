"""How far the batch is: a bar on a console, elsewhere a plain line every few seconds."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

# Seconds between two lines; longer while nothing moves.
PAUSE, STANDSTILL = 5, 60


class _Rate(ProgressColumn):
    """Units a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed or 0:.1f} 份/秒")


class Shown:
    """The progress of `total` units on stderr, within a `with`."""

    def __init__(self, total: int) -> None:
        console = Console(stderr=True)
        self._bar = Progress(
            TextColumn("起草"),
            BarColumn(),
            TextColumn("{task.completed:.0f}/{task.total:.0f}"),
            _Rate(),
            TextColumn("还要"),
            TimeRemainingColumn(compact=True),
            TextColumn("未起草 {task.fields[failed]}"),
            console=console,
            disable=not console.is_terminal,
        )
        self._plain = not console.is_terminal
        self._console = console
        self._number = self._bar.add_task("", total=total, failed=0)
        self._told = (0, 0.0)  # seconds and units of the last line
        self._failed = 0

    def __enter__(self) -> Shown:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def count(self, failed: bool) -> None:
        """One more unit is done."""
        self._failed += failed
        self._bar.update(self._number, advance=1, failed=self._failed)

    def look(self) -> None:
        """Writes a line where it is time for one."""
        task = self._bar.tasks[0]
        seconds, units = self._told
        pause = PAUSE if task.completed > units else STANDSTILL
        if self._plain and (task.elapsed or 0) >= seconds + pause:
            self._told = (int(task.elapsed or 0), task.completed)
            done, failed = f"{task.completed:.0f}/{task.total or 0:.0f}", self._failed
            self.tell(f"已处理 {done}，{task.speed or 0:.1f} 份/秒，未起草 {failed}")

    def tell(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
