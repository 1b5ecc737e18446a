"""`python -m benchmarks.run [--clusters 100,300,1000] [--only pages,packets,…] [--json FILE]`.

Starts servers of its own in a throw-away folder, populates one database per size, measures, prints
Markdown tables.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from benchmarks import report, servers, web
from benchmarks.measuring import cpu_ms, family, memory_mb
from portfolio.services import postgres

PARTS = (
    "pages",
    "memory",
    "packets",
    "celery",
    "warnings",
    "import",
    "ingest",
    "trends",
    "scores",
    "migrate",
)


def main() -> None:
    """Measure and print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", default="100,300,1000")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--lines", default="", help="only pages and acts whose name holds this")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--rows", type=int, default=10_000_000, help="measurements behind scores")
    parser.add_argument("--json", type=Path, help="keep the numbers in this file as well")
    options = parser.parse_args()
    wanted = options.only.split(",")
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(PARTS)}")
    at = servers.Servers.start()
    found: dict[str, Any] = {}
    try:
        servers.manage(at.environment("almanac", 8000), "collectstatic", "--noinput", "-v0")
        for size in (int(text) for text in options.clusters.split(",")):
            found[str(size)] = measure(at, size, options, wanted)
            if options.json:
                options.json.write_text(json.dumps(found, indent=1))
    finally:
        at.stop()
    print(report.tables(found))


def measure(
    at: servers.Servers, size: int, options: Namespace, wanted: list[str]
) -> dict[str, Any]:
    """Everything wanted at one size, in a database of its own."""
    name = f"bench_{size}"
    told = at.environment(name, 8000)
    found: dict[str, Any] = {"migrate": migrate(at, name, told)}
    found["populate"] = timed(
        lambda: servers.manage(told, "populate", "--clusters", str(size), "--seed", options.seed)
    )
    ready = child(told, "prepare")
    found["counts"] = ready["counts"]
    if "pages" in wanted:
        say(f"{size}: pages")
        found["pages"] = web.run(at, name, ready, options.lines)
    if "memory" in wanted:
        found["memory"] = web.memory(at, name, ready)
    if "packets" in wanted:
        say(f"{size}: packets")
        found["packets"] = child(told, "packets") | child(told, "packets-raw")
    if "celery" in wanted:
        say(f"{size}: packets by the worker")
        found["celery"] = celery(at, name, told)
    if "warnings" in wanted:
        say(f"{size}: warnings")
        child(told, "forget-warnings")
        found["warnings"] = child(told, "warnings") | child(told, "warnings-raw")
        found["warnings-again"] = child(told, "warnings-again")
        found["warnings-change"] = child(told, "warnings-change")
    if "ingest" in wanted:
        say(f"{size}: ingest")
        found["ingest"] = child(told, "ingest") | child(told, "ingest-raw")
        found["ingest-api"] = child(told, "ingest-api")
        found["import-numbers"] = child(told, "import-numbers") | child(told, "import-numbers-raw")
    if "trends" in wanted:
        found["trends"] = child(told, "trends")
    if "scores" in wanted:
        say(f"{size}: {options.rows:,} measurements")
        filled = child(told, "scores-fill", str(options.rows))
        say(f"{size}: scores")
        found["scores"] = filled | child(told, "scores") | child(told, "scores-raw")
    if "import" in wanted:
        say(f"{size}: import")
        found["import-raw"] = child(told, "import-raw")
        found["import-plan"] = child(told, "import-plan")
        found["import-apply"] = child(told, "import-apply")
    return found


def migrate(at: servers.Servers, name: str, told: dict[str, str]) -> dict[str, float]:
    """An empty database brought to the newest state."""
    postgres.make_database(at.data, name)
    say(f"{name}: migrate and populate")
    return timed(lambda: servers.manage(told, "migrate", "-v0"))


def celery(at: servers.Servers, name: str, told: dict[str, str]) -> dict[str, Any]:
    """The packets of another quarter through the real worker with two processes."""
    worker = servers.worker(at, name)
    try:
        quarter = child(told, "quarter")["compact"]
        before = cpu_ms(family(worker.process.pid))
        started = time.perf_counter()
        servers.manage(told, "packets", quarter, "--wait", "--json")
        wall = time.perf_counter() - started
        pids = family(worker.process.pid)
        resident, proportional = memory_mb(pids)
        return {
            "wall_ms": child(told, "run-wall")["wall_ms"],
            "command_ms": wall * 1000,
            "cpu_ms": cpu_ms(pids) - before,
            "rss": resident,
            "pss": proportional,
        }
    finally:
        worker.stop()


def child(told: dict[str, str], *arguments: str) -> dict[str, Any]:
    """The answer of `benchmarks.child`."""
    said = servers.run(told, "benchmarks.child", *arguments)
    answer: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return answer


def timed(act: Any) -> dict[str, float]:
    """Wall time in ms."""
    started = time.perf_counter()
    act()
    return {"wall_ms": (time.perf_counter() - started) * 1000}


def say(words: str) -> None:
    """Progress, beside the tables."""
    print(f"{time.strftime('%H:%M:%S')} {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
