"""Records in workbooks: one written from another record (convert), one to be filled in (new).

What a workbook's tables hold is never listed here: they are made, read back as any workbook is, and what did not come
back goes on further sheets. What is written is read again and must say the same, or nothing is written at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from .measure import Cells, Ledger
from .model.facts import FILE, NAME, STYLE, TEXT, UNIT, YEAR, Facts, Leaf, difference, facts_of, leaves
from .model.figure import Missing
from .model.finding import Finding, Refused, Severity
from .model.listed import Listed
from .model.record import YearRecord
from .model.sheet import Sheet, grid_of
from .model.source import CELL, Source
from .model.values import SCALES
from .narrate import Blank, Heads, Plan, plan_tables, put_formulas, sheets_beside, sheets_to_fill
from .read import held_against, read_book, read_source, read_text
from .styles import chosen_wording, forms, load_layouts, load_wording, styles
from .write import write_files, write_record, write_workbook

TEXTS = (".yaml", ".yml")
WAN, YUAN = "万元", "元"
# Decimals of an amount in 万元 that is exact to a cent.
CENTS = 6
TRIES = 60
WORD, PHRASE = re.compile("[a-z_]+"), re.compile(r"\"[^\"]*\"|{#.*?#}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Converted:
    """The files that were written, and what was noticed on the way."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]


def convert(path: Path, output: Path, style: str | None = None, force: bool = False) -> Converted:
    """Writes the record at `path` as `output`, a text or a workbook, with all that it states; only the comments of a
    text are lost. `style`: whose official tables a workbook gets. Raises `Refused`; then nothing is written."""
    suffix = output.suffix.lower()
    if suffix not in (".xlsx", *TEXTS):
        hint = "输出的文件名以 .xlsx、.yaml 或 .yml 结尾"
        raise Refused(Finding("F03", Severity.ERROR, f"不会写“{output.suffix}”这种记录", Source(str(output)), hint))
    read = read_source(path, forms, partial=True)
    facts = facts_of(read.record)
    unit, exactly = _unit(facts, suffix, path)
    if suffix in TEXTS:
        data = write_record(_written(facts, unit), unit).encode("utf-8")
    else:
        chosen = load_wording(style) if style else chosen_wording(read.record)
        sheets = record_sheets(read.record, chosen.style.name, unit)
        data = write_workbook(sheets, f"{read.record.unit_name.value}{read.record.year.value}年度部门决算")
    files = _attached(facts, path, output)
    _same_again(facts, output, data, _attached(facts, path, None), exactly)
    outputs = [(output, data), *((file, own) for file, own in files if not _there(file, own))]
    write_files(outputs, read.paths, force)
    return Converted(tuple(file for file, _ in outputs), read.findings)


def record_sheets(record: YearRecord, style: str, unit: str = YUAN) -> list[Sheet]:
    """A record as the sheets of a workbook: the unit, the official tables of `style`, and what they do not hold."""
    facts = facts_of(record)
    plans, rest = _tables(record, facts, style, unit)
    for plan in plans:
        put_formulas(plan, Ledger.table_sums)
    told = {name: node for name, node in facts.items() if name in rest or name in (NAME, YEAR, STYLE)}
    further = sheets_beside(_written({**told, **rest}, unit), unit)
    return [*further[:1], *(plan.sheet() for plan in plans), *further[1:]]


def new(
    style: str, year: int, output: Path, prior: Path | None = None, unit: str | None = None, force: bool = False
) -> Converted:
    """Writes a workbook to be filled in for `year` as `output`; with the 科目, names and reasons of the record `prior`
    of the year before, where there is one. Raises `Refused`; then nothing is written."""
    if output.suffix.lower() != ".xlsx":
        hint = "输出的文件名以 .xlsx 结尾"
        raise Refused(Finding("F03", Severity.ERROR, f"不会写“{output.suffix}”这种表", Source(str(output)), hint))
    wording = load_wording(style)
    read = read_source(prior, forms, partial=True) if prior else None
    if read and read.record.year.value != year - 1:
        message = f"上年记录应是 {year - 1} 年，它写的是 {read.record.year.value} 年"
        raise Refused(Finding("R06", Severity.ERROR, message, read.record.year.source, "换成上一年的记录，或改 --year"))
    name = unit or (read.record.unit_name.value if read else "")
    blank = Blank(
        *(wording.style, load_layouts(style), Ledger.table_sums, _words_of(wording.templates.folders)),
        *(tuple(own for own, _ in styles()), year, name),
        facts_of(read.record) if read else {},
        read.record if read else None,
        _codes(read.record) if read else {},
    )
    data = write_workbook(sheets_to_fill(blank), f"{name}{year}年度部门决算")
    write_files([(output, data)], read.paths if read else [], force)
    return Converted((output,), read.findings if read else ())


def _words_of(folders: Sequence[Path]) -> frozenset[str]:
    """The names that the templates of a style use, without the phrases that they say."""
    texts = [read_text(path) for folder in folders for path in sorted(folder.glob("*.j2"))]
    return frozenset(word for text in texts for word in WORD.findall(PHRASE.sub("", text)))


def _codes(record: YearRecord) -> dict[str, list[Listed]]:
    """The 科目 of every list of a record."""
    cells = Cells(Ledger(record, record.year.value))
    found = {of: cells.listed(of) for of in TABLE_OF}
    return {of: listed for of, listed in found.items() if not isinstance(listed, Missing)}


