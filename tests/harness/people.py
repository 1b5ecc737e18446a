"""Signing in, and the small cast many tests share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from people.models import Person
from products.models import Cluster, Product
from tests.builders import (
    BACKEND,
    join,
    make_cluster,
    make_person,
    make_product,
    own,
)


@dataclass(frozen=True)
class Cast:
    """One person per role of DOMAIN 14, and two clusters.

    `owner` owns `rostering` (a cluster of two products) and `member` is in its team. Payslips is a
    product that stands alone in `payroll`; `stranger_owner` owns it and belongs to nothing else.
    """

    employee: Person
    member: Person
    owner: Person
    leader: Person
    facilitator: Person
    admin: Person
    stranger_owner: Person
    rostering: Cluster
    planner: Product
    swaps: Product
    payroll: Cluster
    payslips: Product


def make_cast() -> Cast:
    """Build the cast through the real actions."""
    rostering = make_cluster("Rostering", summary="Who works when.")
    planner = make_product("Crew planner", rostering, key="CP")
    swaps = make_product("Shift swaps", rostering, key="SS")
    payslips = make_product("Payslips", key="PAY")
    cast = Cast(
        employee=make_person("Eva Employee"),
        member=make_person("Mo Member"),
        owner=make_person("Olga Owner"),
        leader=make_person("Lea Leader", is_leadership=True),
        facilitator=make_person("Finn Facilitator", is_facilitator=True),
        admin=make_person("Ada Admin", is_admin=True),
        stranger_owner=make_person("Otto Other"),
        rostering=rostering,
        planner=planner,
        swaps=swaps,
        payroll=payslips.cluster,
        payslips=payslips,
    )
    own(cast.owner, rostering)
    join(cast.member, rostering)
    own(cast.stranger_owner, payslips)
    return cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The small named cast."""
    return make_cast()


@pytest.fixture
def signed_in(db: None) -> Callable[[Any], Client]:
    """`signed_in(person)`: a test client with that person's session."""

    def sign_in(person: Any) -> Client:
        client = Client()
        client.force_login(person, backend=BACKEND)
        return client

    return sign_in
