"""The rows of one enquiry, each read at most once, and together where a page wants them together.

First what is found by the enquiry's own key, then what is found by the keys of those: a row found by its
key costs the database little, while a join costs it the policies of every table in it. Each part of a page
takes from here what it needs; whoever wants one part alone has those rows asked for alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from functools import cached_property
from typing import Any, TypeVar

from django.db import models

from openmash.foundation.access.models import Agency
from openmash.foundation.clocks.queries import AskedClocks
from openmash.foundation.files.models import StoredFile
from openmash.foundation.files.queries import sent_with
from openmash.foundation.ledger.models import Event
from openmash.foundation.ledger.queries import events_of
from openmash.foundation.people.models import Person
from openmash.foundation.reference.models import FormVersion, RuleSetting
from openmash.foundation.together import Question, Rows, ask
from openmash.frontdoor.contacts.models import ContactChild
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    Agreement,
    AgreementAsk,
    AgreementOverride,
    AnswerLink,
    CheckAnswer,
    CheckPerson,
    EvidenceItem,
    GpRequest,
    HealthAnalysis,
    HealthEmergency,
    HealthReading,
    HealthSignature,
    ItemRank,
    LivedExperience,
    MashEnquiry,
    RagEntry,
    ScopePerson,
    YoungView,
)

M = TypeVar("M", bound=models.Model)


class EnquiryRows:
    """What is kept of one enquiry. The caller has loaded the enquiry through `access`."""

    def __init__(self, enquiry: MashEnquiry) -> None:
        self.enquiry = enquiry

    def read(self, *more: Question[Any]) -> None:
        """Everything the page of an enquiry shows, in two questions; `more` is asked with the first."""
        ask(self._checks, self._agreements, self._gps, self._scope, self._children, self._ratings,
            self._items, self._analyses, self._emergencies, self._settings, *more)  # fmt: skip
        ask(self._agencies, self._forms, self._asked_about, self._answers, *self.clocks.questions,
            self._events, self._asks, self._views, self._overrides, self._people,
            self._other_children, self._lived, self._readings, self._signatures, self._ranks,
            self._files, self._links)  # fmt: skip

    def read_health(self) -> None:
        """What the health gate and its pages need."""
        ask(self._checks, self._items, self._analyses, self._emergencies, self._scope,
            self._children)  # fmt: skip
        ask(self._agencies, self._forms, self._asked_about, self._answers, self._readings,
            self._signatures, self._files)  # fmt: skip

    def read_agreement(self) -> None:
        """What the family said, and what the partnership asks of it."""
        ask(self._asks, self._views, self._overrides, self._settings)

    # What is found by the key of the enquiry or of its contact.

    @cached_property
    def _checks(self) -> Rows[AgencyCheck]:
        return Rows(self._own(AgencyCheck).order_by("asked_at", "id"))

    @cached_property
    def _agreements(self) -> Rows[Agreement]:
        return Rows(self._own(Agreement))

    @cached_property
    def _gps(self) -> Rows[GpRequest]:
        return Rows(self._own(GpRequest).order_by("made_at", "id"))

    @cached_property
    def _scope(self) -> Rows[ScopePerson]:
        return Rows(self._own(ScopePerson).order_by("added_at", "id"))

    @cached_property
    def _children(self) -> Rows[ContactChild]:
        rows = ContactChild.objects.filter(contact=self.enquiry.contact_id)
        return Rows(rows.order_by("position"))

    @cached_property
    def _ratings(self) -> Rows[RagEntry]:
        return Rows(self._own(RagEntry).order_by("-set_at", "-id"))

    @cached_property
    def _items(self) -> Rows[EvidenceItem]:
        return Rows(self._own(EvidenceItem).order_by("dated_from", "noted_at", "id"))

    @cached_property
    def _analyses(self) -> Rows[HealthAnalysis]:
        return Rows(self._own(HealthAnalysis))

    @cached_property
    def _emergencies(self) -> Rows[HealthEmergency]:
        return Rows(self._own(HealthEmergency).order_by("-decided_before_at", "-id"))

    @cached_property
    def _settings(self) -> Rows[RuleSetting]:
        return Rows(RuleSetting.objects.filter(partnership_id=self.enquiry.partnership_id))

    # What is found by the keys of those.

    @cached_property
    def _agencies(self) -> Rows[Agency]:
        keys = {one.agency_id for one in self._checks.answer}
        keys |= {one.agency_id for one in self._items.answer if one.agency_id}
        if self._gps.is_answered:  # health has no need of them
            keys |= {one.practice_id for one in self._gps.answer if one.practice_id}
        return Rows(Agency.objects.filter(pk__in=keys))

    @cached_property
    def _forms(self) -> Rows[FormVersion]:
        keys = {one.form_id for one in self._checks.answer if one.form_id}
        return Rows(FormVersion.objects.filter(pk__in=keys))

    @cached_property
    def _asked_about(self) -> Rows[CheckPerson]:
        return Rows(CheckPerson.objects.filter(check_of__in=_keys(self._checks)).order_by("id"))

    @cached_property
    def _answers(self) -> Rows[CheckAnswer]:
        rows = CheckAnswer.objects.filter(about__check_of__in=_keys(self._checks))
        return Rows(rows.order_by("-number"))

    @cached_property
    def _files(self) -> Rows[StoredFile]:
        return Rows(sent_with(one.subject for one in self._checks.answer))

    @cached_property
    def _links(self) -> Rows[AnswerLink]:
        keys = {one.open_link_id for one in self._checks.answer if one.open_link_id}
        return Rows(AnswerLink.objects.filter(pk__in=keys))

    @cached_property
    def _events(self) -> Rows[Event]:
        told = (*self._agreements.answer, *self._checks.answer, *self._gps.answer)
        subjects = [self.enquiry.contact.subject, self.enquiry.subject]
        subjects += [one.subject for one in told]
        return Rows(events_of(self.enquiry.partnership_id, subjects))

    @cached_property
    def _asks(self) -> Rows[AgreementAsk]:
        rows = AgreementAsk.objects.filter(agreement__in=_keys(self._agreements))
        return Rows(rows.order_by("-recorded_at", "-id"))

    @cached_property
    def _views(self) -> Rows[YoungView]:
        rows = YoungView.objects.filter(agreement__in=_keys(self._agreements))
        return Rows(rows.order_by("-noted_at", "-id"))

    @cached_property
    def _overrides(self) -> Rows[AgreementOverride]:
        rows = AgreementOverride.objects.filter(agreement__in=_keys(self._agreements))
        return Rows(rows.order_by("-overridden_at", "-id"))

    @cached_property
    def _other_children(self) -> Rows[ContactChild]:
        """Of another contact: there is none as long as a contact keeps its children."""
        here = set(_keys(self._children))
        keys = {one.child_id for one in self._scope.answer if one.child_id} - here
        return Rows(ContactChild.objects.filter(pk__in=keys))

    @cached_property
    def _people(self) -> Rows[Person]:
        keys = {one.person_id for one in self._children.answer if one.person_id}
        keys |= {one.person_id for one in self._scope.answer if one.person_id}
        return Rows(Person.objects.filter(pk__in=keys))

    @cached_property
    def _lived(self) -> Rows[LivedExperience]:
        rows = LivedExperience.objects.filter(about__in=_keys(self._scope))
        return Rows(rows.order_by("noted_at", "id"))

    @cached_property
    def _readings(self) -> Rows[HealthReading]:
        rows = HealthReading.objects.filter(analysis__in=_keys(self._analyses))
        return Rows(rows.order_by("-number"))

    @cached_property
    def _signatures(self) -> Rows[HealthSignature]:
        return Rows(HealthSignature.objects.filter(reading__analysis__in=_keys(self._analyses)))

    @cached_property
    def _ranks(self) -> Rows[ItemRank]:
        rows = ItemRank.objects.filter(item__in=_keys(self._items))
        return Rows(rows.order_by("ranked_at", "id"))

    # What the parts take: each row beside those it belongs to.

    @cached_property
    def checks(self) -> list[AgencyCheck]:
        """Every question in the order they were asked, with its agency and what it was asked by."""
        rows = _beside(self._of_enquiry(self._checks), "agency", self._agencies.answer)
        if self._links.is_answered:  # health has no need of them
            rows = _beside(rows, "open_link", self._links.answer)
        return _beside(rows, "form", self._forms.answer)

    @cached_property
    def agreement(self) -> Agreement:
        """An enquiry has one from its first moment."""
        return self._of_enquiry(self._agreements)[0]

    @cached_property
    def gps(self) -> list[GpRequest]:
        """Every practice in the order they came up, with the question that was sent to it."""
        rows = _beside(self._of_enquiry(self._gps), "practice", self._agencies.answer)
        return _beside(rows, "check_sent", self.checks)

    @cached_property
    def scope(self) -> list[ScopePerson]:
        """Who is or was asked about, the children first as everywhere else; each with their record in the
        register, if this reader may know of it."""
        ask(self._scope, self._children)
        ask(self._people, self._other_children)
        children = [*self._children.answer, *self._other_children.answer]
        children = _beside(children, "person", self._people.answer)
        rows = _beside(self._of_enquiry(self._scope), "person", self._people.answer)
        return sorted(_beside(rows, "child", children), key=_children_first)

    @property
    def everybody(self) -> list[ScopePerson]:
        """The same without their records: also those of whom a reader may not know."""
        return self._scope.answer

    @cached_property
    def children(self) -> list[ContactChild]:
        """The children of the contact whom the sender has not taken back."""
        return [one for one in self._children.answer if one.removed_at is None]

    @property
    def ratings(self) -> list[RagEntry]:
        """Every urgency, the latest first."""
        return self._ratings.answer

    @cached_property
    def asked_about(self) -> list[CheckPerson]:
        """Whom each question is about, in the order in which they came into the enquiry."""
        place = {one.pk: number for number, one in enumerate(self._scope.answer)}
        rows = _beside(self._asked_about.answer, "check_of", self.checks)
        return sorted(rows, key=lambda one: place.get(one.whom_id, len(place)))

    @cached_property
    def answers(self) -> list[CheckAnswer]:
        """What was said of each, the latest first."""
        return _beside(self._answers.answer, "about", self.asked_about)

    @cached_property
    def items(self) -> list[EvidenceItem]:
        """Every fact, also those taken back, with whoever told it."""
        rows = _beside(self._of_enquiry(self._items), "agency", self._agencies.answer)
        rows = _beside(rows, "about", self._scope.answer)
        return _beside(rows, "answer", self.answers)

    @property
    def files(self) -> list[StoredFile]:
        """What was sent with the answers, in the order it was added."""
        return self._files.answer

    @property
    def ranks(self) -> list[ItemRank]:
        """What practitioners said of facts, the earliest first."""
        return self._ranks.answer

    @cached_property
    def clocks(self) -> AskedClocks:
        """What runs for the contact and for each question."""
        subjects = (one.subject for one in self._checks.answer)
        return AskedClocks([self.enquiry.contact.subject, *subjects])

    @property
    def events(self) -> list[Event]:
        """What happened to the contact and in the enquiry, oldest first."""
        return self._events.answer

    @property
    def asks(self) -> list[AgreementAsk]:
        """Every time somebody was asked to agree, the latest first."""
        return self._asks.answer

    @property
    def views(self) -> list[YoungView]:
        """What young people said themselves, the latest first."""
        return self._views.answer

    @property
    def overrides(self) -> list[AgreementOverride]:
        """What managers decided, the latest first."""
        return self._overrides.answer

    @property
    def lived(self) -> list[LivedExperience]:
        """What is known of each child's day, the earliest first."""
        return self._lived.answer

    @cached_property
    def analysis(self) -> HealthAnalysis | None:
        """The one analysis, if anything is about health."""
        return next(iter(self._of_enquiry(self._analyses)), None)

    @property
    def readings(self) -> list[HealthReading]:
        """What was signed, the latest first."""
        return self._readings.answer

    @property
    def signatures(self) -> list[HealthSignature]:
        """Who signed."""
        return self._signatures.answer

    @property
    def emergencies(self) -> list[HealthEmergency]:
        """What was decided before the analysis, the latest first."""
        return self._of_enquiry(self._emergencies)

    @cached_property
    def settings(self) -> dict[str, object]:
        """The partnership's own numbers and choices."""
        return {one.key: one.value for one in self._settings.answer}

    def _own(self, model: type[M]) -> models.QuerySet[M]:
        return model._default_manager.filter(enquiry=self.enquiry.pk)

    def _of_enquiry(self, rows: Rows[M]) -> list[M]:
        for one in rows.answer:
            _put(one, "enquiry", self.enquiry)
        return rows.answer


def _keys(rows: Rows[M]) -> list[uuid.UUID]:
    return [one.pk for one in rows.answer]


def _beside(rows: list[M], name: str, others: Iterable[models.Model]) -> list[M]:
    """Each row with the other one that it names; none where the database did not hand that one out."""
    found = {one.pk: one for one in others}
    for row in rows:
        _put(row, name, found.get(getattr(row, f"{name}_id")))
    return rows


def _put(row: models.Model, name: str, other: models.Model | None) -> None:
    """As Django does it after a join: the key of what is not there stays with the row."""
    row._meta.get_field(name).set_cached_value(row, other)  # type: ignore[union-attr]  # a foreign key


def _children_first(row: ScopePerson) -> tuple[bool, int]:
    return (row.child is None, row.child.position if row.child is not None else 0)
