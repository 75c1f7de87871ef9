"""The texts of attachments that lie in files of their own beside the record (附件 → 文件), a paragraph a line.

They are put into the tree as if they stood in the record, each paragraph with its own file and line, so that nothing
behind this room knows the difference. A file elsewhere than beside the record is refused: the two move together.
"""

from __future__ import annotations

from pathlib import Path

from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from ..model.terms import TERMS
from ..model.values import Scalar, brief
from .names import given
from .text import BREAK, read_text
from .tree import INVISIBLE, Mapping, Sequence, invisible

LONGEST_NAME = 80
TEXT, FILE = TERMS["text"].zh, TERMS["file"].zh


def take_in(tree: Mapping, path: Path) -> list[Finding]:
    """Puts the paragraphs of files into the attachments of `tree`, the record at `path`, and tells what stands in the
    way: R14 for a file that is not there, R10 for an attachment without any text, the reader's own codes otherwise."""
    findings: list[Finding] = []
    attachments = given(tree, "attachments")
    for attachment in attachments if isinstance(attachments, Sequence) else ():
        if isinstance(attachment, Mapping):
            findings += _take_in(attachment, path)
    return findings


def _take_in(attachment: Mapping, path: Path) -> list[Finding]:
    file, text = given(attachment, "file"), given(attachment, "text")
    if not isinstance(file, Scalar):
        if text is not None or file is not None:
            return []  # whether it is well written is told with everything else
        hint = f"补上“{TEXT}: …”，或写“{FILE}: …”，指明和记录放在一起的文本文件"
        return [Finding("R10", Severity.ERROR, f"这个附件缺少“{TEXT}”", attachment.source, hint)]
    if text is not None:
        message = f"这个附件写了“{TEXT}”，又写了“{FILE}”"
        return [Finding("R14", Severity.ERROR, message, file.source, "二者留一")]
    beside = path.parent / file.text
    if Path(file.text).name != file.text or "\\" in file.text or len(file.text) > LONGEST_NAME:
        message = f"“{brief(file.text)}”不是文件名"
        return [Finding("R14", Severity.ERROR, message, file.source, "把文件和记录放在同一文件夹，这里只写文件名")]
    if not beside.is_file():
        message = f"没有附件的文件“{brief(file.text)}”"
        hint = "把文件和记录放在同一文件夹，核对文件名和扩展名（如 附件1.txt）"
        return [Finding("R14", Severity.ERROR, message, file.source, hint)]
    try:
        attachment[TEXT] = _paragraphs(beside)
    except Refused as refused:
        return list(refused.findings)
    if not attachment[TEXT]:
        return [
            Finding("R14", Severity.ERROR, f"附件的文件“{brief(file.text)}”是空的", file.source, "写上内容，一行一段")
        ]
    attachment.keys_at[TEXT] = file.source
    return []


def _paragraphs(path: Path) -> Sequence:
    """The lines of the file that are not empty, each at its place in it."""
    paragraphs = Sequence(Source(str(path), "1:1"))
    faults = []
    for number, line in enumerate(BREAK.split(read_text(path)), start=1):
        place = Source(str(path), f"{number}:{len(line) - len(line.lstrip()) + 1}")
        if unseen := INVISIBLE.search(line):
            faults.append(invisible(unseen[0], Source(str(path), f"{number}:{unseen.start() + 1}")))
        elif line.strip():
            paragraphs.append(Scalar(line.strip(), place))
            paragraphs.items_at.append(place)
    if faults:
        raise Refused(*faults)
    return paragraphs
