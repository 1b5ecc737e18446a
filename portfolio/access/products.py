"""Who may do what with products, clusters and candidates."""

from portfolio.access.rules import BACKLOG, PRODUCT, RUNS, SHAPE, SIGNED_IN, Rule

TABLE: dict[str, dict[str, Rule]] = {
    "products:product-create": {"GET": SHAPE, "POST": SHAPE},
    "products:product-edit": {"GET": PRODUCT, "POST": PRODUCT},
    "products:investment": {"GET": PRODUCT, "POST": PRODUCT},
    "products:retirement": {"GET": SIGNED_IN, "POST": PRODUCT},
    "products:migration-progress": {"POST": PRODUCT},
    "products:loose-end-list": {"POST": PRODUCT},
    "products:settlement": {"POST": PRODUCT},
    "products:decommissioning": {"POST": PRODUCT},
    "products:change-list": {"GET": PRODUCT, "POST": PRODUCT},
    "products:completion": {"GET": PRODUCT, "POST": PRODUCT},
    "products:override-form": {"GET": SHAPE, "POST": SHAPE},
    "products:owner-hours": {"GET": BACKLOG, "POST": BACKLOG},
    "products:strategic-mark": {"GET": SHAPE, "POST": SHAPE},
    "products:strategic-mark-removal": {"POST": SHAPE},
    "products:users": {"GET": PRODUCT, "POST": PRODUCT},
    "products:users-removal": {"POST": PRODUCT},
    "products:dependencies": {"GET": PRODUCT, "POST": PRODUCT},
    "products:dependency-removal": {"POST": PRODUCT},
    "products:cluster-create": {"GET": SHAPE, "POST": SHAPE},
    "products:cluster-edit": {"GET": SHAPE, "POST": SHAPE},
    "products:team": {"GET": PRODUCT, "POST": PRODUCT},
    "products:departure": {"POST": PRODUCT},
    "products:candidate-list": {"GET": RUNS},
    "products:candidate-judgements": {"POST": SHAPE},
    "products:candidate-detail": {"GET": RUNS},
    "products:candidate-judgement": {"POST": SHAPE},
    "products:candidate-reopening": {"POST": SHAPE},
    "products:candidate-match": {"POST": SHAPE},
}
