"""An import of ten thousand rows, beside COPY and one INSERT a table."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.db import connection, transaction

from benchmarks.job import Job, job
from benchmarks.measuring import median, wall_ms
from portfolio.imports.batches import apply_files
from portfolio.imports.loading import load_profile
from portfolio.imports.planning import make_plan
from portfolio.kernel.tabular.values import Source

IMPORTED = 10_000


def sheet() -> bytes:
    """Ten thousand products in two thousand clusters with five hundred owners."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        ["Product", "Key", "Description", "Stage", "Since", "Cluster", "Rationale", "Why together",
         "Owner", "Owner e-mail"]
    )  # fmt: skip
    for n in range(IMPORTED):
        home, owner = n // 5, n // 20
        rows.writerow(
            [f"Imported {n}", f"IM{n}", f"What number {n} is for.", "maturity", "2024-03-01",
             f"Imported cluster {home}", "users", "The same people use them.",
             f"Owner {owner}", f"owner.{owner}@imported.example"]
        )  # fmt: skip
    return out.getvalue().encode()


def import_plan() -> dict[str, Any]:
    plan = make_plan(load_profile("products"), [Source("products.csv", sheet())])
    return {"done": len(plan.changes), "refused": len(plan.refusals)}


def import_apply() -> dict[str, Any]:
    """Plan and apply in one transaction, as the command does."""
    _, plan = apply_files(None, load_profile("products"), [Source("products.csv", sheet())])
    return {"done": len(plan.changes), "refused": len(plan.refusals)}


def import_raw() -> dict[str, Any]:
    """COPY beside, then one INSERT a table; triggers included, the tables check."""
    table = "name text, key text, about text, stage text, since date, home text, kinds text,"
    table += " why text, owner text, email text"

    def act() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE sheet ({table}) ON COMMIT DROP")
            with cursor.copy("COPY sheet FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(sheet())
            cursor.execute("ANALYZE sheet")
            for statement in IMPORT_RAW:
                cursor.execute(statement)
            transaction.set_rollback(True)

    return {"raw_ms": median(wall_ms(act, 3))}


IMPORT_RAW = (
    "INSERT INTO people_person (password, email, name, slug, title, is_active, is_leadership,"
    " is_facilitator, is_admin, created_at, version) SELECT DISTINCT '', email, owner,"
    " 'raw-' || replace(owner, ' ', '-'), '', true, false, false, false, now(), 1 FROM sheet",
    "INSERT INTO products_cluster (name, slug, summary, rationale_kinds, rationale, opened_on,"
    " version) SELECT DISTINCT home, 'raw-' || replace(home, ' ', '-'), '', ARRAY[kinds], why,"
    " since, 1 FROM sheet",
    "ANALYZE products_cluster",
    "INSERT INTO products_product (name, slug, key, kind, summary, business_domain, cluster_id,"
    " introduced_on, version) SELECT s.name, 'raw-' || s.key, 'RAW' || s.key, 'system', about,"
    " '', c.id, since, 1 FROM sheet s JOIN products_cluster c"
    " ON c.slug = 'raw-' || replace(home, ' ', '-')",
    "ANALYZE products_cluster, products_product, people_person",
    "INSERT INTO products_placement (product_id, cluster_id, period, reason)"
    " SELECT id, cluster_id, daterange(introduced_on, NULL), '' FROM products_product"
    " WHERE starts_with(slug, 'raw-')",
    "INSERT INTO products_stageperiod (product_id, stage, period, reason)"
    " SELECT p.id, stage, daterange(since, NULL), '' FROM sheet s JOIN products_product p"
    " ON p.slug = 'raw-' || s.key",
    "INSERT INTO products_ownership (cluster_id, person_id, period, reason)"
    " SELECT DISTINCT c.id, h.id, daterange(since, NULL), '' FROM sheet s JOIN products_cluster c"
    " ON c.slug = 'raw-' || replace(home, ' ', '-') JOIN people_person h ON h.email = s.email"
    " AND h.slug = 'raw-' || replace(s.owner, ' ', '-')",
)


JOBS: dict[str, Job] = {
    "import-plan": job(import_plan),
    "import-apply": job(import_apply),
    "import-raw": import_raw,
}
