"""What people write → typed values that know their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..door import door

if TYPE_CHECKING:
    from .book import Forms, prepared, read_book
    from .classification import read_classification
    from .document import read_document
    from .given_back import GivenBack, held_against
    from .head import read_head
    from .kinds import ALL, TEXTS, WORKBOOKS, YEAR
    from .layout import read_layout
    from .record import Read, read_record, read_source
    from .spellings import read_spellings
    from .text import read_text
    from .tree import Mapping, Sequence, read_tree
    from .workbook import read_grids
    from .years import Years, prior_beside, read_years

__getattr__ = door(
    __name__,
    book="Forms prepared read_book",
    classification="read_classification",
    document="read_document",
    given_back="GivenBack held_against",
    head="read_head",
    kinds="ALL TEXTS WORKBOOKS YEAR",
    layout="read_layout",
    record="Read read_record read_source",
    spellings="read_spellings",
    text="read_text",
    tree="Mapping Sequence read_tree",
    workbook="read_grids",
    years="Years prior_beside read_years",
)

__all__ = [
    "ALL",
    "TEXTS",
    "WORKBOOKS",
    "YEAR",
    "Forms",
    "GivenBack",
    "Mapping",
    "Read",
    "Sequence",
    "Years",
    "held_against",
    "prepared",
    "prior_beside",
    "read_book",
    "read_classification",
    "read_document",
    "read_grids",
    "read_head",
    "read_layout",
    "read_record",
    "read_source",
    "read_spellings",
    "read_text",
    "read_tree",
    "read_years",
]
