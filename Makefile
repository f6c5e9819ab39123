# Newsroom: everything that is done often. `make` alone lists it.
# Needs GNU make 3.81 or later and Python 3.11 or later; the rest is installed into .venv at first use.

PORT ?= 8000
export PORT
PY := .venv/bin/python
SITE := requirements.txt
TOOLS := requirements.txt .ci/requirements.txt
# Empty where there is no npm: then the scripts are not checked.
NPM := $(shell command -v npm 2>/dev/null)
# Further words for pytest, for example: make test ARGS="tests/text -x"
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help run dev test lint types format browser-test lighthouse a11y-snapshots pictures messages lock romaniser search-pairs hinglish entities

# $(call install,OPTIONS AND LOCK FILES): .venv with these packages, made by the first Python that is new enough and can
# make environments. PYTHON=… is asked before the others. Takes no time when all is there.
define install
@chosen=; for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	test -n "$$chosen" || chosen="$$python"; \
	if "$$python" -c 'import venv, ensurepip' 2>/dev/null; then chosen="$$python"; break; fi; \
done; \
if test -z "$$chosen"; then \
	echo 'Newsroom needs Python 3.11 or later: install it (on Debian and Ubuntu: apt install python3 python3-venv), or say where it is: make $@ PYTHON=/path/to/python3' >&2; \
	exit 1; \
fi; \
"$$chosen" -m newsroom.install $(1)
endef

help:
	@echo 'make run              the sample newsroom, at http://127.0.0.1:8000 (PORT=… changes the port)'
	@echo 'make dev              the same, restarting whenever a file changes'
	@echo 'make test             the tests (ARGS=… for pytest)'
	@echo 'make browser-test     the tests in a real browser (needs Chromium, npm and Java)'
	@echo 'make a11y-snapshots   records what a screen reader announces on each page (needs Chromium)'
	@echo 'make pictures         pictures of a page of every kind, for docs/ (needs Chromium)'
	@echo 'make lighthouse       scores and figures of four pages, by Lighthouse (needs Chromium and npm)'
	@echo 'make lint             style and mistakes, by ruff, and by ESLint where npm is'
	@echo 'make format           brings the code into form'
	@echo 'make types            types, by mypy'
	@echo 'make messages         brings the Hindi catalogue up to date'
	@echo 'make romaniser        how well words become addresses: DATA=FILE'
	@echo 'make search-pairs     how well search tells words apart: DATA=FILE'
	@echo 'make hinglish         how well it finds Hindi typed in Latin letters: DATA=FILE (AMONG=FILES of further words)'
	@echo 'make entities         how well names, tags and addresses are found: DATA=extract.yml of twitter-text'
	@echo 'make lock             pins the newest packages that pyproject.toml allows'

run:
	$(call install,--port '$(PORT)' $(SITE))
	@exec $(PY) manage.py serve --prepare --sample

dev:
	$(call install,--port '$(PORT)' $(SITE))
	@NEWSROOM_DEBUG=1 exec $(PY) manage.py serve --prepare --sample --reload

test:
	$(call install,$(SITE))
	$(PY) -m pytest $(ARGS)

# What examines the pages beside the browser; npm brings exactly what is pinned.
.ci/node_modules: .ci/package-lock.json
	npm ci --prefix .ci --no-audit --no-fund
	@touch $@

.ci/lighthouse/node_modules: .ci/lighthouse/package-lock.json
	npm ci --prefix .ci/lighthouse --no-audit --no-fund
	@touch $@

browser-test: .ci/node_modules
	$(call install,$(TOOLS))
	$(PY) -m pytest -m browser $(ARGS)

a11y-snapshots:
	$(call install,$(TOOLS))
	RECORD_A11Y_SNAPSHOTS=1 $(PY) -m pytest -m browser tests/browser/readers/test_a11y_snapshots.py $(ARGS)

pictures:
	$(call install,$(TOOLS))
	$(PY) .ci/pictures.py $(ARGS)

lighthouse: .ci/lighthouse/node_modules
	$(call install,$(TOOLS))
	@$(PY) .ci/lighthouse/measure.py

lint: $(if $(NPM),.ci/node_modules)
	$(call install,$(TOOLS))
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(if $(NPM),.ci/node_modules/.bin/eslint --config .ci/eslint.config.mjs static)

format:
	$(call install,$(TOOLS))
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

types:
	$(call install,$(TOOLS))
	$(PY) -m mypy

messages:
	$(call install,$(SITE))
	$(PY) -m newsroom.catalogue

romaniser:
	@test -n "$(DATA)" || { echo 'Say what to measure with: make $@ DATA=FILE' >&2; exit 2; }
	$(call install,$(SITE))
	@$(PY) -m articles.text.measure "$(DATA)"

search-pairs hinglish:
	@test -n "$(DATA)" || { echo 'Say what to measure with: make $@ DATA=FILE' >&2; exit 2; }
	$(call install,$(SITE))
	@$(PY) manage.py measure_search $@ "$(DATA)" $(if $(AMONG),--among $(AMONG))

entities:
	@test -n "$(DATA)" || { echo 'Say what to measure with: make $@ DATA=extract.yml' >&2; exit 2; }
	$(call install,$(TOOLS))
	@$(PY) .ci/entities.py "$(DATA)"

# Both files are for every system and every Python that the project runs on; neither names where packages came from.
lock:
	$(call install,$(TOOLS))
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --extra test --output-file requirements.txt pyproject.toml
	$(PY) -m uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --extra test --extra ci --constraint requirements.txt \
		--output-file .ci/requirements.txt pyproject.toml
