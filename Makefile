# One word for each thing one does; `make help` lists them. CI calls only these.
SHELL := /bin/bash
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
WORKERS ?= 2
.DEFAULT_GOAL := help
.PHONY: help setup up web test test-python test-postgresql test-web test-heavy lint format e2e bench openapi docs lock

help: ## This list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  \033[1m%-12s\033[0m %s\n", $$1, $$2}'

setup: ## Make this folder ready: uv, Python and web packages, what the tests need
	@tools/setup.sh

up: setup web ## Set up, build the pages and start; prints one link
	@.venv/bin/farshore serve

web: ## Build the console and the chat
	@if [ -f web/package.json ]; then tools/build_web.sh; fi

test: test-python test-postgresql test-web ## Fast tests, on SQLite and on PostgreSQL

test-python:
	$(PYTEST) -n $(WORKERS) -m "not e2e and not heavy"

test-postgresql:
	@if tools/postgres.sh $(PYTEST) -m "room and not heavy" --db '{url}'; then :; else code=$$?; \
	if [ $$code = 77 ] && [ -z "$$CI" ]; then \
	printf '\n\033[1;33m!! PostgreSQL is not installed: its tests were SKIPPED (apt-get install postgresql)\033[0m\n'; \
	else exit $$code; fi; fi

test-web:
	@if [ -f web/package.json ]; then cd web && npm test --silent; fi

test-heavy: ## The long ones, whole
	$(PYTEST) -m "not e2e" --timeout 1800
	tools/postgres.sh $(PYTEST) -m "(room or contract) and not e2e" --timeout 1800 --db '{url}'

lint: ## All that can be known without running
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/lint-imports --no-logo
	.venv/bin/mypy
	.venv/bin/pyright
	$(PY) tools/licences.py
	@if [ -f web/package.json ]; then cd web && npm run lint --silent; fi

format: ## Put everything into form
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .
	@if [ -f web/package.json ]; then cd web && npm run format --silent; fi

e2e: web ## A browser on a running server
	$(PYTEST) -m e2e -p no:randomly --timeout 300

bench: ## Measure what we promise; tables, and JSON in bench/results
	$(PY) -m bench

openapi: ## Rewrite openapi.json and the web's types
	$(PY) -m farshore.app.openapi openapi.json
	@if [ -f web/package.json ]; then cd web && npm run openapi --silent; fi

docs: ## Rewrite the reference pages from the program
	$(PY) -m farshore.app.reference docs/reference

lock: ## Rewrite the locks from pyproject.toml
	tools/lock.sh
