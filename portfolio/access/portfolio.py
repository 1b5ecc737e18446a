"""Who may do what with the pages of the whole portfolio, imports and the frame of every page."""

from portfolio.access.rules import (
    ADMIN,
    CARE,
    PORTFOLIO,
    PUBLIC,
    READ,
    RUN,
    RUNS,
    SHAPE,
    SIGNED_IN,
    Rule,
)

TABLE: dict[str, dict[str, Rule]] = {
    # Machines and assets
    "healthz": {"GET": PUBLIC},
    "readyz": {"GET": PUBLIC},
    # The whole portfolio
    "portfolio:desk": READ,
    "portfolio:dashboard": {"GET": PORTFOLIO},
    "portfolio:dashboard-chart": {"GET": PORTFOLIO},
    "portfolio:dashboard-table": {"GET": PORTFOLIO},
    "portfolio:portfolio-score": {"GET": PORTFOLIO},
    "portfolio:outcomes": {"GET": PORTFOLIO},
    "portfolio:start-here": {"GET": RUN},
    "portfolio:care": {"GET": SIGNED_IN, "POST": CARE},
    "portfolio:candidate-care": {"GET": RUNS, "POST": SHAPE},
    "portfolio:cluster-list": READ,
    "portfolio:cluster-detail": READ,
    "portfolio:cluster-score": READ,
    "portfolio:product-list": READ,
    "portfolio:product-detail": READ,
    "portfolio:product-score": READ,
    # The design table: leadership shapes clusters and assigns owners
    "portfolio:draft-list": {"GET": SHAPE},
    "portfolio:draft-create": {"GET": SHAPE, "POST": SHAPE},
    "portfolio:draft-comparison": {"GET": SHAPE},
    "portfolio:draft-detail": {"GET": SHAPE},
    "portfolio:draft-edit": {"GET": SHAPE, "POST": SHAPE},
    "portfolio:draft-dismissal": {"POST": SHAPE},
    "portfolio:draft-comment": {"POST": SHAPE},
    "portfolio:draft-move": {"GET": SHAPE, "POST": SHAPE},
    "portfolio:draft-move-removal": {"POST": SHAPE},
    "portfolio:draft-step-back": {"POST": SHAPE},
    "portfolio:draft-lock": {"POST": SHAPE},
    "portfolio:draft-lock-removal": {"POST": SHAPE},
    "portfolio:draft-rationale": {"GET": SHAPE, "POST": SHAPE},
    "portfolio:draft-suggestion": {"GET": SHAPE, "POST": SHAPE},
    "portfolio:draft-suggestion-adoption": {"POST": SHAPE},
    "portfolio:draft-application": {"GET": SHAPE, "POST": SHAPE},
    # Imports
    "portfolio:import-list": {"GET": ADMIN},
    "portfolio:import-form": {"GET": ADMIN, "POST": ADMIN},
    "portfolio:import-detail": {"GET": ADMIN},
    "portfolio:import-plan": {"POST": ADMIN},
    "portfolio:import-application": {"POST": ADMIN},
    "portfolio:import-reversal": {"POST": ADMIN},
    "portfolio:import-dismissal": {"POST": ADMIN},
    "portfolio:import-refused": {"GET": ADMIN},
    "portfolio:import-profile": {"GET": ADMIN},
    # Everybody saves views for themselves; whether a shared one may be removed, the view asks
    "portfolio:kept-view-list": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "portfolio:kept-view-removal": {"POST": SIGNED_IN},
    "portfolio:policy": {"GET": SIGNED_IN, "POST": SHAPE},
    # Who holds a link sees what it shows
    "portfolio:shared": {"GET": PUBLIC},
    # The frame of every page
    "portfolio:style-guide": READ,
    "portfolio:theme": {"POST": PUBLIC},
    "portfolio:api-schema": READ,
    "portfolio:api-guide": READ,
    # Goals and objectives: everybody reads
    "portfolio:goal-list": READ,
    "portfolio:goal-detail": READ,
    "portfolio:objective-detail": READ,
}
