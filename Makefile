# sepeace: `make demo` shows the simulator at work, `make test` proves it. `make help` lists the rest.
#
# Needs GNU make, a POSIX shell and Python 3.11 or newer. Everything is installed into .venv, nothing elsewhere.
# Each step leaves a stamp inside .venv; a step that failed leaves none and is done again next time.

SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.NOTPARALLEL:
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# The interpreter that makes .venv; unset, the first fit one of the list below is taken.
PYTHON ?=
# Extra words for pytest: make test ARGS="tests/unit -x"
ARGS ?=
CANDIDATES := python3.14 python3.13 python3.12 python3.11 python3

# A .venv whose interpreter is gone, or which was moved here from another folder, counts as not made.
IGNORED := $(shell if [ -f $(VENV)/.made ]; then \
  if [ "`cat $(VENV)/.made`" = "`pwd -P`" ] && $(PY) -c '' 2>/dev/null; then :; else rm -f $(VENV)/.made; fi; fi)

.PHONY: help demo test quick prove floors check lint types format tables lesson posteriors docs wheel-test clean

help:  ## show these targets
	@echo "make demo        install into .venv and run \"Germany wins at Kursk\" against the historical war"
	@echo "make test        run the tests (more: make test ARGS=\"tests/unit -x\")"
	@echo "make quick       run a choice of the tests, some of every kind, in two minutes"
	@echo "make prove       run what takes long: equal clocks, seeded faults, random cases, and every page that many campaigns make"
	@echo "make floors      try the oldest versions of all dependencies, in an environment of its own"
	@echo "make check       format, lint, types, documentation and wheel, each with warnings as errors"
	@echo "make format      put the code into its standard form"
	@echo "make tables      write tables and notebooks of the documentation anew, after a change of the package"
	@echo "make lesson      write the folder of the lesson anew, after a change of the package"
	@echo "make posteriors  weigh the numbers by the record, ship what comes of it (FROM=DIR: from a folder of sepeace calibrate)"
	@echo "make docs        build the documentation into site/"
	@echo "make wheel-test  build the wheel and try it in an environment of its own"
	@echo "make clean       remove .venv and everything that was built"
	@echo "A Python of your choice: make PYTHON=/path/to/python3 demo"

# --- the environment -----------------------------------------------------------------------------------------

$(VENV)/.made:
	@set -e; found=; fit=; \
	probe='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'; \
	if [ -n "$(PYTHON)" ]; then set -- "$(PYTHON)"; else set -- $(CANDIDATES); fi; \
	for name in "$$@"; do \
	  command -v "$$name" >/dev/null 2>&1 || { [ -z "$(PYTHON)" ] || found=" $$name (not there)"; continue; }; \
	  version=`"$$name" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null` || continue; \
	  if "$$name" -c "$$probe" >/dev/null 2>&1; then fit=$$name; break; fi; \
	  found="$$found $$name ($$version)"; \
	done; \
	if [ -z "$$fit" ]; then \
	  echo "sepeace needs Python 3.11 or newer with the modules venv and ensurepip." >&2; \
	  echo "Found but not fit:$${found:- no Python at all}." >&2; \
	  echo "Install one (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python;" >&2; \
	  echo "others: https://www.python.org/downloads/), or name one: make PYTHON=/path/to/python3 demo" >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$fit ..."; \
	rm -rf $(VENV); \
	"$$fit" -m venv $(VENV); \
	pwd -P > $@

$(VENV)/.run: $(VENV)/.made pyproject.toml
	@echo "Installing sepeace and what it needs into $(VENV) (about a minute the first time) ..."
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "Installing what the tests need ..."
	@$(PIP) install --editable '.[test]'
	@touch $@

$(VENV)/.dev: $(VENV)/.test
	@echo "Installing what the checks need ..."
	@$(PIP) install --editable '.[test,dev]'
	@touch $@

# --- what a visitor wants ------------------------------------------------------------------------------------

demo: $(VENV)/.run  ## the main what-if
	@$(PY) run_sim.py

test: $(VENV)/.test  ## the whole suite
	@$(PY) -m sepeace warm-up --quiet
	@$(PY) -m pytest -q -n auto --maxprocesses=4 --dist=loadfile $(ARGS)

