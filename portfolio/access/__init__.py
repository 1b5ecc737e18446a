"""Who may do what: one table, address × method → rule (DOMAIN 14), a module a room.

The middleware `portfolio.middleware.access` asks this table before any view runs and refuses an
address or method that is not in it. What depends on a thing ("own" in the table) is asked again by
the view with that thing: a cluster that may not be read answers 404, one that may be read and not
written 403. `tests/house/test_access.py` walks every address with every role.
"""

from portfolio.access import backlogs, metrics, people, portfolio, products, reviews
from portfolio.access.rules import Role, Rule

__all__ = ["TABLE", "Role", "Rule"]

TABLE: dict[str, dict[str, Rule]] = {
    **people.TABLE,
    **products.TABLE,
    **metrics.TABLE,
    **backlogs.TABLE,
    **reviews.TABLE,
    **portfolio.TABLE,
}
