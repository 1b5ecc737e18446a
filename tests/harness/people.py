"""Signing in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def signed_in(db: None) -> Callable[[Any], Client]:
    """`signed_in(person)`: a test client with that person's session."""

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
