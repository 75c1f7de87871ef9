"""The files of the 《政府收支分类科目》 (data/classification) → `Classification`, with every fault of a file told at
once (S05). How the files are written stands at their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model.classification import TAIL, Classification, CodeEntry, CodeList
from ..model.finding import Finding, Refused, Severity
from ..model.source import Source
from ..model.values import Scalar
from .text import read_text
from .tree import Mapping, Sequence, read_tree

CODE = re.compile("[0-9]{3}|[0-9]{5}|[0-9]{7}")
YEAR = re.compile("(19|20)[0-9]{2}")
KEYS = ("name", "was", "also", "since", "until", "open", "usual")
SLOT = "{name}"


def read_classification(functions: Path, economic: Path) -> Classification:
    """The classification in the two files. Raises `Refused` with every fault found in one."""
    return Classification(_list(functions), _list(economic))


def _list(path: Path) -> CodeList:
    tree = read_tree(read_text(path), str(path))
    faults: list[Finding] = []
    years = [int(text) for text in _texts(tree.get("years")) if YEAR.fullmatch(text)]
    usual = {number: _text(name) for number, name in _mapping(tree.get("usual")).items()}
    entries: dict[str, CodeEntry] = {}
    codes = _mapping(tree.get("codes"))
    if len(years) != 2 or not codes:
        faults.append(_fault("缺少 years（第一年和最后一年）或 codes", tree.source))
    for code, node in codes.items():
        faults += _faults(code, node, codes, usual)
        entries[code] = _entry(code, node, codes.keys_at[code])
    for entry in list(entries.values()):
        for number in _texts(_mapping(codes[entry.code]).get("usual")):
            entries.setdefault(entry.code + number, _usual(entry, number, usual.get(number, "")))
    if faults:
        raise Refused(*faults)
    first, last = years
    return CodeList(first, last, entries)


def _entry(code: str, node: Any, place: Source) -> CodeEntry:
    if not isinstance(node, Mapping):
        return CodeEntry(code, _text(node), source=place)
    since, until = (int(text) if YEAR.fullmatch(text := _text(node.get(key))) else None for key in ("since", "until"))
    was = {int(year): _texts(names) for year, names in _mapping(node.get("was")).items() if YEAR.fullmatch(year)}
    former = {old: year for year, names in was.items() for old in names}
    return CodeEntry(
        *(code, _text(node.get("name")), former, tuple(_texts(node.get("also")))),
        *(since, until, _text(node.get("open")) == "true", place),
    )


def _usual(parent: CodeEntry, number: str, pattern: str) -> CodeEntry:
    """The 项 `number` of a 款 under the name that many 款 give it, spelled with any name of the 款."""
    owns = (parent.name, *parent.also, *parent.former)
    name, *also = dict.fromkeys(pattern.replace(SLOT, own.removesuffix(TAIL)) for own in owns)
    return CodeEntry(parent.code + number, name, also=tuple(also), source=parent.source)


def _faults(code: str, node: Any, codes: Mapping, usual: dict[str, str]) -> Iterator[Finding]:
    place = codes.keys_at[code]
    if not CODE.fullmatch(code) or (len(code) > 3 and code[:3] not in codes):
        yield _fault(f"“{code}”不是类、款、项的编码，或没有它的类", place)
    if isinstance(node, Sequence):
        yield _fault(f"{code} 后面应当是名称，或大括号里的几项", place)
    if not isinstance(node, Mapping):
        return
    for key in node:
        if key not in KEYS:
            yield _fault(f"不认识的“{key}”；可用的：{'、'.join(KEYS)}", node.keys_at[key])
    years = [_text(node[key]) for key in ("since", "until") if key in node]
    if not all(YEAR.fullmatch(year) for year in [*years, *_mapping(node.get("was"))]):
        yield _fault(f"{code} 的年份应当是四位数字", place)
    if unknown := [number for number in _texts(node.get("usual")) if number not in usual]:
        yield _fault(f"{code} 的 usual 里有 {'、'.join(unknown)}，开头的 usual 没有", place)


def _fault(message: str, source: Source) -> Finding:
    return Finding("S05", Severity.ERROR, message, source, "照这个文件开头的说明改正")


def _text(node: Any) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _texts(node: Any) -> list[str]:
    return [item.text for item in node if isinstance(item, Scalar)] if isinstance(node, Sequence) else []


def _mapping(node: Any) -> Mapping:
    return node if isinstance(node, Mapping) else Mapping(Source(""))
