"""Gate G1 and what a signature needs (P6): no decision rests on health information that nobody has read
who is registered for it, at any level of decision.

`why_gate_is_shut` is the one rule: the decision's page shows it, the decision refuses by it, and a
trigger of the database says the same beneath (migration 0012).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from openmash.frontdoor.enquiries.states.health import Concern, Confidence, HealthState, Verdict

MENTAL_HEALTH = "MENTAL_HEALTH"  # the tag of a registration
NOTHING = frozenset({"", "no", "not_known"})
SHORTEST_REASON = 20
SHORTEST_EMERGENCY = 60
S = HealthState


@dataclass(frozen=True)
class Thing:
    """One thing about health that somebody told: a fact, or an answer in plain words.

    Its key changes when it is taken back or put right: what was read is then no longer what is there.
    """

    key: str
    mental: bool = False
    standing: bool = True


def told_by_questions(
    questions: Iterable[Mapping[str, object]], told: Mapping[str, str]
) -> frozenset[str]:
    """The categories of health of what was answered to a template's questions.

    That something is not so, or not known, tells nothing of anybody.
    """
    kept = {
        one.get("category") or ""
        for one in questions
        if told.get(str(one["code"]), "") not in NOTHING
    }
    return frozenset(str(one) for one in kept if one)


@dataclass(frozen=True)
class Signed:
    """A reading: what its author had before them, and who has signed it."""

    read: frozenset[str]
    competences: frozenset[str]  # of all who agreed by their signature
    author: str = ""
    wants_opinion: bool = False
    opinions: int = 0  # second signatures that agree
    signers: frozenset[str] = frozenset()  # the users of all who agreed
    about: frozenset[str] = frozenset()  # the children, parents and carers who were there
    of_this_enquiry: bool = True  # not of one that ended and was opened again


@dataclass(frozen=True)
class Emergency:
    """A manager said that one decision cannot wait, knowing of these things about health."""

    said_at: datetime
    knew: frozenset[str]

    def opens(self, keys: frozenset[str], opened_at: datetime, anew_at: datetime | None) -> bool:
        """It is for the decision that was then waited for, and for what was known of health then."""
        in_time = self.said_at >= opened_at and (anew_at is None or self.said_at > anew_at)
        return in_time and keys <= self.knew


@dataclass(frozen=True)
class HealthFacts:
    """What the rules need to know of health in an enquiry."""

    things: tuple[Thing, ...] = ()
    asked: bool = False  # a health agency was asked
    mental_asked: bool = False  # one of them for mental health
    state: str = ""  # of the analysis; empty where none has begun
    signed: Signed | None = None
    # A manager’s emergency is for this decision, and nobody has looked back.
    decided_before: bool = False
    people: frozenset[str] = frozenset()  # the children, parents and carers of the enquiry
    # Children of the contact about whom its open enquiry asks nobody, by name.
    left_out: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether a health practitioner has to sign at all (P6)."""
        return self.asked or bool(self.things)

    @property
    def mental(self) -> bool:
        """Whether competence in mental health has to sign, also that there is nothing (L67)."""
        return self.mental_asked or any(one.mental for one in self.things)

    @property
    def keys(self) -> frozenset[str]:
        """What there is to read now."""
        return frozenset(one.key for one in self.things)


def why_gate_is_shut(facts: HealthFacts) -> Iterator[str]:
    """Every reason why nobody may decide yet, whatever the level."""
    yield from why_left_out(facts)
    yield from why_waiting_for_health(facts)


def why_left_out(facts: HealthFacts) -> Iterator[str]:
    """What nobody was asked, nobody has read. Putting the child in is one press, also in an emergency."""
    for name in facts.left_out:
        yield f"Nobody is asked about {name} yet: put this child among those asked about"


def why_waiting_for_health(facts: HealthFacts) -> Iterator[str]:
    """What waits for the practitioners; nothing where nothing is about health, or by an emergency."""
    if facts.required and not facts.decided_before:
        yield from why_not_read(facts)


def why_not_read(facts: HealthFacts) -> Iterator[str]:
    """The same, leaving an emergency aside: what is still owed by the health practitioners."""
    signed = facts.signed
    if facts.state != S.SIGNED or signed is None:
        yield "No registered health practitioner has signed what the health information means"
        if facts.mental:
            yield "It is about mental health: a practitioner with that competence has to sign"
        return
    yield from why_overtaken(facts, signed)
    yield from still_missing(facts, signed)


def why_overtaken(facts: HealthFacts, signed: Signed) -> Iterator[str]:
    """What has changed since a reading was signed: its words are about something else now."""
    if signed.read != facts.keys or not signed.of_this_enquiry:
        yield "Something about health is new since the health practitioner signed"
    if facts.people - signed.about:
        yield "A child, parent or carer is new since the health practitioner signed"


def still_missing(facts: HealthFacts, signed: Signed) -> Iterator[str]:
    """What a reading with these signatures still lacks before it counts."""
    if facts.mental and MENTAL_HEALTH not in signed.competences:
        yield "It is about mental health: a practitioner with that competence has to sign"
    if signed.wants_opinion and not signed.opinions:
        yield "Its author asked for a second opinion"


