"""Play the cast's day and the weeks before it, once, on an empty database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openmash.demo.day import play
from openmash.demo.past.weeks import play_weeks
from openmash.foundation.reference.queries import partnerships


class Command(BaseCommand):
    """Refuses to run where the demonstration is off: the cast must never enter a live hub."""

    help = "Play the demonstration's day, and the half year before it, on an empty database."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("This is not a demonstration (OPENMASH_DEMO is off)")
        if partnerships():
            return
        now = datetime.now(UTC)  # noqa: TID251  # the demonstration's clock
        play(now=now)
        play_weeks(now=now)
