"""The guide of the reader's role, read from `docs/guides` and cut into blocks the help page draws.

Guides keep to what is drawn here: two levels of headings, paragraphs, lists, bold words, pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from markupsafe import Markup, escape

from openmash.foundation.access.roles import REFERRERS, Role

GUIDES: dict[str, str] = {
    **dict.fromkeys(REFERRERS, "sender"),
    Role.GP: "gp-practice",
    **dict.fromkeys((Role.ASC, Role.SMS), "adult-services-worker"),
    **dict.fromkeys((Role.PROB, Role.HOUS, Role.DAS, Role.YJS), "another-agency"),
    Role.MASH_SCREEN: "screening-officer",
    Role.MASH_SW: "mash-social-worker",
    Role.MASH_MGR: "mash-manager",
    Role.SVC_MGR: "mash-manager",
    Role.NN_WHT: "named-nurse",
    Role.NN_BCH: "named-nurse",
    Role.MHP: "mental-health-practitioner",
    Role.EDT: "emergency-duty-social-worker",
    Role.DUTY_SW: "duty-social-worker",
    Role.LADO: "designated-officer",
    Role.DATA_STEWARD: "data-steward",
    Role.IG_AUD: "information-governance",
    Role.AGENCY_LEAD: "agency-lead",
    Role.CONFIG: "configurator",
    Role.SYSADMIN: "technical-administrator",
}
LEADS = "agency-lead"  # also for those who answer for an agency, with or without its lead’s role
MARKS = (("## ", "heading"), ("# ", "title"), ("- ", "list"), ("1. ", "steps"), ("![", "picture"))
ITEM = re.compile(r"^(?:- |\d+\. )", re.MULTILINE)
PICTURE = re.compile(r"!\[(?P<words>[^\]]*)\]\(pictures/(?P<file>[\w-]+\.png)\)")


@dataclass(frozen=True)
class Block:
    """One piece of a guide: its kind, its lines as safe text, and a picture's address."""

    kind: str
    lines: tuple[Markup, ...]
    address: str = ""


@cache
def guide_of(role: str) -> tuple[Block, ...]:
    """The guide of this role; nothing for a role whose pages are not built yet."""
    if role not in GUIDES:
        return ()
    return (*_blocks(GUIDES[role]), *(_blocks(LEADS) if role in REFERRERS else ()))


def _blocks(guide: str) -> Iterator[Block]:
    text = (settings.ROOT / "docs" / "guides" / f"{guide}.md").read_text(encoding="utf-8")
    blocks = (_block(part.strip()) for part in text.split("\n\n") if part.strip())
    return (block for block in blocks if block.kind != "picture" or block.address)


def _block(text: str) -> Block:
    kind = next((kind for mark, kind in MARKS if text.startswith(mark)), "paragraph")
    if kind == "picture":
        return _picture(text)
    if kind in ("list", "steps"):
        return Block(kind, tuple(_words(item) for item in ITEM.split(text)[1:]))
    return Block(kind, (_words(text.lstrip("# ")),))


def _picture(text: str) -> Block:
    """A picture that this deployment does not serve is left out; the words stand without it."""
    found = PICTURE.fullmatch(text)
    name = f"guides/{found['file']}" if found else ""
    address = static(name) if name and finders.find(name) else ""
    return Block("picture", (escape(found["words"] if found else ""),), address)


def _words(text: str) -> Markup:
    """Escaped, with `**words**` in bold."""
    one_line = str(escape(" ".join(text.split())))
    return Markup(re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", one_line))  # noqa: S704  # escaped above
