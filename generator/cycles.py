"""How often Python looks for cycles of objects that nobody needs any more."""

import gc

# New objects, and rounds of them. A draft leaves few cycles behind, and a large record has many objects to look
# through: at Python's own 700 a third of its time went there.
RARELY = (50_000, 20, 20)


def look_rarely() -> None:
    """For as long as the process lives. What is there already, styles and code, is not looked through again."""
    gc.freeze()
    gc.set_threshold(*RARELY)
