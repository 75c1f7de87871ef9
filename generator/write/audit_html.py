"""The findings about a document as one page to send back: a table of what is wrong, then the document's own text with
those sentences marked, each leading to the other. It needs nothing from outside and runs no script.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from ..model.document import Document, Grid, Passage
from ..model.finding import Finding, Severity
from .judged import LEVELS, Span, Stand, blocks_of, stand, stand_in_table
from .revision_cells import AMOUNT, CODE

STYLE = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:78em;padding:1em 1.5em 4em;line-height:1.8;color:#1a1a1a;
  font-family:"Noto Serif CJK SC",FangSong,"仿宋",STFangsong,SimSun,serif}
h1,h2,h3,h4,h5,th,.level{font-family:"Noto Sans CJK SC",SimHei,"黑体",sans-serif}
h1{font-size:1.4em;text-align:center;margin:.6em 0 .2em}h2{font-size:1.1em;margin:1.6em 0 .5em}
.of,.sum{text-align:center;margin:.2em 0}.of{color:#555;overflow-wrap:anywhere}.sum b{font-size:1.15em}
table{border-collapse:collapse}
.list{width:100%;table-layout:fixed;font-size:.86em;line-height:1.55}
.list td,.list th{border:1px solid #999;padding:.3em .45em;vertical-align:top;overflow-wrap:anywhere;text-align:left}
.list th{background:#f1f1f1}.list thead{display:table-header-group}
.list .n{width:3.2em;text-align:center}.list .l{width:5em}.list .p{width:6.5em}.list .w{width:9em}.list .h{width:12em}
.list .q{width:28%}tr:target td{background:#fff8d8}
.level{white-space:nowrap;font-weight:600}.error .level{color:#a11212}.warning .level{color:#8a5a00}
.info .level{color:#45627d}.code{display:block;font-size:.85em;color:#777}
mark{background:#fff0a8;color:inherit}mark.printed{background:#fbd3d3;color:#8a0f0f;font-weight:700;
  text-decoration:underline}
a{color:#0b4a8f;text-decoration:none}a:hover{text-decoration:underline}
.ref{font:600 .72em "Noto Sans CJK SC",SimHei,sans-serif;vertical-align:super;line-height:1;margin:0 .15em;
  padding:0 .3em;border:1px solid #a11212;border-radius:.8em;color:#a11212;background:#fff;scroll-margin-top:4em}
.ref:target{background:#a11212;color:#fff}
main{border-top:2px solid #333;padding-top:.5em}main p{margin:.15em 0;text-indent:2em;overflow-wrap:anywhere}
main h3,main h4,main h5{margin:.9em 0 .2em;font-size:1em}main h3{font-size:1.1em;text-align:center}
.whole{background:#fff0a8}.page{float:right;color:#999;font-size:.75em;margin-left:1em;text-indent:0}
.wide{overflow-x:auto;margin:.6em 0}.wide table{font-size:.78em;line-height:1.4;margin:0 auto}
.wide td{border:1px solid #999;padding:.1em .4em;height:1.6em}.wide td.number{text-align:right;white-space:nowrap}
.wide td.found{background:#fff0a8}caption{font-weight:600;padding:.2em}
@page{size:A4 landscape;margin:12mm}
@media print{body{max-width:none;padding:0;font-size:10pt}a{color:inherit}.list tr{break-inside:avoid}
  main h3,main h4,main h5,h2{break-after:avoid}.wide{overflow:visible}
  mark,.list th,.ref,.whole,.wide td.found{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
HEADS = tuple(
    f'<th class="{width}">{name}</th>'
    for width, name in zip("nlpqwwrh", ("序号", "级别", "位置", "原句", "印的", "应当是", "原因", "办法"), strict=True)
)
DEEPEST = 2
LONGEST_TITLE = 60

# The findings about one block, with their numbers in the list.
Numbered = list[tuple[int, Finding]]


def write_audit_html(document: Document, findings: Sequence[Finding], title: str) -> str:
    """The page. Every finding with a place leads to it in the text, and back."""
    blocks = blocks_of(document, findings)
    about: dict[int, Numbered] = {}
    for number, (finding, block) in enumerate(zip(findings, blocks, strict=True), 1):
        if block is not None:
            about.setdefault(block, []).append((number, finding))
    rows = "\n".join(
        _row(number, finding, block is not None)
        for number, (finding, block) in enumerate(zip(findings, blocks, strict=True), 1)
    )
    table = (
        f'<table class="list"><thead><tr>{"".join(HEADS)}</tr></thead><tbody>\n{rows}\n</tbody></table>'
        if findings
        else "<p>没有发现问题。</p>"
    )
    heading = f"审核结果：{escape(title)}"
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{heading}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n<h1>{heading}</h1>\n{_of(document, title)}"
        f'<p class="sum">{_summary(findings)}</p>\n<h2>问题</h2>\n{table}\n<h2>文稿</h2>\n<main>\n'
        f"{''.join(_text(document, about))}</main>\n</body></html>\n"
    )


def _of(document: Document, title: str) -> str:
    """What the document calls itself, and its file; neither where the title says it."""
    first = next((block.text for block in document.blocks if isinstance(block, Passage)), "")
    own = first if len(first) <= LONGEST_TITLE else ""
    told = dict.fromkeys(words for words in (own, Path(document.path).name) if words and words != title)
    return f'<p class="of">{"　".join(map(escape, told))}</p>\n' if told else ""


def _summary(findings: Sequence[Finding]) -> str:
    count = Counter(finding.severity for finding in findings)
    kinds = (Severity.ERROR, Severity.WARNING, *((Severity.INFO,) if count[Severity.INFO] else ()))
    return "，".join(f"{LEVELS[kind]} <b>{count[kind]}</b> 处" for kind in kinds)


def _row(number: int, finding: Finding, placed: bool) -> str:
    place = escape(finding.source.within) if finding.source and finding.source.place else "全文"
    found = stand(finding.quote, finding)
    level = f'<span class="level">{LEVELS[finding.severity]}</span><span class="code">{escape(finding.code)}</span>'
    cells = (
        f'<td class="n">{number}</td>',
        f"<td>{level}</td>",
        f'<td><a href="#f{number}">{place}</a></td>' if placed else f"<td>{place}</td>",
        f"<td>{_marked(finding.quote, [(None, Stand(None, found.printed))])}</td>",
        *(f"<td>{_lines(text)}</td>" for text in (finding.printed, finding.expected, finding.message, finding.hint)),
    )
    return f'<tr id="n{number}" class="{finding.severity}">{"".join(cells)}</tr>'


def _text(document: Document, about: Mapping[int, Numbered]) -> Iterator[str]:
    page = ""
    for at, block in enumerate(document.blocks):
        place = ""
        if document.kind == "pdf" and block.source.place != page:
            page = block.source.place
            place = f'<span class="page">{escape(page)}</span>'
        found = about.get(at, [])
        if isinstance(block, Grid):
            yield f"{place}{_grid(block, found)}\n"
        else:
            yield f"{_passage(block, found, place)}\n"


def _passage(block: Passage, found: Numbered, place: str) -> str:
    tag = "p" if block.level is None else f"h{min(block.level, DEEPEST) + 3}"
    stands = [(number, stand(block.text, finding)) for number, finding in found]
    whole = ' class="whole"' if any(not own.spans for _, own in stands) else ""
    return f"<{tag}{whole}>{place}{_marked(block.text, stands)}</{tag}>"


def _marked(text: str, stands: Sequence[tuple[int | None, Stand]]) -> str:
    """`text` with the sentences and the printed words marked, behind each the number of its finding."""
    quotes = [own.quote for _, own in stands if own.quote]
    printed = [span for _, own in stands for span in own.printed]
    refs: dict[int, list[int]] = {}
    for number, own in stands:
        if number is not None:
            refs.setdefault(own.spans[-1][1] if own.spans else len(text), []).append(number)
    cuts = sorted({0, len(text), *refs, *(edge for span in (*quotes, *printed) for edge in span)})
    told = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        told += [_ref(number) for number in refs.get(start, ())]
        piece = _lines(text[start:end])
        if _within(start, printed):
            piece = f'<mark class="printed">{piece}</mark>'
        elif _within(start, quotes):
            piece = f"<mark>{piece}</mark>"
        told.append(piece if start < end else "")
    return "".join(told)


def _within(at: int, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _ref(number: int) -> str:
    return f'<a class="ref" id="f{number}" href="#n{number}">{number}</a>'


def _grid(grid: Grid, found: Numbered) -> str:
    """A table; neighbours with the same words are one cell again, and findings of no cell stand at its title."""
    cells: dict[tuple[int, int], list[tuple[int, Span]]] = {}
    loose = ""
    for number, finding in found:
        if own := stand_in_table(grid.rows, finding):
            row, column, span = own
            while column and _merged(grid.rows[row], column):
                column -= 1
            cells.setdefault((row, column), []).append((number, span))
        else:
            loose += _ref(number)
    caption = escape(grid.title) + (f"（{escape(grid.unit)}）" if grid.unit else "")
    rows = "\n".join(
        f"<tr>{''.join(_cells(row, {c: own for (r, c), own in cells.items() if r == at}))}</tr>"
        for at, row in enumerate(grid.rows)
    )
    return f'<div class="wide"><table><caption>{caption}{loose}</caption>\n{rows}\n</table></div>'


def _cells(row: Sequence[str], found: Mapping[int, list[tuple[int, Span]]]) -> Iterator[str]:
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and _merged(row, end):
            end += 1
        own = found.get(at, [])
        classes = " ".join(name for name, true in (("number", _amount(row[at])), ("found", bool(own))) if true)
        span = f' colspan="{end - at}"' if end > at + 1 else ""
        stands = [(number, Stand(None, (place,))) for number, place in own]
        look = f' class="{classes}"' if classes else ""
        yield f"<td{look}{span}>{_marked(row[at], stands)}</td>"
        at = end


def _merged(row: Sequence[str], at: int) -> bool:
    """Whether the cell is one with its neighbour at the left; cells with amounts never are."""
    return row[at] == row[at - 1] and not _amount(row[at])


def _amount(text: str) -> bool:
    return bool(AMOUNT.fullmatch(text.strip())) and not CODE.fullmatch(text.strip())


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>").replace("（", "<wbr>（")
