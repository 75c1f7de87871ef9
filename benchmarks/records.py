"""Records to measure with: a unit of any number of 科目, and any number of units. All of them are made from the records
that lie in the project, and none has an error that would stop its draft."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from generator.model.classification import CodeEntry, CodeList
from generator.styles import load_classification

ROOT = Path(__file__).resolve().parent.parent
JINGDEZHEN = ROOT / "data" / "jingdezhen" / "2024.yaml"
EXAMPLE = ROOT / "data" / "example" / "2024.yaml"
YEAR = 2024
RECORD_YEAR = re.compile(r"(?<=^年度: )\d{4}", re.MULTILINE)
UNIT_NAME = re.compile(r"^单位名称:\s*(\S+)", re.MULTILINE)

Code = tuple[str, str]


def wide_record(folder: Path, rows: int) -> Path:
    """A unit that spends under `rows` functional 科目, and its prior year, in `folder`. Everything but the two lists
    by function and what adds up from them is that of Jingdezhen. Most 科目 have no 名词解释: a blank with a comment."""
    record = yaml.safe_load(JINGDEZHEN.read_text("utf-8"))
    functions = load_classification().functions
    codes = list(islice(seven_digit_codes(functions), rows))
    # Different amounts, half of them over and half under the budget.
    spent = [(code, name, 1000 + 7 * at, 500 + 3 * at if at % 2 else 0) for at, (code, name) in enumerate(codes)]
    basic, projects = sum(row[2] for row in spent), sum(row[3] for row in spent)
    record["支出"]["按功能分类"] = [
        {
            "科目": code,
            "名称": name,
            "基本支出": yuan(one),
            "项目支出": yuan(two),
            "年初预算": yuan(one + two + (40 if at % 3 else -40)),
        }
        for at, (code, name, one, two) in enumerate(spent)
    ]
    others = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    record["收入"]["按功能分类"] = [
        {"科目": code, "名称": name, "财政拨款收入": yuan(one + two), **dict.fromkeys(others, 0)}
        for code, name, one, two in spent
    ]
    record["收入"]["一般公共预算财政拨款收入"] = yuan(basic + projects)
    record["支出"]["类款名称"] = {
        group: functions.entries[group].name for group in dict.fromkeys(c[:n] for c, _ in codes for n in (3, 5))
    }
    record["一般公共预算基本支出"]["按经济分类"] = [{"科目": "30101", "名称": "基本工资", "金额": yuan(basic)}]
    for part in (
        "绩效",
        "三公经费",
        "政府采购",
    ):  # spending of the real unit, of which a unit of ten rows has not enough
        del record[part]
    del record["变动原因"]["金融支出预决算差异"]
    record["附件"] = []
    path = folder / "2024.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(dumped(record), "utf-8")
    shutil.copy(JINGDEZHEN.with_name("2023.yaml"), folder)
    return path


def yuan(amount: int) -> str:
    """The amount as records write it."""
    return f"{amount}.00"


def dumped(record: dict[str, Any]) -> str:
    return str(yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=1000))


def seven_digit_codes(functions: CodeList) -> Iterator[Code]:
    """Each 项 of the classification that is in force, then 项 that no year has, under its 款."""
    entries = [
        entry for entry in functions.entries.values() if lasting(entry) and lasting(functions.entries[entry.code[:3]])
    ]
    known = [(entry.code, entry.name) for entry in entries if len(entry.code) == 7]
    groups = [entry for entry in entries if len(entry.code) == 5]
    made = ((f"{group.code}{number}", f"{group.name}事项") for number in range(98, 0, -1) for group in groups)
    yield from known
    yield from ((code, name) for code, name in made if code not in functions)


def lasting(entry: CodeEntry) -> bool:
    """Whether the 科目 is one of today, always was, and is spent by units."""
    return bool(entry.name) and not entry.open and not entry.former and entry.until is None and entry.since is None


def units(folder: Path, wanted: int) -> list[Path]:
    """The records of `wanted` units in folders of their own: in turn those of each unit that the project has, its years
    and attachments, under another name each time. They are of all kinds and styles; all are of the year `YEAR`."""
    made: list[Path] = []
    for nth, (known, name) in zip(range(wanted), cycle(known_units()), strict=False):
        own = folder / f"{nth:04}"
        own.mkdir(parents=True)
        later = YEAR - int(known.stem)
        for path in known.parent.glob("*.txt"):
            shutil.copy(path, own)
        for path in known.parent.glob("20*.yaml"):
            year = str(int(path.stem) + later)
            text = path.read_text("utf-8").replace(name, f"{name}第{nth}分部")
            (own / f"{year}.yaml").write_text(RECORD_YEAR.sub(year, text, count=1), "utf-8")
        made.append(own / f"{YEAR}.yaml")
    return made


def known_units() -> Iterator[tuple[Path, str]]:
    """The record of the last year of each unit that lies in the project, with the unit's name."""
    for folder in sorted(
        {path.parent for place in ("data", "tests/cases") for path in (ROOT / place).rglob("20*.yaml")}
    ):
        record = max(folder.glob("20*.yaml"))
        if named := UNIT_NAME.search(record.read_text("utf-8")):
            yield record, named[1]
