"""An agency answers on its own page: seen, kept while typed, sent, passed on or refused (P3, L45)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.core.working_time import london_day
from openmash.foundation.access.models import User
from openmash.foundation.access.permissions import Permission as P
from openmash.foundation.access.permits import permit
from openmash.foundation.files.commands import send_files
from openmash.foundation.files.queries import unsent
from openmash.foundation.moves.mover import move
from openmash.foundation.sharing.commands import Sharing, disclose
from openmash.frontdoor.enquiries.access import answering_step, request_facts
from openmash.frontdoor.enquiries.commands.items import keep_told, replace_told
from openmash.frontdoor.enquiries.commands.requests import PURPOSE, subjects_of
from openmash.frontdoor.enquiries.models import (
    AgencyCheck,
    CheckAnswer,
    CheckDraft,
    CheckPerson,
    EvidenceItem,
)
from openmash.frontdoor.enquiries.queries.answering import (
    colleagues,
    hub_of,
    last_answers,
    next_number,
    typed_about,
)
from openmash.frontdoor.enquiries.rules.checks import Answered, state_of
from openmash.frontdoor.enquiries.rules.items import Fact
from openmash.frontdoor.enquiries.rules.requests import (
    Reply,
    why_files_not_sent,
    why_not_declined,
    why_not_nil,
    why_not_passed_on,
    why_not_replied,
    why_not_taken_back,
)
from openmash.frontdoor.enquiries.states import CheckState, Outcome

ANSWERING = "The hub asked, and an answer helps to keep a child safe"


@dataclass(frozen=True)
class TypedField:
    """One field on its way in. `base` is the version its writer had seen, `sent` what this page sent
    before and has had no answer to; without them the last word wins."""

    name: str
    value: str
    base: int | None = None
    sent: str | None = None

    @property
    def is_silent(self) -> bool:
        """Nothing stood here when the page was opened, and nobody has typed here since."""
        return self.base == 0 and not self.value and not self.sent


@dataclass
class Kept:
    """What became of a save: versions by field, and what a colleague changed meanwhile."""

    versions: dict[str, int] = field(default_factory=dict)
    conflicts: list[CheckDraft] = field(default_factory=list)


def acknowledge(check: AgencyCheck, *, by: Actor) -> AgencyCheck:
    """Somebody of the agency has opened the question; only the first time counts."""
    if check.state == CheckState.REQUESTED:
        step, allowed = answering_step(check, "acknowledge", by)
        seen: dict[str, object] = {"acknowledged_at": by.at, "acknowledged_by": by.name}
        move(check, step, allowed, about=check.about, changes=seen)
    return check


@transaction.atomic
def keep_typed(check: AgencyCheck, typed: Iterable[TypedField], *, by: Actor) -> Kept:
    """Keep what is typed, field by field. A colleague's words are never written over: both are shown."""
    permit(by, P.CHECK_ANSWER, request_facts(check))
    AgencyCheck.objects.select_for_update().get(pk=check.pk)
    known = {one.field: one for one in check.drafts.all()}
    kept = Kept()
    for one in typed:
        draft = known.get(one.name)
        if draft is not None and _clashes(draft, one):
            kept.conflicts.append(draft)
        else:
            kept.versions[one.name] = _keep(check, draft, one, by)
    return kept


@transaction.atomic
def send_reply(check: AgencyCheck, replies: Sequence[Reply], *, by: Actor) -> AgencyCheck:
    """What the agency says, of all the people or of some: the others are still waited for. The files
    that were added go with it, also those that are still being checked.

    Said again in the same words it counts once; said otherwise, what stood before stays readable.
    """
    check = _locked(check)
    permit(by, P.CHECK_ANSWER, request_facts(check))
    refuse_if(why_not_replied(replies, london_day(by.at)))
    people = {str(one.pk): one for one in check.people.all()}
    for person in people.values():
        person.check_of = check
    before = last_answers(check)
    new = [one for one in replies if not _is_said(before.get(one.about), one)]
    for one in new:
        _put(check, people[one.about], one, by)
    said = {**before, **last_answers(check)}
    refuse_if(
        why_files_not_sent(len(unsent(check.subject)), [one.outcome for one in said.values()])
    )
    if send_files(check.subject, by=by) or new or check.state == CheckState.CLARIFICATION:
        _move_on(check, people, said, by)
        _share(check, by)
    return check


@transaction.atomic
def return_nil(check: AgencyCheck, outcome: str, *, by: Actor) -> AgencyCheck:
    """One press for everybody who is not answered yet: known with nothing relevant, or not known.

    What the agency has told of somebody is never replaced by it, nor when the hub asks once more.
    """
    if outcome not in {Outcome.NOTHING_RELEVANT, Outcome.NOT_KNOWN}:
        raise NotReady("Say whether you know them")
    check = _locked(check)
    permit(by, P.CHECK_ANSWER, request_facts(check))
    people = _without_word(check)
    if not people and check.state != CheckState.CLARIFICATION:
        return check
    if not people:
        raise NotReady("You have told of everybody already: say below what the hub asks once more")
    refuse_if(why_not_nil(typed_about(check, people)))
    return send_reply(check, [Reply(str(one.pk), one.name, outcome) for one in people], by=by)


