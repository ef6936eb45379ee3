# Two commands matter: `make run` and `make test`. Both do all their own set-up.
PYTHON ?= python3
VENV   ?= .venv
COACH_SHARED ?= ../shared
BIN    := $(VENV)/bin
PIP     = $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: run demo test test-offline check bench bench-app torture accuracy lock clean help
.DEFAULT_GOAL := help

help:  ## List what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 11

run: demo  ## Score the samples, then serve the app on 127.0.0.1:8501
	$(BIN)/coach run

demo: $(VENV)/.runtime  ## Score the sample recordings with the real speech model
	$(BIN)/coach demo

test: $(VENV)/.dev  ## Run every test
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not browser"
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m browser

test-offline: $(VENV)/.dev  ## Run every test but the browser's in a network of its own, with no way out (Linux; ONLY="tests/test_x.py")
	$(BIN)/python tests/cut_off.py $(BIN)/python -m pytest -m "not browser" $(ONLY)

check: $(VENV)/.dev  ## Format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/.dev  ## Measure against plain faster-whisper, in one run
	$(BIN)/python tests/bench.py

bench-app: $(VENV)/.dev  ## Measure the app in Chromium, with the goals beside
	PYTHONPATH=. $(BIN)/python tests/bench_app.py

torture: $(VENV)/.dev  ## Measure what it survives, into docs/reliability.md (hours; ONLY="G1 G5" for some)
	PYTHONPATH=.:tests $(BIN)/python -m torture $(ONLY)

accuracy: $(VENV)/.dev  ## Renew the agreement figures that ship, from the held-out cases
	$(BIN)/coach evaluate training/held-out/h training/held-out/i --card coach/data/accuracy.json

lock:  ## Renew the hash-locked requirements from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --upgrade --extra build pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## Remove the virtual environment and what was built
	rm -rf $(VENV) dist build

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Callback Coach needs Python 3.11 or newer; call make with PYTHON=python3.12, say.")'
	$(PYTHON) -m venv $(VENV)

# Hash-locked first, then this package itself: nothing is resolved, nothing else is fetched.
$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements-dev.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@ $(VENV)/.runtime
