"""What one document may cost. A style is written by people; one that never comes to an end, or fills the memory, is
stopped with a message instead of being waited for.

The complete disclosure of a unit takes some hundred steps, that of one with thousands of 科目 some ten thousand; the
limits take a second or two to reach."""

from __future__ import annotations

from .marks import StyleFault

STEPS = 200_000
CHARACTERS = 8_000_000
DEEPEST = 40


class Budget:
    """Counts the steps of templates (calls, rounds of loops), the characters that they put together, and how deep
    calls lie in calls."""

    def __init__(self, steps: int = STEPS, characters: int = CHARACTERS) -> None:
        self._steps = steps
        self._characters = characters
        self.depth = 0

    def step(self, steps: int = 1) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise StyleFault("模板的循环和调用太多，像是没有尽头；核对 for 和 macro")

    def write(self, characters: int) -> None:
        self._characters -= characters
        if self._characters < 0:
            raise StyleFault("模板拼出的文字太长，像是没有尽头；核对 for、set 和 ~")

    def enter(self) -> None:
        """A call begins; who calls also leaves, by `depth`."""
        self._steps -= 1
        if self._steps < 0:
            self.step(0)
        self.depth += 1
        if self.depth > DEEPEST:
            raise StyleFault(f"模板的调用套了 {DEEPEST} 层以上，像是 macro 调用了自己")
