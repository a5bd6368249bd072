"""Write the heads of the chains down outside the database."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from openmash.foundation.ledger.anchor import anchor
from openmash.web.clock import now
from openmash.web.partnerships import in_each


class Command(BaseCommand):
    """Run hourly by the worker; may be run by hand at any time."""

    help = "Append the heads of the hash chains to the anchor file."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        at, file = now(), settings.LEDGER_ANCHOR_FILE
        written = in_each("anchor", lambda by: anchor(by.partnership, file=file, at=at), at=at)
        self.stdout.write(f"{sum(written.values())} heads written to {file.name}")
