"""`juesuan style …`: what the author of a style needs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .console import CLEAN, FOUND, status, tell
from .options import AsJson, Styles

style_app = typer.Typer(no_args_is_help=True, help="新建、检查样式：check、cases、new、names。")

Target = Annotated[
    str, typer.Argument(metavar="样式", help="样式的文件夹，或它的名称（见 juesuan styles）", show_default=False)
]


@style_app.command()
def check(style: Target, as_json: AsJson = False, styles: Styles = None) -> None:
    """检查一个样式的全部文件，起草它的样例。退出码：0 没有问题；1 有问题；2 没有这个样式。"""
    from . import authoring

    findings = authoring.check_style(authoring.named(style))
    tell(findings, as_json)
    if not findings and not as_json:
        print("没有发现问题")
    raise typer.Exit(status(findings))


@style_app.command()
def cases(
    style: Target,
    accept: Annotated[bool, typer.Option("--accept", help="把这次写出的作为预期（expected.txt）")] = False,
    styles: Styles = None,
) -> None:
    """起草样式的各个样例，与旁边的 expected.txt 对照。退出码：0 都一样；1 有不同或起草不出；2 没有这个样式。"""
    from . import authoring, trial
    from .heads import load_head

    name = authoring.named(style)
    tried = [trial.try_case(name, case) for case in trial.cases_of(load_head(name).places[0])]
    written = trial.accept(tried) if accept else []
    findings = tuple(finding for own in tried for finding in (*own.findings, *trial.differences(own)))
    for own in tried:
        expected = own.case.expected
        if own.text is None:
            told = "起草不出"
        elif expected in written:
            told = f"已写出预期：{expected}"
        elif not expected.is_file():
            told = f"还没有预期；看过写出的，用 --accept 写成 {expected.name}"
        else:
            told = "不同" if trial.differences(own) else "一样"
        print(f"{own.case.name}：{told}")
    if not tried:
        print("没有样例", file=sys.stderr)
    tell(findings)
    raise typer.Exit(FOUND if status(findings) or not tried else CLEAN)


@style_app.command()
def new(
    name: Annotated[str, typer.Argument(metavar="名称", help="新样式的名称，如 hubei", show_default=False)],
    parent: Annotated[str, typer.Option("--from", metavar="样式", help="以哪个样式为底", show_default=False)],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="文件夹", help="放样式的文件夹；不写就用设置的，或当前文件夹"),
    ] = None,
    styles: Styles = None,
) -> None:
    """新建一个样式：写出一个马上能用的文件夹，文稿与底子一样，再从它改起。退出码：0 完成；2 没有写出。"""
    from . import skeleton

    for path in skeleton.new_style(name, parent, output):
        print(f"已写出：{path}", file=sys.stderr)


@style_app.command()
def names(
    style: Annotated[
        str | None, typer.Argument(metavar="样式", help="写了就另列它的全部短语", show_default=False)
    ] = None,
    styles: Styles = None,
) -> None:
    """列出模板里能用的全部名称、函数，和一个样式的短语。"""
    from . import authoring, catalogue

    print("\n".join(catalogue.lines(authoring.named(style) if style else None)))
