"""The file of other spellings (data/layouts/names.yaml) → `Spellings`."""

from __future__ import annotations

from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.values import Scalar
from .text import read_text
from .tree import Mapping, Sequence, read_tree
from .wording import Spellings, bare, spellings_of

KINDS = ("titles", "headings", "rows")


def read_spellings(path: Path) -> Spellings:
    """The spellings in the file at `path`. Raises `Refused` (S04) where it holds anything but lists of names."""
    tree = read_tree(read_text(path), str(path))
    older = {_key(row[0]): (row[1] if len(row) > 1 else "") for row in _listed(tree, "older")}
    titles, headings, rows = (spellings_of(_listed(tree, kind)) for kind in KINDS)
    return Spellings(titles, headings, rows, older)


def _key(name: str) -> str:
    """A row, or a table and its row, as they are compared."""
    return ".".join(bare(part) for part in name.split("."))


def _listed(tree: Mapping, kind: str) -> list[list[str]]:
    listed = tree.get(kind)
    names = [[own.text for own in row if isinstance(own, Scalar)] for row in listed or [] if isinstance(row, Sequence)]
    if not isinstance(listed, Sequence) or [len(row) for row in listed] != [len(row) for row in names]:
        hint = "写成 - [今天的名称, 别的写法, …]"
        raise Refused(Finding("S04", Severity.ERROR, f"{kind} 里应当是名称的清单", tree.source, hint))
    return names
