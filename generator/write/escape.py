"""Text as it stands in WordprocessingML. It exists because XML, Word and pasted text disagree about characters.

It refuses the control characters that no Word document can hold.
"""

from __future__ import annotations

import re

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# XML 1.0 has no way to write these; they come in with text pasted from old programs.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# A line end inside a unit's own words stays a line end; as a bare character Word would show a space.
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
TAB = '</w:t><w:tab/><w:t xml:space="preserve">'
SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": BREAK, "\r": BREAK, "\t": TAB})


def escape(text: str) -> str:
    """`text` as it stands in XML. A line end of Windows is one line end. Raises `Refused` (D03)."""
    if not SPECIAL.search(text):  # nearly no text holds one, and a table has thousands of texts
        return text
    if FORBIDDEN.search(text):
        raise Refused(forbidden(text, None))
    return text.replace("\r\n", "\n").translate(ESCAPES)


def run(text: str, properties: str) -> str:
    """A piece of text in one format. Spaces at its ends count."""
    formatted = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{formatted}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def forbidden(text: str, source: Source | None) -> Finding:
    """What to tell about a text that no Word document can hold."""
    code = ord(FORBIDDEN.findall(text)[0])
    around = FORBIDDEN.sub("□", text)[:40]
    message = f"文字中有 Word 不能保存的控制字符（U+{code:04X}，下文以“□”表示）：{around}"
    return Finding("D03", Severity.ERROR, message, source, "删去该字符，或重新录入这段文字。")
