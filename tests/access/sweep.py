"""Every address × every persona × GET and POST, against the table people have reviewed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

TABLE = Path(__file__).with_name("endpoints.csv")
NOBODY = "nobody"


@dataclass(frozen=True)
class Route:
    """One address pattern: its name (or pattern) and how to fill it."""

    name: str
    pattern: str

    def path(self, examples: Mapping[str, str]) -> str:
        """The pattern with each `<kind:argument>` replaced by the example of that route or argument."""
        text = "/" + self.pattern
        while "<" in text:
            head, _, rest = text.partition("<")
            slot, _, tail = rest.partition(">")
            argument = slot.partition(":")[2] or slot
            value = examples.get(f"{self.name}.{argument}") or examples[argument]
            text = f"{head}{value}{tail}"
        return text


def routes() -> list[Route]:
    """Every address of the product, in order of pattern."""
    found = _walk(get_resolver().url_patterns, "")
    return sorted(found, key=lambda route: route.pattern)


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[Route]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, here)
        else:
            yield Route(one.name or here, _plain(here))


def _plain(pattern: str) -> str:
    """allauth writes some patterns as regular expressions."""
    return (
        pattern.replace("^", "")
        .replace("$", "")
        .replace("(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)", "x-y")
        .replace("(?P<key>[-:\\w]+)", "x")
        .replace("\\", "")
    )


def ask(client: Client, method: str, path: str) -> HttpResponse:
    """The answer to one request, undone afterwards, so that signing out does not last either."""
    signed_in = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.get(path) if method == "GET" else client.post(path)
        transaction.set_rollback(True)
    client.cookies = signed_in
    return response


def reviewed() -> dict[tuple[str, str, str], int]:
    """The reviewed table: (route, method, persona) to status."""
    with TABLE.open(encoding="utf-8") as file:
        return {
            (row["route"], row["method"], persona): int(status)
            for row in csv.DictReader(file)
            for persona, status in row.items()
            if persona not in {"route", "method"}
        }


def write(found: Mapping[tuple[str, str, str], int]) -> None:
    """Write what was found, for a person to review line by line before it is committed."""
    personas = list(dict.fromkeys(persona for _, _, persona in found))
    lines = dict.fromkeys((route, method) for route, method, _ in found)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["route", "method", *personas])
        for route, method in lines:
            writer.writerow([route, method, *(found[route, method, p] for p in personas)])
