# Newsroom: everything that is done often. `make` alone lists it.
# Needs GNU make 3.81 or later and Python 3.11 or later; the rest is installed into .venv at first use.

PORT ?= 8000
export PORT
PY := .venv/bin/python
# Empty where there is no npm: then the scripts are not checked.
NPM := $(shell command -v npm 2>/dev/null)
# Further words for pytest, for example: make test ARGS="tests/text -x". Tests run on all processors: "-n 0" on one.
ARGS ?=
PYTEST := $(PY) -m pytest -n auto --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help run dev test lint types format browser-test lighthouse a11y-snapshots interleavings bench bench-floods fuzz pictures messages sign-ins lock romaniser search-pairs hinglish entities

.DELETE_ON_ERROR:

# Made by the first Python that is new enough and has venv; PYTHON=… is tried before the others.
.venv/bin/python:
	@[ -z "$$(ls -A .venv 2>/dev/null)" ] || [ -e .venv/pyvenv.cfg ] || \
		{ echo 'Newsroom: .venv is there but is no Python environment: move it away.' >&2; exit 1; }
	@for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || { without="$$python"; continue; }; \
		echo "Making an environment in .venv with $$("$$python" --version) …"; \
		exec "$$python" -m venv --clear .venv; \
	done; \
	if [ -n "$$without" ]; then \
		echo "Newsroom: $$without has no venv or ensurepip; on Debian and Ubuntu: apt install python3-venv"; \
	else \
		echo 'Newsroom needs Python 3.11 or later: install it (on Debian and Ubuntu: apt install python3 python3-venv), or say where it is: make $(MAKECMDGOALS) PYTHON=/path/to/python3'; \
	fi >&2; exit 1

# What a lock file pins is installed again only after that file has changed: these files carry the times.
.venv/installed: requirements.txt .venv/bin/python
.venv/installed-tools: .ci/requirements.txt .venv/installed
.venv/installed .venv/installed-tools:
	@echo 'Installing the packages pinned in $< …'
	@PIP_USER=0 $(PY) -m pip install --require-hashes --disable-pip-version-check --no-input --no-color --retries=2 \
		--progress-bar=off --requirement $< > .venv/pip.log 2>&1 || { \
		echo "Newsroom: the packages of $< could not be installed: $$(grep -m 1 ^ERROR .venv/pip.log || tail -n 1 .venv/pip.log) Check the internet connection and run the same command again; .venv/pip.log says more." >&2; \
		exit 1; }
	@touch $@

help:
	@echo 'make run              the sample newsroom, at http://127.0.0.1:8000 (PORT=… changes the port)'
	@echo 'make dev              the same, restarting whenever a file changes'
	@echo 'make test             the tests, those of the scripts where npm is (ARGS=… for pytest)'
	@echo 'make browser-test     the tests in a real browser (needs Chromium, npm and Java)'
	@echo 'make a11y-snapshots   records what a screen reader announces on each page (needs Chromium)'
	@echo 'make interleavings    10,000 orders in which three people save, publish, correct … the same stories'
	@echo 'make bench            what pages cost, beside other ways to serve them (ARGS="--rounds 2 --stories 1000": a look)'
	@echo 'make bench-floods     CPU seconds of the requests that cost most (ARGS=words of a name for some of them)'
	@echo 'make fuzz             20,000 hostile requests to every address and form: none may be an error (ARGS="COUNT SEED")'
	@echo 'make pictures         pictures of a page of every kind and of forms, for docs/ (needs Chromium)'
	@echo 'make lighthouse       scores and figures of four pages, by Lighthouse (needs Chromium and npm)'
	@echo 'make sign-ins         how many attempts to sign in are looked at and refused in a second'
	@echo 'make lint             style and mistakes, by ruff, and by ESLint and Prettier where npm is'
	@echo 'make format           brings the code into form'
	@echo 'make types            types, by mypy, and of the scripts by tsc where npm is'
	@echo 'make messages         updates and compiles the Hindi catalogue, and names what is not translated'
	@echo 'make romaniser        how well words become addresses: DATA=FILE'
	@echo 'make search-pairs     how well search tells words apart: DATA=FILE'
	@echo 'make hinglish         how well it finds Hindi typed in Latin letters: DATA=FILE (AMONG=FILES of further words)'
	@echo 'make entities         how well names, tags and addresses are found: DATA=extract.yml of twitter-text'
	@echo 'make lock             pins the newest packages that pyproject.toml allows'