@transaction.atomic
def decline(check: AgencyCheck, ground: str, words: str, *, by: Actor) -> AgencyCheck:
    """The agency may not share: with the reason in law, which somebody at the hub looks at (P3)."""
    check = _locked(check)
    step, allowed = answering_step(check, "decline", replace(by, reason=clean(words).strip()))
    refuse_if(why_not_declined(ground, words))
    changes: dict[str, object] = {"refusal": ground}
    move(check, step, allowed, about=check.about, facts=_of_agency(check), changes=changes)
    return check


@transaction.atomic
def pass_on(check: AgencyCheck, to: str, *, by: Actor) -> AgencyCheck:
    """To a colleague of the same agency; whoever answers there already still may."""
    refuse_if(why_not_passed_on(answers=by.role in check.for_roles))
    if to not in {str(one.pk) for one in colleagues(check, by=by)}:
        raise NotReady("Choose a colleague of your agency")
    check = _locked(check)
    step, allowed = answering_step(check, "pass_on", by)
    changes: dict[str, object] = {"for_user": User.objects.get(pk=to)}
    move(check, step, allowed, about=check.about, facts={"user": to}, changes=changes)
    return check


@transaction.atomic
def take_back(check: AgencyCheck, *, by: Actor) -> AgencyCheck:
    """It was passed to the wrong colleague, who sees it no longer unless their role answers anyway."""
    check = _locked(check)
    step, allowed = answering_step(check, "take_back", by)
    held = str(check.for_user_id or "")
    refuse_if(why_not_taken_back(held, user=by.user, answers=by.role in check.for_roles))
    move(check, step, allowed, about=check.about, facts={"user": held}, changes={"for_user": None})
    return check


def _locked(check: AgencyCheck) -> AgencyCheck:
    rows = AgencyCheck.objects.select_related("agency", "form").select_for_update(of=("self",))
    return rows.get(pk=check.pk)


def _without_word(check: AgencyCheck) -> list[CheckPerson]:
    """Of whom nothing has been said; of whom nothing has been told, where the hub asks once more."""
    people, said = list(check.people.order_by("position")), last_answers(check)
    silent = [one for one in people if str(one.pk) not in said]
    if silent or check.state != CheckState.CLARIFICATION:
        return silent
    return [one for one in people if said[str(one.pk)].outcome != Outcome.INFO]


def _clashes(draft: CheckDraft, typed: TypedField) -> bool:
    if typed.is_silent:
        return False
    theirs = typed.base is not None and typed.base != draft.version
    return theirs and draft.value not in (typed.value, typed.sent)


def _keep(check: AgencyCheck, draft: CheckDraft | None, typed: TypedField, by: Actor) -> int:
    if draft is None and not typed.value:
        return 0
    if draft is not None and (typed.is_silent or draft.value == typed.value):
        return draft.version
    draft = draft or CheckDraft(
        partnership_id=check.partnership_id, check_of=check, field=typed.name, version=0
    )
    draft.value, draft.version = clean(typed.value), draft.version + 1
    draft.saved_at, draft.saved_by = by.at, by.name
    draft.save()
    return draft.version


def _is_said(before: CheckAnswer | None, one: Reply) -> bool:
    if before is None or (before.outcome, before.said) != (one.outcome, clean(one.said).strip()):
        return False
    standing = before.items.filter(taken_back_at=None).select_related("told_as")
    same = Counter(map(_said_whole, (item.as_told for item in standing))) == Counter(
        map(_said_whole, one.facts)
    )
    return same and before.told == dict(one.told)


def _said_whole(fact: Fact | EvidenceItem) -> tuple[object, ...]:
    """All that an agency says of a fact: another date, certainty or condition is another fact."""
    words = (clean(fact.text).strip(), clean(fact.dated_words).strip())
    dates, conditions = (fact.dated_from, fact.dated_to), tuple(map(str, fact.handling))
    kind = (str(fact.category), str(fact.certainty), str(fact.tell_family))
    return (*words, *dates, *kind, conditions)


def _put(check: AgencyCheck, about: CheckPerson, one: Reply, by: Actor) -> None:
    answer = CheckAnswer(
        partnership_id=check.partnership_id,
        about=about,
        number=next_number(about),
        outcome=one.outcome,
        said=clean(one.said).strip(),
        told=dict(one.told),
        facts=len(one.facts),
        told_by=by.name,
        noted_at=by.at,
        noted_by=by.name,
    )
    answer.save(force_insert=True)
    with_health = replace_told(answer, by=by)
    for fact in one.facts:
        whole = replace(fact, agency=check.agency_id)
        keep_told(answer, whole, by=by, read_as=with_health.get(clean(fact.text).strip(), ""))


def _move_on(
    check: AgencyCheck,
    people: Mapping[str, CheckPerson],
    said: Mapping[str, CheckAnswer],
    by: Actor,
) -> None:
    """On to what the answers come to, once everybody has one."""
    name = "answer_part"
    if set(said) == set(people):
        name = f"send_{state_of(Answered(key, '', one.outcome) for key, one in said.items())}"
    step, allowed = answering_step(check, name, by)
    move(check, step, allowed, about=check.about, facts=_of_agency(check))


def _share(check: AgencyCheck, by: Actor) -> None:
    disclose(
        Sharing(
            to_user="",
            to_agency=hub_of(by),
            about=check.subject,
            purpose=PURPOSE,
            bases=check.bases,
            necessity=ANSWERING,
            subjects=subjects_of(check),
        ),
        by=by,
    )


def _of_agency(check: AgencyCheck) -> dict[str, object]:
    return {"agency": check.agency_id, "agency_name": check.agency.name}
