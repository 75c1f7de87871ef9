# Two commands work on a fresh machine with Python 3.11 or later: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
BENCH_STAMP := $(VENV)/.bench
OUT := out

.PHONY: demo test test-render look bench clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

demo: $(STAMP)
	@mkdir -p $(OUT)
	@$(BIN)/juesuan draft data/jingdezhen/2024.yaml --output $(OUT)/景德镇市金融服务中心2024年度部门决算情况说明.docx --force

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

# Needs LibreOffice (writer, calc), poppler-utils, the Noto CJK and Liberation fonts; see .ci/run.
test-render: $(STAMP)
	$(BIN)/python -m pytest -m render

# Every page of both sample documents, and of the widest and emptiest ones, as an image, to be looked at.
look: $(STAMP)
	$(BIN)/python tools/look.py $(OUT)/look

$(BENCH_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,bench]'
	@touch $(BENCH_STAMP)

# Ratios against what people would use instead; ARGS="document rows --json" for some of them, as JSON.
bench: $(BENCH_STAMP)
	@$(BIN)/python -m benchmarks $(ARGS)

clean:
	rm -rf $(VENV) $(OUT)
