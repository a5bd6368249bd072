"""The look through what left a hub finds a planted leak of every rule, and lets pass what may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.leaks.answers import Answer, plain
from tests.leaks.rules import RULES, leaks
from tests.leaks.secrets import ADDRESS, FACT, HEALTH, NOTE, VIEW, Held, Secret

NINE = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
HERE, PHONED = "brackenford", plain("Called out twice in May; she’d locked the door.")
HOME = Secret(ADDRESS, plain("14 Mill Row, Brackenford"), HERE, NINE)
FACT_OF_SCHOOL = Secret(FACT, plain("Away on nine Mondays."), HERE, NINE, told_by="st-oswins")
OF_POLICE = Secret(FACT, PHONED, HERE, NINE, told_by="midshire-police", police=True)
OF_HEALTH = Secret(HEALTH, plain("Not brought to two reviews."), HERE, NINE, told_by="fernhill")
DISSENT = Secret(VIEW, plain("Nobody has seen her at home."), HERE, NINE, told_by="health")
GUARDED = Secret(NOTE, plain("Moved to the refuge."), HERE, NINE, holds=frozenset({"protected"}))
PAGE = Answer("page", "/contacts/BR-26-1/", "MASH_SW", "tom", "council", HERE, at=NINE)


def holding(secret: Secret, *holds: str) -> Secret:
    return replace(secret, holds=frozenset(holds))


def held(*secrets: Secret) -> Held:
    return Held({one.words: (one,) for one in secrets}, frozenset({"isla mae tarrant"}))


def telling(secret: Secret, answer: Answer) -> Answer:
    """The words in the middle of a page, with other words around them."""
    return replace(answer, words=("the hub", f"as told: {secret.words} (fact)", "help"))


def as_role(role: str, answer: Answer = PAGE, **more: str) -> Answer:
    return replace(answer, role=role, **more)


PRINT = replace(PAGE, path="/people/1/chronology/print/", profile="hub")
FOR_PARTNER, FOR_FAMILY = replace(PRINT, profile="partner"), replace(PRINT, profile="family")
PDF = replace(PAGE, what="file", path="/contacts/BR-26-1/enquiry/print/pdf/")
REQUEST = replace(PAGE, path="/requests/7/")
MESSAGE, LOG = Answer("message"), Answer("log")
LEAKS = [
    (HOME, as_role("MASH_SCREEN")),
    (HOME, as_role("NN_WHT")),
    (HOME, as_role("")),
    (HOME, replace(PAGE, partnership="oakmere")),
    (HOME, PRINT),
    (HOME, PDF),
    (HOME, REQUEST),
    (HOME, MESSAGE),
    (HOME, LOG),
    (GUARDED, as_role("DATA_STEWARD")),
    (FACT_OF_SCHOOL, as_role("MASH_SCREEN")),
    (FACT_OF_SCHOOL, as_role("NN_BCH")),
    (FACT_OF_SCHOOL, as_role("POL_EHO", agency="midshire-police")),
    (FACT_OF_SCHOOL, replace(PAGE, partnership="oakmere")),
    (FACT_OF_SCHOOL, LOG),
    (OF_POLICE, as_role("DSL", agency="st-oswins")),
    (OF_POLICE, as_role("MASH_SCREEN")),
    (OF_POLICE, as_role("DUTY_SW")),
    (OF_HEALTH, as_role("MASH_SCREEN")),
    (OF_HEALTH, as_role("DSL", agency="st-oswins")),
    (OF_HEALTH, as_role("MHP")),
    (DISSENT, as_role("DSL", agency="st-oswins")),
    (holding(OF_POLICE, "not_for_family"), FOR_FAMILY),
    (holding(OF_POLICE, "ask_source"), FOR_PARTNER),
    (holding(OF_HEALTH, "spoken"), PRINT),
    (holding(OF_HEALTH, "spoken"), PDF),
]
FINE = [
    (HOME, PAGE),
    (HOME, as_role("EDT")),
    (HOME, as_role("MASH_SCREEN", at=NINE - timedelta(minutes=1))),  # type: ignore[arg-type] - a moment
    (GUARDED, PAGE),
    (FACT_OF_SCHOOL, PAGE),
    (FACT_OF_SCHOOL, as_role("DSL", REQUEST, agency="st-oswins")),
    (FACT_OF_SCHOOL, PDF),
    (OF_POLICE, as_role("POL_EHO", REQUEST, agency="midshire-police")),
    (replace(OF_POLICE, attached=frozenset({"dev"})), as_role("DUTY_SW", user="dev")),
    (OF_HEALTH, as_role("NN_WHT")),
    (replace(OF_HEALTH, attached=frozenset({"femi"})), as_role("MHP", user="femi")),
    (DISSENT, as_role("MASH_SCREEN")),
    (holding(OF_POLICE, "not_for_family"), FOR_PARTNER),
    (holding(OF_POLICE, "ask_source"), PRINT),
    (holding(OF_HEALTH, "spoken"), PAGE),
]


@pytest.mark.parametrize(("secret", "answer"), LEAKS)
def test_a_planted_leak_is_found(secret: Secret, answer: Answer) -> None:
    (leak, *_) = leaks(held(secret), [PAGE, telling(secret, answer)])
    assert secret.words[:20] in leak
    assert "roles.md §" in leak


@pytest.mark.parametrize(("secret", "answer"), FINE)
def test_what_may_stand_there_is_no_leak(secret: Secret, answer: Answer) -> None:
    assert leaks(held(secret), [telling(secret, answer)]) == []


def test_every_rule_is_broken_by_a_planted_leak() -> None:
    broken = {
        rule.says
        for rule in RULES
        for secret, answer in LEAKS
        if rule.is_broken(secret, telling(secret, answer))
    }
    assert broken == {rule.says for rule in RULES}


NAMED = ("isla mae tarrant",)


@pytest.mark.parametrize(
    "answer",
    [
        replace(PAGE, address="/people/?q=isla mae tarrant"),
        replace(PAGE, address='/files/7/ attachment; filename="isla mae tarrant.pdf"'),
        replace(MESSAGE, words=("a worry about isla mae tarrant",)),
        replace(LOG, words=("nothing\nnot found: isla mae tarrant\nnothing",)),
        replace(PAGE, status=404, words=NAMED),
        replace(PAGE, status=500, words=NAMED),
    ],
)
def test_a_name_where_none_may_be_is_found(answer: Answer) -> None:
    assert len(leaks(held(), [answer])) == 1


def test_a_refusal_may_give_back_what_its_reader_has_typed() -> None:
    typed = replace(PAGE, status=403, words=NAMED, typed="what about isla mae tarrant?")
    assert leaks(held(), [typed, replace(PAGE, words=NAMED)]) == []


def test_the_same_words_told_twice_leak_only_where_each_would() -> None:
    """Police and school say the same: each may read it on its own page."""
    school = replace(OF_POLICE, told_by="st-oswins", police=False)
    both = Held({OF_POLICE.words: (OF_POLICE, school)})
    lead = as_role("DSL", REQUEST, agency="st-oswins")
    assert leaks(both, [telling(school, lead)]) == []
    stranger = as_role("REF_PROF", REQUEST, agency="haven")
    assert leaks(Held({school.words: (school, school)}), [telling(school, stranger)])
