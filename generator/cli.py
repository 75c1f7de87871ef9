"""The command line: parse, call the pipeline, print. No logic, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from .cli_style import style_app
from .console import CLEAN, FOUND, REFUSED, status, tell, usage
from .cycles import look_rarely
from .model.finding import Finding, Refused, Severity
from .options import AllowErrors, AsJson, Force, Full, Plain, Prior, Record, StyleName, Styles

# What typer makes of Ctrl-C, in place of `Abort` in earlier versions.
INTERRUPTED = 130

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="决算：由两年的数据起草部门决算情况说明，每个数字都有出处。",
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.add_typer(style_app, name="style")


@app.command()
def draft(
    record: Record,
    prior: Prior = None,
    style: StyleName = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help=".docx .txt .md .html .json；- 打印文字")
    ] = None,
    full: Full = False,
    plain: Plain = False,
    reference: Annotated[Path | None, typer.Option(metavar="文件", help="版面和样式取自这个 Word 文件")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="另写一份 PDF（需要 LibreOffice）")] = False,
    trace: Annotated[Path | None, typer.Option(metavar="文件", help="另写一份每个数字的来历")] = None,
    force: Force = False,
    allow_errors: AllowErrors = False,
    as_json: AsJson = False,
    styles: Styles = None,
) -> None:
    """起草情况说明。退出码：0 完成；1 已写出，但有待补充或要核对之处；2 没有写出。"""
    from . import pipeline

    printed = output == "-"
    if printed and as_json:
        hint = "文稿和 JSON 都要打印时分不开；文稿用 -o 文件 写出，或去掉 --json"
        raise Refused(Finding("F03", Severity.ERROR, "-o - 不能和 --json 一起用", None, hint))
    drafted = pipeline.draft(record, prior, style, full, allow_errors)
    path = Path(output) if output and not printed else None
    wanted = pipeline.Wanted(path, printed, trace, reference, plain, pdf, force)
    written = pipeline.save(drafted, wanted)
    if printed:
        print(pipeline.render(drafted, ".txt").decode("utf-8"), end="")
    for file in written:
        print(f"已写出：{file}", file=sys.stderr)
    findings = (*drafted.findings, *pipeline.fitting(drafted, wanted))
    tell(findings, as_json)
    raise typer.Exit(status(findings))


@app.command()
def batch(
    records: Annotated[
        list[Path],
        typer.Argument(
            metavar="记录…", help="文件夹（连同里面的）、记录，或一行一个路径的清单（.txt）", show_default=False
        ),
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="文件夹", help="文稿和汇总写在这里", show_default=False)
    ],
    year: Annotated[int | None, typer.Option(metavar="年度", help="起草哪一年；不写则用文件名里最新的")] = None,
    style: StyleName = None,
    full: Full = False,
    plain: Plain = False,
    allow_errors: AllowErrors = False,
    force: Annotated[bool, typer.Option("--force", help="连改过的和不是本程序写的文稿也覆盖")] = False,
    jobs: Annotated[
        int | None, typer.Option(metavar="个数", min=1, help="几个进程，1 不另开进程；不写则处理器有几个就几个")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="地址", help="用 Dask 调度器的机器，如 tcp://10.0.0.5:8786")
    ] = None,
    styles: Styles = None,
) -> None:
    """成批起草许多单位，写出汇总；中断了，再运行一次就接着做。退出码：0 全部完成；1 有待补充、要核对或未起草的；2
    没有开始，或被中断。"""
    from . import batching

    asked = batching.Asked(year, style, full, plain, allow_errors, force, jobs, scheduler)
    account = batching.batch(records, output, asked)
    tell(account.stopped)
    print("\n".join(account.lines()))
    if account.interrupted:
        print("已中断；再运行一次同样的命令，接着做", file=sys.stderr)
    raise typer.Exit(REFUSED if account.interrupted or account.idle else CLEAN if account.clean else FOUND)


@app.command()
def check(
    record: Record,
    prior: Prior = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="另写一份标出问题的工作簿（.xlsx）")
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
    styles: Styles = None,
) -> None:
    """核对勾稽关系，不起草。退出码：0 没有问题；1 有错误或要核对之处；2 读不了。"""
    from . import pipeline

    findings = pipeline.findings_of(record, prior)
    if output:
        written = pipeline.mark(record, findings, output, force)
        print(f"已写出：{written}", file=sys.stderr)
    tell(findings, as_json)
    if not findings and not as_json:
        print("没有发现问题")
    raise typer.Exit(status(findings))


@app.command()
def convert(
    record: Annotated[Path, typer.Argument(metavar="记录", help="工作簿或记录", show_default=False)],
    output: Annotated[Path, typer.Argument(metavar="输出", help=".xlsx 或 .yaml", show_default=False)],
    style: StyleName = None,
    force: Force = False,
    styles: Styles = None,
) -> None:
    """工作簿和记录互相转换，一项不少，只有 # 后面的话带不过去。退出码：0 完成；1 已写出，有要看的；2 没有写出。"""
    from . import workbooks

    _written(workbooks.convert(record, output, style, force))


