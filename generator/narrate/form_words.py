"""The sheets of a form that ask for words: 绩效, 变动原因 with what was written last year beside it, 文字."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.facts import Leaf, kinds
from ..model.figure import Missing
from ..model.project import IndicatorRow, Project, ProjectForm, ProjectMoney
from ..model.record import Evaluation, Passage
from ..model.sheet import Sheet, SheetCell
from ..model.style import Aspect, Due
from ..model.terms import REASON_SUBJECTS, TERMS
from .form_cells import Blank, cell_of, columns_of, group_of, heads, listing, titled, way_of
from .further_sheets import CONTENT, ITEM, NTH
from .reasons import SUFFIX

INDICATORS = 40
# What is said of performance in words of its own, beside lists; how many lines a list of texts gets.
SAID = ("systems", "mechanism", "combined_result", "overall_summary")
LINES = {"systems": 4}
NOTE, LAST_YEAR, DUE = "说明", "上年写的", "何时写"
DUES = {
    Due.ALWAYS: "一律要写",
    Due.CHANGED: "有增减、有差异才写",
    Due.OPTIONAL: "写了才照录",
}


def performance_sheet(blank: Blank) -> Sheet:
    group, way = group_of("performance"), "performance"
    rows = titled("绩效", 9, unit=True)
    if blank.needs("self_evaluation"):
        note = "自评情况：先写小标题，再在下面一张表里写段落，注明属于第几个小标题；没有小标题的段落，小标题写（空）。"
        rows.append((SheetCell("note", note, 9),))
    rows.append(heads(ITEM, CONTENT))
    for field, (kind, _) in kinds(group).items():
        if blank.needs(field) and (kind != "text" or field in SAID):
            rows += [(SheetCell("words", way_of(way, field)), cell_of(group, field))] * LINES.get(field, 1)
    if blank.needs("overall") and blank.needs("department_evaluations"):
        for field in kinds(Evaluation):
            if field != "name" and blank.needs(field):
                rows.append((SheetCell("words", way_of(way, "overall", field)), cell_of(Evaluation, field)))
    columns = columns_of(
        Project, "name", "code", "initial_budget", "full_budget", "executed", "score", "rating", "summary"
    )
    if blank.needs("evaluation_form"):
        own = [field for field in kinds(ProjectForm) if field not in ("government_money", "indicators")]
        columns += [(way_of("evaluation_form", field), cell_of(ProjectForm, field)) for field in own]
        money = ("evaluation_form", "government_money")
        columns += [(way_of(*money, field), cell_of(ProjectMoney, field)) for field in kinds(ProjectMoney)]
    rows += listing(way_of(way, "projects"), 9, columns, 8)
    nth = (NTH, SheetCell("count"))
    if blank.needs("department_evaluations"):
        fields = [field for field in kinds(Evaluation) if blank.needs(field) and field != "overall_rating"]
        rows += listing(way_of(way, "department_evaluations"), 9, columns_of(Evaluation, *fields), 3)
    if blank.needs("self_evaluation"):
        rows += listing(way_of(way, "self_evaluation"), 9, columns_of(Passage, "heading"), 4)
        rows += listing(way_of(way, "self_evaluation", "text"), 9, [nth, (CONTENT, SheetCell("text"))], 8)
    return Sheet("绩效", (46, 46, *[20] * (max(len(row) for row in rows) - 2)), tuple(rows), landscape=True)


def indicators_sheets(blank: Blank) -> Iterator[Sheet]:
    """The lines of the 自评表 of all projects, on a sheet that may be as long as they need."""
    if blank.needs("evaluation_form"):
        columns = [(NTH, SheetCell("count")), *columns_of(IndicatorRow, *kinds(IndicatorRow))]
        note = "“第几条”写项目在“绩效”那张表里是第几个；没有三级指标的二级指标也写一行。行不够，接着往下写。"
        rows = [*titled("绩效指标", len(columns)), (SheetCell("note", note, len(columns)),)]
        rows += listing(
            way_of("performance", "projects", "evaluation_form", "indicators"), len(columns), columns, INDICATORS
        )
        yield Sheet("绩效指标", (8, 16, 20, 40, 20, 20, 10, 10, 40), tuple(rows), landscape=True)


def reasons_sheet(blank: Blank) -> Sheet:
    before = blank.before.get(TERMS["reasons"].zh)
    last = before if isinstance(before, dict) else {}
    rows = [*titled("变动原因", 4), heads(ITEM, CONTENT, LAST_YEAR, DUE)]
    for name, due in _subjects(blank):
        told = last.get(name)
        text = str(told.value) if isinstance(told, Leaf) else None
        full = f"{TERMS['reasons'].zh}.{name}"
        rows.append((SheetCell("words", full), SheetCell("text"), SheetCell("words", text), SheetCell("words", due)))
    rows += [(SheetCell("text"), SheetCell("text"), SheetCell("words"), SheetCell("words"))] * 8
    coded = " ".join({"classes": "类", "items": "项级科目"}.get(key, "") for key in blank.style.reasons).strip()
    note = "注：开头不要写“主要原因是”。空行里可以补写别的项目，写作“变动原因.项目名称”。"
    if coded:
        example = "变动原因.社会保障和就业支出预决算差异"
        note += f"预决算有差异的{coded}，写它的名称，后面加“预决算差异”，如“{example}”。"
    rows.append((SheetCell("note", note, 4),))
    return Sheet("变动原因", (46, 56, 44, 20), tuple(rows), frozen=2, landscape=True)


def _subjects(blank: Blank) -> Iterator[tuple[str, str]]:
    """What reasons may be due for: the subjects of the style, its 类 and 项 by the names that they had last year."""
    for key, aspects in blank.style.reasons.items():
        for aspect, due in aspects.items():
            for name in [REASON_SUBJECTS[key]] if key in REASON_SUBJECTS else _coded(blank, key):
                yield name + SUFFIX[Aspect(aspect)], DUES[due]


def _coded(blank: Blank, key: str) -> Iterator[str]:
    size = {"classes": 3, "items": 7}[key]
    for listed in blank.codes.get("fiscal", ()):
        if len(listed.code) == size and not isinstance(listed.name, Missing):
            yield listed.name.text


def words_sheet() -> Sheet:
    note = "附件的文字另存为文本文件（UTF-8，一行一段），和本工作簿放在一起，“文件”写文件名。"
    rows = [*titled("文字", 3), (SheetCell("note", note, 3),), heads(ITEM, CONTENT, NOTE)]
    notes = (
        "补充段落.收入决算情况说明：写在该节末尾的段落，节名与文稿的标题一样",
        "名词解释.科目编码：程序没有现成释义的科目，照《政府收支分类科目》抄写",
    )
    for index in range(6):
        told = notes[index] if index < len(notes) else None
        rows.append((SheetCell("text"), SheetCell("text"), SheetCell("words", told)))
    names = [(TERMS[field].zh, SheetCell("text")) for field in ("name", "file")]
    rows += listing(TERMS["attachments"].zh, 3, names, 3)
    return Sheet("文字", (46, 70, 50), tuple(rows), landscape=True)
