# One command a line: 'make help' lists them.

PYTHON ?= python3
PORT ?= 8000
RAW ?=
RUNS ?= 1
ONLY ?=
RUN := .venv/bin/python

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help book test test-slow test-all mutants test-binder pdf serve live audit reproduce data describe bench lock check clean ready packages

help: ## List these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

book: ready ## Build the book: _build/html/index.html and _build/pdf/cities-first.pdf
	@$(RUN) -m citiesfirst.build all

test: book ## Build the book, then run the tests
	@$(RUN) -m pytest -q -n auto --dist loadfile -m "not slow"

test-slow: book ## Run what make test leaves out: every page in a browser, small books built
	@$(RUN) -m pytest -q -n auto --dist worksteal -m slow

test-all: test test-slow ## Run all tests and the campaigns: damaged data, faults, two builds compared
	@$(RUN) -m pytest -v --no-header tests/campaigns
	@$(RUN) -m pytest -v --no-header tests/binder
	@$(RUN) tools/reproduce.py

mutants: packages ## Change the code a little, many times: do its tests notice? SAMPLE=200
	@$(RUN) tools/mutants.py $(if $(SAMPLE),--sample $(SAMPLE))

test-binder: book ## Run every chapter as Binder would: new environment, JupyterLab, browser
	@$(RUN) -m pytest -v --no-header tests/binder

pdf: ready ## Build the PDF alone
	@$(RUN) -m citiesfirst.build pdf

serve: ## Show the built book at http://localhost:8000 (another port: PORT=8080)
	@test -f _build/html/index.html || { echo "There is no book yet: run 'make book' first." >&2; exit 1; }
	@echo "The book is at http://localhost:$(PORT) until you press Ctrl-C."
	@$(PYTHON) -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html >/dev/null 2>&1 || \
		{ code=$$?; test $$code -gt 128 || echo "Port $(PORT) could not be used: try 'make serve PORT=8080'." >&2; exit $$code; }

live: ready ## Show the book while you write: every saved file rebuilds and reloads the page
	@$(RUN) -m citiesfirst.build.live $(PORT)

data: packages ## Make data/ again from upstream files: make data RAW=folder
	@test -n "$(RAW)" || { echo "Say where the upstream files are: make data RAW=folder" >&2; exit 1; }
	@$(RUN) -m recipes --raw "$(RAW)"

describe: packages ## Check typed tables changed by hand, and describe them anew
	@$(RUN) -m recipes

bench: ready ## Measure the data, the build and a reader's session: make bench RAW=folder
	@$(RUN) tools/bench.py $(if $(RAW),--raw "$(RAW)")
	@$(RUN) tools/bench_book.py

audit: ready ## Measure all pages with Lighthouse and axe: make audit RUNS=3
	@$(RUN) tools/audit.py --runs "$(RUNS)" --only "$(ONLY)"

reproduce: ready ## Build the last commit twice, far apart, and compare every byte
	@$(RUN) tools/reproduce.py

check: packages ## Check all that needs no built book: style, types, imports, licences, links, data
	@$(RUN) tools/check.py

lock: packages ## Pin all packages again after a change in pyproject.toml
	@$(RUN) -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(RUN) -m uv pip compile pyproject.toml --quiet --no-config --all-extras --universal \
		--python-version 3.11 --generate-hashes --custom-compile-command "make lock" \
		--output-file requirements.txt
	@$(RUN) -m uv pip compile pyproject.toml --quiet --no-config --extra binder --extra setup \
		--python-version 3.11 --python-platform linux --no-annotate --generate-hashes \
		--constraint requirements.txt --custom-compile-command "make lock" \
		--output-file .binder/requirements.txt

clean: ## Remove everything that was built
	@rm -rf _build

# What the commands above stand on: a .venv, and what the system must have.
ready:
	@$(PYTHON) tools/prepare.py

packages:
	@$(PYTHON) tools/prepare.py packages
