"""A new style as a folder that works at once: it drafts what the style drafts that it extends, and is changed from
there. Nothing that is there is written over."""

from __future__ import annotations

import re
from pathlib import Path

from . import resources
from .heads import Head, load_head
from .model.finding import Finding, Refused, Severity
from .model.source import Source
from .model.style import Form
from .styles import load_wording
from .trial import EXPECTED, Case, cases_of, try_case
from .write import write_files

NAME = re.compile("[a-z][a-z0-9_-]{0,39}")
SHOWN = 12
STYLE = """\
# 样式的总则。没有写的，都照底子（extends）；写了的，以这里的为准。前面有 # 的行是说明，不起作用：去掉 # 就起作用。
name: {name}
title: {title}
extends: {parent}

# 金额的单位：元 或 万元
# unit: {unit}

# 数字的写法：digits 小数位数；zeros: strip 去掉末尾的 0，keep 保留；grouping: true 加千分位逗号
# forms:
{forms}

# 标题的编号，从大到小：部分、节、节里的两级标题
# numbering: {numbering}

# 情况说明的各节，按先后；每一节的标题是 phrases.yaml 的 title.<节>，内容是模板 <节>.j2
# sections: [{sections}]

# 何时要写原因：always 一律要写，changed 有变动才写，optional 写了才照录
# prior 与上年比，budget 与预算比，content 用在什么地方
# reasons:
{reasons}
"""
PHRASES = """\
# 本样式自己的措辞。没有写的都照底子；要改哪一条，去掉那一行和它上面各层的 #，改冒号后面的文字。
# {{名称}} 是空位，由程序填：只能用原来就有的空位，可以少用，可以换先后。不写数字。
# 全部短语：juesuan style names {name}

# 底子里的几条，供参考：
{shown}
"""


def new_style(name: str, parent: str, output: Path | None = None) -> list[Path]:
    """Writes the style `name`, which extends `parent`, into a folder of that name in `output`, and returns the files.
    Raises `Refused`; then nothing is written."""
    below = load_head(parent)
    if not NAME.fullmatch(name) or name == "base":
        hint = "用小写英文字母开头，如 hubei、my-county"
        raise Refused(Finding("S03", Severity.ERROR, f"“{name}”不能做样式的名称", None, hint))
    if name == parent and below.places[0].own:
        raise Refused(Finding("S03", Severity.ERROR, "新样式不能与底子同名", None, "换一个名称"))
    folder = (output or resources.own() or Path()) / name
    if folder.exists():
        hint = "换一个名称，或用 -o 写到别的文件夹"
        raise Refused(Finding("F01", Severity.ERROR, "已经有这个文件夹，没有动它", Source(str(folder)), hint))
    case = _sample(parent, below)
    files = {
        folder / resources.HEAD: _head(name, below),
        folder / "phrases.yaml": _phrases(name, below),
        **{folder / "cases" / case.name / path.name: text for path, text in _records(name, case).items()},
    }
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    text = try_case(parent, case).text or ""
    files[folder / "cases" / case.name / EXPECTED] = text
    write_files([(path, text.encode("utf-8")) for path, text in files.items()], [], force=False)
    return list(files)


def _sample(parent: str, below: Head) -> Case:
    """A sample unit that the style can draft: the one that comes with the program, or else one of its own."""
    record = resources.example()
    ours = Case("example", record, record.with_name(EXPECTED))
    for case in (ours, *(case for place in below.places for case in cases_of(place))):
        if case.record.is_file() and try_case(parent, case).text is not None:
            return case
    message, hint = f"样式“{parent}”没有一份起草得出的样例", "先用 juesuan style check 检查它"
    raise Refused(Finding("S09", Severity.ERROR, message, Source(str(below.places[0].folder)), hint))


def _records(name: str, case: Case) -> dict[Path, str]:
    """The files of a case, with the records told to be in the new style."""
    paths = [path for path in sorted(case.record.parent.iterdir()) if path.suffix in (".yaml", ".txt")]
    texts = {path: path.read_text("utf-8") for path in paths if path.name != EXPECTED}
    return {path: re.sub(r"(?m)^样式: *[\w-]+", f"样式: {name}", text) for path, text in texts.items()}


def _head(name: str, below: Head) -> str:
    style = below.style
    forms = (f"#   {form}: {{{_form(how)}}}" for form, how in style.forms.items())
    reasons = (
        f"#   {about}: {{{', '.join(f'{aspect}: {due}' for aspect, due in dues.items())}}}"
        for about, dues in style.reasons.items()
    )
    numbering = "[" + ", ".join(f'"{pattern}"' for pattern in style.numbering) + "]"
    return STYLE.format(
        name=name,
        title=f"{name}（照{style.title}）",
        parent=style.name,
        unit=style.unit,
        forms="\n".join(forms),
        numbering=numbering,
        sections=", ".join(style.sections),
        reasons="\n".join(reasons),
    )


def _form(how: Form) -> str:
    zeros = f", zeros: {how.zeros}" if how.digits else ""
    return f"digits: {how.digits}{zeros}" + (", grouping: true" if how.grouping else "")


def _phrases(name: str, below: Head) -> str:
    """Some phrases of the parent, as comments."""
    own = str(below.places[0].phrases)
    phrases = [p for p in load_wording(below.style.name).phrases.phrases.values() if p.source.path == own]
    lines: list[str] = []
    before: list[str] = []
    for phrase in phrases[:: max(1, len(phrases) // SHOWN)]:
        *groups, last = phrase.key.split(".")
        for depth, group in enumerate(groups):
            if before[: depth + 1] != groups[: depth + 1]:
                lines.append(f"# {'  ' * depth}{group}:")
        before = groups
        words = "".join(
            part if isinstance(part, str) else f"{{{part.name}{':' + part.form if part.form else ''}}}"
            for part in phrase.parts
        )
        lines.append(f'# {"  " * len(groups)}{last}: "{words}"')
    return PHRASES.format(name=name, shown="\n".join(lines))
