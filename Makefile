# Wraps the ordinary lines of the README; every target does its own set-up.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test coverage test-outside accessibility lint approve screenshots bench soak clean

serve: $(VENV)/.installed
	$(BIN)/publisher serve --data data --port $(PORT)

test: $(VENV)/.installed-test lint
	$(BIN)/python -m pytest -m "not outside" -n auto

test-outside: $(VENV)/.installed-test tests/outside/.installed
	$(BIN)/python -m pytest -m outside tests/outside

# Tells which lines and branches no test reaches; takes half as long again as the tests alone.
coverage: $(VENV)/.installed-test
	$(BIN)/coverage erase
	$(BIN)/python -m pytest -m "not outside" -n auto --cov --cov-report=term

# Tests every page of the example in a browser, and writes what the accessibility statement tells of it.
accessibility: $(VENV)/.installed-test tests/outside/.installed
	$(BIN)/python -m pytest -m outside tests/outside/test_browser.py -k is_accessible_and_fits --approve

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Takes over what pages and reports now look like; read the difference before committing it.
approve: $(VENV)/.installed-test
	$(BIN)/python -m pytest -m "not outside" --approve

# Makes the pictures of docs/screenshots anew; look at them before committing them.
screenshots: $(VENV)/.installed-test tests/outside/.installed
	$(BIN)/python -m pytest -m outside tests/outside/test_pictures.py --approve

# Measures; judges nothing. Serving needs Debian's wrk; checking takes a quarter of an hour.
bench: $(VENV)/.installed
	$(BIN)/python tests/bench/serving.py
	$(BIN)/python tests/bench/searching.py 10000
	$(BIN)/python tests/bench/checking.py 1000 10000

# The long form of two proofs, on a thousand made-up authorities: nothing private leaves, and every fault is found.
soak: $(VENV)/.installed-test
	$(BIN)/python -m pytest tests/release/test_nothing_leaks.py tests/check/test_faults.py --catalogues 1000 -q

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable .
	touch $@

$(VENV)/.installed-test: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable ".[test]"
	touch $@ $(VENV)/.installed

tests/outside/.installed: $(addprefix tests/outside/,debian.txt install.sh package.json package-lock.json requirements.txt)
	PYTHON=$(PYTHON) sh tests/outside/install.sh
	touch $@

clean:
	rm -rf $(VENV) releases tests/outside/node_modules tests/outside/.venv tests/outside/.installed
