"""Who may do what with people, their notifications and tokens."""

from portfolio.access.rules import ADMIN, PUBLIC, READ, SIGNED_IN, Rule

TABLE: dict[str, dict[str, Rule]] = {
    "people:sign-in": {"GET": PUBLIC, "POST": PUBLIC},
    "people:sign-out": {"POST": PUBLIC},
    "people:password": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "people:notification-list": READ,
    "people:notification-reading": {"POST": SIGNED_IN},
    "people:notification-clearance": {"POST": SIGNED_IN},
    "people:mail-choice": {"POST": SIGNED_IN},
    "people:person-list": {"GET": ADMIN},
    "people:person-create": {"GET": ADMIN, "POST": ADMIN},
    "people:person-edit": {"GET": ADMIN, "POST": ADMIN},
    "people:reactivation": {"POST": ADMIN},
    "people:token-list": {"GET": ADMIN},
    "people:token-create": {"GET": ADMIN, "POST": ADMIN},
    "people:token-revocation": {"POST": ADMIN},
    # For programs
    "people:api-me": READ,
}
