"""What senders wrote in the half year. No text names a child or a season: it happens in any week."""

from __future__ import annotations

from typing import Any

from openmash.demo.stories import Answers


def _said(words: str, means: str = "", good: str = "", **more: Any) -> Answers:
    answers: Answers = {
        "A3": "safe_for_now",
        "B2": words,
        "B3": means,
        "B4": good,
        "D1": "told_agrees",
    }
    return {key: value for key, value in {**answers, **more}.items() if value}


def heard(concern: str, words: str, **more: Any) -> Answers:
    """Of a child who was asked alone: her words."""
    return {"B1": [concern], "C1": words, "C2": "alone", "A1_sex": "F", **more}


def unheard(concern: str, why: str, observed: str = "") -> Answers:
    """Of a child from whom there are no words: why, and what was seen of her instead."""
    said: Answers = {"B1": [concern], "C1_why": why, "C1_observed": observed, "A1_sex": "F"}
    return {key: value for key, value in said.items() if value}


def _at_home(name: str, relation: str) -> Answers:
    return {
        "A4_1_name": name,
        "A4_1_relation": relation,
        "A4_1_lives": "yes",
        "A4_1_pr": "yes",
        "A4_1_safe": "yes",
    }


MOTHER = _at_home("Her mother", "mother")

DRINKING = _said(
    "Her mother drinks every evening now. The oldest girl puts the little ones to bed before she does her"
    " homework. I asked when she fell asleep at her table.",
    "She looks after all of them, and nobody looks after her.",
    "She comes every day. An aunt lives two streets away.",
    A2="setting",
    B5="often",
    E1=["assessment"],
    **MOTHER,
)
BEGUN_AGAIN = _said(
    "Her mother has begun to drink again. Twice last week her daughter could not wake her in the evening,"
    " with the little one in the room. Her mother said so herself when I rang.",
    "She keeps watch on the bottles, and on her little sister.",
    "Her mother wants help, and has stopped before.",
    A2="setting",
    B5="once",
    E1=["assessment"],
    **MOTHER,
)
WORSE_AGAIN = _said(
    "I wrote six weeks ago, and a social worker came. Her mother stopped for three weeks. Now it is every"
    " evening, and yesterday"
    " nobody could wake her when the little one was sick.",
    "What was agreed has not held, and she is alone with it.",
    "She still tells me.",
    A2="setting",
    B5="often",
    E1=["assessment"],
    **MOTHER,
)
ARGUMENT = _said(
    "Called to an argument of two adults about money, heard through the wall. A child was on the stairs,"
    " awake and dressed. Nobody was hurt, and both adults were sober.",
    "She was tired, and said that it is not often.",
    "Her grandmother came at once.",
    A2="setting",
    B5="once",
    **_at_home("Her father", "father"),
)
THROUGH_THE_DOOR = _said(
    "Called to shouting about rent, the third time in a month. The door was opened a hand wide. Both"
    " adults said that a child slept upstairs, and did not let us see her.",
    "Nobody has seen how she is.",
    "Both have agreed to be rung.",
    A2="setting",
    B5="often",
    **_at_home("Her father", "father"),
)
APPOINTMENTS = _said(
    "Three appointments missed in four months. Her mother works nights and has nobody to send. The child"
    " is well when I see her, and behind with two vaccinations.",
    "What is missed adds up.",
    "Her mother answers the telephone and asks for other times.",
    A2="setting",
    B5="often",
    E1=["early_help"],
    **MOTHER,
)
CARD = _said(
    "Two appointments missed. Her mother mixes up the days since their telephone was cut off. We gave her"
    " daughter a card for the door of the fridge.",
    "She worries about the days instead of leaving that to her mother.",
    "Her mother came by herself to say sorry.",
    A2="setting",
    B5="once",
    E1=["early_help"],
    **MOTHER,
)
LATE = _said(
    "Late eleven times in six weeks, and hungry when she comes. Her grandfather brings her since her"
    " mother is in hospital. He does what he can.",
    "She worries about her mother all day.",
    "She has two good friends, and her grandfather.",
    A2="setting",
    B5="often",
    **_at_home("Her grandfather", "grandfather"),
)
SHORT = _said(
    "Her mother is low since the birth of the baby and asked me for help with the older one."
)
LONELY = _said(
    "Comes to our club every day, first to arrive and last to go. She says that nobody is at home before"
    " eight.",
    "She is on her own for hours.",
    B5="often",
)
RELAPSE = _said(
    "Her father is in treatment with us, and used again last week. He told us himself. The child was at"
    " her mother’s, where she lives most of the week. I have not met her.",
    "It may happen again while she is with him.",
    "Both parents talk to us, and to each other.",
    B5="once",
    **MOTHER,
)
