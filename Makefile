# The commands: run, test, check, setup, bench. Each needs nothing but make and a Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check setup setup-dev bench lint audit format texts clean

run: setup
	$(BIN)/python -m bot up

setup: $(VENV)/.ready

setup-dev: $(VENV)/.ready-dev

$(VENV)/.ready: requirements.lock scripts/setup.sh
	PYTHON=$(PYTHON) sh scripts/setup.sh requirements.lock
	touch $@

$(VENV)/.ready-dev: requirements-dev.lock scripts/setup.sh
	PYTHON=$(PYTHON) sh scripts/setup.sh requirements-dev.lock
	touch $@ $(VENV)/.ready

# Where no browser can be had the tests of the chat page are left out, and the last line says so.
test: setup-dev
	@marks=; sh scripts/browser.sh || marks="not browser"; \
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "$$marks"; code=$$?; \
	[ -z "$$marks" ] || echo "The tests of the chat page were left out: install chromium for them." >&2; exit $$code

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

audit:
	$(PYTHON) scripts/audit.py requirements.lock requirements-dev.lock

check: lint
	$(BIN)/python -m bot flows check
	$(BIN)/python -m bot flows test
	$(MAKE) test

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

texts: setup-dev
	$(BIN)/python -m bot flows texts

bench: setup-dev
	$(BIN)/python -m tests.bench

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
