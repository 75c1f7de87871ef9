"""Finds what lies beside the program, in the checkout or in the installed wheel, and the styles of the user's own."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
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
HEAD = "style.yaml"
NOTES = ".md"
# What editors leave behind begins so.
EDITORS = (".", "~$")
# A folder can be called so; the styles that we begin keep to small letters of ASCII.
NAME = re.compile(r"\w[\w-]*")
# The folder with styles of the user's own, where there is one.
_own: list[Path] = []


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pieces of one style lie. Those of a style of the user's `own` lie in one folder; those that come with
    the program lie with the pieces of the other styles. Each may be absent but the folder."""

    name: str
    folder: Path
    phrases: Path
    tables: Path
    cases: Path
    own: bool

    @property
    def head(self) -> Path:
        return self.folder / HEAD

    @property
    def reference(self) -> Path:
        return self.folder / "reference.docx"

    @property
    def templates(self) -> list[Path]:
        return _listed(self.folder, ".j2")

    @property
    def layouts(self) -> list[Path]:
        """The official tables, one file a table; their order is that of the names."""
        return _listed(self.tables, ".yaml")

    @property
    def unread(self) -> list[Path]:
        """What lies in the folder of a style of the user's own and is never read, most likely for its name. Notes are
        for people."""
        read = {self.head, self.phrases, self.reference, self.cases, self.tables, *self.templates, *self.layouts}
        there = [path for folder in (self.folder, self.tables) if folder.is_dir() for path in folder.iterdir()]
        return sorted(
            path for path in there if path not in read and path.suffix != NOTES and not path.name.startswith(EDITORS)
        )

    @property
    def wording(self) -> list[Path]:
        """What the style says: by these a change of it is seen. The first and the last may be absent."""
        return [self.head, *self.templates, self.phrases]


def _listed(folder: Path, suffix: str) -> list[Path]:
    try:
        with os.scandir(folder) as entries:  # a quarter of the time that paths take
            return [
                folder / name for name in sorted(e.name for e in entries if e.name.endswith(suffix) and e.is_file())
            ]
    except (FileNotFoundError, NotADirectoryError):
        return []


def root() -> Path:
    """The folder of `templates/`, `phrasebank/` and `data/`: beside the package in a checkout, else inside it."""
    shipped = HERE / "share"
    return shipped if shipped.is_dir() else HERE.parent


def use(folder: Path | None) -> None:
    """From now on the styles in `folder` stand before those that come with the program; None: there are only those."""
    _own[:] = [folder.absolute()] if folder else []


def own() -> Path | None:
    """The folder with styles of the user's own, for those who start other processes."""
    return _own[0] if _own else None


def own_place(folder: Path) -> Place:
    """The style of the user's own in `folder`."""
    return Place(folder.name, folder, folder / "phrases.yaml", folder / "layouts", folder / "cases", True)


def shipped_place(name: str) -> Place:
    """The style `name` that comes with the program, or what styles share (base)."""
    return _shipped(root(), name)


@lru_cache(maxsize=256)
def _shipped(beside: Path, name: str) -> Place:
    return Place(
        name,
        beside / "templates" / name,
        beside / "phrasebank" / f"{name}.yaml",
        beside / "data" / "layouts" / name,
        beside / "tests" / "cases" / name,
        False,
    )


def styles() -> list[str]:
    """The names of the styles: every folder with a style.yaml."""
    folders = [root() / "templates", *_own]
    return sorted({head.parent.name for folder in folders for head in folder.glob(f"*/{HEAD}")})


def find(name: str, by: Place | None = None) -> Place | None:
    """The place of the style `name` (or of what styles share): the user's own, or else that which comes with the
    program. For the style at `by`, which extends it: never itself, for a style may extend the one whose name it takes;
    and what comes with the program extends only what comes with it."""
    if not NAME.fullmatch(name):
        return None  # `..` and its like lead elsewhere
    found = [own_place(folder / name) for folder in _own if (folder / name / HEAD).is_file()]
    if by is not None:
        found = [place for place in found if by.own and place != by]
    shipped = shipped_place(name)
    if shipped.folder.is_dir() and shipped != by:
        found.append(shipped)
    return found[0] if found else None


def phrasebank(name: str) -> Path:
    """The phrase file of a style that comes with the program, or a shared one (base, glossary, reasons)."""
    return root() / "phrasebank" / f"{name}.yaml"


def spellings() -> Path:
    """Other spellings of the titles, headings and items of the official tables."""
    return root() / "data" / "layouts" / "names.yaml"


def layouts(style: str) -> list[Path]:
    """The official tables of a style itself, without those that it takes over; empty where it has none."""
    place = find(style)
    return place.layouts if place else []


def classification(name: str) -> Path:
    """The codes of the 《政府收支分类科目》: `functions` or `economic`."""
    return root() / "data" / "classification" / f"{name}.yaml"


def example() -> Path:
    """The records of a unit that does not exist and uses every item: 2024.yaml, and the year before beside it."""
    return root() / "data" / "example" / "2024.yaml"


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


def fingerprint() -> str:
    """A hash over the code and everything that styles are made of, the user's own ones too: two programs with the same
    one write the same documents. What comes with the program is hashed once a process."""
    total = hashlib.sha256(_program().encode())
    for folder in _own:
        _add(total, {path.relative_to(folder).as_posix(): path for path in _within(folder, SHIPPED["templates"])})
    return total.hexdigest()


def fingerprint_with(folder: str) -> str:
    """`fingerprint`, on a machine that has yet to be told of the styles of the user's own in `folder` ('' for none)."""
    use(Path(folder) if folder else None)
    return fingerprint()


@cache
def _program() -> str:
    files = {f"generator/{path.relative_to(HERE).as_posix()}": path for path in HERE.rglob("*.py")}
    for folder, suffixes in SHIPPED.items():
        files |= {path.relative_to(root()).as_posix(): path for path in _within(root() / folder, suffixes)}
    total = hashlib.sha256()
    _add(total, files)
    return total.hexdigest()


def _within(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    """The files of a style in a folder and in those in it, without what editors leave there."""
    for path in folder.rglob("*"):
        if path.suffix in suffixes and not path.name.startswith(EDITORS) and path.is_file():
            yield path


def _add(total: hashlib._Hash, files: dict[str, Path]) -> None:
    for name, path in sorted(files.items()):
        total.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())


def configuration() -> Path:
    """The user's configuration file."""
    import platformdirs

    return platformdirs.user_config_path("juesuan", appauthor=False) / "juesuan.toml"
