# Two commands: `make run` and `make test`. Needs Python 3.11 to 3.14 with venv, and nothing else.
# No feature of GNU make after 3.81 is used, so that macOS's make will do.

PORT ?= 8000
ARGS =
CASES ?= ../shared/data/readings
WALK ?= $(wildcard ../shared/walk/vaccination-briefing.txt)
BIN = .venv/bin

.PHONY: run test coverage mutants lint format lock alike screenshots clean readings proposals bench test-faults walk

run: .venv/base
	@PORT="$(PORT)" exec $(BIN)/python -m apps.config.serve

test: .venv/dev
	@exec $(BIN)/python -m pytest $(ARGS)

coverage: .venv/dev
	@exec $(BIN)/python -m pytest --cov --cov-report=term:skip-covered $(ARGS)

mutants: .venv/dev
	@exec $(BIN)/python -m tests.mutants $(ARGS)

# Public cases, which are not part of the repository: right, refused, asked and wrong by language.
readings: .venv/dev
	@$(BIN)/python -m tests.readings.figures $(CASES)
	@$(BIN)/python -m tests.readings.periods $(CASES)/periods.csv

# Texts whose claims are known: those of the tests, and the transcript of the joint session where it is at hand.
proposals: .venv/dev
	@$(BIN)/python -m tests.readings.proposals $(ARGS)

# How long what grows takes, on N claims, beside what peers need for the same; kept in docs/bench.jsonl.
bench: .venv/dev
	@$(BIN)/python -m tests.bench.measures $(ARGS)

# Servers and workers killed, stopped and hung, as often as the promises say (the tests do it a few times); docs/faults.jsonl.
test-faults: .venv/dev
	@$(BIN)/python -m tests.faults.measures $(ARGS)

# A text goes from paste to findings in a real browser; one that is not part of the repository is entered by its forms.
walk: .venv/dev
	@$(BIN)/python -m tests.e2e.pasted
	@$(if $(WALK),$(BIN)/python -m tests.e2e.walk $(WALK))

lint: .venv/dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/python -W error manage.py check --fail-level WARNING
	@$(BIN)/python -W error manage.py makemigrations --check --dry-run

format: .venv/dev
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

screenshots: .venv/dev
	@$(BIN)/python -m tests.e2e.screenshots $(ARGS)

# Every page and file of the story, before and after: make alike ARGS="HEAD~3 HEAD".
alike: .venv/dev
	@$(BIN)/python -m tests.alike $(ARGS)

lock: .venv/dev
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-header --no-annotate requirements/base.in -o requirements/base.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-header --no-annotate requirements/dev.in -o requirements/dev.txt

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage

# `dev` holds all of `base`, so whoever has tested need not install again to run.
.venv/dev: requirements/dev.txt .venv/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch .venv/dev .venv/base

.venv/base: requirements/base.txt .venv/uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/base.txt
	@touch .venv/base

.venv/uv:
	@for python in python3.14 python3.13 python3.12 python3.11 python3; do \
		"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || continue; \
		if ! "$$python" -c 'import venv, ensurepip' 2>/dev/null; then without=$$python; continue; fi; \
		"$$python" -m venv --clear .venv && .venv/bin/python -m pip install --quiet --disable-pip-version-check uv \
			&& touch .venv/uv && exit 0; \
		exit 1; \
	done; \
	if [ -n "$$without" ]; then \
		echo "$$without has no venv: install it (on Debian and Ubuntu: apt install $$without-venv)." >&2; \
	else \
		echo "Python 3.11 to 3.14 was not found: install one of them, with venv." >&2; \
	fi; exit 1