@app.command()
def new(
    year: Annotated[int, typer.Option(metavar="年度", help="要填哪一年的决算", show_default=False)],
    style: Annotated[str, typer.Option(metavar="名称", help="样式，见 juesuan styles", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="写出的 .xlsx", show_default=False)],
    prior: Annotated[Path | None, typer.Option(metavar="文件", help="上年记录：带出科目、名称和上年的原因")] = None,
    unit: Annotated[str | None, typer.Option(metavar="名称", help="单位名称")] = None,
    force: Force = False,
    styles: Styles = None,
) -> None:
    """写一个空白的工作簿，供填写。退出码：0 完成；2 没有写出。"""
    from . import workbooks

    _written(workbooks.new(style, year, output, prior, unit, force))


@app.command()
def audit(
    document: Annotated[
        Path, typer.Argument(metavar="文稿", help="写好的文稿：.docx .pdf .txt .md，不论谁写的", show_default=False)
    ],
    record: Annotated[Path | None, typer.Option(metavar="记录", help="本年的记录；给了就逐个数字核对")] = None,
    prior: Prior = None,
    style: Annotated[str | None, typer.Option(metavar="名称", help="样式；给了就查各节各表是否齐全")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help=".docx 带批注的文稿；.html 一页报告")
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
    styles: Styles = None,
) -> None:
    """审核写好的文稿：数字自己对不对得上，和记录一不一致。退出码：0 没有问题；1 有问题；2 读不了。"""
    from . import auditing

    audited = auditing.audit(document, record, prior, style)
    if output:
        print(f"已写出：{auditing.save_audit(audited, output, force)}", file=sys.stderr)
    tell(audited.findings, as_json)
    if not audited.findings and not as_json:
        print("没有发现问题")
    raise typer.Exit(status(audited.findings))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="旧稿", help="上年的文稿（.docx 等）或记录", show_default=False)],
    new: Annotated[Path, typer.Argument(metavar="新稿", help="本年的文稿或记录", show_default=False)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help=".html 并排对照；.docx 修订稿，逐处接受或拒绝")
    ] = None,
    style: StyleName = None,
    full: Full = False,
    force: Force = False,
    as_json: Annotated[bool, typer.Option("--json", help="把不同之处以 JSON 打印到标准输出")] = False,
    styles: Styles = None,
) -> None:
    """对照两份文稿：方向变了的、原因照抄的、数字、文字。退出码：0 除年份外没有不同；1 有不同；2 读不了。"""
    from . import reviewing

    compared = reviewing.compare(old, new, style, full)
    if output:
        print(f"已写出：{reviewing.save_comparison(compared, output, force)}", file=sys.stderr)
    told = reviewing.write_differences_json if as_json else reviewing.write_differences
    print(told(compared.revision), end="")
    raise typer.Exit(FOUND if compared.revision.differences else CLEAN)