def seal(keys: Iterable[str]) -> str:
    """Everything that was told, and of whom, as the page hands it back with a signature."""
    return hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Seen:
    """What somebody had before them when they signed, as the page that they pressed hands it back."""

    told: str  # the seal of everything that was told, and of whom it is read
    words: str  # the draft in its version, or the reading


def draft_in(version: int) -> str:
    """The words that an author signs."""
    return f"draft:{version}"


def why_not_seen(seen: Seen, now: Seen) -> Iterator[str]:
    """Nobody signs what they have not had before them."""
    if seen.told != now.told:
        yield (
            "Something about health came in, or the people of the enquiry changed, while you wrote:"
            " read it first"
        )
    if seen.words != now.words:
        yield "The words were changed after you opened them: read what stands here now, then press again"


@dataclass(frozen=True)
class Signer:
    """Who wants to sign, as the register of practitioners knows them now."""

    user: str
    body: str = ""  # empty: no registration that holds
    competences: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Written:
    """The analysis under its fixed headings (P6)."""

    known: str = ""
    children: dict[str, str] = field(default_factory=dict)  # what it means, by who the child is
    adults: dict[str, str] = field(default_factory=dict)  # for their parenting
    unknown: str = ""
    protective: str = ""
    recommended: str = ""
    concern: str = ""
    confidence: str = ""


def why_not_registered(signer: Signer) -> Iterator[str]:
    """P6: author and second are registered, as somebody has looked up."""
    if not signer.body:
        yield "You have no registration here that holds today: ask whoever keeps the partnership’s file"


def why_not_signed(
    facts: HealthFacts,
    written: Written,
    signer: Signer,
    children: Iterable[tuple[str, str]],
    adults: Iterable[tuple[str, str]],
) -> Iterator[str]:
    """Every heading has its words, one text for each child and each adult (P6)."""
    yield from why_not_registered(signer)
    if not written.known.strip():
        yield "Say what is known, by the numbers of the facts"
    for key, called in children:
        if not written.children.get(key, "").strip():
            yield f"Say what it means for {called}"
    for key, called in adults:
        if not written.adults.get(key, "").strip():
            yield f"Say what it means for {called} as a parent or carer"
    for words, missing in (
        (written.unknown, "Say what is not known"),
        (written.protective, "Say what helps"),
        (written.recommended, "Say what you recommend"),
    ):
        if not words.strip():
            yield missing
    yield from _why_not_weighed(written)


def why_not_nil(facts: HealthFacts, signer: Signer) -> Iterator[str]:
    """That there is nothing relevant is signed only where nothing relevant stands (P6)."""
    yield from why_not_registered(signer)
    standing = sum(one.standing for one in facts.things)
    if standing:
        said = "One thing" if standing == 1 else f"{standing} things"
        yield f"{said} about health stand{'s' if standing == 1 else ''} here: say what it means"


def why_not_countersigned(
    facts: HealthFacts, signed: Signed, signer: Signer, words: str
) -> Iterator[str]:
    """Another practitioner, who has read the same, and brings what is missing."""
    yield from why_not_registered(signer)
    if signer.user == signed.author:
        yield "You signed it as its author: somebody else gives the second signature"
    if any(why_overtaken(facts, signed)):
        yield "Something about health is new since it was signed: it has to be written anew"
    if facts.mental and MENTAL_HEALTH not in signed.competences | signer.competences:
        yield "It is about mental health, and your registration does not name that competence"
    if len(words.strip()) < SHORTEST_REASON:
        yield f"Say in at least {SHORTEST_REASON} characters how you see it"


def why_not_taken_back(signed: Signed | None, user: str, *, decided: bool) -> Iterator[str]:
    """Whoever signed by mistake takes it back, as long as nobody has decided on it."""
    if signed is None or user not in signed.signers:
        yield "Only who signed it takes the signature back: say that you see it otherwise"
    if decided:
        yield "It is decided: tell the manager what was wrong, who can open the decision again"


def why_not_decided_before(facts: HealthFacts, reason: str) -> Iterator[str]:
    """P6: only where something is missing, and with the danger that waiting would bring."""
    if facts.decided_before:
        yield "It has been said already that this cannot wait"
    elif not any(why_waiting_for_health(facts)):
        yield "Nothing is missing from the health practitioners"
    if len(reason.strip()) < SHORTEST_EMERGENCY:
        yield (
            f"Say in at least {SHORTEST_EMERGENCY} characters what danger to a child"
            " waiting would bring"
        )


def why_not_looked_back(
    facts: HealthFacts, signer: Signer, verdict: str, words: str
) -> Iterator[str]:
    """To agree, one has read and signed; that it changes the picture is said at once (P6)."""
    yield from why_not_registered(signer)
    if verdict not in set(Verdict):
        yield "Say whether you agree, or whether it changes the picture"
    if verdict == Verdict.AGREES:
        yield from why_not_read(facts)
    if len(words.strip()) < SHORTEST_REASON:
        yield f"Say why in at least {SHORTEST_REASON} characters"


def _why_not_weighed(written: Written) -> Iterator[str]:
    if written.concern not in set(Concern):
        yield "Choose the level of health concern"
    if written.confidence not in set(Confidence):
        yield "Say how sure you are"
