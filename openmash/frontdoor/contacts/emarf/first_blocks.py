"""Questions that appear only when something brings them up (e-MARF §5, P15)."""

from __future__ import annotations

from typing import Any

YES_NO_UNKNOWN = [
    {"code": "yes", "label": "Yes"},
    {"code": "no", "label": "No"},
    {"code": "unknown", "label": "I do not know"},
]


def _worry(*codes: str) -> list[dict[str, str]]:
    return [{"question": "B1", "includes": code} for code in codes]


def _line(key: str, text: str, when: list[dict[str, str]], hint: str = "") -> dict[str, Any]:
    return {"key": key, "text": text, "hint": hint, "type": "line", "per_child": True, "when": when}


def _text(key: str, text: str, when: list[dict[str, str]], hint: str = "") -> dict[str, Any]:
    return {**_line(key, text, when, hint), "type": "text", "longest": 800}


def _ask(key: str, text: str, when: list[dict[str, str]], hint: str = "") -> dict[str, Any]:
    return {**_line(key, text, when, hint), "type": "one", "options": YES_NO_UNKNOWN}


def _ticks(
    key: str, text: str, when: list[dict[str, str]], *choices: tuple[str, str], hint: str = ""
) -> dict[str, Any]:
    options = [{"code": code, "label": label} for code, label in choices]
    return {**_line(key, text, when, hint), "type": "many", "options": options}


HURT = _worry("physical_harm")
SEXUAL = _worry("sexual_harm", "online", "cse")
ABUSE = _worry("domestic_abuse")
SUBSTANCES = _worry("parental_substances", "child_substances")
MIND = _worry("parental_mental_health")
TAKEN = _worry("missing", "cse", "cce", "gangs", "trafficking")
UNBORN = [{"question": "is:unborn", "is": "yes"}]
BABY = [{"question": "is:under_one", "is": "yes"}]
NEGLECT = _worry("neglect")
WORKER = _worry("allegation")
FOSTERED = _worry("private_fostering")
FGM = _worry("fgm")
SCHOOL = [{"question": "is:sender", "is": "school"}]
HEALTH = [{"question": "is:sender", "is": kind} for kind in ("gp_practice", "health_trust")]
ADULT_SERVICE = [{"question": "is:sender", "is": "adult_service"}]

# The places a body map shows, in the order of its numbers: front, then back.
BODY = (
    ("face", "Face"),
    ("mouth", "Mouth or teeth"),
    ("neck", "Neck or throat"),
    ("chest", "Chest"),
    ("stomach", "Stomach"),
    ("private", "Private parts"),
    ("right_arm", "Right arm"),
    ("left_arm", "Left arm"),
    ("right_hand", "Right hand"),
    ("left_hand", "Left hand"),
    ("right_leg", "Right leg"),
    ("left_leg", "Left leg"),
    ("right_foot", "Right foot"),
    ("left_foot", "Left foot"),
    ("head_back", "Back of the head"),
    ("right_ear", "Right ear"),
    ("left_ear", "Left ear"),
    ("back", "Back"),
    ("bottom", "Bottom"),
)

