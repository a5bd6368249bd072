"""The small page on which a referral is rated."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.requests import actor
from openmash.foundation.ui.posting import posted
from openmash.frontdoor.contacts.access import get_contact
from openmash.frontdoor.contacts.commands.rating import rate_referral
from openmash.frontdoor.contacts.forms.rating import RatingForm
from openmash.frontdoor.contacts.queries.rating import rating_that_stands
from openmash.frontdoor.contacts.rules.rating import why_not_rateable
from openmash.frontdoor.contacts.views.small_page import Words, both, step

ABOUT = (
    "It is about what was written, not about the family, and never about whether the sender was right"
    " to tell us."
)


@both
def rate_it(request: HttpRequest, reference: str) -> HttpResponse:
    """What was in it, and what would have helped."""
    by = actor(request)
    found = get_contact(by, reference, P.REFERRAL_RATE)
    form = RatingForm(rating_that_stands(found), posted(request))
    words = Words(
        "How good was this referral?",
        "Keep the rating",
        "Rated. The sender sees what would have helped",
        (ABOUT,),
        in_the_way=tuple(why_not_rateable(found.state, by_account=found.sender_id is not None)),
    )
    return step(request, found, form, words, lambda: rate_referral(
        found, **form.cleaned_data, by=by))  # fmt: skip
