"""What the commands tell: findings on the console, exit statuses, usage errors in Chinese."""

from __future__ import annotations

import sys
from typing import Any

from .model.finding import Finding, Severity

CLEAN, FOUND, REFUSED = 0, 1, 2


def tell(findings: tuple[Finding, ...], as_json: bool = False) -> None:
    if as_json:
        from .write import write_findings_json

        print(write_findings_json(findings), end="")
    elif findings:
        from .write import write_report

        print(write_report(findings), end="", file=sys.stderr)


def status(findings: tuple[Finding, ...]) -> int:
    return FOUND if any(f.severity is not Severity.INFO for f in findings) else CLEAN


def usage(fault: Any) -> str:
    """The usage error in Chinese, by what it is about; the library's own words are English."""
    parameter = getattr(fault, "param", None)
    name = (parameter.metavar or parameter.name) if parameter else ""
    match type(fault).__name__:
        case "MissingParameter":
            return f"缺少“{name}”"
        case "NoSuchOption":
            return f"没有 {fault.option_name} 这个选项"
        case "BadParameter":
            return f"“{name}”的写法不对"
        case "BadOptionUsage":
            return f"{fault.option_name} 后面要写内容"
    return str(fault.format_message())
