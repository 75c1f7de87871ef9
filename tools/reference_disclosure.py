"""The styles of a complete disclosure beyond its text: cover, contents, official tables, charts, review comments.

It exists beside `reference_styles.py` because the standard of official documents says nothing of these; they follow
the printed 部门决算 reports and the tables of the 财政部 software. Lengths are in twips, font sizes in half points.
"""

from __future__ import annotations

from reference_xml import LINE, NO_INDENT, NOT_BOLD, fonts, size, style

# The right edge of the text: 156 mm.
RIGHT = 8844

# One line of whatever height its characters need, off the grid of the text.
OFF_GRID = '<w:snapToGrid w:val="0"/>'
SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'
WIDE = '<w:spacing w:val="0"/>'  # undoes the tighter characters of the text


def aligned(where: str) -> str:
    """A paragraph without the indent of the text."""
    return f'{NO_INDENT}<w:jc w:val="{where}"/>'


def own(ident: str, name: str, paragraph: str, run: str, following: str = "") -> str:
    """A paragraph style that stands on the text's."""
    after = f'<w:next w:val="{following}"/>' if following else ""
    return style("paragraph", ident, name, f'<w:basedOn w:val="Normal"/>{after}<w:qFormat/>', paragraph, run)


def entry(level: int) -> str:
    """An entry of the contents: a character further in at each level, the page at the right edge behind dots."""
    indent = 320 * (level - 1)
    return style(
        "paragraph",
        f"TOC{level}",
        f"toc {level}",
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:unhideWhenUsed/>',
        f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{RIGHT}"/></w:tabs>'
        f'<w:ind w:left="{indent}" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>',
        fonts("仿宋_GB2312"),
    )


def disclosure_styles() -> str:
    """The styles, in the order in which a disclosure meets them."""
    song, title, black = fonts("宋体"), fonts("方正小标宋简体"), fonts("黑体")
    return (
        own(
            "CoverTitle",
            "封面标题",
            f'{OFF_GRID}<w:spacing w:line="360" w:lineRule="auto"/>{aligned("center")}',
            f"{title}{NOT_BOLD}{WIDE}{size(52)}",
        )
        + own(
            "ContentsTitle",
            "目录标题",
            f'<w:keepNext/>{OFF_GRID}<w:spacing w:after="{LINE}"/>{aligned("center")}',
            f"{title}{NOT_BOLD}{WIDE}{size(44)}",
            "Normal",
        )
        + "".join(entry(level) for level in (1, 2, 3))
        + own(
            "TableTitle",
            "表题",
            # A table is found in the navigation pane and in the contents like a section.
            f'<w:keepNext/><w:keepLines/>{OFF_GRID}<w:spacing w:after="60" w:line="240" w:lineRule="auto"/>'
            f'{aligned("center")}<w:outlineLvl w:val="1"/>',
            f"{title}{NOT_BOLD}{WIDE}{size(36)}",
            "TableHead",
        )
        + own(
            "TableHead",
            "表头行",
            f"<w:keepNext/>{OFF_GRID}{SINGLE}{aligned('left')}",
            f"{song}{WIDE}{size(21)}",
        )
        + own("TableText", "表格文字", f"{OFF_GRID}{SINGLE}{aligned('center')}", f"{song}{WIDE}{size(21)}")
        + own(
            "TableNotes",
            "表注",
            f'<w:keepLines/>{OFF_GRID}<w:spacing w:before="40" w:line="240" w:lineRule="auto"/>{aligned("left")}',
            f"{song}{WIDE}{size(21)}",
        )
        # An exact line would cut off all of the chart but its lowest 29 pt.
        + own("Chart", "图", f"<w:keepNext/>{OFF_GRID}{SINGLE}{aligned('center')}", f"{song}{WIDE}")
        + own("Caption", "图题", f"<w:keepLines/>{aligned('center')}", f"{black}{NOT_BOLD}{size(28)}", "Normal")
        + style(
            "paragraph",
            "CommentText",
            "annotation text",
            '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>',
            f"{OFF_GRID}{SINGLE}{aligned('left')}",
            f"{song}{WIDE}{size(21)}",
        )
    )
