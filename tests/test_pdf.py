"""LibreOffice found, missing, failing, hanging: a PDF comes, or a finding that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.finding import Finding, Refused, Severity
from generator.write import pdf
from generator.write.docx import write_docx
from generator.write.pdf import find_office, write_pdf

from .conftest import ROOT
from .disclosures import disclosure


def refused(docx: bytes) -> Finding:
    with pytest.raises(Refused) as caught:
        write_pdf(docx)
    assert len(caught.value.findings) == 1
    return caught.value.findings[0]


def office(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a program of that name on the search path."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "find_office", lambda: program)


def test_a_machine_without_libreoffice_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "BUNDLES", ())
    finding = refused(b"")
    assert (finding.code, finding.severity) == ("P01", Severity.ERROR)
    assert "LibreOffice" in finding.message
    assert "安装 LibreOffice" in finding.hint
    assert "另存为 PDF" in finding.hint


def test_windows_is_searched_where_the_installer_puts_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "LibreOffice" / "program" / "soffice.exe"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setattr(pdf, "WINDOWS", True)
    monkeypatch.setattr(pdf, "PROGRAMS", ("soffice.com", "soffice.exe"))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("ProgramFiles", str(tmp_path / "nothing"))
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    assert find_office() == program


def test_a_failing_conversion_tells_what_the_program_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path, "echo 'source file could not be loaded' >&2; exit 1", monkeypatch)
    finding = refused(b"")
    assert finding.code == "P02"
    assert "source file could not be loaded" in finding.message
    assert "另存为 PDF" in finding.hint


def test_a_conversion_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office(tmp_path, "exec sleep 60", monkeypatch)
    monkeypatch.setattr(pdf, "SECONDS", 0.2)
    assert "没有完成" in refused(b"").message


def test_a_program_that_cannot_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: tmp_path / "missing")
    assert refused(b"").code == "P02"


@pytest.mark.render
def test_a_document_becomes_a_pdf() -> None:
    data = write_pdf(write_docx(disclosure(), ROOT / "templates" / "base" / "reference.docx"))
    assert data.startswith(b"%PDF-")
