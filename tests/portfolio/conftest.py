"""Trial runs need the large public data sets, which lie beside the checkout where they are."""

from tests.portfolio.trials import DATA

collect_ignore = [] if DATA else ["test_import_trials.py", "test_import_figures.py"]
