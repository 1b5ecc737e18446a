# make run    everything, from a fresh clone to a running program (PORT=8001 chooses the port)
# make test   every check and every test
# make lock   after a change in requirements/*.in

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := $(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements/uv.txt)

# Certificates of the system (a company's own authority included), never a downloaded Python.
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export UV_LINK_MODE := copy
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check browser format setup setup-run lock

run: setup-run
	@exec $(BIN)/python manage.py up --with-parent

test: setup check browser
	@exec $(BIN)/pytest -n 3

# Everything that needs no running server, from quick to slow.
check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/python tests/check_django.py
	$(BIN)/mypy

browser: setup
	@sh tests/install_browser.sh $(BIN)
	@sh tests/install_prometheus.sh $(BIN)

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

setup-run: $(VENV)/.run-ready
setup: $(VENV)/.test-ready

$(VENV)/.run-ready: requirements/base.txt requirements/uv.txt
	@sh requirements/environment.sh "$(PYTHON)" $(VENV) "$(UV_VERSION)" requirements/base.txt
	@touch $@

$(VENV)/.test-ready: requirements/dev.txt requirements/uv.txt
	@sh requirements/environment.sh "$(PYTHON)" $(VENV) "$(UV_VERSION)" requirements/dev.txt
	@touch $@ $(VENV)/.run-ready

LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet

lock: setup
	$(LOCK) requirements/uv.in -o requirements/uv.txt
	$(LOCK) requirements/base.in -o requirements/base.txt
	$(LOCK) requirements/dev.in -c requirements/base.txt -o requirements/dev.txt
