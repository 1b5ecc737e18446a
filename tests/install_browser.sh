#!/bin/sh
# Chromium for the browser tests: Debian's as root, else Playwright's own, else a clear message.
# With CI set a missing browser is a failure; elsewhere those tests say why they are skipped.
set -u
bin=$1

if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then
    exit 0
fi
own() { "$bin/python" -c '
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    raise SystemExit(not Path(p.chromium.executable_path).exists())' 2>/dev/null; }
if own; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Chromium for the browser tests (apt-get) ..."
    log=$(mktemp)
    if { apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends chromium; } >"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -3 "$log" >&2
    rm -f "$log"
fi
echo "installing Chromium for the browser tests (Playwright's own) ..."
if timeout 300 "$bin/playwright" install chromium >/dev/null 2>&1 && own; then exit 0; fi

echo "No Chromium for the browser tests. As root: apt-get install chromium" >&2
if [ -n "${CI:-}" ]; then exit 1; fi
exit 0
