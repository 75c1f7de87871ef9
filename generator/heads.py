"""The heads of styles: where a style and those that it extends lie, and what all of them say together."""

from __future__ import annotations

from collections.abc import Sized
from dataclasses import dataclass
from pathlib import Path

from . import resources
from .kept import Kept
from .model.finding import Finding, Refused, Severity
from .model.source import Source
from .model.style import Style
from .model.values import Scalar
from .read import Mapping, read_head, read_text, read_tree
from .resources import Place

# A style has a few pages; more is a mistake, or meant to harm.
LARGEST = 512 * 1024
MOST_FILES = 300
LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True)
class Head:
    """A style's head, and the places of the style and of those that it extends, the nearest first."""

    style: Style
    places: tuple[Place, ...]


_heads: Kept[Head] = Kept()
_trees: Kept[Mapping] = Kept()


def load_head(name: str, place: Source | None = None) -> Head:
    """The head of the style `name` (asked for at `place`). Raises `Refused` where there is none, or with its faults."""
    first = resources.find(name)
    if first is None or not first.head.is_file():
        raise Refused(no_style(name, place))
    places = _line(first)
    heads = [p.head for p in places]

    def made() -> Head:
        style = read_head([_tree_of(p, p.head) for p in places if p.head.is_file()])
        if style.name != name:
            said = _tree_of(first, first.head)["name"].source
            message = f"name 写的是“{style.name}”，文件夹叫“{name}”"
            raise Refused(Finding("S03", Severity.ERROR, message, said, "两处写成一样的"))
        return Head(style, places)

    return _heads.get(heads, made)


def no_style(name: str, place: Source | None) -> Finding:
    hint = "可用的样式：" + "、".join(resources.styles())
    return Finding("R12", Severity.ERROR, f"没有“{name}”这个样式", place, hint)


def tree_of(place: Place, path: Path) -> Mapping:
    """The YAML file at `path`, one of those of the style at `place`."""
    return _trees.get([path], lambda: _tree_of(place, path))


def _tree_of(place: Place, path: Path) -> Mapping:
    guard(place, path)
    text = read_text(path, LARGEST)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in text.splitlines()):
        return Mapping(Source(str(path), "1:1"))  # nothing but remarks: everything is taken over
    return read_tree(text, str(path))


def guard(place: Place, path: Path) -> None:
    """Refuses a file of a style of the user's own that really lies elsewhere: the style is its folder."""
    if place.own and not path.resolve().is_relative_to(place.folder.resolve()):
        message = "这个文件是指向样式文件夹之外的链接"
        raise Refused(Finding("S03", Severity.ERROR, message, Source(str(path)), "把文件本身放进样式的文件夹"))


def few(place: Place, files: Sized) -> None:
    """Refuses a style of more files than anybody writes."""
    if len(files) > MOST_FILES:
        message = f"样式的文件夹里超过 {MOST_FILES} 个文件"
        raise Refused(Finding("S03", Severity.ERROR, message, Source(str(place.folder)), "检查是否选错了文件夹"))


def _line(first: Place) -> tuple[Place, ...]:
    """The style at `first`, then what it extends, and so on. Raises `Refused` where that never ends."""
    line = [first]
    while (said := _extended(line[-1])) is not None:
        beyond = resources.find(said.text, line[-1])
        if beyond is None:
            hint = "写一个已有的样式：" + "、".join(["base", *resources.styles()])
            raise Refused(Finding("S03", Severity.ERROR, f"没有 extends 写的样式“{said.text}”", said.source, hint))
        if beyond in line or len(line) == LONGEST_CHAIN:
            names = " → ".join(place.name for place in (*line, beyond))
            message = f"extends 绕成了一圈：{names}" if beyond in line else f"extends 超过 {LONGEST_CHAIN} 层"
            raise Refused(Finding("S03", Severity.ERROR, message, said.source, "改成别的样式"))
        line.append(beyond)
    return tuple(line)


def _extended(place: Place) -> Scalar | None:
    """What the style at `place` says that it extends."""
    head = place.head
    if not head.is_file():
        return None
    said = tree_of(place, head).get("extends")
    return said if isinstance(said, Scalar) else None
