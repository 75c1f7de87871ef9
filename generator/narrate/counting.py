"""What `grammar` puts into the code of templates, so that what they do is counted against the budget of the document.
The functions ask for the context so that Jinja does not call them when it compiles, but when it runs."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from jinja2 import Undefined, pass_context

from .budget import Budget
from .marks import StyleFault


def counting(budget: Budget) -> dict[str, Callable[..., Any]]:
    """The functions by the names that `grammar` gives them."""

    @pass_context
    def each(_context: Any, items: Any, written: int) -> Any:
        """What a loop goes through, each round of which brings `written` characters of its own."""
        if isinstance(items, Undefined):
            str(items)  # stops here, where its name is known
        if not isinstance(items, list | tuple):
            raise StyleFault(f"for 后面不是清单（{type(items).__name__}）")
        budget.step(len(items))
        budget.write(len(items) * written)
        return items

    @pass_context
    def join(_context: Any, parts: list[Any]) -> str:
        """`a ~ b`."""
        for part in parts:
            if not isinstance(part, str | Decimal | Undefined):
                raise StyleFault(f"~ 只能连接文字（{type(part).__name__}）")
        texts = [str(part) for part in parts]
        budget.write(sum(map(len, texts)))
        return "".join(texts)

    @pass_context
    def flat(_context: Any, items: list[Any]) -> list[Any]:
        """`[a, b]`."""
        if any(isinstance(item, list | tuple) for item in items):
            raise StyleFault("清单里不能再放清单")
        return items

    @pass_context
    def step(_context: Any, steps: int) -> None:
        budget.step(steps)

    return {"each": each, "join": join, "list": flat, "step": step}
