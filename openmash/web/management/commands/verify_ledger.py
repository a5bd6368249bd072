"""Say whether the ledger and the read log are what they were."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openmash.foundation.ledger.anchor import read_anchors
from openmash.foundation.ledger.verify import findings
from openmash.web.clock import now
from openmash.web.partnerships import in_each


class Command(BaseCommand):
    """One line for each partnership, then each finding; fails when anything is wrong."""

    help = "Verify the hash chains of the ledger and the read log against the outside anchor."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        anchors = read_anchors(settings.LEDGER_ANCHOR_FILE)
        if not anchors:
            self.stderr.write("No anchor yet: a cut tail or a chain rewritten would not show")
        found = in_each("verify", lambda by: findings(by.partnership, anchors), at=now())
        for partnership, wrong in found.items():
            self.stdout.write(f"{partnership}: {'intact' if not wrong else 'NOT INTACT'}")
            for finding in wrong:
                self.stdout.write(f"  {finding}")
        if any(found.values()):
            raise CommandError("The ledger is not what it was")
