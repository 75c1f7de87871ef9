"""The kinds of files that hold a record, by their endings."""

WORKBOOKS = frozenset([".xlsx", ".xlsm", ".xls", ".et"])
TEXTS = (".yaml", ".yml")
# In the order in which a file of another kind is looked for.
ALL = (".xlsx", ".xls", ".xlsm", ".et", *TEXTS)
