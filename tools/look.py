"""Renders the sample documents, and the widest and emptiest ones, to PNG pages, so that a person can look at each.

Usage: look.py FOLDER. Needs LibreOffice (soffice) and poppler (pdftoppm).
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from generator.pipeline import draft, render

ROOT = Path(__file__).resolve().parent.parent
UNITS = ROOT / "tests" / "units"

# The record and the style; None is the record's own.
SAMPLES: tuple[tuple[Path, str | None], ...] = (
    (ROOT / "data" / "jingdezhen" / "2024.yaml", None),
    (ROOT / "data" / "dachuan" / "2023.yaml", None),
    *((UNITS / f"{name}.yaml", "jiangxi") for name in ("sixty-items", "nothing-spent", "everything-in-use")),
)


def look(folder: Path) -> list[Path]:
    """Writes each sample as .docx, .pdf and one .png a page into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for sample, style in SAMPLES:
        word = folder / f"{sample.stem if style else sample.parent.name}.docx"
        word.write_bytes(render(draft(sample, style=style, full=True), ".docx"))
        profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        pages = ["pdftoppm", "-r", "70", "-png", str(word.with_suffix(".pdf")), str(word.with_suffix(""))]
        subprocess.run(pages, check=True)
    return sorted(folder.glob("*.png"))


if __name__ == "__main__":
    for page in look(Path(sys.argv[1])):
        print(page)
