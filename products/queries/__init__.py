"""Reading clusters and products as of a date; one module per need."""

from products.queries.candidates import candidate_list_page
from products.queries.lifecycle import override_form_page
from products.queries.policy import policies, policy_on
from products.queries.surroundings import dependencies_page, team_page, users_page

__all__ = [
    "candidate_list_page",
    "dependencies_page",
    "override_form_page",
    "policies",
    "policy_on",
    "team_page",
    "users_page",
]
