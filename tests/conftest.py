"""Where things lie, and snapshots as one readable text file a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from generator import resources

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"


class TextFile(SingleFileSnapshotExtension):
    """A snapshot as a .txt file that a person can read and compare."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    def serialize(self, data: Any, **_options: Any) -> str:
        return str(data)


@pytest.fixture(autouse=True)
def no_styles_but_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever runs the tests may have styles of their own."""
    monkeypatch.setattr(resources, "configuration", lambda: tmp_path / "no-settings.toml")
    yield
    resources.use(None)


@pytest.fixture
def text_file(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(TextFile)
