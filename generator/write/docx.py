"""Writes the narrative as a Word document: the look from a reference document, the text from the narrative.

It exists to put the three together (text, reference, package) and knows nothing of any of them. It refuses
what they refuse, as findings.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from ..model.narrative import Narrative
from .body import BLANK, HEADINGS, TITLE, body_xml
from .package import repack
from .reference import counts, open_reference, replace_body, stamp, style_ids


def write_docx(narrative: Narrative, reference: Path) -> bytes:
    """The .docx file. The same narrative and reference give the same bytes.

    Raises `Refused`: D01 the reference is not a .docx, D02 it lacks a style, D03 a text holds a control character."""
    document = open_reference(reference)
    ids = style_ids(document, reference, paragraphs=(TITLE, *HEADINGS.values()), characters=(BLANK,))
    replace_body(document, body_xml(narrative, ids, counts(document)))
    stamp(document, narrative)
    packed = BytesIO()
    document.save(packed)
    return repack(packed.getvalue())
