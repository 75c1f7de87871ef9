"""What people write → typed values that know their place."""

from .layout import read_layout
from .record import read_record
from .text import read_text
from .tree import Mapping, Sequence, read_tree
from .years import Years, read_years

__all__ = ["Mapping", "Sequence", "Years", "read_layout", "read_record", "read_text", "read_tree", "read_years"]
