"""The YAML library's own complaints, English and about tokens → what a person did, in Chinese, at the line to mend."""

from __future__ import annotations

from typing import NamedTuple

import yaml

from ..model.finding import Finding, Severity
from ..model.source import Source
from .text import BREAK


class Complaint(NamedTuple):
    """`words` are found in the library's complaint; `begins` says that the fault lies where the reading of the broken
    piece began, not where it was noticed."""

    words: str
    begins: bool
    message: str
    hint: str


def syntax_fault(fault: yaml.YAMLError, text: str, path: str) -> Finding:
    """What is wrong with the text, as a finding."""
    problem = str(getattr(fault, "problem", None) or "")
    noticed = getattr(fault, "problem_mark", None)
    began = getattr(fault, "context_mark", None) or noticed
    known = next((c for c in COMPLAINTS if c.words in problem), ANY)
    mark = began if known.begins else noticed
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = BREAK.split(text)
    if line >= len(lines) or (line and line == len(lines) - 1 and not lines[line]):
        line, column = max(0, len(lines) - 2), 0
    message = known.message
    if known is TOKEN:
        character = lines[line][column : column + 1]
        message = TAB if character == "\t" else f"文字不能以“{character}”开头"
    elif began is not None and "{opened}" in message:
        message = message.replace("{opened}", f"第 {began.line + 1} 行")
    hint = TAB_HINT if message == TAB else known.hint
    return Finding("R09", Severity.ERROR, message, Source(path, f"{line + 1}:{column + 1}"), hint)


TAB, TAB_HINT = "这一行的缩进用了制表符（Tab 键）", "把行首的制表符全部换成空格，每层两个"
TOKEN = Complaint("cannot start any token", False, "", "给整段文字加上引号")
ANY = Complaint(
    "", False, "这里的写法看不懂", "看这一行和上一行：冒号后面空一格，同一层左边对齐，引号和括号成对，符号用半角"
)
COMPLAINTS = (
    TOKEN,
    Complaint(
        "could not find expected ':'",
        True,
        "这一行没有“: ”（半角冒号和一个空格）",
        "写成“项目: 数值”；冒号用半角，后面空一格；如果是接着上一行的文字，缩进要比上一行多",
    ),
    Complaint(
        "mapping values are not allowed",
        False,
        "这个冒号不该在这里",
        "一行只写一个“项目: 数值”；看上一行的冒号后面有没有空格，这一行是否多缩进了；文字里有冒号的，整段加引号",
    ),
    Complaint("found unexpected end of stream", True, "从这里开始的引号没有成对", "补上后一半引号，用半角"),
    Complaint(
        "',' or '}'",
        False,
        "{opened}的大括号 { } 里写法不对，或没有后一半",
        "各项写成“项目: 数值”，用半角逗号加空格隔开，最后补上 }",
    ),
    Complaint(
        "',' or ']'", False, "{opened}的方括号 [ ] 里写法不对，或没有后一半", "各项用半角逗号加空格隔开，最后补上 ]"
    ),
    Complaint("expected node content", False, "括号没有成对，或冒号、逗号后面缺了内容", "补上另一半括号和缺的内容"),
    Complaint(
        "expected key",
        False,
        "这一行与上面对不齐，或引号后面还有字",
        "同一层的各行左边空格一样多；整段文字都放进引号里",
    ),
    Complaint(
        "expected '-' indicator", False, "清单里有一行不是以“- ”开头", "清单每一条都以“- ”开头；同一条里的各行左边对齐"
    ),
    Complaint("alphabetic or numeric", True, "文字不能以 & 或 * 开头", "给整段文字加上引号"),
    Complaint("escape", False, "双引号里的反斜杠 \\ 后面不对", "改用单引号，或把 \\ 写成 \\\\"),
)
