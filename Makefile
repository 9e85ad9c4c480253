# make demo    install, process the sample feed and print its events
# make test    install with the developers' tools, check style and types, run the tests; EXTRAS=dev,train installs
#              torch too, without which the tests of training and of imported models are skipped
# make bench   measure the speed of the readers of quantities and periods (after make test)
# make docs    build the documentation into site/; needs the extra `docs`: EXTRAS=dev,docs
# make clean   remove what the above made
#
# All of it works from a fresh clone with nothing but Python 3.11 or later and pip. PYTHON=python3.12 chooses another one.

PYTHON ?= python3
EXTRAS ?= dev
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test bench docs clean

demo: $(VENV)/.installed
	$(BIN)/xinmun run corpora/sample -o out/sample
	$(BIN)/xinmun events out/sample

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 -m "not nightly"

bench: $(VENV)/.installed-dev
	$(BIN)/python -m pytest tests/benchmarks -o python_files="bench_normalizer.py" -o python_functions="bench_*" \
		--benchmark-timer=time.process_time --benchmark-columns=min,median,rounds

docs: $(VENV)/.installed-dev
	$(BIN)/mkdocs build --strict

clean:
	rm -rf $(VENV) out site build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "xinmun needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

# The stamps are younger than pyproject.toml for as long as nothing new is to be installed.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	$(PIP) install --editable ".[$(EXTRAS)]"
	@touch $@ $(VENV)/.installed
