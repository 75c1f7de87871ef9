"""How a document differs from an older one, as one page to read and to print: what matters on top, then both texts side
by side. It needs nothing from outside and runs no script.
"""

from __future__ import annotations

from html import escape
from itertools import groupby

from ..model.document import Grid, Passage
from ..model.revision import Change, GridRow, Revision, Row
from .revision_cells import RevisedCell, revised_cells
from .revision_report import TITLES, summary, told, where

STYLE = """
*{box-sizing:border-box}
body{margin:0 auto;max-width:84em;padding:1em 1.5em 4em;line-height:1.8;color:#1a1a1a;
  font-family:"Noto Serif CJK SC",FangSong,"仿宋",STFangsong,SimSun,serif}
h1{font-size:1.4em;text-align:center;font-weight:600;margin:.6em 0 .2em}
h2{font-size:1.05em;margin:1.4em 0 .4em;font-family:"Noto Sans CJK SC",SimHei,"黑体",sans-serif}
.files{text-align:center;color:#555;margin:0 0 1em}
nav{border:1px solid #ccc;border-radius:6px;padding:.2em 1.2em 1em;background:#fafafa}
nav ol{margin:.2em 0;padding-left:2.6em}nav li{margin:.15em 0}
nav a{color:#0b4a8f;text-decoration:none;margin-right:.6em}nav a:hover{text-decoration:underline}
nav h3{font-size:1em;margin:.9em 0 .2em;font-family:"Noto Sans CJK SC",SimHei,"黑体",sans-serif}
.direction h3,.copied h3,.year h3{color:#a11212}
details summary{cursor:pointer;font-weight:600}
.legend{font-size:.85em;color:#555;margin:.6em 0}
.only{font-size:.9em;margin-left:1em}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:0 1.2em;border-bottom:1px solid #eee;padding:.25em 0;
  scroll-margin-top:3em}
.pair:target{background:#fff8d8}
.head{position:sticky;top:0;background:#fff;border-bottom:2px solid #333;font-weight:600;z-index:1}
.pair p{margin:0;text-indent:2em;overflow-wrap:anywhere}
.pair p.heading{font-weight:600;text-indent:0;font-family:"Noto Sans CJK SC",SimHei,"黑体",sans-serif}
.same p{color:#777}.gone{background:#fdecec}.come{background:#eaf6ea}
.note{font-size:.8em;color:#555;text-indent:0!important}
.wide{grid-column:1/-1;overflow-x:auto}
del{background:#fbd3d3;color:#8a0f0f;text-decoration:line-through}
ins{background:#cdeccd;color:#0d5a14;text-decoration:none}
.direction>del,.direction>ins{font-weight:700;outline:2px solid #c62828}
.figure>del,.figure>ins{font-weight:600;text-decoration:none}
.shifted{color:#777;border-bottom:1px dotted #999}
.year>del,.year>ins{outline:2px dashed #c62828;text-decoration:none}
table{border-collapse:collapse;font-size:.8em;line-height:1.4;margin:.3em auto}
td{border:1px solid #999;padding:.1em .4em}td.number{text-align:right;white-space:nowrap}
td.moved{background:#fff8d8}tr.gone td{background:#fdecec}tr.come td{background:#eaf6ea}
td del,td ins{display:block}
caption{font-weight:600;padding:.2em}
#only:checked~main .same{display:none}
@page{size:A4 landscape;margin:12mm}
@media print{body{max-width:none;padding:0;font-size:9.5pt}.only,#only{display:none}nav{border:0;padding:0}
  .pair{break-inside:avoid}.pair:has(.heading){break-after:avoid}.pair.table{break-inside:auto}.head{position:static}h2{break-after:avoid}
  nav a{color:inherit}
  del,ins,.gone,.come,td.moved{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
"""
LEGEND = (
    "<p class=legend><del>红底划线</del>是原来有、现在没有的；<ins>绿底</ins>是现在才有的；"
    '<span class="direction"><ins>红框</ins></span>是增减方向变了；<span class=shifted>点线</span>是随年度推移的年份、'
    "序号和写法，不算不同。</p>"
)


