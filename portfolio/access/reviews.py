"""Who may do what with load, warnings, packets and runs."""

from portfolio.access.rules import HANDLING, PORTFOLIO, PRODUCT, RUN, RUNS, SHAPE, Rule

TABLE: dict[str, dict[str, Rule]] = {
    "reviews:owner-list": {"GET": PORTFOLIO},
    "reviews:owner-detail": {"GET": PORTFOLIO},
    "reviews:owner-outcomes": {"GET": PORTFOLIO},
    "reviews:warning-list": {"GET": PORTFOLIO},
    "reviews:warning-detail": {"GET": PORTFOLIO},
    # Whom it concerns says what happens; keeping it quiet is leadership's alone, so that nobody
    # silences what is said of them
    "reviews:warning-acknowledgement": {"POST": HANDLING},
    "reviews:warning-snooze": {"POST": SHAPE},
    "reviews:warning-reopening": {"POST": HANDLING},
    "reviews:stage-form": {"GET": PRODUCT, "POST": PRODUCT},
    "reviews:stage-withdrawal": {"POST": PRODUCT},
    "reviews:ownership-form": {"GET": SHAPE, "POST": SHAPE},
    "reviews:split-signals": {"GET": PORTFOLIO},
    "reviews:split-dismissal": {"GET": SHAPE, "POST": SHAPE},
    "reviews:split-form": {"GET": SHAPE, "POST": SHAPE},
    "reviews:grouping-form": {"GET": SHAPE, "POST": SHAPE},
    "reviews:split-detail": {"GET": SHAPE},
    "reviews:split-reversal": {"POST": SHAPE},
    "reviews:review-list": {"GET": PORTFOLIO},
    "reviews:packet-list": {"GET": PORTFOLIO},
    "reviews:packet-detail": {"GET": PORTFOLIO},
    "reviews:packet-file": {"GET": PORTFOLIO},
    "reviews:run-detail": {"GET": RUNS},
    "reviews:run-request": {"POST": RUN},
    "reviews:run-cancellation": {"POST": RUN},
    "reviews:run-retry": {"POST": RUN},
}
