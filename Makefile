# Two commands: `make reproduce` runs the five-article study, `make test` runs every test.
# Both make the environment themselves; they need Python 3.11 or newer and nothing else.

PYTHON ?= python3
VENV := .venv
EXTRAS := --extra test --extra word --extra documents --extra peers --extra develop --extra docs
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: reproduce test docs coverage bench bench-small fuzz licences versions refresh sensitivity lock clean

reproduce: $(READY)
	$(BIN)/retold run data/nato
	$(BIN)/retold verify data/nato

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

# The pages of docs/ as a site, with reference made from the code and the pictures of the five-article study.
docs: reproduce
	$(BIN)/sphinx-build -W --keep-going -q docs results/docs
	@echo "the site is in results/docs/index.html"

# Every test again, and how much of the package it goes through; slower than the tests alone.
coverage: $(READY)
	$(BIN)/python benchmarks/covered.py

# What each call of the notebooks costs on two small corpora, in two minutes: a report, and no gate. The last one that was kept
# is benchmarks/small.md; REPORT=benchmarks/small.md keeps another.
REPORT := results/bench-small.md
bench-small: $(READY)
	$(BIN)/python benchmarks/scale.py --small --to $(REPORT)

# Every benchmark that needs no data of others, a quarter of an hour on two quiet cores: appends to benchmarks/measured.jsonl, and makes
# docs/benchmarks.md from it. What times the small calls is the extra `bench`, in no lock; without it they are left out, which is said.
# BENCH='--sizes 1000 10000 100000' asks for more, BENCH='--page' for the page alone.
BENCH :=
bench: $(READY)
	$(BIN)/python benchmarks/bench.py $(BENCH)

# Inputs made up at random, for ten minutes; `make test` runs a short part of it.
fuzz: $(READY)
	RETOLD_FUZZ_SECONDS=600 $(BIN)/python -m pytest -q tests/fuzz

# The licence of each pin; fails where one is under the GPL alone, or says nothing.
licences: $(READY)
	$(BIN)/python .ci/licences.py

# The quick tests under each Python and pandas that is supported; a Python that is not here is left out.
versions:
	.ci/versions

# The environment is what requirements.lock says, hash by hash; no resolver runs.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "retold needs Python 3.11 or newer, this is " + sys.version.split()[0])'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# Make again what is committed of results: executed notebooks, expected results, the README's figure.
refresh: $(READY)
	$(BIN)/python docs/list_errors.py
	$(BIN)/python -m retold.study.refresh notebooks
	$(BIN)/retold run data/nato
	$(BIN)/retold verify data/nato --accept
	$(BIN)/retold figure data/nato coverage --format svg --to results/readme
	cp results/readme/coverage.svg docs/coverage.svg
	$(BIN)/python docs/list_results.py
	if [ -d data/nato/originals ]; then \
	  $(BIN)/retold run data/nato -p edition original && $(BIN)/retold verify data/nato -p edition original --accept; fi
	$(BIN)/python docs/compute_numbers.py

# The five-article study under each specification of its grid, for minutes; then the committed notebook on it again.
sensitivity: $(READY)
	$(BIN)/retold sweep data/nato data/nato/grid.yaml
	$(BIN)/python -m retold.study.refresh notebooks/06_sensitivity.ipynb

# Pin what pyproject.toml asks for, for all platforms and Pythons that it names, but for the extra `minilm`: it
# brings torch, which is larger than all the rest. Needs uv.
lock:
	uv pip compile pyproject.toml $(EXTRAS) --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements.lock $(LOCK_OPTIONS)

clean:
	rm -rf $(VENV) results