# By measured time and by what they would notice, some of every kind; only the pages take over ten seconds.
QUICK := tests/theory/test_bargaining.py tests/theory/test_first_passage.py tests/theory/test_beliefs.py \
  tests/theory/test_choice.py tests/theory/test_signals.py tests/theory/test_cases.py \
  tests/trace/test_branch.py tests/trace/test_recorded_war.py tests/regression \
  tests/unit/test_layout.py tests/unit/test_plan.py tests/unit/test_run.py tests/unit/test_record.py \
  tests/unit/test_scenario_schema.py tests/unit/test_scenario_idle.py tests/unit/test_scenario_shipped.py \
  tests/unit/test_api_refusals.py tests/unit/test_errors.py tests/unit/test_cli_output.py \
  tests/unit/test_kernel_rules.py tests/unit/test_parameters.py tests/unit/test_estimates.py \
  tests/unit/test_totals.py tests/unit/test_documents.py tests/docs/test_pages.py

quick: $(VENV)/.test  ## some tests of every kind, in two minutes
	@$(PY) -m pytest -q -n auto --maxprocesses=4 --dist=loadfile $(QUICK) $(ARGS)

# --- what takes long ------------------------------------------------------------------------------------------

CASES := 20000
prove: $(VENV)/.test  ## random cases and the pages that many campaigns make
	@$(PY) -m sepeace warm-up --quiet
	@$(PY) -m tests.fuzz $(CASES) > docs/random-cases.txt || { cat docs/random-cases.txt; exit 1; }
	@cat docs/random-cases.txt
	@CLOCKS_STEP=1 $(PY) -m pytest -q -n auto --maxprocesses=4 tests/trace/test_clocks_even.py tests/trace/test_clocks_odd.py \
	  tests/trace/test_branch.py tests/trace/test_replay.py tests/trace/test_bounds.py tests/unit/test_campaign_recount.py tests/unit/test_parameters.py \
	  tests/unit/test_compiled.py tests/browser
	@$(PY) -m tests.mutants > docs/seeded-faults.txt || { cat docs/seeded-faults.txt; exit 1; }
	@$(PY) docs/battle_fit.py --check
	@$(PY) docs/range_ends.py
	@$(PY) docs/first_results.py
	@$(PY) docs/placebos.py
	@$(PY) docs/hangs_on.py
	@$(PY) docs/all_what_ifs.py
	@$(PY) docs/western_fears.py
	@$(PY) docs/what_ifs.py
	@$(PY) docs/implied_ratios.py
	@$(PY) -m sepeace.calibration.diplomacy.as_it_fell
	@$(PY) docs/finland.py after
	@$(PY) docs/front_bands.py
	@$(PY) docs/willingness.py
	@$(PY) docs/tables.py

$(VENV)-floors/.made: pyproject.toml tests/floors.txt
	@rm -rf $(VENV)-floors; $${PYTHON:-python3.11} -m venv $(VENV)-floors
	@$(VENV)-floors/bin/python -m pip --disable-pip-version-check --quiet install --constraint tests/floors.txt .
	@touch $@

floors: $(VENV)-floors/.made  ## the oldest versions of all dependencies (Python 3.11)
	@$(VENV)-floors/bin/python tests/floors.py

# --- what a change must pass ---------------------------------------------------------------------------------

check: lint types docs wheel-test  ## everything but the tests

lint: $(VENV)/.dev
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .

types: $(VENV)/.dev
	@$(PY) -m mypy

format: $(VENV)/.dev
	@$(PY) -m ruff check --fix --quiet . || true
	@$(PY) -m ruff format .

tables: $(VENV)/.run
	@$(PY) docs/tables.py
	@$(PY) docs/notebooks.py

lesson: $(VENV)/.run  ## the folder of the lesson, after a change of the package
	@$(PY) -m sepeace lesson -o lesson

# Ships the posteriors of a folder that sepeace calibrate wrote, with more sets and wars than it has by itself: half
# an hour on two cores. Without FROM it is made, or gone on with, here.
FROM ?= out/calibrate
posteriors: $(VENV)/.run  ## the posteriors and the page about them, after a change of model, prior or record
	@$(PY) -m sepeace warm-up --quiet
	@$(PY) -m sepeace calibrate --sets 16384 --lucks 8 -o $(FROM) > /dev/null
	@mkdir -p src/sepeace/data/posteriors
	@rm -f src/sepeace/data/posteriors/*.json
	@cp $(FROM)/posteriors/*.json src/sepeace/data/posteriors/
	@$(PY) docs/believe.py $(FROM)
	@$(PY) docs/tables.py

docs: $(VENV)/.dev
	@NO_MKDOCS_2_WARNING=1 $(PY) -m mkdocs --quiet build --strict
	@echo "Documentation built: site/index.html"

wheel-test: $(VENV)/.dev
	@$(PY) tests/wheel/try_wheel.py

clean:
	rm -rf $(VENV) $(VENV)-floors out dist build site .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
