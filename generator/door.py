"""The door of a room: what it offers, each loaded when it is first asked for. A command that reads a text does not wait
for what reads workbooks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any


def door(room: str, **offered: str) -> Callable[[str], Any]:
    """The `__getattr__` of the package `room`: `offered` are the names, parted by blanks, by the module that holds
    them."""
    homes = {name: module for module, names in offered.items() for name in names.split()}

    def opened(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        found = getattr(import_module(f"{room}.{homes[name]}"), name)
        setattr(sys.modules[room], name, found)
        return found

    return opened