@app.command()
def refresh(
    document: Annotated[Path, typer.Argument(metavar="文稿", help="改过的 Word 文稿", show_default=False)],
    record: Annotated[Path, typer.Option(metavar="文件", help="新的本年记录或工作簿", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件", help="更新后的 .docx", show_default=False)],
    prior: Prior = None,
    style: StyleName = None,
    force: Force = False,
    as_json: AsJson = False,
    styles: Styles = None,
) -> None:
    """数据又变了：改过的文稿里只换数字和增减的方向，人写的都留着，改动都是修订。退出码：0 完成；1 有要看的；2
    没有写出。"""
    from . import reviewing

    done = reviewing.refresh(document, record, output, prior, style, force)
    plan = done.plan
    print(f"已写出：{output}", file=sys.stderr)
    told = f"修订 {len(plan.edits) + len(plan.added) + len(plan.removed)} 处，批注 {len(plan.remarks)} 处"
    print("没有数字变了，文稿没有改" if plan.empty else told, file=sys.stderr)
    tell(done.findings, as_json)
    raise typer.Exit(status(done.findings))


@app.command()
def explain(
    record: Record,
    number: Annotated[str, typer.Argument(metavar="数字", help="文稿里的数字（7.88%）或它的键", show_default=False)],
    prior: Prior = None,
    style: StyleName = None,
    full: Full = False,
    styles: Styles = None,
) -> None:
    """说明文稿里的一个数字是怎样算出来的，出自记录的哪一行。"""
    from . import pipeline

    lines = pipeline.explain(pipeline.draft(record, prior, style, full), number)
    if not lines:
        hint = "照文稿里的样子写，如 7.88% 或 191.88万元；全部数字用 juesuan draft --trace 文件 列出"
        raise Refused(Finding("E01", Severity.ERROR, f"文稿里没有“{number}”这个数字", None, hint))
    print("\n".join(lines))


@app.command()
def schema() -> None:
    """打印记录的 JSON Schema，供编辑器提示和校验。

    用在 VS Code 里：一、装上 YAML 插件（Red Hat 出的那个）；

    二、在记录的文件夹里运行 juesuan schema > juesuan.json；

    三、在设置（settings.json）里写 "yaml.schemas": {"./juesuan.json": "20*.yaml"}，再打开记录。
    """
    from . import pipeline

    # A redirected console of Windows writes GBK, which no editor takes for JSON; escapes are the same in all encodings.
    escaped = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(json.dumps(pipeline.schema(), ensure_ascii=escaped, indent=1))


@app.command()
def styles(styles: Styles = None) -> None:
    """列出可用的样式。"""
    from . import pipeline

    for name, title in pipeline.styles():
        print(f"{name}  {title}")


def _written(done: Any) -> None:
    for file in done.paths:
        print(f"已写出：{file}", file=sys.stderr)
    tell(done.findings)
    raise typer.Exit(status(done.findings))


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit status. Prints in what encoding the console has, GBK included."""
    look_rarely()
    # A tenth of the start went into looking for plug-ins, and there are none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    usage_error: Any = typer.BadParameter.__base__
    try:
        code = int(app(args=arguments, prog_name="juesuan", standalone_mode=False) or CLEAN)
    except Refused as refused:
        as_json = "--json" in (arguments if arguments is not None else sys.argv)
        tell(tuple(sorted(refused.findings, key=lambda f: f.order)), as_json)
        return REFUSED
    except usage_error as fault:
        print(f"命令写得不对：{usage(fault)}\n用 juesuan --help 查看用法", file=sys.stderr)
        return REFUSED
    except typer.Abort:
        code = INTERRUPTED
    if code == INTERRUPTED:
        print("已中断；写出了的文件都是完整的", file=sys.stderr)
        return REFUSED
    return code
