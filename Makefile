# make run    everything, from a fresh clone to a running program
# make test   every check and every test
# make lock   after a change in requirements/*.in

PYTHON ?= python3
VENV := .venv
UV_VERSION := $(shell sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements/uv.txt)
UV := $(VENV)/bin/uv

# Certificates of the system (a company's own authority included), never a downloaded Python.
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
export UV_NO_PROGRESS := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run setup setup-run lock

run: setup-run
	@exec $(VENV)/bin/python manage.py up

setup-run: $(VENV)/.run-ready
setup: $(VENV)/.test-ready

$(VENV)/.run-ready: requirements/base.txt requirements/uv.txt
	@sh requirements/environment.sh "$(PYTHON)" "$(VENV)" "$(UV_VERSION)" requirements/base.txt
	@touch $@

$(VENV)/.test-ready: requirements/dev.txt requirements/uv.txt
	@sh requirements/environment.sh "$(PYTHON)" "$(VENV)" "$(UV_VERSION)" requirements/dev.txt
	@touch $@ $(VENV)/.run-ready

LOCK := $(UV) pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --quiet

lock: setup
	$(LOCK) requirements/uv.in -o requirements/uv.txt
	$(LOCK) requirements/base.in -o requirements/base.txt
	$(LOCK) requirements/dev.in -c requirements/base.txt -o requirements/dev.txt
