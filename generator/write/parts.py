"""The parts of one Word document by name (word/document.xml): those of its reference, and what is added to them.

It exists beside python-docx because a reference is read once for all documents that take their look from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from posixpath import dirname, relpath, split

from .escape import escape
from .package import PACKAGE, pack

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NONE = f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
END = b"</Relationships>"
ID = re.compile(rb'Id="rId([0-9]+)"')


class Parts:
    """`main` is the part with the text, `core` the one with the properties of the document."""

    def __init__(self, contents: Mapping[str, bytes], types: Mapping[str, str], main: str, core: str) -> None:
        self.contents = dict(contents)
        self.types = dict(types)
        self.main = main
        self.core = core

    def copy(self) -> Parts:
        """The same parts, to add to."""
        return Parts(self.contents, self.types, self.main, self.core)

    def add(self, name: str, content_type: str, blob: bytes, relationship: str, source: str | None = None) -> str:
        """Adds a part and returns the id of the relationship that leads to it from the text, or from the part named
        `source`, which was added before."""
        self.contents[name] = blob
        self.types[name] = content_type
        folder, file = split(source or self.main)
        leading = f"{folder}/_rels/{file}.rels"
        known = self.contents.get(leading, NONE.encode())
        last = max(map(int, ID.findall(known)), default=0)
        rel_id = f"rId{last + 1}"
        target = escape(relpath(name, dirname(source or self.main)))
        added = f'<Relationship Id="{rel_id}" Type="{relationship}" Target="{target}"/>'
        self.contents[leading] = known.replace(END, added.encode() + END)
        return rel_id

    def packed(self, text: str) -> bytes:
        """The file, with `text` as the part that holds it. The text is never parsed: a table of thousands of cells
        costs more to read than to write."""
        return pack({**self.contents, self.main: text.encode()}, self.types)
