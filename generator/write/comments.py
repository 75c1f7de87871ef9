"""The comments in the margin: what is still to be filled in, and what was noticed about the unit's own words.

They exist so that staff find the open questions in Word, where they work, and not in a list beside it. Dates are
fixed: a clock would make two drafts of the same figures differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..model.finding import Finding, Severity
from ..model.inlines import Blank
from ..model.source import Source
from .escape import FORBIDDEN, W, escape, run

AUTHOR, INITIALS = "决算", "决"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def asked(blank: Blank) -> tuple[str, ...]:
    """What to tell about a blank, by paragraphs: what is wanted, where it belongs, wordings to choose from."""
    candidates = [f"可参考：{candidate}" for candidate in blank.candidates]
    return (f"待补充：{blank.wanted}", f"写进{blank.entry}", *candidates)


def told(finding: Finding) -> tuple[str, ...]:
    """What to tell about words of the unit's own, by paragraphs."""
    place = f"（{finding.code}，{finding.source}）" if finding.source else f"（{finding.code}）"
    return tuple(filter(None, (finding.message + place, finding.hint)))


def warnings(findings: Iterable[Finding]) -> dict[Source, list[Finding]]:
    """The findings that want a person's look, by their place in the record; of errors, by all places that take part."""
    found: dict[Source, list[Finding]] = {}
    for finding in findings:
        if finding.severity is not Severity.INFO and finding.source:
            for source in (finding.source, *(finding.also if finding.severity is Severity.ERROR else ())):
                found.setdefault(source, []).append(finding)
    return found


def anchored(numbers: Sequence[int], marked: str) -> str:
    """`marked` with the comments of these numbers on it; unchanged without any."""
    starts = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
    ends = "".join(
        f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>' for number in numbers
    )
    return f"{starts}{marked}{ends}"


def comments_xml(comments: Sequence[tuple[str, ...]], year: int, style_id: str | None) -> str:
    """The part with all comments, numbered from 0, in the style with that id. `year` is that of the disclosure."""
    style = f'<w:pPr><w:pStyle w:val="{escape(style_id)}"/></w:pPr>' if style_id else ""
    who = f'w:author="{AUTHOR}" w:date="{year + 1}-01-01T00:00:00Z" w:initials="{INITIALS}"'
    listed = "".join(
        f'<w:comment w:id="{number}" {who}>{_paragraphs(comment, style)}</w:comment>'
        for number, comment in enumerate(comments)
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:comments xmlns:w="{W}">{listed}</w:comments>'


def _paragraphs(comment: tuple[str, ...], style: str) -> str:
    # What stands on the page is refused with such a character; a remark about it must still be told.
    return "".join(f"<w:p>{style}{run(FORBIDDEN.sub('□', text), '')}</w:p>" for text in comment)
