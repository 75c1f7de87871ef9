"""Finds templates, phrase banks and layouts: in the checkout, in the installed wheel, or in the user's own folder."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


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
