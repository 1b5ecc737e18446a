"""What gunicorn runs.

A full garbage collection walks everything Django has loaded, some 200,000 objects that never go
away, and pauses a request for it. So what there is at the start is set aside once, and collections
of the young, which find nearly nothing after a request, come less often.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portfolio.settings")

application = get_wsgi_application()

get_resolver().url_patterns  # noqa: B018  # every view is loaded now, not at the first request
gc.collect()
gc.freeze()
gc.set_threshold(25_000, 20, 50)
