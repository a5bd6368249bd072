"""Set the partnerships up and assemble the cast, without playing any day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from openmash.demo.stage import build


class Command(BaseCommand):
    """Refuses to run where the demonstration is off: the cast must never enter a live hub."""

    help = "Make the demonstration's partnerships, agencies and people."
    requires_system_checks = ()

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("This is not a demonstration (OPENMASH_DEMO is off)")
        at = datetime.now(UTC) - timedelta(days=120)  # noqa: TID251  # the demonstration's clock
        build(at=at)
