"""Write, or compare, the generated reference pages."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openmash.web.reference_pages.pages import PAGES, page


class Command(BaseCommand):
    """`--check` fails when a page on disk differs from what the code says."""

    help = "Write docs/reference/*.md from the code."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = settings.ROOT / "docs" / "reference"
        folder.mkdir(parents=True, exist_ok=True)
        stale = [name for name in PAGES if _on_disk(folder / name) != page(name)]
        if options["check"]:
            if stale:
                raise CommandError(
                    f"Run bin/docs: {', '.join(stale)} no longer say what the code says"
                )
            return
        for name in stale:
            (folder / name).write_text(page(name), encoding="utf-8")
            self.stdout.write(f"wrote docs/reference/{name}")


def _on_disk(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
