"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
application = get_wsgi_application()
# What is loaded by now, the pages among it, stays for good. It was looked through again and again for
# what can go, in the middle of somebody's page (docs/reference/benchmarks-front-door.md).
_ = get_resolver().url_patterns
gc.collect()
gc.freeze()
