"""A Word document as PDF, by LibreOffice, which sets the same page.

It exists because disclosures are published as PDF and nothing in Python sets a Word page. Each conversion has a
profile of its own, so that an open LibreOffice is neither disturbed nor in the way. It refuses where LibreOffice is
missing (P01) and where the conversion fails or takes too long (P02).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ..model.finding import Finding, Refused, Severity

# A first start builds the profile: 3 s where the disk is fast, half a minute on an office machine with a virus scanner.
SECONDS = 180

# `soffice.com` waits and tells its errors; `soffice.exe` may return before the file is written.
WINDOWS = os.name == "nt"
PROGRAMS = ("soffice.com", "soffice.exe") if WINDOWS else ("soffice", "libreoffice")
FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
BUNDLES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", "/opt/libreoffice/program/soffice")


def write_pdf(docx: bytes) -> bytes:
    """The pages of the .docx file `docx`. Raises `Refused`: P01 no LibreOffice, P02 it did not convert."""
    program = find_office()
    if program is None:
        message = "生成 PDF 要用 LibreOffice，这台电脑上没有找到"
        hint = "安装 LibreOffice（https://zh-cn.libreoffice.org）后重试；或者用 Word、WPS 打开 .docx，另存为 PDF"
        raise Refused(Finding("P01", Severity.ERROR, message, None, hint))
    # Windows may hold a file of the profile for a moment after the program has ended.
    with TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.docx").write_bytes(docx)
        told = convert(program, folder)
        result = folder / "page.pdf"
        if not result.is_file():
            raise failed(told)
        return result.read_bytes()


def find_office() -> Path | None:
    """LibreOffice's program: on the search path, or where its installer puts it; None where it is in neither."""
    for program in PROGRAMS:
        if found := shutil.which(program):
            return Path(found)
    return next((place for place in usual_places() if place.is_file()), None)


def usual_places() -> list[Path]:
    """Where the installers of Windows and macOS put the program, which they leave off the search path."""
    if not WINDOWS:
        return [Path(bundle) for bundle in BUNDLES]
    homes = [Path(os.environ[name]) for name in FOLDERS if name in os.environ]
    return [home / "LibreOffice" / "program" / program for home in homes for program in PROGRAMS]


def convert(program: Path, folder: Path) -> str:
    """Converts `page.docx` in `folder`, and returns what the program said. Raises `Refused` where it does not run."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)]
    command = [str(program), profile, *options, str(folder / "page.docx")]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as late:
        raise failed(f"{SECONDS} 秒内没有完成") from late
    except OSError as error:
        raise failed(str(error)) from error
    return done.stderr.decode("utf-8", "replace").strip()


def failed(told: str) -> Refused:
    """What to tell where LibreOffice is there but gives no PDF; `told` are its own words, '' where it was silent."""
    message = "LibreOffice 没有转换成功" + (f"：{told[:200]}" if told else "")
    hint = "关闭其他 LibreOffice 窗口后重试；仍不行时用 Word、WPS 打开 .docx，另存为 PDF"
    return Refused(Finding("P02", Severity.ERROR, message, None, hint))
