"""What people write → typed values that know their place."""

from pathlib import Path

from ..model.document import Document
from .book import Forms, prepared, read_book
from .classification import read_classification
from .given_back import GivenBack, held_against
from .layout import read_layout
from .record import Read, read_record, read_source
from .spellings import read_spellings
from .text import read_text
from .tree import Mapping, Sequence, read_tree
from .workbook import WORKBOOKS, read_grids
from .years import Years, read_years


def read_document(path: Path) -> Document:
    """A finished document, whoever wrote it. Raises `Refused` where it cannot be read."""
    from .document import read_document as read  # lxml and the reader of PDF cost a tenth of a second

    return read(path)


__all__ = [
    "WORKBOOKS",
    "Forms",
    "GivenBack",
    "Mapping",
    "Read",
    "Sequence",
    "Years",
    "held_against",
    "prepared",
    "read_book",
    "read_classification",
    "read_document",
    "read_grids",
    "read_layout",
    "read_record",
    "read_source",
    "read_spellings",
    "read_text",
    "read_tree",
    "read_years",
]
