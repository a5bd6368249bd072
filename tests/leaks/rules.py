"""The field-level rules of `roles.md` §3 and §7, each once, over everything that left a hub.

A rule says of a secret and of an answer in which it stands why it must not stand there.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from openmash.foundation.access.matrix import Reach, reach_of
from openmash.foundation.access.permissions import Permission as P
from tests.leaks.answers import Answer
from tests.leaks.secrets import ADDRESS, FACT, HEALTH, NOTE, VIEW, Held, Secret

SEPARATOR = "\n"  # in no needle: `plain` leaves no line break
AGENCY_PAGES = "/requests/"
# Said here once more, so that a slip in the product's own list is a leak and no new rule.
FIND_THE_CHILD = frozenset({"MASH_SW", "MASH_MGR", "EDT"})


@dataclass(frozen=True)
class Rule:
    """One sentence of the field-level rules, where it stands, and what breaks it."""

    says: str
    row: str
    is_broken: Callable[[Secret, Answer], bool]


def _reads(permission: P, secret: Secret, answer: Answer) -> bool:
    """As the matrix lets this role: everywhere in the hub, or on the cases they are attached to."""
    if not answer.role or answer.role == "SYSTEM" or answer.partnership != secret.partnership:
        return False
    reach = reach_of(answer.role, permission)
    return reach == Reach.HUB or (reach == Reach.ATTACHED and answer.user in secret.attached)


def _told_it(secret: Secret, answer: Answer) -> bool:
    """The agency reads on its own page what it has told."""
    return bool(secret.told_by) and answer.agency == secret.told_by


def _address(secret: Secret, answer: Answer) -> bool:
    return secret.kind == ADDRESS and (
        answer.role not in FIND_THE_CHILD or answer.partnership != secret.partnership
    )


def _address_carried_out(secret: Secret, answer: Answer) -> bool:
    out = answer.is_on_paper or answer.leaves_unread or answer.path.startswith(AGENCY_PAGES)
    return secret.kind == ADDRESS and out


def _guarded_note(secret: Secret, answer: Answer) -> bool:
    guarded = secret.kind == NOTE and "protected" in secret.holds
    return guarded and answer.role not in FIND_THE_CHILD


def _fact(secret: Secret, answer: Answer) -> bool:
    mine = _told_it(secret, answer) or _reads(P.CHECK_READ, secret, answer)
    return secret.kind == FACT and not secret.police and not mine


def _police(secret: Secret, answer: Answer) -> bool:
    mine = _told_it(secret, answer) or _reads(P.CHECK_READ, secret, answer)
    return secret.kind == FACT and secret.police and not mine


def _health(secret: Secret, answer: Answer) -> bool:
    mine = any(_reads(one, secret, answer) for one in (P.HEALTH_READ, P.CHECK_READ))
    return secret.kind == HEALTH and not mine and not _told_it(secret, answer)


def _view(secret: Secret, answer: Answer) -> bool:
    mine = _told_it(secret, answer) or _reads(P.DECISION_READ, secret, answer)
    return secret.kind == VIEW and not mine


def _told_the_family(secret: Secret, answer: Answer) -> bool:
    return "not_for_family" in secret.holds and answer.is_for_family


def _passed_on(secret: Secret, answer: Answer) -> bool:
    return "ask_source" in secret.holds and answer.is_for_others


def _written_down(secret: Secret, answer: Answer) -> bool:
    return "spoken" in secret.holds and answer.is_on_paper


RULES = (
    Rule(
        "a protected address is seen by social workers, managers and the emergency duty team alone",
        "§3 field-level rules, confidential address",
        _address,
    ),
    Rule(
        "a protected address is on no print, file, agency’s page, message or log line",
        "§3 field-level rules, confidential address: also in PDF, search, logs",
        _address_carried_out,
    ),
    Rule(
        "a note that gives a protected address or identity away is seen by the same alone",
        "§3 field-level rules, confidential address",
        _guarded_note,
    ),
    Rule(
        "what an agency told is read by those who read answers, and by that agency",
        "§3 matrix, agency answers",
        _fact,
    ),
    Rule(
        "what the police told, or what is about them, likewise",
        "§3 matrix, police",
        _police,
    ),
    Rule(
        "health is read by those who read health or answers, and by the agency that told it",
        "§3 matrix, health items and analysis",
        _health,
    ),
    Rule(
        "what a partner thinks of a recommendation is read by readers of decisions and by that partner",
        "§3 matrix, decision",
        _view,
    ),
    Rule(
        "what must not be told to the family is on no print for them",
        "§3 field-level rules, do_not_tell_family; §7 H2",
        _told_the_family,
    ),
    Rule(
        "what is not passed on without its owner is on no print that leaves the hub",
        "§7 H3",
        _passed_on,
    ),
    Rule("what is spoken only is on no print and in no file", "§7 H4", _written_down),
)


def leaks(held: Held, answers: Iterable[Answer]) -> list[str]:
    """Every rule that is broken, and where; the words themselves are left out but for their start."""
    everything = list(answers)
    found = dict.fromkeys([*_secrets_in(held, everything), *_people_in(held, everything)])
    return sorted(found)


def _secrets_in(held: Held, answers: list[Answer]) -> Iterator[str]:
    """The same words may have been told twice: they leak where each of the two would."""
    for words, stand_in in _found(held.secrets, answers):
        told = held.secrets[words]
        for answer in stand_in:
            broken = [set(_broken(one, answer)) for one in told if _was_there(one, answer)]
            for rule in set.intersection(*broken) if broken else set():
                yield _say(rule, words, answer)


def _broken(secret: Secret, answer: Answer) -> Iterator[str]:
    for rule in RULES:
        if rule.is_broken(secret, answer):
            yield f"{rule.says} (roles.md {rule.row})"


def _was_there(secret: Secret, answer: Answer) -> bool:
    """Before the hub was told, the same words were no secret of its."""
    return secret.since is None or answer.at is None or answer.at >= secret.since


def _people_in(held: Held, answers: list[Answer]) -> Iterator[str]:
    """§3: who it is about stands in no message, address, file name, log line or refusal."""
    rule = "no name, birthday or address of anybody is in a message, an address, a file name, a log"
    for answer in answers:
        text = [answer.address, *(answer.words if answer.leaves_unread else ())]
        text += [one for one in answer.words if answer.is_refusal]
        for words in held.people:
            if any(words in one for one in text) and words not in answer.typed:
                yield _say(f"{rule} or a refusal (roles.md §3)", words, answer)


def _found(needles: Iterable[str], answers: list[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """In which answers each needle stands. Pages share most of their text: each part is read once."""
    stands: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        for part in {*answer.words, answer.address}:
            stands[part].append(answer)
    parts = list(stands)
    whole = SEPARATOR.join(parts)
    ends, place = [], 0
    for part in parts:
        place += len(part) + 1
        ends.append(place)
    for words in needles:
        hits = dict.fromkeys(_places(words, whole, ends))
        yield words, [answer for hit in hits for answer in stands[parts[hit]]]


def _places(words: str, whole: str, ends: list[int]) -> Iterator[int]:
    at = whole.find(words)
    while at >= 0:
        yield bisect_right(ends, at)
        at = whole.find(words, at + 1)


def _say(rule: str, words: str, answer: Answer) -> str:
    who = f"{answer.role or 'nobody'} of {answer.agency or 'no agency'}"
    return (
        f"{rule}: “{words[:60]}” stands in {answer.what} {answer.path} ({answer.status}), for {who}"
    )
