"""Small values of which a document has thousands. The type checker holds that nobody changes one; at run time nothing
does, for that alone would cost more than all else about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def fixed(cls: type[T]) -> type[T]:
    """A data class that is frozen for the type checker, with slots and a hash."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
