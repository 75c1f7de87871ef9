"""What is kept between documents, and between runs: nothing stale, nothing that others may have written."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path

import platformdirs
import pytest

from generator import resources
from generator.kept import Kept
from generator.narrate import StyleLoader
from generator.narrate.environment import StyleEnvironment

from .conftest import ROOT

FOLDERS = [ROOT / "templates" / "jiangxi", ROOT / "templates" / "base"]
Environment = Callable[[], StyleEnvironment]


def test_what_files_gave_is_made_once_and_anew_when_one_changes(tmp_path: Path) -> None:
    made, kept = count(1), Kept[int]()
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_text("1")

    def get() -> int:
        return kept.get([file, other], lambda: next(made))

    assert [get(), get()] == [1, 1]
    file.write_text("12")
    assert [get(), get()] == [2, 2]
    other.write_text("new")
    assert get() == 3
    other.unlink()
    assert get() == 4


def test_templates_compile_once_for_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = StyleEnvironment(StyleLoader(FOLDERS, tmp_path), {})
    first.get_template("income.j2")
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr(StyleEnvironment, "compile", lambda *_: pytest.fail("compiled again"))
    StyleEnvironment(StyleLoader(FOLDERS, tmp_path), {}).get_template("income.j2")


def test_a_changed_template_is_not_taken_from_the_folder(tmp_path: Path) -> None:
    own, kept = tmp_path / "own", tmp_path / "kept"
    own.mkdir()
    kept.mkdir()
    for text in ("{{ one }}", "{{ other }}"):
        (own / "a.j2").write_text(text)
        environment = StyleEnvironment(StyleLoader([own], kept), {"one": "first", "other": "second"})
        assert environment.get_template("a.j2").render() == {"{{ one }}": "first", "{{ other }}": "second"}[text]


@pytest.mark.parametrize(
    "damage", [b"", b"junk", lambda whole: whole[:-40], lambda whole: whole[:30], lambda whole: whole + b"more"]
)
def test_damaged_code_is_compiled_anew(tmp_path: Path, damage: bytes | Callable[[bytes], bytes]) -> None:
    StyleEnvironment(StyleLoader(FOLDERS, tmp_path), {}).get_template("income.j2")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage if isinstance(damage, bytes) else damage(whole))
    StyleEnvironment(StyleLoader(FOLDERS, tmp_path), {}).get_template("income.j2")
    assert file.read_bytes() == whole


def test_a_full_disk_does_not_stop_a_draft(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    StyleEnvironment(StyleLoader(FOLDERS, gone), {}).get_template("income.j2")
    assert not gone.exists()


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path | None]:
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda *_, **__: tmp_path / "juesuan")
    return resources.compiled.__wrapped__


def test_the_folder_of_compiled_templates_is_the_users_own(tmp_path: Path, compiled: Callable[[], Path | None]) -> None:
    folder = compiled()
    assert folder == tmp_path / "juesuan" / "templates"
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        folder.chmod(0o777)
        assert compiled() is None


def test_no_folder_is_no_fault(tmp_path: Path, compiled: Callable[[], Path | None]) -> None:
    (tmp_path / "juesuan").write_text("a file where the folder should be")
    assert compiled() is None


def test_a_link_to_elsewhere_is_not_followed(tmp_path: Path, compiled: Callable[[], Path | None]) -> None:
    (tmp_path / "juesuan").mkdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "juesuan" / "templates").symlink_to(tmp_path / "elsewhere")
    assert compiled() is None
