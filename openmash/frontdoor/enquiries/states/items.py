"""The words for a fact: what kind it is, how sure, and who may be told (P3, P6, `data.md` §3.4, §3.6)."""

from __future__ import annotations

from enum import StrEnum


class Category(StrEnum):
    """What a fact is about. Those of health are read by a health practitioner (P6)."""

    PHYSICAL = "physical"
    DEVELOPMENT = "development"
    INJURY = "injury"
    ED_ATTENDANCE = "ed_attendance"
    WAS_NOT_BROUGHT = "was_not_brought"
    IMMUNISATION = "immunisation"
    GROWTH = "growth"
    MATERNITY = "maternity"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE = "substance"
    LEARNING_DISABILITY = "learning_disability"
    MEDICATION = "medication"
    SAFEGUARDING_FLAG = "safeguarding_flag"
    OTHER_HEALTH = "other_health"
    EDUCATION = "education"
    POLICE = "police"
    DOMESTIC_ABUSE = "domestic_abuse"
    HOUSING = "housing"
    SOCIAL_CARE = "social_care"
    FAMILY = "family"
    VOICE = "voice"
    OTHER = "other"


CATEGORY_WORDS: dict[Category, str] = {
    Category.PHYSICAL: "Physical health",
    Category.DEVELOPMENT: "Development",
    Category.INJURY: "Injury",
    Category.ED_ATTENDANCE: "Emergency department",
    Category.WAS_NOT_BROUGHT: "Was not brought",
    Category.IMMUNISATION: "Immunisation",
    Category.GROWTH: "Growth",
    Category.MATERNITY: "Pregnancy and birth",
    Category.MENTAL_HEALTH: "Mental health",
    Category.SUBSTANCE: "Alcohol or drugs",
    Category.LEARNING_DISABILITY: "Learning disability",
    Category.MEDICATION: "Medication",
    Category.SAFEGUARDING_FLAG: "Safeguarding flag in a health record",
    Category.OTHER_HEALTH: "Other health",
    Category.EDUCATION: "School or nursery",
    Category.POLICE: "Police",
    Category.DOMESTIC_ABUSE: "Domestic abuse",
    Category.HOUSING: "Housing and money",
    Category.SOCIAL_CARE: "Social care",
    Category.FAMILY: "Family and who lives there",
    Category.VOICE: "What the child says",
    Category.OTHER: "Something else",
}
HEALTH = frozenset(
    {
        Category.PHYSICAL,
        Category.DEVELOPMENT,
        Category.INJURY,
        Category.ED_ATTENDANCE,
        Category.WAS_NOT_BROUGHT,
        Category.IMMUNISATION,
        Category.GROWTH,
        Category.MATERNITY,
        Category.MENTAL_HEALTH,
        Category.SUBSTANCE,
        Category.LEARNING_DISABILITY,
        Category.MEDICATION,
        Category.SAFEGUARDING_FLAG,
        Category.OTHER_HEALTH,
    }
)


class Certainty(StrEnum):
    FACT = "fact"
    REPORTED = "reported"
    OPINION = "opinion"


CERTAINTY_WORDS: dict[Certainty, str] = {
    Certainty.FACT: "Fact: it is in the record",
    Certainty.REPORTED: "Reported: somebody said so",
    Certainty.OPINION: "Opinion",
}


class TellFamily(StrEnum):
    YES = "yes"
    NO = "no"
    ASK = "ask"


TELL_WORDS: dict[TellFamily, str] = {
    TellFamily.YES: "The family may be told",
    TellFamily.NO: "Do not tell the family",
    TellFamily.ASK: "Ask the source first",
}


class Handling(StrEnum):
    """Conditions a source puts on its fact (`roles.md` §7)."""

    H1 = "H1"
    H2 = "H2"
    H3 = "H3"
    H4 = "H4"


# What a source may choose where it says more than “for safeguarding only”; H2 follows from `TellFamily`.
PASSING_ON = (Handling.H3, Handling.H4)
HANDLING_WORDS: dict[Handling, str] = {
    Handling.H1: "For safeguarding only",
    Handling.H2: "Do not tell the family",
    Handling.H3: "Not passed on without asking the source",
    Handling.H4: "By word of mouth only: on no paper",
}
