"""Set a partnership up from a file, with its agencies and its people."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from openmash.core.actor import system_actor
from openmash.foundation.access.row_security import act_as
from openmash.web.clock import now
from openmash.web.partnership_file import BadFile, PartnershipFile, read
from openmash.web.set_up import set_up_from


class Command(BaseCommand):
    """For the technical administrator: before a hub starts, after an upgrade, when people come or go."""

    help = "Set a partnership up from a file (docs/how-to/set-a-partnership-up.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how much to do of it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="say what would be done, only")
        parser.add_argument(
            "--end-missing", action="store_true", help="end the roles that the file does not give"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """All of it or nothing."""
        file = _read(options["file"])
        by = system_actor("operator", partnership=file.identity.code, at=now())
        act_as(by)
        lines = list(set_up_from(file, end_missing=options["end_missing"], by=by))
        self.stdout.write("\n".join(lines or ["nothing is new"]))
        if options["check"]:
            transaction.set_rollback(True)
            self.stdout.write("Nothing was written: this was only a check.")
        else:
            self.stdout.write(
                "Done. New people choose a password under “I have forgotten my password”."
            )


def _read(path: Path) -> PartnershipFile:
    try:
        return read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}") from None
    except BadFile as problem:
        raise CommandError(str(problem)) from None
