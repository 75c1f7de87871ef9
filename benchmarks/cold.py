"""Fresh processes: what a person waits for who types a command.

- python: an interpreter that does nothing.
- juesuan --help, juesuan draft: the command line as it is installed, the latter from the two records to the file.
- docxtpl: a bare script that imports docxtpl, reads the values as JSON, fills the prepared template of the same
  document and writes it. It computes nothing, checks nothing and has no command line.

Compiled templates are kept in the user's cache, as they are after a first draft, and so is all bytecode."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator import pipeline

from .document import prepared_of
from .records import JINGDEZHEN
from .report import Report
from .rounds import race

ROUNDS = 15
JUESUAN = str(Path(sys.executable).with_name("juesuan"))
SCRIPT = """
import json, sys
from docxtpl import DocxTemplate
template = DocxTemplate(sys.argv[1])
with open(sys.argv[2], encoding="utf-8") as values:
    template.render(json.load(values), autoescape=True)
template.save(sys.argv[3])
"""


def run(command: Sequence[str]) -> None:
    """Runs `command`, which may leave something to look at (status 1) but must write its document."""
    done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode("utf-8", "replace"))


def by_docxtpl(folder: Path, name: str, full: bool) -> list[str]:
    """The command of the bare script, whose template and values lie in `folder`."""
    prepared = prepared_of(pipeline.draft(JINGDEZHEN, full=full), False)
    template, values = folder / f"{name}-template.docx", folder / f"{name}.json"
    template.write_bytes(prepared.template)
    values.write_text(json.dumps(prepared.values, ensure_ascii=False), "utf-8")
    return [sys.executable, "-c", SCRIPT, *map(str, (template, values, folder / f"{name}-docxtpl.docx"))]


def measure(folder: Path) -> Report:
    draft = [JUESUAN, "draft", str(JINGDEZHEN), "--force", "-o"]
    commands = {
        "python": [sys.executable, "-c", "pass"],
        "juesuan --help": [JUESUAN, "--help"],
        "juesuan draft": [*draft, str(folder / "text.docx")],
        "juesuan draft --full": [*draft, str(folder / "full.docx"), "--full"],
        "docxtpl": by_docxtpl(folder, "text", False),
        "docxtpl, full": by_docxtpl(folder, "full", True),
    }
    found = race({name: partial(run, command) for name, command in commands.items()}, ROUNDS)
    pairs = [("docxtpl", "juesuan draft"), ("docxtpl, full", "juesuan draft --full")]
    pairs += [(name, "python") for name in commands if name.startswith("juesuan")]
    return Report("cold", "one command in a fresh process", (found.times(), found.ratios(*pairs)))
