"""The measures: each a definition in words and the cases it counts, side by side (`measures.md` §1, §9).

A definition has a version; whoever changes what is counted counts it on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast, Coalesce, Substr

from openmash.foundation.clocks.models import ClockRun
from openmash.frontdoor.contacts.models import (
    Contact,
    ContactChild,
    QuestionToSender,
    ReferralRating,
)
from openmash.frontdoor.contacts.states import ContactState
from openmash.frontdoor.decisions.models import Referral, ThresholdDecision
from openmash.frontdoor.decisions.rules import REFERRING
from openmash.frontdoor.decisions.states import TAKEN

A_YEAR = timedelta(days=365)
SUFFICIENT = 80  # of 100, of the form (M13)
OUT = (ContactState.DUPLICATE, ContactState.IN_ERROR)  # counted once, or not at all


@dataclass(frozen=True)
class Span:
    """A partnership, and from when until when."""

    partnership: str
    since: datetime
    until: datetime
    now: datetime


# Rows with `at`, `kind` (of the sender’s agency) and, by measure, `hit` or `value`.
Cases = Callable[[Span], QuerySet[Any]]


@dataclass(frozen=True)
class Measure:
    """What is counted, in words for whoever reads the chart, and the cases."""

    code: str
    title: str
    counts: str
    out_of: str
    starts: str
    left_out: str
    why: str
    cases: Cases
    unit: str = "share"  # or `count`, `seconds`
    version: int = 1
    columns: tuple[tuple[str, Q], ...] = ()  # where the table shows more than hits
    beside: tuple[str, ...] = ()


def _received(span: Span) -> QuerySet[Contact]:
    return Contact.objects.filter(
        partnership=span.partnership, submitted_at__gte=span.since, submitted_at__lt=span.until
    ).exclude(state=ContactState.IN_ERROR)


def _sent(span: Span) -> QuerySet[Contact]:
    rows = _received(span).annotate(at=F("submitted_at"), kind=F("sender_agency__kind"))
    asked = QuestionToSender.objects.filter(contact=OuterRef("pk"))
    return rows.annotate(hit=Q(completeness__gte=SUFFICIENT) & ~Exists(asked))


def _taken(span: Span) -> QuerySet[Contact]:
    return _sent(span).filter(active_seconds__gt=0).annotate(value=F("active_seconds"))


def _children(span: Span) -> QuerySet[ContactChild]:
    rows = ContactChild.objects.filter(contact__in=_received(span).values("pk"), removed_at=None)
    return rows.annotate(at=F("contact__submitted_at"), kind=F("contact__sender_agency__kind"))


def _again(span: Span) -> QuerySet[ContactChild]:
    before = ContactChild.objects.filter(
        person__root=OuterRef("person__root"),
        removed_at=None,
        contact__submitted_at__lt=OuterRef("contact__submitted_at"),
        contact__submitted_at__gte=OuterRef("contact__submitted_at") - A_YEAR,
    ).exclude(contact__state__in=OUT)
    known = _children(span).filter(person__isnull=False).exclude(contact__state__in=OUT)
    return known.annotate(hit=Exists(before))


def _in_time(code: str) -> Cases:
    """Runs of a clock on contacts: in the week in which they stopped, or were due and still run."""

    def cases(span: Span) -> QuerySet[ClockRun]:
        contact = Contact.objects.filter(pk=Cast(Substr(OuterRef("subject"), 9), UUIDField()))
        rows = ClockRun.objects.filter(
            partnership=span.partnership, code=code, subject__startswith="contact:"
        ).annotate(at=Coalesce("stopped_at", "due_at"))
        rows = rows.filter(at__gte=span.since, at__lt=min(span.until, span.now))
        rows = rows.filter(~Exists(contact.filter(state__in=OUT)))
        kind = Subquery(contact.values("sender_agency__kind")[:1])
        return rows.annotate(
            kind=kind, hit=Q(stopped_at__isnull=False) & Q(stopped_at__lte=F("due_at"))
        )

    return cases


def _decided(span: Span) -> QuerySet[ThresholdDecision]:
    rows = ThresholdDecision.objects.filter(
        partnership=span.partnership, state__in=TAKEN,
        decided_at__gte=span.since, decided_at__lt=span.until,
    )  # fmt: skip
    return rows.annotate(
        at=F("decided_at"),
        kind=F("contact__sender_agency__kind"),
        hit=Q(outcome__in=[one.value for one in REFERRING]),
    )


def _standing() -> QuerySet[Referral]:
    """Not one whose decision was opened again, and decided otherwise since."""
    referring = [one.value for one in REFERRING]
    return Referral.objects.filter(decision__state__in=TAKEN, decision__outcome__in=referring)


def _re_referred(span: Span) -> QuerySet[Referral]:
    rows = _standing().filter(
        partnership=span.partnership,
        decision__decided_at__gte=span.since,
        decision__decided_at__lt=span.until,
        decision__child__person__isnull=False,
    )
    before = _standing().filter(
        decision__child__person__root=OuterRef("decision__child__person__root"),
        referral_date__lt=OuterRef("referral_date"),
        referral_date__gte=OuterRef("referral_date") - A_YEAR,
    )
    kind = F("decision__contact__sender_agency__kind")
    return rows.annotate(at=F("decision__decided_at"), kind=kind, hit=Exists(before))


def _rated(span: Span) -> QuerySet[ReferralRating]:
    later = ReferralRating.objects.filter(
        contact=OuterRef("contact"), number__gt=OuterRef("number")
    )
    rows = ReferralRating.objects.filter(
        ~Exists(later), partnership=span.partnership,
        rated_at__gte=span.since, rated_at__lt=span.until,
    )  # fmt: skip
    return rows.annotate(
        at=F("rated_at"), kind=F("contact__sender_agency__kind"), hit=Q(rating__gte=3)
    )


SENT = "when it was sent, not when it was read"
STOPPED = "when its time stopped, or was over while it was still open"
NOT_ERROR = "Only what was entered in error."
LEFT_OUT = "Only what was entered in error, and what turned out to be the same worry."

MEASURES: dict[str, Measure] = {
    one.code: one
    for one in (
        Measure(
            "M01", "Children we heard about", "children on the contacts that came in", "", SENT,
            NOT_ERROR, "Annex A, list 1", _children, unit="count", beside=("M05", "M13"),
        ),
        Measure(
            "M02", "Acknowledged in time", "contacts acknowledged within their time (C01)",
            "contacts that were acknowledged, or should have been", STOPPED, LEFT_OUT,
            "statutory guidance: a sender is told that it arrived", _in_time("C01"),
            beside=("M36",),
        ),
        Measure(
            "M03", "Decided within one working day",
            "contacts on which a manager decided, or opened an enquiry, in time (C02)",
            "contacts decided, or that should have been; waiting for information stops no clock",
            STOPPED, LEFT_OUT, "statutory guidance, and letter row L36", _in_time("C02"),
            beside=("M05", "M36"),
        ),
        Measure(
            "M04", "Contacts that became referrals",
            "children for whom an assessment, a strategy discussion or protection is decided",
            "children decided", "when it was decided", "Nothing that was decided.", "Annex A, 1 and 3",
            _decided, beside=("M06",),
        ),
        Measure(
            "M05", "The same child again within a year",
            "children of whom another contact had come in the 365 days before",
            "children that somebody has said who they are", SENT,
            LEFT_OUT + " Children nobody has identified.", "letter row L06", _again,
            beside=("M03", "M06"),
        ),
        Measure(
            "M06", "Referred again within a year",
            "referrals after another of the same child in the 365 days before", "referrals",
            "when it was decided", "Children nobody has identified.",
            "children in need census", _re_referred, beside=("M04",),
        ),
        Measure(
            "M13", "Enough said at first",
            f"contacts of which the form was {SUFFICIENT} of 100 complete and nothing was asked back",
            "contacts that came in", SENT, NOT_ERROR, "letter rows L34 and L52", _sent,
            beside=("M14", "M15"),
        ),
        Measure(
            "M14", "Referrals rated good", "referrals rated 3 or 4 by who received them",
            "referrals rated; a rating that was put right counts once", "when it was rated",
            "Referrals nobody has rated.", "letter rows L34 and L52, e-MARF §8", _rated,
            columns=tuple((str(n), Q(rating=n)) for n in (1, 2, 3, 4)), beside=("M13",),
        ),
        Measure(
            "M15", "Time it takes to tell us",
            "seconds in which the sender was writing, half of them took less", "", SENT,
            NOT_ERROR + " Worries of which no time was kept.", "letter row L56", _taken,
            unit="seconds", beside=("M13",),
        ),
        Measure(
            "M36", "Senders told in time", "decided contacts whose sender was told in time (C03)",
            "decided contacts whose sender was told, or should have been", STOPPED,
            LEFT_OUT, "letter row L41", _in_time("C03"), beside=("M03",),
        ),
    )
}  # fmt: skip
