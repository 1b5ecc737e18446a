#!/bin/sh
# environment.sh PYTHON VENV UV_VERSION LOCK: a virtual environment holding exactly what LOCK says.
set -eu
python=$1 venv=$2 uv_version=$3 lock=$4

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if ! new_enough "$venv/bin/python"; then
    found=
    for candidate in "$python" python3.13 python3.12 python3.11 /usr/bin/python3; do
        if new_enough "$candidate"; then found=$candidate; break; fi
    done
    if [ -z "$found" ]; then
        echo "Almanac needs Python 3.11 or newer; '$python' is $("$python" --version 2>&1 || true)." >&2
        echo "Install one, or name it: make PYTHON=/path/to/python3.11 run" >&2
        exit 1
    fi
    if ! "$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "$found cannot make virtual environments. On Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    "$found" -m venv --clear "$venv"
fi

if [ "$("$venv/bin/uv" --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
    "$venv/bin/python" -m pip install --quiet --require-hashes -r requirements/uv.txt
fi
"$venv/bin/uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r "$lock"
