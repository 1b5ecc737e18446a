"""The numbers as Markdown, beside their aims: `python -m benchmarks.report FILE.json …`."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

# line: (H at most, statements at most, KB at most)
AIMS: dict[str, tuple[float, int, int]] = {
    "products list, first page": (14, 10, 60),
    "products list, last page": (14, 10, 60),
    "products list, fragment": (9, 8, 60),
    "products list, search fragment": (9, 8, 60),
    "product page": (9, 15, 60),
    "product page, thousands of open items": (9, 15, 60),
    "backlog of 500": (20, 8, 250),
    "backlog of 10,000, first screen": (26, 8, 250),
    "backlog of 10,000, fragment": (9, 8, 250),
    "search in 10,000": (9, 8, 60),
    "search with a slip in 10,000": (9, 8, 60),
    "one move in 500": (4, 8, 2),
    "one move in 10,000": (4, 8, 2),
}
# lines with an aim of their own: words, × the floor's CPU, × the raw SQL's wall time, statements
RATIOS: dict[str, tuple[str, float, float, int]] = {
    "dashboard": ("≤ 3 × raw, 12 q", math.inf, 3, 12),
    "REST list of 100 items": ("≤ 2 × floor, 8 q", 2, math.inf, 8),
}


def tables(found: dict[str, Any]) -> str:
    """Every table there are numbers for; pages of the largest portfolio."""
    largest = found[max(found, key=int)]
    parts = [pages(largest["pages"])] if "pages" in largest else []
    parts.append(jobs(largest))
    parts.append(curve(found))
    return "\n\n".join(part for part in parts if part)


def pages(found: dict[str, Any]) -> str:
    """One row a page."""
    hello = found["hello"]["cpu"]
    out = [
        f"H (hello page with session and person): {hello:.2f} ms CPU, "
        f"{found['hello']['median']:.1f} ms wall.",
        "",
        "| page or act | CPU ms | H | database ms | wall median / p95 ms | statements "
        "| rows written | KB | floor CPU ms | × floor | raw SQL ms | wall × raw | aim | met |",
        "|---|" + "--:|" * 11 + "---|---|",
    ]
    out += [_page(name, row, hello) for name, row in found.items() if name != "hello"]
    return "\n".join(out)


def _page(name: str, row: dict[str, Any], hello: float) -> str:
    floor, raw = row.get("floor", {}).get("cpu"), row.get("raw")
    wish, met = _aim(name, row, hello, floor, raw)
    cells = [
        name,
        f"{row['cpu']:.1f}",
        f"{row['cpu'] / hello:.1f}",
        f"{row['db']:.1f}",
        f"{row['median']:.1f} / {row['p95']:.1f}",
        str(row["queries"]),
        str(row.get("rows") or ""),
        f"{row['bytes'] / 1024:.{0 if row['bytes'] >= 10_000 else 1}f}",
        f"{floor:.1f}" if floor else "",
        f"{row['cpu'] / floor:.1f}" if floor else "",
        f"{raw:.1f}" if raw else "",
        f"{row['median'] / raw:.1f}" if raw else "",
        wish,
        met,
    ]
    return f"| {' | '.join(cells)} |"


def _aim(
    name: str, row: dict[str, Any], hello: float, floor: float | None, raw: float | None
) -> tuple[str, str]:
    """The aim in words, and whether it is met; a line without one says nothing."""
    if name in RATIOS:
        words, of_floor, of_raw, most = RATIOS[name]
        kept = row["cpu"] <= of_floor * (floor or math.inf)
        kept = kept and row["median"] <= of_raw * (raw or math.inf)
        return words, _yes(kept and row["queries"] <= most)
    if name not in AIMS:
        return "", ""
    most_h, most, size = AIMS[name]
    kept = row["cpu"] <= most_h * hello and row["queries"] <= most
    return f"≤ {most_h:g} H, {most} q, {size} KB", _yes(kept and row["bytes"] <= size * 1024)


def _yes(kept: bool) -> str:
    return "yes" if kept else "no"


def jobs(found: dict[str, Any]) -> str:
    """One row a job."""
    out = [
        "| job | wall s | CPU s | database CPU s | statements | peak MB | raw s | × raw | aim |",
        "|---|" + "--:|" * 7 + "---|",
    ]

    def add(name: str, row: dict[str, Any], raw: float | None, aim: str) -> None:
        wall = row.get("acting_ms", row["wall_ms"])
        out.append(
            f"| {name} | {wall / 1000:.2f} | {_s(row.get('cpu_ms'))} | {_s(row.get('db_ms'))} | "
            f"{row.get('queries', '')} | {_n(row.get('peak_mb', row.get('rss')))} | {_s(raw)} | "
            f"{f'{wall / raw:.1f}' if raw else ''} | {aim} |"
        )

    if "packets" in found:
        row, raw = found["packets"], found["packets"]["raw_ms"]
        add(f"{row['done']} packets, one process", row, raw, "≤ 1.6 × raw")
        if "celery" in found:
            add("the same through Celery, two processes", found["celery"], raw, "≤ 1.6 × raw")
    if "warnings" in found:
        row = found["warnings"]
        add(f"warnings of everybody ({row['done']} found)", row, row["raw_ms"], "")
        add("the same the next night", found["warnings-again"], row["raw_ms"], "")
        add("after one change", found["warnings-change"], row["raw_ms"], "≤ 1 s")
    if "import-plan" in found:
        raw = found["import-raw"]["raw_ms"]
        add("import of 10,000 rows, plan", found["import-plan"], raw, "")
        add("import of 10,000 rows, plan and apply", found["import-apply"], raw, "≤ 9 × raw, 4 s")
    if "ingest" in found:
        row = found["ingest"]
        add("100,000 measurements", row, row["raw_ms"], "≤ 5 × COPY")
    if "ingest-api" in found:
        raw = found["ingest"]["raw_ms"]
        add("the same over the API, 10,000 at a time", found["ingest-api"], raw, "≤ 10 s CPU")
    if "import-numbers" in found:
        row = found["import-numbers"]
        add(f"a sheet of {row['done']:,} measurements", row, row["raw_ms"], "≤ 5 × COPY")
    if "scores" in found:
        row = found["scores"]
        name = f"scores of {row['done']} products, {row['rows']:,} measurements"
        add(name, row, row["raw_ms"], "≤ 2 × raw")
    add("migrate an empty database", found["migrate"], None, "≤ 30 s")
    if "memory" in found:
        row = found["memory"]
        out.append(
            f"\nTwo web workers after 200 requests: {row['rss']:.0f} MB resident, "
            f"{row['pss']:.0f} MB with shared pages divided up (aim ≤ 250 MB)."
        )
    if "trends" in found:
        row = found["trends"]
        out.append(
            f"\nFive metrics with the trends of eight quarters: {row['statements']} statements, "
            f"{row['ours_ms']:.2f} ms; their roll-ups alone {row['raw_ms']:.2f} ms."
        )
    return "\n".join(out)


def curve(found: dict[str, Any]) -> str:
    """How each line grows with the portfolio."""
    sizes = sorted(found, key=int)
    if len(sizes) < 2:
        return ""
    out = [
        "| growth | " + " | ".join(f"{size} clusters" for size in sizes) + " | last / first |",
        "|---|" + "--:|" * (len(sizes) + 1),
    ]
    rows: list[tuple[str, str, list[Any]]] = []
    if all("pages" in found[size] for size in sizes):
        for name in found[sizes[0]]["pages"]:
            values = [found[size]["pages"][name] for size in sizes]
            rows.append((name, "CPU + database ms", [v["cpu"] + v["db"] for v in values]))
    for part in ("packets", "celery", "warnings", "warnings-again", "warnings-change"):
        if all(part in found[size] for size in sizes):
            rows.append((part, "s", [found[size][part]["wall_ms"] / 1000 for size in sizes]))
    for name, unit, values in rows:
        cells = " | ".join(f"{value:.1f}" for value in values)
        out.append(f"| {name}, {unit} | {cells} | {values[-1] / values[0]:.1f} |")
    return "\n".join(out)


def _s(value: float | None) -> str:
    return "" if value is None else f"{value / 1000:.2f}"


def _n(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"


if __name__ == "__main__":
    together: dict[str, Any] = {}
    for name in sys.argv[1:]:
        together.update(json.loads(Path(name).read_text()))
    print(tables(together))
