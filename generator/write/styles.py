"""Styles by their names, and those that a house's own document lacks, lent from the built-in one.

It exists because an ordinary template of an office knows 正文 and 标题 1 to 3 and nothing of tables or contents; to
refuse it would be to ask for surgery. What the house has is never touched. A style that is lent stands on the house's
own text, and takes its size from there where it has none itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import deepcopy
from typing import Any

from .escape import W

PARAGRAPH, CHARACTER = "paragraph", "character"
NORMAL = (PARAGRAPH, "normal")

# Word writes the English name and shows the Chinese one; other programs write what they show.
SHOWN = {"normal": "正文", "title": "标题", "annotation text": "批注文字"}
SHOWN |= {f"heading {level}": f"标题 {level}" for level in range(1, 10)}
SHOWN |= {f"toc {level}": f"目录 {level}" for level in range(1, 10)}

# Kind and name in lower case: Word writes `heading 1`, and `Heading 1` is the same style.
Key = tuple[str, str]


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def key_of(kind: str, name: str) -> Key:
    return kind, name.casefold()


def shown(name: str) -> str:
    """The name under which Word lists a style."""
    return SHOWN.get(name.casefold(), name)


def by_name(styles: Any) -> dict[Key, Any]:
    """The `w:style` elements of a `w:styles` element. The style of plain paragraphs is 正文, whatever it is called."""
    found: dict[Key, Any] = {}
    default = None
    for style in styles.iterchildren(w("style")):
        kind, name = style.get(w("type"), PARAGRAPH), style.find(w("name"))
        if name is None or not style.get(w("styleId")):
            continue
        found[key_of(kind, name.get(w("val"), ""))] = style
        if kind == PARAGRAPH and style.get(w("default")) in ("1", "true", "on"):
            default = style
    if default is not None:
        found.setdefault(NORMAL, default)
    for name, local in SHOWN.items():
        if (PARAGRAPH, local) in found:
            found.setdefault((PARAGRAPH, name), found[PARAGRAPH, local])
    return found


def lacking(styles: Any, wanted: Iterable[Key]) -> list[Key]:
    """Which of the wanted styles a `w:styles` element does not have."""
    own = by_name(styles)
    return [key for key in wanted if key not in own]


def supply(styles: Any, lender: Any, missing: Collection[Key], width: int) -> None:
    """Copies the `missing` styles from one `w:styles` element into another, for a text `width` twips wide. What the
    lender lacks too stays missing."""
    lent = {key: style for key, style in by_name(lender).items() if key in missing}
    taken = {style.get(w("styleId"), "").casefold() for style in styles.iterchildren(w("style"))}
    added = []
    for style in lent.values():
        copy = deepcopy(style)
        copy.set(w("styleId"), unique(style.get(w("styleId")), taken))
        complete(copy, by_name(lender)[NORMAL])
        for tab in copy.iterfind(f"{w('pPr')}/{w('tabs')}/{w('tab')}[@{w('val')}='right']"):
            tab.set(w("pos"), str(width))
        styles.append(copy)
        added.append(copy)
    own = by_name(styles)
    names = {style.get(w("styleId")): key for key, style in by_name(lender).items()}
    for copy in added:
        for tag in ("basedOn", "next", "link"):
            for link in copy.findall(w(tag)):
                target = own.get(names.get(link.get(w("val"), ""), ("", "")))
                if target is None or target is copy:
                    copy.remove(link)
                else:
                    link.set(w("val"), target.get(w("styleId")))


def unique(ident: str, taken: set[str]) -> str:
    """`ident`, or with a number behind it where the house uses it for another style; it is taken from now on."""
    free, count = ident, 1
    while free.casefold() in taken:
        count += 1
        free = f"{ident}{count}"
    taken.add(free.casefold())
    return free


def complete(style: Any, normal: Any) -> None:
    """States all of the distances of which a style states some: the rest it had from a 正文 that is not here."""
    for tag, rest in (("spacing", {"before": "0", "after": "0"}), ("ind", {"left": "0", "right": "0"})):
        own = style.find(f"{w('pPr')}/{w(tag)}")
        if own is None or style is normal:
            continue
        base = normal.find(f"{w('pPr')}/{w(tag)}")
        inherited = {} if base is None else dict(base.attrib)
        for name, value in {**{w(name): value for name, value in rest.items()}, **inherited}.items():
            if name not in own.attrib:
                own.set(name, value)


def measures(styles: Any, key: Key) -> dict[str, str]:
    """What decides how high the lines of a paragraph style are and how many characters they hold, with all that it has
    from the styles below it. A style that is not there has the document's defaults."""
    defaults = styles.find(w("docDefaults"))
    found = {"sz": "20", "line": "240", "lineRule": "auto", "before": "0", "after": "0", "spacing": "0"}
    chain = [] if defaults is None else [defaults.find(f"{w('rPrDefault')}"), defaults.find(f"{w('pPrDefault')}")]
    own = by_name(styles)
    idents = {style.get(w("styleId")): style for style in own.values()}
    style, seen = own.get(key), []
    while style is not None and style not in seen:
        seen.append(style)
        base = style.find(w("basedOn"))
        style = None if base is None else idents.get(base.get(w("val")))
    for level in (*chain, *reversed(seen)):
        if level is None:
            continue
        for path, name in ((f"{w('rPr')}/{w('sz')}", "sz"), (f"{w('rPr')}/{w('spacing')}", "spacing")):
            element = level.find(path)
            if element is not None:
                found[name] = element.get(w("val"), found[name])
        spacing = level.find(f"{w('pPr')}/{w('spacing')}")
        if spacing is not None:
            found |= {
                name: spacing.get(w(name)) for name in ("line", "lineRule", "before", "after") if spacing.get(w(name))
            }
    return found
