"""The styles, fonts and theme of `reference.docx`: how a paragraph looks. How a page looks is in `reference_docx.py`.

Fonts stand in the styles alone, so that a run carries none and staff can change the look of every heading at once.
Lengths are in twips (1/20 pt), font sizes in half points: 3号 is 32 (16 pt), 2号 is 44, 4号 is 28, 5号 is 21.
"""

from __future__ import annotations

from reference_disclosure import disclosure_styles
from reference_xml import DECLARATION, LINE, NARROWER, NO_INDENT, NOT_BOLD, fonts, root, size, style


def default(xml: str) -> str:
    """Marks a style as the one that applies where none is named."""
    return xml.replace("<w:style ", '<w:style w:default="1" ', 1)


def heading(level: int, font: str, paragraph: str = "", run: str = "") -> str:
    """Level 1 is a part. Below it GB/T 9704-2012, 7.3.3: 一、黑体, （一）楷体, 1. 仿宋, 3号, indented, not bold."""
    head = '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="9"/><w:qFormat/>'
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    paragraph = f"<w:keepNext/><w:keepLines/>{paragraph}{outline}"
    return style("paragraph", f"Heading{level}", f"heading {level}", head, paragraph, fonts(font) + NOT_BOLD + run)


def styles() -> str:
    """The styles part. Only what the writers use; fonts stand here, so that runs carry none."""
    after_normal = '<w:basedOn w:val="Normal"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    text = fonts("仿宋_GB2312")
    return root(
        "styles",
        f"<w:docDefaults><w:rPrDefault><w:rPr>{text}{size(32)}{language}</w:rPr></w:rPrDefault><w:pPrDefault/>"
        "</w:docDefaults>"
        + default(
            style(
                "paragraph",
                "Normal",
                "Normal",
                "<w:qFormat/>",
                # A widow moved to the next page would leave a page of 21 lines.
                # A quarter of a character beside every digit would push a line off its 28.
                '<w:widowControl w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
                f'<w:spacing w:line="{LINE}" w:lineRule="exact"/>'
                '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>',
                f'{text}<w:spacing w:val="{NARROWER}"/>{size(32)}',
            )
        )
        + heading(
            1,
            "方正小标宋简体",
            # A line stays empty below; LibreOffice snaps these larger characters to every second line of the grid.
            f'<w:pageBreakBefore/><w:snapToGrid w:val="0"/><w:spacing w:after="{LINE}"/>'
            f'{NO_INDENT}<w:jc w:val="center"/>',
            f'<w:spacing w:val="0"/>{size(44)}',
        )
        + heading(2, "黑体")
        + heading(3, "楷体_GB2312")
        + heading(4, "仿宋_GB2312")
        + default(
            style(
                "character",
                "DefaultParagraphFont",
                "Default Paragraph Font",
                '<w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/>',
            )
        )
        + default(
            style(
                "table",
                "TableNormal",
                "Normal Table",
                '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>',
            ).replace(
                "</w:style>",
                '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
                '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
                "</w:tblCellMar></w:tblPr></w:style>",
            )
        )
        + style(
            "paragraph",
            "Title",
            "Title",
            f'{after_normal}<w:next w:val="Normal"/><w:uiPriority w:val="10"/><w:qFormat/>',
            # One line stays empty below the title; keeping the line of the text keeps the page on its 22 lines.
            # LibreOffice snaps these larger characters to every second line of the grid, exact line or not.
            f'<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/><w:spacing w:after="{LINE}"/>'
            f'{NO_INDENT}<w:jc w:val="center"/>',
            fonts("方正小标宋简体") + NOT_BOLD + f'<w:spacing w:val="0"/>{size(44)}',
        )
        + style(
            "paragraph",
            "Footer",
            "footer",
            f'{after_normal}<w:uiPriority w:val="99"/><w:unhideWhenUsed/>',
            # With the line of the text, or on its grid, the page number would take a line from it (21 lines).
            f'<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>{NO_INDENT}<w:jc w:val="left"/>',
            fonts("宋体", "宋体") + f'<w:spacing w:val="0"/>{size(28)}',
        )
        + disclosure_styles()
        + style(
            "character",
            "Blank",
            "待补充",
            '<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>',
            # A style cannot highlight in Word, only shade; the writer highlights the run itself.
            run='<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>',
        ),
    )


# name, the font to take where it is not installed, panose, charset (86 is GB2312), family
FONTS = (
    ("仿宋_GB2312", "仿宋", "02010609030101010101", "86", "modern"),
    ("楷体_GB2312", "楷体", "02010609030101010101", "86", "modern"),
    ("方正小标宋简体", "华文中宋", "02010601030101010101", "86", "auto"),
    ("黑体", "SimHei", "02010609060101010101", "86", "modern"),
    ("宋体", "SimSun", "02010600030101010101", "86", "auto"),
    ("Times New Roman", "", "02020603050405020304", "00", "roman"),
)


def stand_in(name: str) -> str:
    """The font to take instead; '' for a font that every machine has."""
    return f'<w:altName w:val="{name}"/>' if name else ""


def font_table() -> str:
    """The fonts with their stand-ins: 仿宋_GB2312 and its kind may not be passed on, and many machines lack them."""
    return root(
        "fonts",
        "".join(
            f'<w:font w:name="{name}">{stand_in(other)}<w:panose1 w:val="{panose}"/>'
            f'<w:charset w:val="{charset}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
            for name, other, panose, charset, family in FONTS
        ),
    )


def theme() -> str:
    """Word wants one. No style points at it; its fonts are those of the page, so that nothing is reported missing."""
    slots = "dk1 lt1 dk2 lt2 accent1 accent2 accent3 accent4 accent5 accent6 hlink folHlink"
    values = "000000 FFFFFF 44546A E7E6E6 4472C4 ED7D31 A5A5A5 FFC000 5B9BD5 70AD47 0563C1 954F72"
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{value}"/></a:{slot}>'
        for slot, value in zip(slots.split(), values.split(), strict=True)
    )
    faces = '<a:latin typeface="Times New Roman"/><a:ea typeface="仿宋_GB2312"/><a:cs typeface="Times New Roman"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公文">'
        f'<a:themeElements><a:clrScheme name="公文">{colours}</a:clrScheme><a:fontScheme name="公文">'
        f"<a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )
