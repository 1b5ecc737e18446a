"""What migrations wrote, back again after a test that commits has emptied every table."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps

from products.models import PolicyVersion
from tests.harness.jobs import calm

WRITTEN = (
    ("people.migrations.0002_organisation_row", "write_row"),
    ("products.migrations.0002_first_policy", "write_policy"),
    ("metrics.migrations.0003_standard_definitions", "write_library"),
)


@pytest.fixture(autouse=True)
def reference_data(request: pytest.FixtureRequest, _django_db_marker: None) -> Iterator[None]:
    """The organisation, the first policy and the metric library, whichever test ran before.

    It is the last to be set up and so the first to go: before the tables are emptied.
    """
    if not _uses_database(request):
        yield
        return
    if not PolicyVersion.objects.exists():
        for module, function in WRITTEN:
            getattr(import_module(module), function)(apps, None)
    yield
    calm()


def _uses_database(request: pytest.FixtureRequest) -> bool:
    mark = request.node.get_closest_marker("django_db")
    for name in ("transactional_db", "db"):
        if name in request.fixturenames:
            request.getfixturevalue(name)
            return True
    return mark is not None
