"""A table on its page: how wide its columns are and how large its characters. It exists so that the pages are counted
with the very table that is written."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.blocks import Table
from ..model.narrative import Narrative
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


def lay_all(narrative: Narrative, upright: tuple[int, int], lying: tuple[int, int]) -> dict[int, Laid]:
    """Each table of `narrative`, by the index of its block, on pages whose texts have these widths and heights."""
    tables = ((index, block) for index, block in enumerate(narrative.blocks) if isinstance(block, Table))
    return {index: lay(table, lying if table.landscape else upright) for index, table in tables}
