"""The narrative as one self-contained page: hover over a number and it tells its formula; blanks stand out."""

from __future__ import annotations

from html import escape

from ..model.narrative import Blank, Heading, Inline, Narrative, Number
from .formula import tree

STYLE = """
body{max-width:46em;margin:2em auto;padding:0 1em;line-height:1.9;
  font-family:FangSong,"仿宋",STFangsong,serif;color:#111}
h1{text-align:center;font-weight:normal}h2,h3,h4{font-family:SimHei,"黑体",sans-serif;font-weight:normal}
p{text-indent:2em;margin:.3em 0}h2,h3,h4{text-indent:1em;margin:.8em 0 .2em}
.number{border-bottom:1px dotted #888;cursor:help}mark{background:#ffe86b}
@media print{.number{border:0}}
"""


def write_html(narrative: Narrative) -> str:
    body = [f"<h1>{escape(narrative.title)}</h1>"]
    for block in narrative.blocks:
        tag = f"h{block.level + 1}" if isinstance(block, Heading) else "p"
        body.append(f"<{tag}>{escape(block.number)}{''.join(_inline(i) for i in block.inlines)}</{tag}>")
    head = f'<meta charset="utf-8"><title>{escape(narrative.title)}</title><style>{STYLE}</style>'
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>\n' + "\n".join(body) + "\n</body></html>\n"


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
