"""The web application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openmash.config.settings")
application = get_wsgi_application()
# What is loaded by now stays for good. Looking through it again and again for what can go took 50 to 90
# milliseconds in the middle of somebody's page.
gc.collect()
gc.freeze()
