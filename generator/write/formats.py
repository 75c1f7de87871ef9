"""The formats of a draft by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ..model.narrative import Narrative

# The modules that write a draft as text, each loaded when it is wanted, and what they call it there.
TEXTS = {
    ".txt": ("text", "write_text"),
    ".md": ("markdown", "write_markdown"),
    ".html": ("html", "write_html"),
    ".json": ("tree_json", "write_json"),
}
FORMATS = (".docx", *TEXTS)


def write_draft(narrative: Narrative, suffix: str, reference: Path, lender: Path, plain: bool = False) -> bytes:
    """The narrative in the format of `suffix`. The rest is for Word: the document that gives the look, the one that
    lends what styles the former lacks, and whether marks for review are left out."""
    if suffix == ".docx":
        from .docx import write_docx

        return write_docx(narrative, reference, plain, lender)
    module, name = TEXTS[suffix]
    write: Callable[[Narrative], str] = getattr(import_module(f"{__package__}.{module}"), name)
    return write(narrative).encode("utf-8")
