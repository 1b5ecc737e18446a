"""Who can sign in to the demo portfolio: one person for each way of using the program."""

from dataclasses import dataclass

from people.models import Person
from portfolio.demo.build import PASSWORD

COMPANY = "@fennmark.example"


@dataclass(frozen=True)
class SignIn:
    """A line of the welcome: what the person does, and the address to sign in with."""

    role: str
    email: str


def sign_ins() -> list[SignIn]:
    """Empty unless this is the demo portfolio and its password still is the published one."""
    people = Person.objects.filter(is_active=True, email__endswith=COMPANY).order_by("pk")
    plain = people.filter(is_leadership=False, is_facilitator=False, is_admin=False)
    chosen = {
        "leadership": people.filter(is_leadership=True).first(),
        "facilitator": people.filter(is_facilitator=True, is_leadership=False).first(),
        "owner": plain.filter(ownerships__period__upper_inf=True).first(),
        "admin": people.filter(is_admin=True, is_leadership=False).first(),
    }
    return [
        SignIn(role, person.email)
        for role, person in chosen.items()
        if person is not None and person.check_password(PASSWORD)
    ]
