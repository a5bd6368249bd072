"""A practice without an account answers by a one-time link and a code read out by telephone (P5).

Whoever changes a link holds its question locked, always the question first: guesses at the same moment
stand in a row, and each sees how many were wrong before.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from openmash.core.actor import Actor
from openmash.core.refusals import NotReady, refuse_if
from openmash.core.text import clean
from openmash.foundation.access.permits import permit
from openmash.foundation.ledger.commands import record
from openmash.foundation.messaging.commands import Notice, queue
from openmash.foundation.messaging.minting import HOLE, mints
from openmash.foundation.messaging.models import Message
from openmash.foundation.moves.mover import move
from openmash.foundation.reference.queries import number
from openmash.frontdoor.enquiries.access import record_facts
from openmash.frontdoor.enquiries.commands.calling import Ring, call_to_ring, link_is_new
from openmash.frontdoor.enquiries.events import LinkEvent
from openmash.frontdoor.enquiries.models import AgencyCheck, AnswerLink
from openmash.frontdoor.enquiries.queries.links import (
    check_behind,
    digest_of,
    facts_of,
    hub_told,
    to_send,
)
from openmash.frontdoor.enquiries.rules.links import is_alive, is_dead, why_no_link
from openmash.frontdoor.enquiries.states import WAITING
from openmash.frontdoor.enquiries.states.links import LINK, LinkFor, LinkState, WhyVoid

SECRET_BYTES, CODES = 32, 1_000_000
LETTERS = {LinkFor.ANSWER: "request_link", LinkFor.OUTCOME: "request_link_outcome"}


@dataclass(frozen=True)
class Knock:
    """What somebody brings to the door: the link’s secret, the code, and who they say they are."""

    secret: str
    code: str
    name: str
    position: str

    @property
    def who(self) -> str:
        """As it stands beside everything they say."""
        return f"{clean(self.name).strip()}, {clean(self.position).strip()}, by one-time link"


@transaction.atomic
def send_link(check: AgencyCheck, purpose: LinkFor = LinkFor.ANSWER, *, by: Actor) -> AnswerLink:
    """A new link to the address on file, without a word about anybody; the one before is void."""
    permit(by, LINK["replace"].permission, record_facts(check.enquiry))
    _lock(check)
    facts = to_send(check, purpose, by=by)
    refuse_if(why_no_link(facts))
    _end_live(check, "replace", WhyVoid.REPLACED, by)
    link = AnswerLink(
        partnership_id=check.partnership_id,
        check_of=check,
        purpose=purpose,
        to_address=facts.address,
        phone=facts.phone,
        sent_at=by.at,
        sent_by=by.name,
        lives_until=by.at + timedelta(days=number(by.partnership, "link-days")),
    )
    link.save(force_insert=True)
    _open(check, link)
    record(LinkEvent.SENT, by=by, subject=link.subject, about=check.about)
    queue(_notice(check, link), by=by)
    link_is_new(check, by=by)
    return link


@transaction.atomic
def send_link_if_needed(
    check: AgencyCheck, purpose: LinkFor = LinkFor.ANSWER, *, by: Actor
) -> bool:
    """The same where nothing stands in the way; else the telephone is left."""
    if any(why_no_link(to_send(check, purpose, by=by))):
        return False
    send_link(check, purpose, by=by)
    return True


@mints(*LETTERS.values())
def make_secret(message: Message, *, by: Actor) -> str:
    """The message begins to leave: its secret is made, and a digest of it is kept.

    One that was replaced before it left opens nothing.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link = AnswerLink.objects.select_related("check_of").get(pk=message.key.partition(":")[2])
    _lock(link.check_of)
    live = AnswerLink.objects.filter(pk=link.pk, state=LinkState.LIVE)
    live.update(secret_digest=digest_of(secret))
    return secret


@transaction.atomic
def read_code(check: AgencyCheck, *, by: Actor) -> str:
    """A new code of six digits, told this once; the one before counts no more."""
    step = LINK["read_code"]
    allowed = permit(by, step.permission, record_facts(check.enquiry))
    _lock(check)
    link = _alive(check, by)
    if link is None:
        raise NotReady("There is no link that a code would open: send a new one first")
    code = f"{secrets.randbelow(CODES):06}"
    until = by.at + timedelta(minutes=number(by.partnership, "link-code-minutes"))
    changes: dict[str, object] = {"code_digest": _digest(link, code), "code_until": until}
    move(link, step, allowed, about=check.about, changes=changes)
    return code


