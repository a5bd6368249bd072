"""Writing down a day in each child's life: never one text for brothers and sisters (L51, P28)."""

from __future__ import annotations

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.access.roles import Role
from openmash.foundation.ledger.commands import record
from openmash.foundation.tasks.commands import Wanted, raise_task, settle
from openmash.foundation.tasks.kinds import declare_settled_by_act
from openmash.frontdoor.contacts.access import about_of as contact_about
from openmash.frontdoor.contacts.queries.screening import agency_of
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.events import LivedEvent
from openmash.frontdoor.enquiries.models import LivedExperience, MashEnquiry, ScopePerson
from openmash.frontdoor.enquiries.queries.lived import parts_of, questions_of
from openmash.frontdoor.enquiries.queries.rows import EnquiryRows
from openmash.frontdoor.enquiries.rules import lived as rules
from openmash.frontdoor.enquiries.rules.lived import Lived
from openmash.frontdoor.enquiries.states import OPEN, ScopeRole

UNANSWERED = "lived.unanswered"
declare_settled_by_act({UNANSWERED: "when each question about each child’s day is answered"})


@transaction.atomic
def note_lived(about: ScopePerson, said: Lived, *, by: Actor) -> LivedExperience:
    """What somebody knows of one child's day. An earlier answer stays readable."""
    permit(by, P.ENQUIRY_RUN, record_facts(about.enquiry))
    codes = {code for code, _ in questions_of(about.partnership_id)}
    refuse_if(rules.why_not_lived(said, codes, is_child=about.role == ScopeRole.CHILD))
    return _keep(about, said.question, clean(said.text), clean(said.source), None, by)


@transaction.atomic
def same_for(said: LivedExperience, other: ScopePerson, *, by: Actor) -> LivedExperience:
    """Somebody who knows both children confirms that it is so for this one too."""
    permit(by, P.ENQUIRY_RUN, record_facts(other.enquiry))
    refuse_if(
        rules.why_not_the_same(
            is_child=other.role == ScopeRole.CHILD and other.removed_at is None,
            same_enquiry=said.about.enquiry_id == other.enquiry_id,
            same_child=said.about_id == other.pk,
        )
    )
    return _keep(other, said.question, said.text, said.source, said, by)


@transaction.atomic
def look_for_gaps(enquiry: MashEnquiry, *, by: Actor) -> None:
    """Questions that nobody has answered are a task for whoever runs the enquiry, until they are."""
    gaps = sum(len(part.open) for part in parts_of(EnquiryRows(enquiry)))
    if not gaps or enquiry.state not in OPEN:
        settle(UNANSWERED, enquiry.subject, by=by)
        return
    contact = enquiry.contact
    raise_task(
        Wanted(
            kind=UNANSWERED,
            title=f"{contact.reference}: nobody has said what a child’s day is like",
            about=enquiry.subject,
            path=f"{contact.hub_path}enquiry/#lived",
            for_agency=agency_of(Role.MASH_SW, by=by),
            for_role=Role.MASH_SW,
        ),
        by=by,
    )


def _keep(
    about: ScopePerson,
    question: str,
    text: str,
    source: str,
    same_as: LivedExperience | None,
    by: Actor,
) -> LivedExperience:
    row = LivedExperience(
        partnership_id=about.partnership_id,
        about=about,
        question=question,
        text=text.strip(),
        source=source.strip(),
        same_as=same_as,
        noted_at=by.at,
        noted_by=by.name,
    )
    row.save(force_insert=True)
    enquiry = about.enquiry
    told = contact_about(enquiry.contact)
    facts: dict[str, object] = {"question": question, "same": same_as is not None}
    event = LivedEvent.SAME if same_as else LivedEvent.NOTED
    record(event, by=by, subject=enquiry.subject, about=told, facts=facts)
    look_for_gaps(enquiry, by=by)
    return row
