# `make demo` shows what the product does; `make test` and `make lint` prove it.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: test lint handbook

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

test: .venv/ready
	$(BIN)/python -m pytest -n auto

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

handbook: .venv/ready
	$(BIN)/python -m pumpurs_xl.handbook docs/rokasgramata.md
