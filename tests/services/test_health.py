"""`/healthz` and `/readyz`: what machines ask."""

import pytest
from django.test import Client


def test_healthz_asks_nobody(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"state": "ok"})


@pytest.mark.django_db
def test_readyz_without_a_worker_is_degraded_but_200(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"state": "degraded", "database": "ok", "broker": "ok", "jobs": "no beat"},
    )