run: .venv/installed
	@exec $(PY) manage.py serve --prepare --sample

dev: .venv/installed
	@NEWSROOM_DEBUG=1 exec $(PY) manage.py serve --prepare --sample --reload

test: $(if $(NPM),.ci/node_modules) .venv/installed
	$(PYTEST) $(ARGS)

# What examines the pages beside the browser; npm brings exactly what is pinned.
.ci/node_modules: .ci/package-lock.json
	npm ci --prefix .ci --no-audit --no-fund
	@touch $@

.ci/lighthouse/node_modules: .ci/lighthouse/package-lock.json
	npm ci --prefix .ci/lighthouse --no-audit --no-fund
	@touch $@

browser-test: .ci/node_modules .venv/installed-tools
	$(PYTEST) -m browser --timeout 600 $(ARGS)

a11y-snapshots: .venv/installed-tools
	RECORD_A11Y_SNAPSHOTS=1 $(PY) -m pytest -m browser tests/browser/readers/test_a11y_snapshots.py $(ARGS)

interleavings: .venv/installed
	INTERLEAVINGS=10000 $(PY) -m pytest -n auto --dist worksteal -m slow tests/admin/test_interleavings.py $(ARGS)

bench: .venv/installed
	@$(PY) -W ignore -m tests.bench $(ARGS)

bench-floods: .venv/installed
	@$(PY) -W ignore -m tests.floods "$(ARGS)"

fuzz: .venv/installed-tools
	@$(PY) -W ignore -m tests.fuzz $(ARGS)

pictures: .venv/installed-tools
	$(PY) .ci/pictures.py $(ARGS)

lighthouse: .ci/lighthouse/node_modules .venv/installed-tools
	@$(PY) .ci/lighthouse/measure.py

sign-ins: .venv/installed
	@$(PY) .ci/sign_ins.py

lint: $(if $(NPM),.ci/node_modules) .venv/installed-tools
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) .ci/retired_words.py
	$(PY) .ci/format_templates.py --check
	$(if $(NPM),.ci/node_modules/.bin/eslint --config .ci/eslint.config.mjs static tests/js)
	$(if $(NPM),.ci/node_modules/.bin/prettier --config .ci/prettier.json --check 'static/**/*.css')

format: $(if $(NPM),.ci/node_modules) .venv/installed-tools
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	$(PY) .ci/format_templates.py
	$(if $(NPM),.ci/node_modules/.bin/prettier --config .ci/prettier.json --write 'static/**/*.css')

types: $(if $(NPM),.ci/node_modules) .venv/installed-tools
	$(PY) -m mypy
	$(if $(NPM),.ci/node_modules/.bin/tsc --project .ci/tsconfig.json)

messages: .venv/installed
	$(PY) manage.py makemessages
	$(PY) -m pytest -q tests/locale/test_hindi_catalogue.py

romaniser search-pairs hinglish: .venv/installed
	@test -n "$(DATA)" || { echo 'Say what to measure with: make $@ DATA=FILE' >&2; exit 2; }
	@$(PY) -m tests.measures $@ "$(DATA)" $(if $(AMONG),--among $(AMONG))

entities: .venv/installed-tools
	@test -n "$(DATA)" || { echo 'Say what to measure with: make $@ DATA=extract.yml' >&2; exit 2; }
	@$(PY) .ci/entities.py "$(DATA)"

# Both files are for every system and every Python that the project runs on; neither names where packages came from.
lock: .venv/installed-tools
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --extra test --output-file requirements.txt pyproject.toml
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --extra test --extra ci --constraint requirements.txt \
		--output-file .ci/requirements.txt pyproject.toml
