# Two commands do everything on a fresh Debian machine with Python 3.11: `make site` and `make test`.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PY ?= python3
BIN := .venv/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
export NO_MKDOCS_2_WARNING := 1

.PHONY: site test check bench sample clean lint types walls browser hugo

site: $(BIN)/gongshi  ## sample county → site/ and release/
	bash scripts/approve-sample build/sample
	$(BIN)/gongshi build build/sample --out site --release release --history build/history

test: $(BIN)/.dev browser lint types walls  ## everything CI runs
	$(BIN)/pytest -n 2

check: $(BIN)/.dev lint types walls  ## quick subset, under a minute
	$(BIN)/pytest -n 2 -m "not slow"

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

walls:
	$(BIN)/lint-imports

bench: $(BIN)/.dev site hugo  ## pages beside Hugo, protection yardsticks, leak gate; about half an hour
	$(BIN)/python -m benchmarks.leaks site release
	$(BIN)/python -m benchmarks.yardstick
	$(BIN)/python -m benchmarks.pages

sample: $(BIN)/gongshi  ## writes data/sample again
	$(BIN)/gongshi sample data/sample

$(BIN)/gongshi: requirements.txt pyproject.toml
	$(PY) -m venv .venv || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq python3-venv && $(PY) -m venv .venv; }
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(BIN)/.dev: $(BIN)/gongshi requirements-dev.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	touch $@

browser:
	@command -v chromium >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium fonts-noto-cjk; }

hugo:
	@command -v hugo >/dev/null || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq hugo; }

clean:
	rm -rf build site release .venv
