# What people do with a fresh clone; `make` alone lists it. Needed: Python 3.11 or newer with venv, Node 20 or newer with npm.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CLIENT := site/client
PACKAGES := site/cpms forms_engine datasets workflow home
TEMPLATES = $(shell find templates -name '*.html')
CLIENT_SOURCES = $(shell find $(CLIENT)/src $(CLIENT)/public $(CLIENT)/scripts -type f 2>/dev/null)
# Two processes; a file's tests stay together, because many share a cluster or a site.
PYTEST := $(BIN)/pytest -n 2 --dist loadfile

# Set in many containers; every start would then compile everything anew: 4 seconds instead of 2.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.PHONY: help demo test check bench soak client format environment chromium \
	check-format check-types check-templates check-migrations check-client test-python test-journeys test-client

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: environment client ## everything from a fresh clone; serves http://localhost:8000
	@$(BIN)/cpms demo

test: test-python test-journeys test-client ## all tests: Python, TypeScript, browser

check: check-format check-types check-templates check-migrations check-client test ## what CI runs

bench: environment client ## benchmarks side by side with their peers; writes var/bench/
	$(BIN)/python -m bench

soak: environment client ## the long runs: property tests with many more examples
	FUZZ_CASES=100000 $(BIN)/pytest tests --ignore tests/journeys --hypothesis-profile soak

client: $(CLIENT)/dist/client/manifest.json ## build what runs in the browser

format: environment $(CLIENT)/node_modules/.package-lock.json ## put all files into the form that check asks for
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true
	$(BIN)/djhtml --tabwidth 2 $(TEMPLATES) || true
	cd $(CLIENT) && node_modules/.bin/prettier --write src

# -- the parts of check

check-format: environment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

check-types: environment
	$(BIN)/mypy
	$(BIN)/lint-imports

check-templates: environment
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	$(BIN)/djlint --lint --quiet templates

check-migrations: environment
	CPMS_PROFILE=test $(BIN)/cpms makemigrations --check --dry-run

check-client: $(CLIENT)/node_modules/.package-lock.json
	npm --prefix $(CLIENT) run --silent check
	cd $(CLIENT) && node_modules/.bin/prettier --check src

# -- the parts of test; a browser leaves an event loop behind, so its tests have a process of their own

# The outbox tells an event when no older transaction runs in the whole server, tests of the other process included.
OUTBOX := tests/cpms/events tests/cpms/communication

test-python: environment client
	$(PYTEST) tests --ignore tests/journeys $(addprefix --ignore ,$(OUTBOX))
	$(BIN)/pytest $(OUTBOX)

test-journeys: environment client chromium
	@if [ -d tests/journeys ]; then echo $(BIN)/pytest tests/journeys; $(BIN)/pytest tests/journeys; fi

test-client: client
	npm --prefix $(CLIENT) run --silent test

# -- what has to be there first

environment: $(VENV)/.installed

$(VENV)/.created:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

# uv installs ten times faster, but knows only its own settings for package indexes: where it fails, pip does the same.
$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/.created
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv cannot be installed."
	@if $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock \
		&& $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .; then :; else \
		echo "uv cannot install here; using pip, which takes a minute longer."; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
		&& $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; fi
	@touch $@

$(CLIENT)/node_modules/.package-lock.json: $(CLIENT)/package-lock.json $(CLIENT)/package.json
	npm --prefix $(CLIENT) ci --no-audit --no-fund --loglevel=error
	@touch $@

$(CLIENT)/dist/client/manifest.json: $(CLIENT)/node_modules/.package-lock.json $(CLIENT_SOURCES) \
		$(CLIENT)/vite.config.ts $(CLIENT)/tsconfig.json
	npm --prefix $(CLIENT) run --silent build
	@touch $@

# Used when it is there, installed where that is easy; without it CI fails, and elsewhere the browser tests are skipped.
chromium:
	@found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }; \
	if ! found >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; fi; \
	if ! found >/dev/null; then \
		echo "Chromium is missing: the tests in a browser cannot run."; [ -z "$$CI" ]; fi
