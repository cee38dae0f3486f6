# The few verbs, the same at the desk and in CI.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
UV_INSTALL := $(BIN)/python -m uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps --compile-bytecode

NO_PACKAGES := "Die Pakete ließen sich nicht laden; prüfen Sie die Verbindung zum Paketverzeichnis und starten Sie erneut."

.PHONY: help up env test test-slow lint pictures bench lock clean

help:  ## zeigt diese Liste
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

up: env  ## baut, startet Dashboard und Zeitplan, nennt die Adresse (PORT=8501)
	@$(BIN)/bedarfsatlas up --port $(PORT)

env: .venv/run.stamp  ## richtet .venv/ ein

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Bedarfsatlas braucht Python 3.11 oder neuer; nennen Sie es mit: make PYTHON=/pfad/zu/python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Es fehlt das Python-Modul venv; auf Debian und Ubuntu hilft: sudo apt install python3-venv" >&2; exit 1; }
	@echo "Richte .venv ein …"
	@rm -rf .venv && $(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/uv.stamp: requirements/uv.txt | .venv/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/uv.txt || { echo $(NO_PACKAGES) >&2; exit 1; }
	@touch $@

.venv/run.stamp: requirements/run.txt pyproject.toml | .venv/uv.stamp
	@echo "Lade und installiere die festgeschriebenen Pakete (beim ersten Mal ein bis drei Minuten) …"
	@$(UV_INSTALL) -r requirements/run.txt || { echo $(NO_PACKAGES) >&2; exit 1; }
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/run.stamp
	@echo "Lade und installiere, was die Tests brauchen …"
	@$(UV_INSTALL) -r requirements/dev.txt || { echo $(NO_PACKAGES) >&2; exit 1; }
	@touch $@

lint: .venv/dev.stamp  ## prüft Stil und Importregeln
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-cache

test: .venv/dev.stamp lint  ## alle schnellen Tests, auch im Browser, wenn Chromium da ist
	@$(BIN)/python -m pytest --ignore=tests/browser --ignore=tests/slow
	@# alone: what the browser measures would otherwise be the other tests' load
	@$(BIN)/python -m pytest --numprocesses=0 tests/browser

test-slow: .venv/dev.stamp  ## die langen Tests: an fünfzig Stellen getötet, hundert Inventare
	@$(BIN)/python -m pytest --numprocesses=2 tests/slow

pictures: .venv/dev.stamp  ## fotografiert jede Seite in beiden Größen und Sprachen nach docs/pictures/
	@$(BIN)/python -m tests.browser.pictures

bench: .venv/dev.stamp  ## misst nach und schreibt die Tabelle in docs/performance.md
	@$(BIN)/python -m benchmarks

lock: .venv/uv.stamp  ## schreibt requirements/*.txt neu
	@$(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group build -o requirements/run.txt pyproject.toml
	@$(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements/run.txt --group build --group dev -o requirements/dev.txt pyproject.toml
	@echo uv | $(BIN)/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/uv.txt -

clean:  ## entfernt .venv/ und Zwischenstände, nie Daten
	@rm -rf .venv build *.egg-info .pytest_cache .ruff_cache .hypothesis tests/artifacts