def write_revision_html(revision: Revision) -> str:
    """The page. Every difference in the list leads to its row."""
    left, right = (
        f"{escape(document.path)}" + (f"（{year}年度）" if year else "")
        for document, year in zip((revision.old, revision.new), revision.years, strict=True)
    )
    title = "两份文稿对照"
    rows = "\n".join(_row(index, row) for index, row in enumerate(revision.rows))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title>'
        f"<style>{STYLE}</style></head>\n<body>\n<h1>{title}</h1>\n"
        f'<p class="files">{left}　→　{right}</p>\n{_list(revision)}\n<h2>逐段对照</h2>\n{LEGEND}\n'
        '<input type="checkbox" id="only"><label class="only" for="only">只看有变化的</label>\n'
        f'<main>\n<div class="pair head"><div>{left}</div><div>{right}</div></div>\n{rows}\n</main>\n</body></html>\n'
    )


def _list(revision: Revision) -> str:
    if not revision.differences:
        return "<nav><p>除年份外没有不同。</p></nav>"
    parts = [f"<p>{escape(summary(revision.differences))}</p>"]
    for kind, group in groupby(revision.differences, key=lambda difference: difference.kind):
        found = list(group)
        items = "\n".join(
            f'<li><a href="#r{d.row}">{escape(where(d) or "见正文")}</a>{escape(told(d))}</li>' for d in found
        )
        parts.append(
            f'<section class="{kind}"><h3>{escape(TITLES[kind])}（{len(found)}）</h3>\n<ol>\n{items}\n</ol></section>'
        )
    return f"<nav>{''.join(parts)}</nav>"


def _row(index: int, row: Row) -> str:
    if isinstance(row.old, Grid) or isinstance(row.new, Grid):
        same = all(grid_row.old == grid_row.new for grid_row in row.grid)
        return f'<div class="pair table{" same" if same else ""}" id="r{index}">{_table(row)}</div>'
    if row.old is None or row.new is None:
        return f'<div class="pair" id="r{index}">{_alone(row)}</div>'
    changed = any(piece.change not in (Change.SAME, Change.SHIFTED) for piece in row.pieces)
    sides = "".join(f"<div>{_tagged(block, _side(row, new))}</div>" for block, new in ((row.old, 0), (row.new, 1)))
    return f'<div class="pair{"" if changed else " same"}" id="r{index}">{sides}</div>'


def _alone(row: Row) -> str:
    """A paragraph that the other document lacks, or has elsewhere."""
    block, kind = (row.new, "come") if row.old is None else (row.old, "gone")
    tag = "ins" if row.old is None else "del"
    text = f"<{tag}>{_lines(block.text)}</{tag}>" if isinstance(block, Passage) else ""
    note = ""
    if row.elsewhere is not None:
        words = "从别处移来" if row.old is None else "移到了别处"
        note = f'<p class="note"><a href="#r{row.elsewhere}">{words}</a></p>'
    own, other = f'<div class="{kind}">{_tagged(block, text)}{note}</div>', "<div></div>"
    return other + own if row.old is None else own + other


def _tagged(block: object, text: str) -> str:
    heading = isinstance(block, Passage) and block.level is not None
    return f"<p{' class=heading' if heading else ''}>{text}</p>"


def _side(row: Row, new: int) -> str:
    told = []
    for piece in row.pieces:
        text = _lines(piece.new if new else piece.old)
        if not text:
            continue
        if piece.change is Change.SAME:
            told.append(text)
        elif piece.change is Change.SHIFTED:
            told.append(f'<span class="shifted">{text}</span>')
        else:
            tag = "ins" if new else "del"
            told.append(f'<span class="{piece.change}"><{tag}>{text}</{tag}></span>')
    return "".join(told)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _table(row: Row) -> str:
    """Both tables as one: a cell that changed shows what it was and what it is."""
    block = row.new or row.old
    caption = escape(block.title) if isinstance(block, Grid) else ""
    if isinstance(block, Grid) and block.unit:
        caption += f"（{escape(block.unit)}）"
    rows = "\n".join(_grid_row(grid_row) for grid_row in row.grid)
    return f'<div class="wide"><table><caption>{caption}</caption>\n{rows}\n</table></div>'


def _grid_row(row: GridRow) -> str:
    kind = "" if row.old and row.new else "gone" if row.old else "come"
    return f'<tr class="{kind}">{"".join(map(_cell, revised_cells(row)))}</tr>'


def _cell(cell: RevisedCell) -> str:
    span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if cell.old == cell.new:
        side = ' class="number"' if cell.number else ""
        return f"<td{side}{span}>{_lines(cell.new)}</td>"
    return f'<td class="moved"{span}><del>{_lines(cell.old)}</del><ins>{_lines(cell.new)}</ins></td>'
