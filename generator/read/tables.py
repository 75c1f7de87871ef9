"""A located table → its amounts, each with its meaning, its cell and how exact it is.

Nothing written in a cell of an official table means zero; the word 未知 means that nobody says. What stands in a line
that the table does not have, and is not zero, is told, never dropped."""

from __future__ import annotations

from .located import Located
from .raw import RawTable
from .table_fixed import FixedReader, LineReader
from .table_lists import ListReader
from .wording import Spellings


def read_table(at: Located, spellings: Spellings) -> RawTable:
    """The rows of one table."""
    reader: ListReader | FixedReader | LineReader
    if at.form.layout.each:
        reader = ListReader(at, spellings)
        reader.headings()
        if reader.columns:
            reader.read(at.form.layout.each)
    else:
        named = any(slot.label or slot.code for block in at.form.blocks for slot in block)
        reader = (FixedReader if named else LineReader)(at, spellings)
        reader.headings()
        if reader.columns:
            reader.read()
    reader.tell_strangers()
    return reader.table
