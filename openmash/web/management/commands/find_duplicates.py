"""Look for records that may be one person, now; every night the worker does the same."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from openmash.foundation.merging.finder.on_spark import on_cluster
from openmash.web.clock import now
from openmash.web.finding_duplicates import look_in
from openmash.web.partnerships import codes


class Command(BaseCommand):
    """May be repeated at will: a second run adds nothing."""

    help = "Look for records that may be one person, in every partnership or in one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--partnership", help="the code of one partnership")
        parser.add_argument("--spark", metavar="URL", help="compare on a Spark cluster, not here")

    def handle(self, *args: Any, **options: Any) -> None:
        one = options["partnership"]
        if one and one not in codes():
            raise CommandError(f"There is no partnership {one}")
        with on_cluster(options["spark"]) as compare:
            found = look_in([one] if one else codes(), at=now(), compare=compare)
        for code, new in found.items():
            self.stdout.write(f"{code}: {'failed' if new is None else f'{new} new pairs'}")
        if None in found.values():
            raise CommandError("Looking failed; the log says why, and nothing was changed")
