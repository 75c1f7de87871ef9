"""Today's names of 科目 by the names that they gave up, for a document that names them without codes."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.classification import Classification, loosely


def former_names(classification: Classification, year: int) -> Mapping[str, str]:
    """Names (loosely spelled) that no 科目 of `year` bears any more, with what the 科目 is called instead. A name that
    some other 科目 still bears is not in it."""
    entries = list(classification.functions.entries.values())
    current = {loosely(name) for entry in entries for name in (entry.name, *entry.also) if name}
    return {
        loosely(old): entry.name
        for entry in entries
        for old, since in entry.former.items()
        if since <= year and entry.name and loosely(old) not in current
    }
