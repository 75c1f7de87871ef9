"""Finds templates, phrase banks and layouts: in the checkout, in the installed wheel, or in the user's own folder."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib import metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What styles are made of, in their folders.
SHIPPED = {
    "templates": (".yaml", ".j2", ".docx"),
    "phrasebank": (".yaml",),
    "data/layouts": (".yaml",),
    "data/classification": (".yaml",),
}


def root() -> Path:
    """The folder of `templates/`, `phrasebank/` and `data/`: beside the package in a checkout, else inside it."""
    shipped = HERE / "share"
    return shipped if shipped.is_dir() else HERE.parent


def templates() -> Path:
    return root() / "templates"


def phrasebank(name: str) -> Path:
    """The phrase file of a style, or one of the shared ones (base, reasons)."""
    return root() / "phrasebank" / f"{name}.yaml"


def styles() -> list[str]:
    """The names of the styles: every folder with a style.yaml."""
    return sorted(head.parent.name for head in templates().glob("*/style.yaml"))


def spellings() -> Path:
    """Other spellings of the titles, headings and items of the official tables."""
    return root() / "data" / "layouts" / "names.yaml"


def layouts(style: str) -> list[Path]:
    """The official tables of a style in their order, one file a table; empty where it has none."""
    return sorted((root() / "data" / "layouts" / style).glob("*.yaml"))


def classification(name: str) -> Path:
    """The codes of the 《政府收支分类科目》: `functions` or `economic`."""
    return root() / "data" / "classification" / f"{name}.yaml"


@cache
def compiled() -> Path | None:
    """The folder in which compiled templates wait for the next run: the user's own, for whoever writes there has their
    code run. None where there is no such folder, nor can be, or others may write into it."""
    import platformdirs

    folder = platformdirs.user_cache_path("juesuan", appauthor=False) / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = folder.lstat()
    except OSError:
        return None
    if os.name == "posix" and (status.st_uid != os.getuid() or status.st_mode & 0o022):
        return None
    return folder if folder.is_dir() and not folder.is_symlink() and os.access(folder, os.W_OK) else None


def version() -> str:
    """The version of the program as it was installed; empty where it runs from a folder without being installed."""
    try:
        return metadata.version("juesuan")
    except metadata.PackageNotFoundError:
        return ""


@cache
def fingerprint() -> str:
    """A hash over the code and everything that styles are made of: two programs with the same one write the same
    documents. It is worked out once a process."""
    code = {f"generator/{path.relative_to(HERE).as_posix()}": path for path in HERE.rglob("*.py")}
    shipped = {
        path.relative_to(root()).as_posix(): path
        for folder, suffixes in SHIPPED.items()
        for path in (root() / folder).rglob("*")
        if path.suffix in suffixes and not path.name.startswith((".", "~$"))
    }
    total = hashlib.sha256()
    for name, path in sorted((code | shipped).items()):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