def _tables(record: YearRecord, facts: Facts, style: str, unit: str) -> tuple[list[Plan], Facts]:
    """The official tables as far as they say what the record states and nothing else, and the facts that they do not
    give back."""
    cells = Cells(Ledger(record, record.year.value))
    heads = Heads(record.unit_name.value, str(record.year.value), unit)
    plans = plan_tables(load_layouts(style), cells, heads)
    for _ in range(TRIES):
        grids = [grid_of(plan.sheet(), "") for plan in plans]
        found = held_against(read_book(grids, "", forms()).tree, facts)
        if not found.unwanted and not found.lists:
            return plans, found.rest
        for plan in plans:
            if any(way[0] == TABLE_OF.get(plan.layout.each or "", "") for way in found.lists):
                plan.silence_list()
        for place in found.unwanted:
            _silence(plans, place)
    raise AssertionError(f"{record.unit_name.value}：表里总有记录没有写的数：{found.unwanted}")


# The group of a record that holds the lines of a table.
TABLE_OF = {"income": "收入"} | dict.fromkeys(
    ("all", "fiscal", "general_budget", "government_funds", "state_capital"), "支出"
)


def _silence(plans: Sequence[Plan], place: Source) -> None:
    """Lets the cell that a value came from say nothing; of several, the first."""
    found = CELL.search(place.place)
    if found is None or (at := Source("", found[0]).cell) is None:
        raise AssertionError(f"不是单元格：{place}")
    name, row, column = at
    next(plan for plan in plans if plan.name == name).silence(row - 1, column - 1, plans)


def _unit(facts: Facts, suffix: str, path: Path) -> tuple[str, bool]:
    """The unit to write amounts in, and whether they are known as exactly afterwards: how exactly an amount in 万元 is
    known follows from the decimals of all around it. Raises `Refused` where a text would make rounded ones exact."""
    amounts = [leaf for _, leaf in leaves(facts) if leaf.kind == "amount" and isinstance(leaf.value, Decimal)]
    finest = max((_decimals(Decimal(leaf.value) / SCALES[WAN]) for leaf in amounts), default=0)
    rounded = max((leaf.slack for leaf in amounts), default=Decimal(0))
    if not rounded:
        given = facts.get(UNIT)
        kept = suffix in TEXTS and isinstance(given, Leaf) and given.value == WAN and finest == CENTS
        return (WAN if kept else YUAN), True
    if suffix in TEXTS and (finest == CENTS or SCALES[WAN].scaleb(-finest) * 5 <= rounded):
        finer = next(leaf for leaf in amounts if _decimals(Decimal(leaf.value) / SCALES[WAN]) == finest)
        message = f"有的金额是四舍五入的万元数，有的（如 {finer.value} 元）更精确，写进一份记录就分不清了"
        hint = "把四舍五入的表换成以元为单位的表，再转换"
        raise Refused(Finding("F04", Severity.ERROR, message, Source(str(path)), hint))
    return WAN, suffix in TEXTS and len({leaf.slack for leaf in amounts}) == 1


def _decimals(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0"))


def _written(facts: Facts, unit: str) -> Facts:
    """The facts as they are written: in `unit`, and without the paragraphs that stand in a file of their own."""
    told = {name: Leaf("choice", unit) if name == UNIT else node for name, node in facts.items()}
    if unit == WAN and UNIT not in told:
        told = {UNIT: Leaf("choice", unit), **told}
    if isinstance(attachments := told.get(ATTACHMENTS), list):
        told[ATTACHMENTS] = [
            {key: part for key, part in own.items() if key != TEXT or FILE not in own}
            for own in attachments
            if isinstance(own, dict)
        ]
    return told


ATTACHMENTS = "附件"


def _attached(facts: Facts, path: Path, output: Path | None) -> list[tuple[Path, bytes]]:
    """The text files of the attachments, which move with the record: beside `output`."""
    names = [str(leaf.value) for way, leaf in leaves(facts) if way[0] == ATTACHMENTS and way[-1] == FILE]
    folder = output.parent if output else Path()
    return [(folder / name, (path.parent / name).read_bytes()) for name in dict.fromkeys(names)]


def _there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _same_again(facts: Facts, output: Path, data: bytes, attached: Sequence[tuple[Path, bytes]], slack: bool) -> None:
    """Reads what is to be written and holds it against the record. A difference is a fault of ours; a name of `output`
    that speaks of another year is one of the user's."""
    with TemporaryDirectory(prefix="juesuan-") as folder:
        copy = Path(folder) / output.name
        for path, content in [(copy, data), *((Path(folder) / own, content) for own, content in attached)]:
            path.write_bytes(content)
        try:
            again = facts_of(read_source(copy, forms, partial=True).record)
        except Refused as refused:
            if all(finding.code == "R05" for finding in refused.findings):
                raise Refused(*(replace(f, source=Source(str(output))) for f in refused.findings)) from None
            raise AssertionError([str(finding) for finding in refused.findings]) from refused
    if found := difference(facts, again, slack):
        raise AssertionError(f"写出的记录与原来的不同：{found}")


__all__ = ["Converted", "convert", "new", "record_sheets"]
