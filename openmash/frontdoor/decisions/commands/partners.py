"""Partners are asked what they think of a recommendation, say it, and hear what was decided (P7)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.sharing.commands import Sharing, disclose, disclose_many
from openmash.foundation.tasks.commands import settle
from openmash.frontdoor.contacts.models import Contact
from openmash.frontdoor.decisions.access import asked_facts, record_facts
from openmash.frontdoor.decisions.commands.calling_partners import GIVE
from openmash.frontdoor.decisions.events import DecisionEvent
from openmash.frontdoor.decisions.models import PartnerView, ThresholdDecision, ViewAsked
from openmash.frontdoor.decisions.queries.case import level_of
from openmash.frontdoor.decisions.queries.partners import (
    Partner,
    closes_at,
    open_ones,
    partners_of,
    said_to,
)
from openmash.frontdoor.decisions.rules_partners import why_no_view
from openmash.frontdoor.decisions.states import AskedOver
from openmash.frontdoor.enquiries.models import MashEnquiry
from openmash.frontdoor.enquiries.queries.answering import hub_of

PURPOSE = "Partners say what they think of a recommendation before it is decided"


@transaction.atomic
def ask_partners(decision: ThresholdDecision, *, by: Actor) -> None:
    """Whoever was asked about this child is asked what they think, by what they may know of it.

    Level, outcome and the guidance's own reasons: never the rationale, the evidence or another child.
    """
    permit(by, P.DECISION_RECOMMEND, record_facts(decision))
    close_asked(decision, AskedOver.CHANGED, by=by)
    enquiry = MashEnquiry.objects.filter(contact_id=decision.contact_id).first()
    partners = partners_of(decision, by=by) if enquiry else []
    if enquiry is None or not partners:
        return
    until = closes_at(decision.contact, enquiry.rag, by=by)
    about = [decision.contact.subject, *_child(decision)]
    asked = [
        ViewAsked(**_who(one), **_what(decision), about=about, asked_at=by.at, until=until)
        for one in partners
    ]
    ViewAsked.objects.bulk_create(asked)
    disclose_many([_to_partner(one) for one in asked], by=by)
    facts = {"agencies": [one.agency_id for one in asked]}
    record(DecisionEvent.VIEWS_ASKED, by=by, subject=decision.subject, about=about, facts=facts)


@transaction.atomic
def close_asked(decision: ThresholdDecision, over: AskedOver, *, by: Actor) -> None:
    """Nobody is asked about this any longer: it is decided, or it is another by now."""
    rows = lock_asked(decision, by=by)
    ViewAsked.objects.filter(pk__in=[one.pk for one in rows]).update(
        closed_at=by.at, closed_because=over
    )
    for one in rows:
        settle(GIVE, f"viewasked:{one.pk}", by=by)
    if rows:
        facts = {"because": str(over)}
        record(DecisionEvent.VIEWS_OVER, by=by, subject=decision.subject, facts=facts)


@transaction.atomic
def lock_asked(decision: ThresholdDecision, *, by: Actor) -> list[ViewAsked]:
    """Whoever decides and whoever says something take turns: no word comes in between unseen."""
    rows = ViewAsked.objects.filter(
        decision=decision, partnership_id=by.partnership, closed_at=None
    )
    return list(rows.select_for_update().order_by("id"))


@transaction.atomic
def give_view(asked: ViewAsked, view: str, reason: str, *, by: Actor) -> PartnerView:
    """What an agency thinks, word for word, until it is decided. A correction is another word:
    what was said before stays."""
    asked = _locked(asked)
    permit(by, P.VIEW_GIVE, asked_facts(asked))
    words = clean(reason).strip()
    refuse_if(why_no_view(asked.closed_because, view, words))
    said = said_to(asked)
    last = next((one for one in said if one.said_by == by.user), None)
    if last and (last.view, last.reason, last.withdrawn_at) == (view, words, None):
        return last
    given = PartnerView.objects.create(
        partnership_id=asked.partnership_id,
        decision_id=asked.decision_id,
        asked=asked,
        agency=asked.agency.name,
        person=by.name,
        view=view,
        reason=words,
        noted_at=by.at,
        noted_by=by.name,
        said_by=by.user,
        number=len(said) + 1,
    )
    why = "The hub asked what the agency thinks of a recommendation about the child"
    disclose(_sharing(asked, why, hub_of(by)), by=by)
    _tell_ledger(DecisionEvent.VIEW_GIVEN, asked, {"view": view}, by)
    settle(GIVE, f"viewasked:{asked.pk}", by=by)
    return given


@transaction.atomic
def take_back_view(asked: ViewAsked, *, by: Actor) -> None:
    """Somebody takes back their own word; it stays readable, and counts no more. A colleague's is
    theirs: who disagrees is silenced by nobody else."""
    asked = _locked(asked)
    permit(by, P.VIEW_GIVE, asked_facts(asked))
    refuse_if(list(why_no_view(asked.closed_because, "NO_VIEW", "")))
    standing = PartnerView.objects.filter(asked=asked, said_by=by.user, withdrawn_at=None)
    if standing.update(withdrawn_at=by.at, withdrawn_by=by.name):
        _tell_ledger(DecisionEvent.VIEW_WITHDRAWN, asked, {}, by)


@transaction.atomic
def set_time_anew(contact: Contact, rag: str, *, by: Actor) -> None:
    """The urgency is another: so is the time to say something, from now on (as with C07)."""
    until = closes_at(contact, rag, by=by)
    rows = open_ones(contact)
    ViewAsked.objects.filter(pk__in=[one.pk for one in rows]).update(until=until)
    for key in dict.fromkeys(one.decision_id for one in rows):
        record(DecisionEvent.VIEWS_DUE, by=by, subject=f"thresholddecision:{key}")


@transaction.atomic
def tell_partner(asked: ViewAsked, sentences: Sequence[str], *, by: Actor) -> None:
    """Whoever gave a view reads what was decided, in the words this agency may have (`roles.md` §5)."""
    permit(by, P.FEEDBACK_SEND, record_facts(asked.decision))
    ViewAsked.objects.filter(pk=asked.pk).update(told=list(sentences), told_at=by.at)
    why = "Whoever said what they think hears what was decided"
    disclose(_sharing(asked, why, asked.agency_id), by=by)
    _tell_ledger(DecisionEvent.PARTNER_TOLD, asked, {}, by)


def _who(partner: Partner) -> dict[str, object]:
    return {
        "partnership_id": partner.check.partnership_id,
        "agency": partner.check.agency,
        "check_of": partner.check,
        "reference": partner.check.reference,
        "bases": partner.check.bases,
        "for_roles": list(partner.roles),
        "for_users": list(partner.users),
        "child_name": partner.child_name,
    }


def _what(decision: ThresholdDecision) -> dict[str, object]:
    content = decision.guidance.content
    fits = [d["text"] for d in content["descriptors"] if d["id"] in decision.descriptors]
    return {
        "decision": decision,
        "level": decision.level,
        "level_name": str(level_of(content, decision.level).get("name", "")),
        "outcome": decision.outcome,
        "reasons": fits,
        "asked_by": decision.recommended_by_name,
    }


def _child(decision: ThresholdDecision) -> list[str]:
    return [f"person:{decision.child.person_id}"] if decision.child.person_id else []


def _to_partner(asked: ViewAsked) -> Sharing:
    why = "Whoever knows the child says what they think of it before it is decided"
    return _sharing(asked, why, asked.agency_id)


def _sharing(asked: ViewAsked, why: str, to: str) -> Sharing:
    return Sharing(
        to_user="",
        to_agency=to,
        about=f"viewasked:{asked.pk}",
        purpose=PURPOSE,
        bases=asked.bases,
        necessity=why,
        subjects=[one for one in asked.about if one.startswith("person:")],
    )


def _tell_ledger(
    event: DecisionEvent, asked: ViewAsked, facts: dict[str, object], by: Actor
) -> None:
    said = {"agency": asked.agency_id, **facts}
    subject = f"thresholddecision:{asked.decision_id}"
    record(event, by=by, subject=subject, about=asked.about, facts=said)


def _locked(asked: ViewAsked) -> ViewAsked:
    rows = ViewAsked.objects.select_related("agency").select_for_update(of=("self",))
    return rows.get(pk=asked.pk)
