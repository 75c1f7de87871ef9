"""How files are named that hold a record: their endings, and the year in their names."""

import re

WORKBOOKS = frozenset([".xlsx", ".xlsm", ".xls", ".et"])
TEXTS = (".yaml", ".yml")
# In the order in which a file of another kind is looked for.
ALL = (".xlsx", ".xls", ".xlsm", ".et", *TEXTS)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