BLOCKS: list[dict[str, Any]] = [
    {
        **_ticks(
            "P1",
            "Where on the body is the child hurt?",
            HURT,
            *BODY,
            ("none_seen", "No injury that I saw"),
            hint="Left and right are the child’s own. Size, colour and shape can go under “What"
            " happened”",
        ),
        "picture": "body",
    },
    _line("P2", "How was the injury explained, and by whom?", HURT),
    _line("P3", "Who was present?", HURT),
    _ask("P4", "Has a doctor or nurse seen the injury?", HURT),
    _text(
        "S1",
        "Who was it, and when?",
        SEXUAL,
        "Do not question the child further. Do not wash, delete or throw anything away: it may be"
        " evidence.",
    ),
    _ask("S2", "Has a telephone or other device been taken or kept safe?", SEXUAL),
    _line("V1", "Where was the child when it happened?", ABUSE),
    {
        **_line("V2", "Which risk grade was given, if any?", ABUSE, "DASH or DARA"),
        "type": "one",
        "options": [
            {"code": "standard", "label": "Standard"},
            {"code": "medium", "label": "Medium"},
            {"code": "high", "label": "High"},
            {"code": "none", "label": "None, or I do not know"},
        ],
    },
    _line("V3", "How can the parent who is hurt be contacted safely?", ABUSE),
    _ticks(
        "V4",
        "Which of these are so?",
        ABUSE,
        ("injured", "Somebody was injured"),
        ("separating", "The couple are separating or have separated"),
        ("pregnant", "The parent who is hurt is pregnant"),
    ),
    _line("U1", "What is used, and how often?", SUBSTANCES),
    _ticks(
        "U2",
        "Which of these are so?",
        SUBSTANCES,
        ("around", "It is used while the child is there"),
        ("reach", "Drugs, methadone or needles are within the child’s reach"),
        ("driving", "Somebody drives with the child after using"),
        ("caring", "Somebody looks after the child alone after using"),
    ),
    _line("M1", "What has changed in the parent’s behaviour?", MIND),
    _ticks(
        "M2",
        "Which of these are so?",
        MIND,
        ("harm_self", "Thoughts or plans of hurting themselves"),
        ("harm_child", "Thoughts or plans of hurting the child"),
        ("delusion", "Unusual beliefs about the child"),
        ("treated", "Is having treatment"),
    ),
    _line("M3", "Who looks after the child when the parent is unwell?", MIND),
    _ticks(
        "X_screen",
        "Which of these have you noticed?",
        TAKEN,
        ("missing", "Goes missing"),
        ("money", "Money or things that cannot be explained"),
        ("older", "Older friends, or getting into cars"),
        ("gang", "A link to a gang or to drugs"),
        ("online", "Somebody in contact online"),
        ("school", "Away from school more than before"),
        ("injury", "Injuries, or worries about sexual health"),
        ("far", "Found far from home"),
    ),
    _line("N1", "Which hospital is the pregnancy booked with?", UNBORN, "“Not booked” matters too"),
    _line("N2", "Are there other children, and who looks after them?", UNBORN),
    _line("I1", "How is the baby fed, and where does the baby sleep?", BABY),
    _line("I2", "Who looks after the baby?", BABY),
    _ask(
        "I3",
        "Has a baby who cannot move about any bruise or mark?",
        BABY,
        "If so, ring the hub now: a bruise on a baby who cannot move needs a doctor today",
    ),
    _ticks(
        "G1",
        "What is the child going without?",
        NEGLECT,
        ("food", "Food"),
        ("home", "A safe, clean home"),
        ("supervision", "Somebody watching over them"),
        ("health", "Health care"),
        ("clothing", "Clothing"),
        ("school", "School"),
    ),
    _line(
        "L1",
        "What is this person’s work or role with children?",
        WORKER,
        "The hub tells the council’s officer for such allegations. Do not tell the person.",
    ),
    _line("F1", "Who is the child living with, since when, and who agreed to it?", FOSTERED),
    _ask(
        "F2",
        "Does the person have parental responsibility?",
        FOSTERED,
    ),
    _ask(
        "K1",
        "Has the girl told you of it, or have you seen it yourself?",
        FGM,
        "If you are a teacher, nurse, doctor or social worker and she is under 18, the law says"
        " that you must report it to the police yourself, on 101, by the end of the next working"
        " day.",
    ),
    _line("H1", "When did you, or your service, last see {child}?", HEALTH),
    _line(
        "H2",
        "Which appointments was {child} not brought to in the last 12 months?",
        HEALTH,
        "“None” is an answer",
    ),
    _text(
        "AD3",
        "What does the adult’s situation mean for {child}?",
        ADULT_SERVICE,
        "What is life like for {child} when the adult is at their worst?",
    ),
    _line("T1", "Attendance this year", SCHOOL, "In per cent, and over how many weeks"),
]
