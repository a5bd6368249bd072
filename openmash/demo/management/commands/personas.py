"""Print where the demonstration is and who can be chosen there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from openmash.demo.cast import CAST
from openmash.foundation.access.roles import ROLE_NAMES


class Command(BaseCommand):
    """Needs no database."""

    help = "Print the address of the demonstration and its people."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{settings.SITE_ADDRESS.rstrip('/')}/demo/")
        for persona in CAST:
            roles = dict.fromkeys(ROLE_NAMES[role] for role, _, _ in persona.holdings)
            self.stdout.write(f"  {persona.name:16} {', '.join(roles)}: {persona.story}")
