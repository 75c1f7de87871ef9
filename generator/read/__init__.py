"""What people write → typed values that know their place."""

from .book import Forms, prepared, read_book
from .classification import read_classification
from .given_back import GivenBack, given_back
from .layout import read_layout
from .record import WORKBOOKS, Read, read_record, read_source
from .spellings import read_spellings
from .text import read_text
from .tree import Mapping, Sequence, read_tree
from .workbook import read_grids
from .years import Years, read_years

__all__ = [
    "WORKBOOKS",
    "Forms",
    "GivenBack",
    "Mapping",
    "Read",
    "Sequence",
    "Years",
    "given_back",
    "prepared",
    "read_book",
    "read_classification",
    "read_grids",
    "read_layout",
    "read_record",
    "read_source",
    "read_spellings",
    "read_text",
    "read_tree",
    "read_years",
]
