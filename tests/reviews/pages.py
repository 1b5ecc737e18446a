"""What the page tests of this room stand on."""

from datetime import date

from people.models import Person
from portfolio.kernel.quarters import Quarter
from products.models import Product
from reviews.actions.building import build_jobs
from reviews.actions.runs import request_run
from reviews.models import ReviewRun
from tests.builders import join, make_metric, make_person, make_product, measure, own

Q2 = Quarter(2026, 2)
NOW = "2026-07-10T10:00:00Z"


def leader() -> Person:
    """Somebody of leadership."""
    return make_person("Ines Okafor", is_leadership=True)


def roster() -> Product:
    """Crew Roster, owned by Marit Halden, with Tom Berg in the team and one metric."""
    product = make_product("Crew Roster")
    own(make_person("Marit Halden"), product)
    join(make_person("Tom Berg"), product)
    measure(make_metric(product), date(2026, 6, 3), "97.5")
    return product


def built(quarter: Quarter = Q2) -> ReviewRun:
    """A run of the quarter with every packet built."""
    run = request_run(None, quarter).run
    build_jobs(list(run.jobs.values_list("pk", flat=True)))
    run.refresh_from_db()
    return run
