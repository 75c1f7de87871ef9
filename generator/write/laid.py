"""A table on its page: how wide its columns are and how large its characters. It exists so that the pages are counted
with the very table that is written."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.blocks import Table
from .columns import columns
from .heights import fitting_size
from .spots import Spots


@dataclass(frozen=True, slots=True)
class Laid:
    """`widths` are those of the columns in twips, `width` their sum; `size` is in half points."""

    spots: Spots
    width: int
    widths: list[int]
    size: int


def lay(table: Table, page: tuple[int, int]) -> Laid:
    """`table` on a page whose text has that width and height, in twips."""
    spots = Spots(table)
    width, height = page
    widths, size = columns(spots, width)
    return Laid(spots, width, widths, fitting_size(spots, widths, size, height))
