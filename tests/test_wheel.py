"""What pip installs is complete: the wheel, unpacked somewhere else, drafts a document by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from hatchling.builders.wheel import WheelBuilder

from .conftest import ROOT


def test_the_installed_wheel_drafts_a_document_without_the_checkout(tmp_path: Path) -> None:
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "dist"), versions=["standard"]))
    with ZipFile(wheel) as package:
        package.extractall(tmp_path / "site")
    code = "import sys; from generator.cli import main; sys.exit(main(sys.argv[1:]))"
    record = ROOT / "data" / "jingdezhen" / "2024.yaml"
    command = [sys.executable, "-c", code, "draft", str(record), "-o", "稿.docx"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site"), "PYTHONSAFEPATH": "1"}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert (result.returncode, result.stdout) == (0, "")
    assert (tmp_path / "稿.docx").stat().st_size > 5000
