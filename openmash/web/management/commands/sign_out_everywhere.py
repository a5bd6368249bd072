"""End every session of one person, at once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from openmash.core.actor import system_actor
from openmash.foundation.access.commands import sign_out_everywhere
from openmash.foundation.access.row_security import act_as
from openmash.web.clock import now
from openmash.web.sign_in.holdings import current_holdings_of


class Command(BaseCommand):
    """For the technical administrator: the person signs in again, or cannot if they are switched off."""

    help = "End every session of the person with this e-mail address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whom."""
        parser.add_argument("email")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        held = current_holdings_of(options["email"], at=now())
        if not held:
            raise CommandError("Nobody with this address holds a role here")
        by = system_actor("operator", partnership=held[0].partnership_id, at=now())
        act_as(by)
        sign_out_everywhere(held[0].user, by=by)
        self.stdout.write("Every session of this person has ended.")
