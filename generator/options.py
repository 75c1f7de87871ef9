"""The options that several commands have in common. Only the command line knows this file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .settings import use_styles


def _use(folder: Path | None) -> Path | None:
    use_styles(folder)
    return folder


Record = Annotated[
    Path, typer.Argument(metavar="记录", help="本年的工作簿或记录，如 2024.xlsx、2024.yaml", show_default=False)
]
Prior = Annotated[Path | None, typer.Option(metavar="文件", help="上年记录；不写则用旁边的上年文件")]
StyleName = Annotated[str | None, typer.Option(metavar="名称", help="样式；不写则用记录里的“样式”")]
# A command that has this option need do nothing about it: it is applied before the command runs, given or not.
Styles = Annotated[
    Path | None,
    typer.Option(
        "--styles", metavar="文件夹", help="自己的样式所在的文件夹；不写则看 juesuan.toml", callback=_use, is_eager=True
    ),
]
Full = Annotated[bool, typer.Option("--full", help="完整的公开文件：封面、目录、概况、表、说明、名词解释")]
Plain = Annotated[bool, typer.Option("--plain", help="Word 文稿里不放批注和数字标记")]
AllowErrors = Annotated[bool, typer.Option("--allow-errors", help="有勾稽错误也起草；文稿上注明不能公开")]
Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件")]
AsJson = Annotated[bool, typer.Option("--json", help="把发现的问题以 JSON 打印到标准输出")]
