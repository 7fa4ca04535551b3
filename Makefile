# make run     the demo community at http://127.0.0.1:8000 (PORT=… for another port)
# make test    every test            make check   style, types, imports, templates, translations
# make tour    one whole cycle       make bench   the figures of benchmarks/README.md
# make lock    take newer packages   make clean   forget what was made (var/ stays)
PORT ?= 8000
export PORT
PYTHON ?= python3
BIN = .venv/bin
TESTS ?= tests
PAGES = tests/browser/test_pages.py tests/browser/test_main_paths.py
CODE = micro_projects config.py $(wildcard wsgi.py)

.PHONY: setup setup-test run test test-pages check tour bench lock audit clean
.DEFAULT_GOAL = run

setup:
	@$(PYTHON) scripts/environment.py run

setup-test:
	@$(PYTHON) scripts/environment.py test

run: setup
	@MICRO_PROJECTS_DEMO=1 exec $(BIN)/micro-projects serve

# One database server and two workers: with more, the browser's tests starve each other on small machines.
test:
	@echo "First what the tests need: requirements/test.txt, a browser with a Chinese font."
	@$(MAKE) --no-print-directory setup-test
	@sh scripts/system_packages.sh browser
	@$(BIN)/python -m pytest -n 2 --dist loadgroup $(TESTS) $(addprefix --ignore=,$(PAGES))

# Every page and the main paths in a real browser: minutes of their own, and now and then the browser stalls,
# so they are asked for by name and bounded.
test-pages: setup-test
	@sh scripts/system_packages.sh browser
	@timeout 1200 $(BIN)/python -m pytest -v $(PAGES)

check: setup-test
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check --quiet .
	$(BIN)/python -m mypy $(CODE)
	@$(BIN)/python $(BIN)/lint-imports --no-logo
	@$(BIN)/python -m djlint templates --lint --quiet
	@$(BIN)/python scripts/translations.py check
	$(BIN)/python -m bandit --quiet --recursive --severity-level medium --configfile pyproject.toml $(CODE)
	@$(MAKE) --no-print-directory audit

# Known holes in what we build on. A warning: it is no fault of the change at hand, and needs the network.
audit: setup-test
	@sh scripts/audit.sh

tour: setup
	@$(BIN)/micro-projects tour

bench: setup-test
	@$(BIN)/python scripts/bench.py $(ONLY)

lock: setup-test
	@sh scripts/lock.sh

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find micro_projects tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
