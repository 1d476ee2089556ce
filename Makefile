# What a developer does here, by name. `make help` lists it; every target sets up what it needs and nothing twice:
# each step leaves a stamp, so that a second run starts at once.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
PREPARE := bash config/prepare.sh
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
WORKERS := --numprocesses=auto --maxprocesses=4 --no-loadscope-reorder
UV_LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --upgrade --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links
NODE_STAMP := node_modules/.stamp
VENDOR_STAMP := queue_server/client/web/vendor/.stamp
RUN_STAMP := $(VENV)/.stamp-run
DEV_STAMP := $(VENV)/.stamp-dev
BROWSER_STAMP := $(VENV)/.stamp-browser
VOICE_STAMP := $(VENV)/.stamp-voice
PYTHON_PACKAGES := queue_server kiosk display analytics tests config

.PHONY: help
help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ---- Setting up: what running needs, and what developing needs on top ------------------------------------------

# The lock holds exact versions and their hashes; the second install adds this project itself, and what pyproject.toml
# asks for that `make lock` has not seen yet. It lays out the pages' libraries, which have to be today's by then.
$(RUN_STAMP): pyproject.toml config/locks/run.txt config/prepare.sh | $(NODE_STAMP)
	@$(PREPARE) python $(VENV)
	@echo "Installing the Python libraries into $(VENV): a minute or two, once …"
	@$(PIP) --require-hashes -r config/locks/run.txt
	@$(PIP) -e .
	@touch $@

$(DEV_STAMP): pyproject.toml config/locks/dev.txt config/prepare.sh | $(NODE_STAMP)
	@$(PREPARE) python $(VENV)
	@echo "Installing the Python libraries into $(VENV): a minute or two, once …"
	@$(PIP) --require-hashes -r config/locks/dev.txt
	@$(PIP) -e '.[dev]'
	@touch $@ $(RUN_STAMP)

$(NODE_STAMP): package.json package-lock.json config/prepare.sh
	@$(PREPARE) node
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(VENDOR_STAMP): $(NODE_STAMP) config/vendor.py config/icons.txt
	@$(PREPARE) python $(VENV)
	@$(BIN)/python config/vendor.py
	@touch $@

$(BROWSER_STAMP): config/prepare.sh
	@$(PREPARE) python $(VENV)
	@$(PREPARE) browser
	@touch $@

$(VOICE_STAMP): config/prepare.sh
	@$(PREPARE) python $(VENV)
	@$(PREPARE) voice
	@touch $@

.PHONY: setup
setup: $(DEV_STAMP) $(VENDOR_STAMP) $(BROWSER_STAMP) $(VOICE_STAMP) ## install all that the targets below need

# ---- Running ---------------------------------------------------------------------------------------------------

.PHONY: run
run: $(RUN_STAMP) $(VENDOR_STAMP) ## serve the demo office at http://127.0.0.1:8080 (ARGS="--port 9000")
	@$(BIN)/queue-server run $(ARGS)

.PHONY: demo
demo: $(RUN_STAMP) $(VENDOR_STAMP) ## the same with simulated visitors and managers, sixty times faster (ARGS="--speed 10")
	@$(BIN)/queue-server demo $(ARGS)

# ---- Proof -----------------------------------------------------------------------------------------------------

.PHONY: check
check: lint types contracts test ## all that must hold before a change is shared

.PHONY: lint
lint: $(DEV_STAMP) ## style and form of the Python code
	$(BIN)/ruff check $(PYTHON_PACKAGES)
	$(BIN)/ruff format --check $(PYTHON_PACKAGES)

.PHONY: types
types: $(DEV_STAMP) $(VENDOR_STAMP) ## types of the Python code (mypy, strict) and of the pages (tsc)
	$(BIN)/mypy
	npx --no-install tsc --project tsconfig.json

.PHONY: contracts
contracts: $(DEV_STAMP) ## who may know whom (import-linter)
	$(BIN)/lint-imports

.PHONY: test
test: setup ## every test, quick ones first, on as many cores as there are (ARGS="tests/unit -k clock": on one)
	$(BIN)/pytest $(or $(ARGS),$(WORKERS))

.PHONY: long
long: setup ## thousands of random days, power cuts and requests, before a release (ARGS="tests/property")
	QUEUE_LONG=1 $(BIN)/pytest -o timeout=0 -o faulthandler_timeout=0 $(or $(ARGS),tests/property tests/faults tests/integration/test_schemathesis.py)

.PHONY: bench
bench: setup ## the measured promises, each as a ratio of one run (ARGS="issuing wake")
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.PHONY: scores
scores: setup ## how good estimates, forecasts, warnings and plans are, written into docs (ARGS="forecast")
	@$(BIN)/python -m tests.benchmarks.scores $(ARGS)

# ---- Keeping house ---------------------------------------------------------------------------------------------

.PHONY: pictures
pictures: setup ## the README's pictures, of a demo that runs (ARGS="http://127.0.0.1:8080")
	@$(BIN)/python -m tests.e2e.pictures $(ARGS)

.PHONY: format
format: $(DEV_STAMP) ## put the Python code into form
	$(BIN)/ruff check --fix $(PYTHON_PACKAGES)
	$(BIN)/ruff format $(PYTHON_PACKAGES)

.PHONY: lock
lock: $(DEV_STAMP) ## write config/locks/ anew from pyproject.toml: the newest versions it allows, with hashes
	@$(PIP) uv
	@$(UV_LOCK) --output-file config/locks/run.txt
	@$(UV_LOCK) --extra dev --output-file config/locks/dev.txt

.PHONY: sbom
sbom: ## write what the product is made of as sbom.json (CycloneDX); needs no network (ARGS="elsewhere.json")
	@python3 config/supply_chain.py bill $(or $(ARGS),sbom.json)

.PHONY: advisories
advisories: ## ask osv.dev what is known against the locked versions; says so where it cannot be reached
	@python3 config/supply_chain.py advisories $(ARGS)

.PHONY: clean
clean: ## remove what was built (the databases under var/ stay)
	rm -rf $(VENV) node_modules queue_server/client/web/vendor test-results build dist .mypy_cache .ruff_cache \
	  .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
