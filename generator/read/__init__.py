"""What people write → typed values that know their place."""

from .layout import read_layout
from .record import read_record
from .text import read_text
from .tree import Mapping, Sequence, read_tree

__all__ = ["Mapping", "Sequence", "read_layout", "read_record", "read_text", "read_tree"]
