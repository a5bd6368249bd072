"""The first version of the threshold guidance: content, published as data for each partnership.

Levels and allowed outcomes follow P7; the descriptors are our own words and cover every concern a
sender can name (`data.md` §5.5) at every level. Changing them means publishing another version.
"""

from __future__ import annotations

from typing import Any

NAME = "Right Help, Right Time"

# Possible at every level: the worry belongs elsewhere.
ELSEWHERE = ["OPEN_CASE_INFO", "TRANSFER_LA", "OTHER_PATHWAY"]

LEVELS: list[dict[str, Any]] = [
    {
        "n": 1,
        "name": "Universal",
        "meaning": "School, health and community services that every family has are enough",
        "outcomes": ["INFO_ADVICE", "NFA", *ELSEWHERE],
    },
    {
        "n": 2,
        "name": "Early help – single agency",
        "meaning": "Something extra is needed, and one service can give it",
        "outcomes": ["SIGNPOST", "EH_SINGLE", *ELSEWHERE],
    },
    {
        "n": 3,
        "name": "Early help – multi-agency / family help",
        "meaning": "Several needs at once: a lead professional and a team around the family",
        "outcomes": ["EH_MULTI", *ELSEWHERE],
    },
    {
        "n": 4,
        "name": "Specialist / statutory",
        "meaning": "Section 17: a child in need. Section 47: reasonable cause to suspect that the"
        " child is, or is likely to be, significantly harmed",
        "outcomes": ["S17_ASSESS", "STRATEGY", "IMMEDIATE_PROTECTION", *ELSEWHERE],
    },
]

HURT = ["physical_harm", "bullying", "allegation"]
SEXUAL = ["sexual_harm", "online", "cse"]
TAKEN = ["cce", "cse", "trafficking", "gangs", "missing"]
CULTURE = ["fgm", "faith_belief", "honour_marriage"]
PARENTS = ["parental_mental_health", "parental_substances"]
ABLE = ["parental_learning_disability", "parental_illness", "child_disability", "young_carer"]
OWN = ["child_mental_health", "self_harm", "child_substances", "behaviour"]
APART = ["private_fostering", "uasc"]

# (level, concerns, text), numbered within their level in this order.
_WRITTEN: tuple[tuple[int, list[str], str], ...] = (
    (1, HURT, "Everyday bumps and quarrels; the adults near the child put them right"),
    (1, SEXUAL, "Curious and healthy for the child’s age, offline and online"),
    (1, ["neglect", "housing_poverty"], "Fed, clothed, warm and taken to appointments"),
    (1, ["domestic_abuse", "emotional_harm"], "Adults disagree without fear, and show warmth"),
    (1, PARENTS, "A parent has low times or drinks, and the child’s day stays the same"),
    (1, ABLE, "Illness or disability in the family is met by the usual services"),
    (1, OWN, "Ups and downs of growing up that pass with ordinary support"),
    (1, [*TAKEN, "radicalisation"], "Adults know where the child is and who their friends are"),
    (
        1,
        [*CULTURE, *APART, "bereavement_breakdown"],
        "Change, loss, faith or a new home is carried by family and community",
    ),
    (2, HURT, "One unexplained minor injury, or rough handling that a parent wants to stop"),
    (2, SEXUAL, "Sexual talk or sharing of pictures that worries, with no sign of an abuser"),
    (2, ["neglect"], "Care slips at times: missed appointments, tired or hungry on some days"),
    (2, ["housing_poverty"], "Money or housing is getting in the way of the child’s day"),
    (2, ["domestic_abuse", "emotional_harm"], "One argument seen or heard; both parents seek help"),
    (2, PARENTS, "A parent is unwell or using, sees a service, and somebody else steps in"),
    (2, ABLE, "Illness, disability or caring at home costs the child time, sleep or school"),
    (2, OWN, "Low, angry or trying substances, and ready to talk to one trusted adult"),
    (
        2,
        [*TAKEN, "radicalisation"],
        "New friends, late nights or new ideas that worry the adults around the child",
    ),
    (
        2,
        [*CULTURE, *APART, "bereavement_breakdown"],
        "A loss, a move, or a custom in the wider family asks for advice from one service",
    ),
    (3, HURT, "Several small injuries or harm between children that one service cannot stop"),
    (3, ["domestic_abuse", "emotional_harm"], "Conflict between adults shapes the child’s days"),
    (3, ["neglect"], "Basic care falls short again and again, and parents accept help"),
    (3, ["housing_poverty", "neglect"], "Home is unsafe, overcrowded or about to be lost"),
    (3, PARENTS, "A parent’s drinking, drug use or state of mind often reaches the child"),
    (3, ABLE, "The child cares for others, or has needs, beyond what one service can meet"),
    (3, OWN, "Hurts self, uses substances or is excluded, and help so far has not been enough"),
    (3, SEXUAL, "Sexual behaviour or contact online that puts the child or others at risk"),
    (
        3,
        [*TAKEN, "radicalisation"],
        "First signs of being drawn in: missing, unexplained money, secrecy, fixed ideas",
    ),
    (3, [*CULTURE], "Family history or talk makes a harmful custom possible, not planned"),
    (
        3,
        [*APART, "bereavement_breakdown"],
        "Lives apart from parents or after a family’s break-up, and the arrangement is shaky",
    ),
    (
        4,
        ["physical_harm", "allegation", "bullying"],
        "Injury that is not accidental, or does not fit what is said about it",
    ),
    (
        4,
        ["domestic_abuse", "emotional_harm"],
        "Repeated domestic abuse, the pattern rising; strangulation, weapons or threats to kill",
    ),
    (
        4,
        ["sexual_harm", "online", "allegation", "bullying"],
        "Sexual abuse is said, seen or suspected, in person or online",
    ),
    (
        4,
        ["neglect", "housing_poverty", "parental_illness", "parental_learning_disability"],
        "Care is so poor, or parents so unable, that health or growth is being damaged",
    ),
    (
        4,
        [*PARENTS, "parental_learning_disability"],
        "A parent’s state makes the child unsafe now: cannot wake, believes, threatens, leaves",
    ),
    (
        4,
        ["domestic_abuse", "emotional_harm", "young_carer"],
        "Child takes responsibility for another’s safety",
    ),
    (4, TAKEN, "Exploited, trafficked, held, or missing with people who harm"),
    (
        4,
        [*OWN, "radicalisation"],
        "Danger to their own or somebody’s life: self-harm, overdose, violence, plans",
    ),
    (4, CULTURE, "Cutting, forced marriage, ritual or “honour” harm has happened or is planned"),
    (
        4,
        [*APART, "child_disability", "bereavement_breakdown"],
        "Nobody with parental responsibility can or will care, or complex needs are unmet",
    ),
    (
        4,
        ["domestic_abuse", "physical_harm", "neglect", "parental_substances"],
        "Unborn child at risk from the same adults",
    ),
)


def _numbered() -> list[dict[str, Any]]:
    counts: dict[int, int] = {}
    rows = []
    for level, concerns, text in _WRITTEN:
        counts[level] = counts.get(level, 0) + 1
        number = f"{level}.{counts[level]}"
        rows.append({"id": number, "level": level, "concerns": concerns, "text": text})
    return rows


CONTENT: dict[str, Any] = {"levels": LEVELS, "descriptors": _numbered()}
