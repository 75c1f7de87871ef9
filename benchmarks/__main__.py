"""`python -m benchmarks [NAME…] [--json]`: runs the benchmarks, all or those named."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from . import audit, batch, cold, document, rows, workbook
from .report import Report, lines, machine, plain

BENCHMARKS: dict[str, Callable[[Path], Report]] = {
    "document": document.measure,
    "cold": cold.measure,
    "batch": batch.measure,
    "rows": rows.measure,
    "audit": audit.measure,
    "workbook": workbook.measure,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="print the results as JSON")
    given = parser.parse_args()
    if unknown := set(given.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    reports = []
    if not given.json:
        print(machine(), end="\n\n")
    for name in given.names or BENCHMARKS:
        with TemporaryDirectory(prefix="juesuan-bench-") as folder:
            reports.append(BENCHMARKS[name](Path(folder)))
        if not given.json:
            print("\n".join(lines(reports[-1])), flush=True)
    if given.json:
        print(json.dumps({"machine": machine(), "benchmarks": list(map(plain, reports))}, ensure_ascii=False, indent=2))


main()
