# Every target does its own set-up: `make demo` and `make test` work in a fresh clone with only Python and make.
#
# The set-up has two steps, each with a stamp in .venv, so that a second run is quick:
#   .venv/.requirements   a new .venv with the pins of requirements-dev.txt; from scratch when these change
#   .venv/.ready          the project itself, editable; again when pyproject.toml changes
# A step that fails or is interrupted leaves no stamp, so running make again starts that step anew.

PYTHON ?= python3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
LOCK_VENV := .cache/lock
UV_VERSION := 0.13.8
COMPILE = $(LOCK_VENV)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-emit-find-links --no-config --no-cache --quiet $(if $(UPGRADE),--upgrade)
# What is checked, as far as it exists: ruff and mypy refuse a path that doesn't.
TYPED := $(wildcard src tests examples benchmarks conftest.py noxfile.py)
SOURCES := $(TYPED) $(wildcard typing_tests)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test lint format bench bench-mypy docs matrix lock clean

help:  ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-15s %s\n", $$1, $$2 }'
	@echo "PYTHON=python3.12 makes .venv with that Python; ARGS='...' goes to pytest, the demo or the benchmark."

demo: setup  ## Send real GitHub webhook deliveries through typed signals; show what mypy finds.
	@$(BIN)/python -m examples.github_webhooks $(ARGS)
	@$(BIN)/python -m examples.github_webhooks.static

# ARGS may choose some tests only, so then coverage is neither measured nor demanded.
test: setup  ## Run the tests and demand the coverage that pyproject.toml names.
ifeq ($(strip $(ARGS)),)
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report
else
	$(BIN)/python -m pytest $(ARGS)
endif

# All three are run, so that one failure doesn't hide another.
lint: setup  ## Check format, style and types.
	@status=0; \
	for check in "ruff format --check $(SOURCES)" "ruff check $(SOURCES)" "mypy $(TYPED)"; do \
		echo "$(BIN)/python -m $$check"; $(BIN)/python -m $$check || status=1; \
	done; exit $$status

format: setup  ## Mend format and style, as far as that goes without thinking.
	$(BIN)/python -m ruff check --fix-only $(SOURCES)
	$(BIN)/python -m ruff format $(SOURCES)

bench: setup  ## Measure side by side with other dispatchers.
	$(BIN)/python -m benchmarks $(ARGS)

bench-mypy: setup  ## Measure what the mypy plugin costs.
	$(BIN)/python -m benchmarks.mypy_cost $(ARGS)

docs: setup  ## Show the changelog of the next release; run the examples of README and docs.
	$(BIN)/python -m towncrier build --draft --version next
ifneq ($(wildcard conftest.py),)
	$(BIN)/python -m pytest $(wildcard README.md docs) $(ARGS)
else
	@echo "No conftest.py collects the examples of README and docs yet, so none were run."
endif

matrix: setup  ## Run the tests on every Python from 3.11 up on this machine.
	$(BIN)/python -m nox --tags matrix $(if $(strip $(ARGS)),-- $(ARGS))

# One file for all supported Pythons; no index, cache or path of the machine leaves a trace in it.
lock:  ## Pin in the requirements files what pyproject.toml names (UPGRADE=1: the newest of all).
	@$(CHECK_PYTHON)
	@test -x $(LOCK_VENV)/bin/python || "$(PYTHON)" -m venv $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip --quiet --quiet --disable-pip-version-check install uv==$(UV_VERSION)
	$(COMPILE) pyproject.toml --group dev --all-extras --output-file requirements-dev.txt
	$(COMPILE) --group oldest-mypy --output-file requirements-oldest-mypy.txt

clean:  ## Remove .venv and everything that was built or measured.
	rm -rf $(VENV) .nox .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- The set-up

setup: $(VENV)/.ready

# One sentence instead of a traceback; the programs run on any Python, also on 2.7.
NEEDS := heliograph needs Python 3.11 or later
ANOTHER := name another with 'make PYTHON=/path/to/python'
define CHECK_PYTHON
command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	echo "$(NEEDS), but '$(PYTHON)' was not found: $(ANOTHER)." >&2; exit 1; }; \
version=$$("$(PYTHON)" -c 'import sys; print("%d.%d.%d" % tuple(sys.version_info[:3]))' 2>/dev/null) || { \
	echo "$(NEEDS), but '$(PYTHON)' does not start: $(ANOTHER)." >&2; exit 1; }; \
"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	echo "$(NEEDS), but '$(PYTHON)' is Python $$version: $(ANOTHER)." >&2; exit 1; }; \
"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	echo "'$(PYTHON)' lacks the venv module: install it (Debian, Ubuntu: the package python3-venv) or $(ANOTHER)." >&2; exit 1; }
endef

# .venv is made anew also when its Python doesn't start any more, and when PYTHON is named (on the command line or in
# the environment) and is another version than that of .venv. With no PYTHON named, .venv keeps the one that it has.
VERSION_OF = $(shell "$(1)" -c 'import sys; print(sys.version)' 2>/dev/null)
ifneq ($(wildcard $(VENV)),)
VENV_VERSION := $(call VERSION_OF,$(BIN)/python)
NAMED_VERSION := $(if $(filter command environment,$(origin PYTHON)),$(call VERSION_OF,$(PYTHON)),$(VENV_VERSION))
ifneq ($(and $(VENV_VERSION),$(findstring $(VENV_VERSION),$(NAMED_VERSION))),$(NAMED_VERSION))
$(VENV)/.requirements: another-python
.PHONY: another-python
another-python:
endif
endif

$(VENV)/.requirements: requirements-dev.txt
	@$(CHECK_PYTHON); \
		echo "Setting up $(VENV) with Python $$version; this is needed once and takes less than a minute ..."
	@rm -rf $(VENV)
	@"$(PYTHON)" -m venv $(VENV) && $(PIP) install --require-hashes --requirement requirements-dev.txt || { \
		rm -rf $(VENV); echo "The set-up of $(VENV) failed (see above); make starts it anew." >&2; exit 1; }
	@touch $@

$(VENV)/.ready: $(VENV)/.requirements pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