@transaction.atomic
def open_door(knock: Knock, *, by: Actor) -> AnswerLink | None:
    """The link, when secret and code are right; nothing else is told to whoever knocks.

    `by` is the door. Raises nothing: a wrong code is counted, and stays counted.
    """
    key = check_behind(knock.secret, by=by)
    if key is None:
        constant_time_compare(_digest(None, knock.code), _digest(None, ""))
        return None
    check = AgencyCheck.objects.select_for_update().get(pk=key)
    link = _alive(check, by)
    if link is None or not constant_time_compare(link.secret_digest, digest_of(knock.secret)):
        return None  # replaced or guessed at while we waited for our turn
    if not _is_right(link, knock.code, by):
        _count_wrong(check, link, by)
        return None
    changes: dict[str, object] = {"code_digest": "", "code_until": None}
    changes |= {"entered_at": by.at, "entered_by": knock.who}
    step, facts = LINK["enter"], dict[str, object](who=knock.who)
    allowed = permit(by, step.permission, record_facts(check.enquiry))
    move(link, step, allowed, about=check.about, facts=facts, changes=changes)
    return link


@transaction.atomic
def end_link(check: AgencyCheck, *, by: Actor) -> None:
    """Answered, or no longer waited for: the link to answer it opens nothing any longer.

    Not where the hub has asked once more, or told the outcome, before this was noticed.
    """
    _lock(check)
    link = AnswerLink.objects.filter(check_of=check, state=LinkState.LIVE).first()
    if link and link.purpose == LinkFor.ANSWER and check.state not in WAITING:
        _end(check, link, "end", WhyVoid.NOT_NEEDED, by)


@transaction.atomic
def end_old_links(*, by: Actor) -> int:
    """What has lived its days is void; somebody rings where the agency is still waited for."""
    old = AnswerLink.objects.filter(
        partnership_id=by.partnership, state=LinkState.LIVE, lives_until__lte=by.at
    )
    rows = AgencyCheck.objects.filter(pk__in=list(old.values_list("check_of_id", flat=True)))
    checks = list(rows.select_related("agency", "enquiry__contact").order_by("id"))
    for check in checks:
        _lock(check)
        live = AnswerLink.objects.filter(check_of=check, state=LinkState.LIVE).first()
        if live is not None and live.lives_until <= by.at:
            _end(check, live, "end", WhyVoid.OVER, by)
            if live.purpose == LinkFor.ANSWER:
                call_to_ring(check, Ring.LINK_DEAD, by=by)
    return len(checks)


def _lock(check: AgencyCheck) -> None:
    now = AgencyCheck.objects.select_for_update().get(pk=check.pk)
    check.state, check.open_link_id = now.state, now.open_link_id


def _alive(check: AgencyCheck, by: Actor) -> AnswerLink | None:
    link = AnswerLink.objects.filter(check_of=check, state=LinkState.LIVE).first()
    if link is None:
        return None
    link.check_of = check
    return link if is_alive(facts_of(link), by.at) else None


def _is_right(link: AnswerLink, code: str, by: Actor) -> bool:
    same = constant_time_compare(link.code_digest, _digest(link, code))
    return same and link.code_until is not None and by.at < link.code_until


def _count_wrong(check: AgencyCheck, link: AnswerLink, by: Actor) -> None:
    step, wrong = LINK["refuse_code"], link.wrong_codes + 1
    allowed = permit(by, step.permission, record_facts(check.enquiry))
    changes: dict[str, object] = {"wrong_codes": wrong}
    move(link, step, allowed, about=check.about, facts={"wrong": wrong}, changes=changes)
    if is_dead(wrong, number(by.partnership, "link-wrong-codes")):
        _end(check, link, "end", WhyVoid.GUESSED, by)
        to_answer = link.purpose == LinkFor.ANSWER
        call_to_ring(check, Ring.LINK_DEAD if to_answer else Ring.OUTCOME, by=by)


def _end_live(check: AgencyCheck, step: str, why: WhyVoid, by: Actor) -> None:
    link = AnswerLink.objects.filter(check_of=check, state=LinkState.LIVE).first()
    if link is not None:
        _end(check, link, step, why, by)


def _end(check: AgencyCheck, link: AnswerLink, name: str, why: WhyVoid, by: Actor) -> None:
    step = LINK[name]
    allowed = permit(by, step.permission, record_facts(check.enquiry))
    changes: dict[str, object] = {"void_since": by.at, "void_because": why}
    changes |= {"code_digest": "", "code_until": None}
    move(link, step, allowed, about=check.about, facts={"why": why}, changes=changes)
    _open(check, None)


def _open(check: AgencyCheck, link: AnswerLink | None) -> None:
    AgencyCheck.objects.filter(pk=check.pk).update(open_link=link)
    check.open_link = link


def _digest(link: AnswerLink | None, code: str) -> str:
    """Six digits are tried in a second: the key of this deployment is part of their digest."""
    return salted_hmac(
        "enquiries.link", f"{link.pk if link else ''}:{code}", algorithm="sha256"
    ).hexdigest()


def _notice(check: AgencyCheck, link: AnswerLink) -> Notice:
    return Notice(
        key=link.subject,
        template=LETTERS[LinkFor(link.purpose)],
        to_user=None,
        to_address=link.to_address,
        about=check.subject,
        path=f"/answer/{check.partnership_id}/{HOLE}/",
        reference=check.reference,
        hub=hub_told(check.partnership_id),
    )
