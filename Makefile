# Every target runs from this folder, whatever its path: only relative paths, no activated environment needed.
.DEFAULT_GOAL := help
.PHONY: help install lock engines dev demo journey test test-all check format bench eval browser-tools screenshots clean
SHELL := /bin/sh
PYTHON ?= python3
RUN := .venv/bin/python
PYTEST := $(RUN) -m pytest
SPREAD := -n 2 --dist loadfile --no-loadscope-reorder
export FRESH ARTICLE PORT DATA

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 14

install: .venv/.installed ## Install everything named in the hashed lock into .venv

.venv/.installed: requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name yours with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x .venv/bin/python || $(PYTHON) -m venv .venv || \
		{ echo "A virtual environment could not be made. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing into .venv (once; about a minute)"
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch .venv/.installed

lock: install ## Resolve the requirements anew and write their hashes
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		pyproject.toml --output-file requirements/base.txt
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra semantic \
		pyproject.toml --constraint requirements/base.txt --output-file requirements/semantic.txt
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --extra semantic --extra parse \
		pyproject.toml --constraint requirements/base.txt --output-file requirements/dev.txt
	$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --extra semantic --extra parse --extra peers \
		pyproject.toml --constraint requirements/dev.txt --output-file requirements/eval.txt

engines: install ## Run the bundled PostgreSQL and Valkey until Ctrl-C
	@exec $(RUN) manage.py engines

dev: install ## Run the desk for developing: like demo, with DEBUG and without sample articles
	@exec $(RUN) manage.py demo --dev

demo: install ## Run the whole desk with sample articles; prints addresses and sign-ins (FRESH=1 ARTICLE=file PORT=8000)
	@exec $(RUN) manage.py demo

journey: install ## Walk the road from article to verdict once, timing each step
	@$(RUN) manage.py journey

test: install ## Run the suite, all but the slow, chaos, browser and fuzz marks
	@$(PYTEST) $(SPREAD) -q -m "not slow and not chaos and not browser and not fuzz"

# Three at once on two cores: the long tests wait for processes more than they work.
test-all: install ## Run everything (REST=1: all that `make test` leaves out)
	@$(PYTEST) $(SPREAD) -n 3 -q $(if $(REST),-m "slow or chaos or browser or fuzz")

check: install ## Lint, format check, import contracts, types of the plain rooms, migrations
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"
	@$(RUN) -m mypy
	@DATABASE_URL=postgresql://nobody@127.0.0.1:1/none SECRET_KEY=check $(RUN) -W ignore manage.py makemigrations --check --dry-run
	@DATABASE_URL=postgresql://nobody@127.0.0.1:1/none SECRET_KEY=check $(RUN) -W ignore manage.py spectacular --fail-on-warn --validate --file /dev/null
	@DATABASE_URL=postgresql://nobody@127.0.0.1:1/none SECRET_KEY=check $(RUN) -W ignore manage.py spectacular --urlconf reviews.public_api.road --fail-on-warn --validate --file /dev/null

format: install ## Format the code
	@$(RUN) -m ruff check --fix --quiet .
	@$(RUN) -m ruff format .

bench: install ## Measure, print a table, write build/bench.json
	@$(RUN) -m benchmarks.bench

.venv/.evaluation: .venv/.installed requirements/eval.txt
	@$(RUN) -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/eval.txt
	@touch .venv/.evaluation

eval: .venv/.evaluation ## Measure the splitter on annotated sets beside other libraries, write build/eval.json (DATA=folder PARTS="worth …")
	@$(RUN) -m benchmarks.evaluation $(PARTS)

browser-tools: tests/browser/node_modules/.installed ## Install axe-core and html-validate for the browser tests (needs node and npm)

tests/browser/node_modules/.installed: tests/browser/package-lock.json
	@cd tests/browser && npm ci --silent
	@touch $@

screenshots: install browser-tools ## Take pictures of every page into build/screenshots and build/pages
	@PICTURES=1 $(PYTEST) -q -n 0 -m browser tests/journeys

clean: ## Remove what was built (not the demo's data in var/)
	@rm -rf build .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
