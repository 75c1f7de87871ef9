"""The phrases that the program says by itself, whatever the templates do; * stands for any words."""

SAID = (
    "title.document",
    "title.disclosure",
    "cover.unit",
    "cover.title",
    "contents.title",
    "contents.note",
    "blank",
    "wanted.*",
    "separator.list",
    "chart.year",
    "chart.number",
    "performance.form.*",
    "listing.*",
    "glossary.*",
    "name.*",
)
# What a style that has a complete disclosure cannot do without; `title.document` nobody can.
DISCLOSED = ("title.disclosure", "cover.unit", "cover.title", "contents.title")
# All that these may ask for.
HEADING_SLOTS = frozenset({"unit", "year"})
HEADINGS = ("title.", "part.", "cover.", "contents.")
