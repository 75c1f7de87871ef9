"""Numbers as content controls of Word: invisible, editable, and each tagged with the key of its figure.

They exist so that a reviewer, or the program itself, finds every number of an edited document again. Nothing is
locked: staff may correct any of them. A control is `temporary`, so that it goes when its number is edited: that number
is theirs then, and a control left empty would print Word's own words (单击或点击此处输入文字).
"""

from __future__ import annotations

from hashlib import sha256

from .escape import run

# Word refuses a document with a longer tag.
LONGEST = 64
HASHED = 12

WORD_2012 = "http://schemas.microsoft.com/office/word/2012/wordml"


def tag_of(key: str) -> str:
    """The tag of a figure: its key, or the beginning of a long key and a hash of the whole."""
    if len(key) <= LONGEST:
        return key
    return f"{key[: LONGEST - HASHED - 1]}~{sha256(key.encode()).hexdigest()[:HASHED]}"


def control(tag: str, number: int, text: str, properties: str) -> str:
    """A control around digits with such properties. `tag` is escaped already; `number` is unique in the document, from
    1."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{number}"/><w:temporary/>'
        f'<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>{run(text, properties)}</w:sdtContent></w:sdt>'
    )
