"""The sign-ins that `manage.py up` prints: the demo's, and never anybody else's."""

import pytest

from portfolio.demo.build import PASSWORD
from portfolio.demo.sign_ins import SignIn, sign_ins
from tests.builders import make_person

pytestmark = pytest.mark.django_db


def test_one_person_for_each_way_of_using_it() -> None:
    demo = {"password": PASSWORD}
    make_person("Ann Lead", email="ann@fennmark.example", is_leadership=True, **demo)
    make_person("Bea Fay", email="bea@fennmark.example", is_facilitator=True, **demo)
    make_person("Cyd Rue", email="cyd@fennmark.example", **demo)
    assert sign_ins() == [
        SignIn("leadership", "ann@fennmark.example"),
        SignIn("facilitator", "bea@fennmark.example"),
    ]


def test_nobody_of_another_company_and_nobody_with_a_password_of_their_own() -> None:
    make_person("Ann Lead", is_leadership=True, password=PASSWORD)
    make_person(
        "Bea Fay", email="bea@fennmark.example", is_facilitator=True, password="my own one!"
    )
    assert sign_ins() == []
