"""The narrative as one self-contained page: hover over a number and it tells its formula; blanks stand out."""

from __future__ import annotations

from html import escape

from ..model.narrative import (
    Blank,
    Block,
    Cell,
    Chart,
    Contents,
    Cover,
    Heading,
    Inline,
    Narrative,
    Number,
    Paragraph,
    Table,
)
from .formula import tree

STYLE = """
body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.9;
  font-family:FangSong,"仿宋",STFangsong,serif;color:#111}
h1{text-align:center;font-weight:normal}h2,h3,h4{font-family:SimHei,"黑体",sans-serif;font-weight:normal}
p{text-indent:2em;margin:.3em 0}h2,h3,h4{text-indent:1em;margin:.8em 0 .2em}
table{border-collapse:collapse;margin:1em auto;font-size:.8em}td,th{border:1px solid;padding:.1em .4em}
td.right{text-align:right}td.center{text-align:center}caption{font-size:1.2em}
.number{border-bottom:1px dotted #888;cursor:help}mark{background:#ffe86b}
@media print{table{border-collapse:collapse;margin:1em auto;font-size:.8em}td,th{border:1px solid;padding:.1em .4em}
td.right{text-align:right}td.center{text-align:center}caption{font-size:1.2em}
.number{border:0}}
"""


def write_html(narrative: Narrative) -> str:
    body = [f"<h1>{escape(narrative.title)}</h1>"]
    body += filter(None, map(_block, narrative.blocks))
    head = f'<meta charset="utf-8"><title>{escape(narrative.title)}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n' + "\n".join(body) + "\n</body></html>\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _tagged(f"h{block.level + 1}", escape(block.number) + _inlines(block.inlines))
        case Paragraph():
            return _tagged("p", escape(block.number) + _inlines(block.inlines))
        case Table():
            head = "　".join(escape(text) for text in (block.number, *block.head, block.unit_line) if text)
            rows = [_row("th", row) for row in block.header] + [_row("td", row) for row in block.rows]
            caption = _tagged("caption", f"{escape(block.title)}<br><small>{head}</small>") if block.title else ""
            notes = "".join(_tagged("p", escape(note)) for note in block.notes)
            return _tagged("table", caption + "\n".join(rows)) + notes
        case Chart():
            pairs = zip(block.labels, block.values, strict=True)
            rows = [f"<tr><td>{escape(label)}</td><td>{_inline(value)}{block.unit}</td></tr>" for label, value in pairs]
            return _tagged("table", _tagged("caption", escape(block.number + block.caption)) + "".join(rows))
        case Cover() | Contents():
            return ""


def _row(tag: str, row: tuple[Cell, ...]) -> str:
    spans = (f' colspan="{c.columns}" rowspan="{c.rows}" class="{c.align}"' for c in row)
    cells = (f"<{tag}{span}>{_inlines(c.inlines)}</{tag}>" for c, span in zip(row, spans, strict=True))
    return _tagged("tr", "".join(cells))


def _tagged(tag: str, content: str) -> str:
    return f"<{tag}>{content}</{tag}>"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    text = escape(inline.text)
    match inline:
        case Number(figure=figure):
            told = escape("\n".join(tree(figure)), quote=True)
            return f'<span class="number" data-key="{escape(figure.key)}" title="{told}">{text}</span>'
        case Blank(entry=place, candidates=candidates):
            told = escape("写进" + place + "".join(f"\n可参考：{c}" for c in candidates), quote=True)
            return f'<mark title="{told}">{text}</mark>'
    return text
