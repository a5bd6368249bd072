"""The guides as the help page shows them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from openmash.core.actor import Actor
from openmash.foundation.access.models import User
from openmash.web.guides import GUIDES, LEADS, PICTURE, guide_of

FOLDER: Path = settings.ROOT / "docs" / "guides"


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("ruth", "If you tell the hub about a child"),
        ("osei", "If you work in a GP practice"),
        ("gil", "If you work with adults"),
        ("wes", "If your agency is asked about a family"),
        ("ivy", "If your agency is asked about a family"),
        ("aisha", "If you are a screening officer"),
        ("meera", "If you are a MASH manager"),
        ("sam", "If you run the system"),
        ("col", "If you configure the partnership"),
    ],
)
def test_the_help_page_holds_the_guide_of_ones_role_and_no_other(
    enter: Callable[..., Actor], client: Client, key: str, title: str
) -> None:
    client.force_login(User.objects.get(email=f"{key}@openmash.example"))
    page = client.get("/help/").content.decode()
    assert title in page
    assert page.count('id="guide"') == 1


def test_a_guide_is_drawn_in_full_and_safely() -> None:
    blocks = guide_of("DSL")
    assert {"title", "heading", "paragraph", "steps"} <= {block.kind for block in blocks}
    words = " ".join(line for block in blocks for line in block.lines)
    assert "<strong>Send to the hub</strong>" in words
    assert "**" not in words
    assert "](" not in words
    assert guide_of("SYSTEM") == ()


@pytest.mark.parametrize("name", sorted({*GUIDES.values(), LEADS}))
def test_every_guide_uses_only_what_can_be_drawn(name: str) -> None:
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert text.count("![") == len(PICTURE.findall(text)), (
        "a picture is ![words](pictures/NAME.png)"
    )
    for picture in re.findall(r"\]\((pictures/[^)]+)\)", text):
        assert (FOLDER / picture).is_file(), f"{picture} was never taken"
    assert "](" not in PICTURE.sub("", text), (
        "under Help a link is drawn raw: write the sentence out"
    )
    assert not any(mark in text for mark in ("`", "### ", "<", "| ")), "keep it simple"
