"""What a house's own document changes about the draft: the styles that were lent to it, and pages that it may break
differently from how they were counted.

It exists because both are no faults, yet staff should hear of them before they print. It refuses what cannot be opened.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..model.finding import Finding, Severity
from ..model.narrative import Contents, Narrative
from ..model.source import Source
from .body import styles_of
from .reference import open_reference, take_look, wanted_styles
from .sections import sections_of
from .styles import NORMAL, PARAGRAPH, lacking, measures, shown


def fitness(narrative: Narrative, reference: Path, lender: Path) -> tuple[Finding, ...]:
    """D02 which styles `reference` lacks, so that those of `lender` were used; D04 that the page numbers in the
    contents were counted for other pages than its own. Raises `Refused` (D01)."""
    house, base = open_reference(reference), open_reference(lender)
    wanted = wanted_styles(styles_of(narrative))
    missing = lacking(house.styles.element, wanted)
    found = []
    if missing:
        names = "、".join(f"“{shown(name)}”" for _, name in missing)
        message = f"参考文档“{reference.name}”里没有{names}样式，用了内置的"
        hint = "要用本单位的格式，在参考文档里新建同名的样式；不改也可以用。"
        found.append(Finding("D02", Severity.INFO, message, Source(str(reference)), hint))
    if not any(isinstance(block, Contents) for block in narrative.blocks):
        return tuple(found)
    differing = []
    own, ours = take_look(house), take_look(base)
    if sections_of(own).text != sections_of(ours).text:
        differing.append("纸张或页边距")
    styles = [NORMAL, *(key for key in wanted if key[0] == PARAGRAPH and key not in missing)]
    differ = any(measures(house.styles.element, key) != measures(base.styles.element, key) for key in styles)
    if differ or pitch(own) != pitch(ours):
        differing.append("字号或行距")
    if differing:
        message = f"参考文档“{reference.name}”的{'、'.join(differing)}与内置的不同，目录里的页码可能要更新"
        hint = "用 Word 或 WPS 打开，在目录上点右键，选“更新域”、“只更新页码”；PDF 在更新以后另存。"
        found.append(Finding("D04", Severity.INFO, message, Source(str(reference)), hint))
    return tuple(found)


def pitch(section: str) -> str:
    """The distance of the lines of the grid, '' where there is none."""
    grid = re.search("<w:docGrid[^>]*>", section)
    if not grid or not re.search('w:type="(lines|linesAndChars|snapToChars)"', grid[0]):
        return ""
    return "".join(re.findall('w:linePitch="([0-9]+)"', grid[0]))
