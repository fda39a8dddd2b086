# Needs only Python 3.11+ and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
TESTS ?=
# The tests start many processes: each would compile all anew where the environment forbids to keep bytecode.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run test check unit versions release mutants soak fuzz bench pictures catalogue lock clean

run: $(VENV)/run-ready  ## open the TUI
	@$(BIN)/shishin

test: check unit  ## everything that must hold before a commit

check: $(VENV)/test-ready
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

unit: $(VENV)/test-ready  ## the tests alone; TESTS=tests/machine for some of them
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(TESTS)

versions: $(VENV)/test-ready  ## the tests on each Python from 3.11 to 3.14 that is here; names those that are not
	@$(BIN)/python tools/versions.py $(TESTS)

release: $(VENV)/test-ready  ## wheel and sdist into dist/; both installed anew, and the sdist's own tests run
	@$(BIN)/python tools/release.py $(TESTS)

soak: $(VENV)/test-ready  ## kills at random moments, records taken away, 3,000 damages: nothing may be lost
	@$(BIN)/python -m tests.soak.kill --rounds 100
	@$(BIN)/python -m tests.soak.answers --rounds 200
	@$(BIN)/python -m tests.soak.kills --rounds 20
	@$(BIN)/python -m pytest -n 0 -v --no-header -p no:cacheprovider tests/soak/test_taken_away.py tests/journal/test_place.py
	@SHISHIN_WIDTHS=2000 $(BIN)/python -m pytest -n 2 tests/tui/test_grids.py
	@$(BIN)/python -m tests.soak.damages --rounds 3000
	@$(BIN)/python -m tests.soak.server_kills
	@$(BIN)/python -m tests.soak.server_cut

fuzz: $(VENV)/test-ready  ## an hour of inputs made by grammar and mutation, for every format
	@$(BIN)/python -m tests.fuzz --seconds 3600

mutants: $(VENV)/test-ready  ## 200 mutations of the core, each against its own folder's tests
	@nice -n 19 $(BIN)/python -m tests.mutants

bench: $(VENV)/test-ready  ## speed and memory as ratios against named references
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.server
	@$(BIN)/python -m tests.bench.reports
	@$(BIN)/python -m tests.bench.watching
	@$(BIN)/python -m tests.bench.classroom --seats 40
	@$(BIN)/python -m tests.bench.classroom --seats 200
	@$(BIN)/python -m tests.bench.classroom --keys
	@$(BIN)/python -m tests.bench.classroom --requests 100000

pictures: $(VENV)/test-ready  ## the README's and the docs' pictures, from the real screens
	@$(BIN)/python docs/make_pictures.py

catalogue: $(VENV)/test-ready  ## gather the messages into en.po, and compile it
	@$(BIN)/python tools/make_catalogue.py

lock: $(VENV)/test-ready  ## write the lock files anew from pyproject.toml; LOCK=--upgrade for the newest of all
	@$(BIN)/python tools/lock.py $(LOCK)

clean:
	rm -rf $(VENV) .versions .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist

# pip refuses a local project among requirements with hashes: so first the libraries, then the project alone.
$(VENV)/run-ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 以上が必要です。" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "$(VENV) を用意しています（初回だけ）…"
	@$(PIP) install --require-hashes -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test-ready: $(VENV)/run-ready constraints-dev.txt
	@$(PIP) install --require-hashes -r constraints-dev.txt
	@touch $@
