"""The nightly scores, by a real worker; twice, or twice at once, is the same."""

from datetime import date

import pytest

from metrics.models import ProductScore
from metrics.tasks import refresh_scores_chunk, refresh_scores_nightly
from tests.builders import make_metric, make_product, measure
from tests.harness.jobs import Worker


@pytest.mark.django_db(transaction=True)
def test_the_night_scores_every_product(celery_worker: Worker) -> None:
    products = [make_product() for _ in range(3)]
    measure(make_metric(products[0]), date(2026, 10, 1), 99)
    ProductScore.objects.all().delete()
    refresh_scores_nightly.delay()
    celery_worker.wait_until(lambda: ProductScore.objects.count() == 6)
    celery_worker.wait_until_idle()
    before = list(ProductScore.objects.order_by("pk").values())
    for _ in range(2):
        refresh_scores_chunk.delay([product.pk for product in products])
    celery_worker.wait_until_idle()
    assert list(ProductScore.objects.order_by("pk").values()) == before
