"""The contacts of the half year, each played once by the commands: what was said, judged, and when.

No text names a child, so that each time it happens again it can be another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from openmash.demo.judgements import judgement
from openmash.demo.stories import Answers

EARLY_HELP_TEAM = "Early help"


@dataclass(frozen=True)
class Past:
    """One contact: who sent it, what about, what was decided, and the hours between (from the sending)."""

    key: str
    sender: str
    sent: tuple[int, float]  # days after Monday, and the hour
    said: Answers
    own: tuple[Answers, ...]  # of each child
    judged: dict[str, Any]
    marks: tuple[str, ...]
    decided: float = 4.5
    told: float = 0.0  # how long after the decision the answer left: at once, but for a fault
    asks: str = ""  # what the hub asked back, and
    answers: str = ""  # what it was told
    again_after: int = 0  # weeks until the same child was written about once more


def _said(words: str, means: str = "", good: str = "", **more: Any) -> Answers:
    answers: Answers = {
        "A3": "safe_for_now",
        "B2": words,
        "B3": means,
        "B4": good,
        "D1": "told_agrees",
    }
    return {key: value for key, value in {**answers, **more}.items() if value}


def _heard(concern: str, words: str, **more: Any) -> Answers:
    return {"B1": [concern], "C1": words, "C2": "alone", "A1_sex": "F", **more}


def _not_seen(concern: str) -> Answers:
    return {"B1": [concern], "C1_why": "not_seen", "A1_sex": "F"}


def _at_home(name: str, relation: str) -> Answers:
    return {
        "A4_1_name": name,
        "A4_1_relation": relation,
        "A4_1_lives": "yes",
        "A4_1_pr": "yes",
        "A4_1_safe": "yes",
    }


ASSESS = judgement(
    4,
    ["4.5"],
    [
        ("The drinking is every evening now, and the children manage alone until bedtime.", ["B2"]),
        ("Whatever was agreed with the family last year has not held until the summer.", ["B2"]),
    ],
    voice_weighting="What she said, and that she asked twice whether it is safe to say, weighed most.",
    alternatives="Level 3 with a plan: it was tried last year and did not hold.",
    agreement="told_agrees",
    outcome="S17_ASSESS",
    next_step="A social worker visits with somebody the child knows",
    expected_of_sender="Be there when the social worker first visits",
)
SEVERAL = judgement(
    3,
    ["3.3"],
    [
        ("What has been missed adds up, and one service alone cannot put it right.", ["B2"]),
        ("The parents want help, and say what would make a difference to them.", ["B2"]),
    ],
    voice_weighting="What she wishes for is in the plan.",
    alternatives="Level 4, if the appointments are missed again.",
    agreement="told_agrees",
    outcome="EH_MULTI",
    next_step="A family support worker meets the family with the health visitor",
    next_step_owner=EARLY_HELP_TEAM,
    expected_of_sender="Tell us if the next appointment is missed, too",
)
ONE_SERVICE = judgement(
    2,
    ["2.7"],
    [
        (
            "She is alone too much, or tired, because of what happens at home; nobody harms her.",
            ["B2"],
        ),
        ("There are adults whom she trusts, and she has told one of them.", ["B2"]),
    ],
    voice_weighting="She asked for somebody to talk to, and that is what is offered.",
    alternatives="Level 3, if one service is not enough.",
    agreement="told_agrees",
    outcome="EH_SINGLE",
    next_step="The school’s own counsellor sees her every week",
    next_step_owner=EARLY_HELP_TEAM,
    expected_of_sender="Ring home on the days she is late",
)
ADVICE = judgement(
    1,
    ["1.9"],
    [
        ("The adults around her carry her well, and ask for the right thing.", ["B2"]),
        ("Nothing in what was said or seen tells of harm, or of a risk of it.", ["B2"]),
    ],
    voice_weighting="Nothing she says asks for more.",
    alternatives="Level 2, if it lasts longer than the term.",
    agreement="told_agrees",
    outcome="INFO_ADVICE",
    next_step="The sender has the number of the service for families",
    next_step_owner="Sender",
    expected_of_sender="Tell us again if it changes",
)

DRINKING = _said(
    "Her mother drinks every evening now. She puts the little ones to bed"
    " before she does her homework. She told me because she fell asleep in the lesson.",
    "She looks after all of them, and nobody looks after her.",
    "She comes every day. An aunt lives two streets away.",
    A2="setting",
    B5="often",
    E1=["assessment"],
    **_at_home("Her mother", "mother"),
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
APPOINTMENTS = _said(
    "Three appointments missed since spring. Her mother works nights and has nobody to send. The child is"
    " well when I see her, and behind with two vaccinations.",
    "What is missed adds up.",
    "Her mother answers the telephone and asks for other times.",
    A2="setting",
    B5="often",
    E1=["early_help"],
    **_at_home("Her mother", "mother"),
)
LATE = _said(
    "Late eleven times this term, and hungry when she comes. Her grandfather brings her since her mother"
    " is in hospital. He does what he can.",
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
    "Comes to our holiday club every day, first to arrive and last to go. She says that nobody is at home"
    " before eight.",
    "She is on her own for hours.",
    B5="often",
)
RELAPSE = _said(
    "Her father is in treatment with us, and used again last week. He told us himself. The child was at"
    " her mother’s, where she lives most of the week.",
    "It may happen again while she is with him.",
    "Both parents talk to us, and to each other.",
    B5="once",
    **_at_home("Her mother", "mother"),
)
GOOD, FAIR, POOR = (
    ("facts", "child", "voice", "meaning", "people", "agreement", "relevance"),
    ("facts", "child", "voice", "meaning", "agreement"),
    ("facts", "child"),
)

TOO_YOUNG: Answers = {
    "B1": ["parental_substances"],
    "C1_why": "pre_verbal",
    "C1_observed": "Clean and shy. Holds on to her sister.",
    "A1_sex": "F",
}

PAST = (
    Past("assess", "school", (1, 9.5), DRINKING,
         (_heard("parental_substances", "“I do the tea and the bath. Mum says not to tell.”", E2="4"),
          TOO_YOUNG, TOO_YOUNG),
         ASSESS, GOOD),
    Past("advice", "police", (1, 10.25), ARGUMENT,
         (_heard("domestic_abuse", "“They were only loud.”"),), ADVICE, FAIR),
    Past("several", "health", (2, 9.75), APPOINTMENTS,
         (_heard("neglect", "“Mum sleeps in the day. I am quiet.”", E2="3"),), SEVERAL, GOOD),
    Past("late", "school", (1, 11.0), LATE,
         (_heard("neglect", "“Grandad does not know where the things are.”", E2="2"),), ONE_SERVICE, FAIR,
         decided=52.0),
    Past("late-police", "police", (1, 12.5), ARGUMENT,
         (_not_seen("domestic_abuse"),), SEVERAL, POOR, decided=49.0),
    Past("asked", "practice", (1, 9.25), SHORT, ({"B1": ["parental_mental_health"], "C1_why": "not_seen"},),
         ADVICE, POOR, decided=5.5, asks="Who looks after the older one, and does she know that you told us?",
         answers="Her sister, every day. She asked me to."),
    Past("alone", "charity", (2, 10.5), LONELY, (_heard("neglect", "“I like it here.”"),), ONE_SERVICE, FAIR),
    Past("told-late", "health", (1, 10.75), APPOINTMENTS,
         (_heard("neglect", "“I have got a card with the days on it.”"),), ONE_SERVICE, FAIR, told=50.0),
    Past("relapse", "lantern", (2, 11.25), RELAPSE,
         (_not_seen("parental_substances"),), SEVERAL, FAIR),
    Past("again", "school", (2, 9.25), DRINKING,
         (_heard("parental_substances", "“She was fine for a while. Then she was not.”", E2="4"),
          TOO_YOUNG),
         ASSESS, GOOD, again_after=6),
)  # fmt: skip
