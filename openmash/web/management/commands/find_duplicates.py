"""Compare every record that is new or changed now, not at night."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from openmash.web.clock import now
from openmash.web.duplicates import look
from openmash.web.partnerships import codes


class Command(BaseCommand):
    """May be stopped and started again, and run beside the worker."""

    help = "Look for records that may be one person; they wait for the data steward."

    def handle(self, *args: Any, **options: Any) -> None:
        for code in codes():
            self.stdout.write(f"{code}: {look(code, now())} records compared")
