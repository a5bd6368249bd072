"""What a new partnership's front door starts with: the guidance and the professional's form."""

from __future__ import annotations

from openmash.core.actor import Actor
from openmash.foundation.reference.commands import publish_form, publish_guidance
from openmash.foundation.reference.models import FormVersion, Guidance
from openmash.frontdoor.contacts.emarf.first_version import CONTENT as EMARF
from openmash.frontdoor.decisions.first_guidance import CONTENT as GUIDANCE
from openmash.frontdoor.decisions.first_guidance import NAME


def set_up_front_door(*, by: Actor) -> None:
    """Publish the first guidance and form where the partnership has none."""
    if not Guidance.objects.filter(partnership_id=by.partnership).exists():
        publish_guidance(NAME, GUIDANCE, by=by)
    if not FormVersion.objects.filter(partnership_id=by.partnership, form="emarf").exists():
        publish_form("emarf", EMARF, by=by)
