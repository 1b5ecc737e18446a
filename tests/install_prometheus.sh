#!/bin/sh
# Prometheus for the connector's test: the one on PATH, else Debian's package unpacked beside the
# virtual environment, which needs no root. Without it that test says why it is skipped.
set -u
bin=$1
place="$bin/../prometheus"

if command -v prometheus >/dev/null 2>&1 || [ -x "$place/usr/bin/prometheus" ]; then exit 0; fi
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || exit 0

echo "fetching Prometheus for the connector's test (apt-get download) ..."
mkdir -p "$place" && cd "$place" || exit 0
chmod 0755 .
[ "$(id -u)" = 0 ] && apt-get -qq update >/dev/null 2>&1
if timeout 120 apt-get -qq download prometheus >/dev/null 2>&1; then
    for package in prometheus_*.deb; do
        dpkg-deb -x "$package" . && rm -f "$package"
    done
    rm -f usr/bin/promtool
else
    echo "Prometheus cannot be had; its test will be skipped" >&2
fi
exit 0
