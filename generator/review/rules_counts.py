"""What is counted: vehicles, projects, receptions; parts against their whole, and the text against its own tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.finding import Finding, Severity
from .paper import Line
from .squeezed import squeeze
from .subjects import LEAD
from .telling import Given, tell

# How many there are in all, the words that list the parts, and what is counted.
WHOLES = (
    (
        re.compile(r"共有(?:公务用)?车辆?(?P<whole>\d{1,9})辆(?:（台）)?[，,]其中[：:](?P<parts>[^。；;]+)"),
        re.compile(r"(?<!\d)(\d{1,9})辆"),
        "辆",
    ),
    (
        re.compile(
            r"(?<!\d)(?P<whole>\d{1,9})个(?:项目)?(?:全面)?开展(?:了)?绩效自评[^。]*。其中[，：:](?P<parts>[^。]*评价结果为[^。]*)"
        ),
        re.compile(r"(?<!\d)(\d{1,9})个"),
        "个",
    ),
    (
        re.compile(r"绩效自评的(?:\d{4}年度?)?项目(?P<whole>\d{1,9})个[^。]*?其中[，：:](?P<parts>[^。]*评级为[^。]*)"),
        re.compile(r"(?<!\d)(\d{1,9})个"),
        "个",
    ),
    (
        re.compile(r"发现(?:的)?问题(?P<whole>\d{1,9})个[，,](?P<parts>[^。；;）)]*整改[^。；;）)]*)"),
        re.compile(r"(?<!\d)(\d{1,9})个"),
        "个",
    ),
)
LISTED = re.compile(r"有(?P<names>“[^。；]+”)(?:等)?共(?:计)?(?P<whole>\d{1,9})个")
VEHICLES = (
    *("副部（省）级及以上领导用车", "主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车"),
    *("特种专业技术用车", "离退休干部服务用车", "其他用车"),
)
# What the text counts, and the row of a table that counts the same.
ROWS = (
    (re.compile(r"因公出国（境）团组(\d{1,9})[个次]"), "因公出国（境）团组数"),
    (re.compile(r"购置公务用车(\d{1,9})辆"), "公务用车购置数"),
    (re.compile(r"公务用车保有量为?(\d{1,9})辆"), "公务用车保有量"),
    (re.compile(r"国内公务接待(\d{1,9})批"), "国内公务接待批次"),
    (re.compile(r"国内公务接待\d{1,9}批次?[，、](?:累计)?(?:接待)?(\d{1,9})人"), "国内公务接待人次"),
    (re.compile(r"共有车辆(\d{1,9})辆"), "车辆数合计"),
    *((re.compile(rf"{name}(\d{{1,9}})辆"), name) for name in VEHICLES),
)


def counted_sums(given: Given) -> Iterator[Finding]:
    """A15: vehicles by kind add up to all vehicles, projects by rating to all projects, problems
    that were and are being put right to all that were found."""
    for line in given.paper.lines:
        for pattern, part, unit in WHOLES:
            for match in pattern.finditer(line.text):
                parts = [int(n) for n in part.findall(match["parts"])]
                if parts and "【" not in match["parts"] and sum(parts) != int(match["whole"]):
                    yield _told(line, match, sum(parts), f"分项相加是 {sum(parts)} {unit}", unit)
        for match in LISTED.finditer(line.text):
            count = len(re.findall(r"”(?:、|和|及)“", match["names"])) + 1
            if count != int(match["whole"]) and count > 1:
                yield _told(line, match, count, f"列出的是 {count} 个", "个")


def _told(line: Line, match: re.Match[str], should: int, why: str, unit: str) -> Finding:
    was = match["whole"]
    message = f"共 {was} {unit}，{why}"
    return tell(
        *("A15", Severity.ERROR, line, match.start("whole"), message),
        was=f"{was}{unit}", should=f"{should}{unit}", hint="核对总数和各分项",
    )  # fmt: skip


def counts_against_tables(given: Given) -> Iterator[Finding]:
    """A17: what the text counts is what the row of the document's own table counts."""
    rows: dict[str, tuple[set[int], str]] = {}
    for _, grid in given.paper.grids:
        for row in grid.rows:
            cells = [squeeze(cell).text for cell in row]
            counts = {int(cell) for cell in cells[2:] if re.fullmatch(r"\d{1,9}", cell)}
            if len(cells) > 2 and counts:
                name = re.sub(r"[（(][个人辆台、套]+[）)]$", "", LEAD.sub("", cells[0]))
                rows.setdefault(name, (counts, grid.title))
    for line in given.paper.lines:
        for pattern, name in ROWS if line.explains else ():
            for match in pattern.finditer(line.text):
                counts, title = rows.get(name, (set[int](), ""))
                if counts and int(match[1]) not in counts:
                    should = "、".join(map(str, sorted(counts)))
                    message = f"文字写 {match[1]}，表“{title}”的“{name}”是 {should}"
                    yield tell(
                        *("A17", Severity.ERROR, line, match.start(1), message),
                        was=match[1], should=should, hint="文字与表应当一致，核对后改正",
                    )  # fmt: skip
