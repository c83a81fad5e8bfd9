PYTHON ?= python3
IN_VENV := $(or $(CLAIMDESK_VENV),.venv)/bin
EXPORT := uv export -q --frozen --no-default-groups --group build --no-emit-project --format requirements-txt --no-header --no-annotate
PORT ?= 8765

.DEFAULT_GOAL := help
.PHONY: help dev test unit browser lint types format eval bench lock sure

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: ## open the desk
	$(PYTHON) run.py --port $(PORT)

test: ## run every test, what it needs included
	$(PYTHON) run.py test

unit: ## run the tests that need neither desk nor database
	$(PYTHON) run.py test tests/unit

browser: ## run the browser tests
	$(PYTHON) run.py test tests/browser

lint: ## check style, format, imports and templates
	$(PYTHON) run.py check style format imports templates

types: ## check types
	$(PYTHON) run.py check types

format: ## bring the code into its format
	$(IN_VENV)/python -m ruff format .
	$(IN_VENV)/python -m ruff check --select I --fix .

eval: ## measure on the project's gold and the sets at hand, and hold the floors
	$(IN_VENV)/python -m tests.eval

bench: ## print the figures: statements, page weight, times
	$(IN_VENV)/python -m tests.bench
	$(IN_VENV)/python -m tests.bench_export 10000 100000
	$(IN_VENV)/python -m tests.bench_import 10000 100000
	$(IN_VENV)/python -m tests.bench_keeping

lock: ## make both lock files anew from pyproject.toml (needs uv)
	uv lock -q
	$(EXPORT) -o requirements.lock
	$(EXPORT) --group test -o requirements-test.lock

sure: ## everything CI runs, and the gold articles
	$(PYTHON) run.py check
	$(PYTHON) run.py test
	$(MAKE) eval
