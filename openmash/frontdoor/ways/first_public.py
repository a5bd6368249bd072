"""The first version of the public's form: content, published as data for each partnership (e-MARF §7).

Keys are those of the professional's form wherever the question is the same, so that the hub reads,
searches and joins it alike.
"""

from __future__ import annotations

from typing import Any

PLAIN_CONCERNS = (
    ("physical_harm", "Being hurt", ("18B", "18C")),
    (
        "neglect",
        "Not being looked after: food, clothes, sleep, a doctor, somebody at home",
        ("16A",),
    ),
    ("emotional_harm", "Being shouted at, frightened or made to feel worthless", ("17A",)),
    ("sexual_harm", "Being touched, or made to do or see sexual things", ("19B", "19C")),
    ("domestic_abuse", "Violence or fear between adults at home", ("3A", "3B", "3C")),
    ("parental_substances", "A parent’s drinking or drugs", ("1B", "2B")),
    ("parental_mental_health", "How a parent is: very low, confused or not coping", ("4B",)),
    ("cce", "Being used by others: carrying, selling, owing, going missing", ("24A",)),
    ("online", "Something online, or on the telephone", ("19B", "19C", "20")),
    ("self_harm", "Hurting themselves", ("15A",)),
    ("behaviour", "Something else", ("14A",)),
)

DANGER: dict[str, Any] = {
    "key": "danger",
    "title": "Right now",
    "questions": [
        {
            "key": "A3",
            "text": "Is a child in danger right now?",
            "type": "one",
            "need": "helpful",
            "options": [
                {
                    "code": "not_safe",
                    "label": "Yes",
                    "hint": "Ring 999 first. Then send us what you have; a few words are enough",
                },
                {"code": "safe_for_now", "label": "Not at this moment, but I am worried"},
                {"code": "safe", "label": "No"},
                {"code": "not_known", "label": "I do not know"},
            ],
        },
        {
            "key": "A2_where",
            "text": "Where is the child now?",
            "hint": "An address, or a place that somebody could find. Leave it out if you do not know",
            "type": "line",
            "need": "helpful",
        },
    ],
}

WHAT: dict[str, Any] = {
    "key": "what",
    "title": "What worries you",
    "questions": [
        {
            "key": "B2",
            "text": "What have you seen or heard, and when?",
            "hint": "In your own words. Say if somebody else told you. You do not need proof",
            "type": "text",
            "need": "helpful",
            "longest": 1500,
        },
    ],
}

CHILDREN: dict[str, Any] = {
    "key": "children",
    "title": "Which child",
    "hint": "Write what you know. If you do not know the name, say what the child looks like and where"
    " they live or play.",
    "questions": [
        {
            "key": "A1_name",
            "text": "The child’s name",
            "short": "Name",
            "hint": "All of it, or what people call them",
            "type": "line",
            "need": "helpful",
            "per_child": True,
        },
        {
            "key": "A1_age",
            "text": "How old is the child?",
            "short": "Born",
            "hint": "For example about 7, or a baby, or not born yet",
            "type": "age",
            "need": "helpful",
            "per_child": True,
        },
        {
            "key": "A1_address",
            "text": "Where does the child live, or go to school?",
            "short": "Home or school",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "A1_description",
            "text": "Anything that helps us find the right child",
            "short": "Description",
            "hint": "What they look like, who they live with, brothers and sisters",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "B1",
            "text": "What are you worried about?",
            "short": "Worried about",
            "hint": "Choose all that fit, or none",
            "type": "many",
            "per_child": True,
            "options": [
                {"code": code, "label": label, "census": list(census)}
                for code, label, census in PLAIN_CONCERNS
            ],
        },
    ],
}

YES_NO = [{"code": "yes", "label": "Yes"}, {"code": "no", "label": "No"}]

YOU: dict[str, Any] = {
    "key": "you",
    "title": "About you, if you want to say",
    "hint": "You do not have to say who you are. It helps if we can ask you something.",
    "questions": [
        {
            "key": "S_how",
            "text": "How do you know the child?",
            "type": "one",
            "options": [
                {"code": "family", "label": "I am family, or look after the child"},
                {"code": "acquaintance", "label": "I am a neighbour or a friend"},
                {"code": "other", "label": "Another way"},
            ],
        },
        {
            "key": "S_name",
            "text": "Your name",
            "hint": "Leave it out to stay unnamed",
            "type": "line",
        },
        {
            "key": "D2",
            "text": "May the family be told that it came from you?",
            "hint": "We take it as no if you do not answer. A court can ask us, but this is rare",
            "type": "one",
            "options": YES_NO,
        },
        {"key": "X2", "text": "A telephone number", "type": "phone"},
        {
            "key": "S_safe",
            "text": "When is it safe to ring, and may we leave a message?",
            "hint": "For example after 4 in the afternoon, no message",
            "type": "line",
        },
        {
            "key": "S_ring",
            "text": "Shall we ring you when it has been dealt with?",
            "hint": "We can say that, and not what was done",
            "type": "one",
            "options": YES_NO,
        },
        {
            "key": "E5",
            "text": "Do you need an interpreter, or another way to talk?",
            "hint": "Which language, or what helps",
            "type": "line",
        },
    ],
}

LATER: dict[str, Any] = {
    "key": "later",
    "title": "Added after it was sent",
    "questions": [{"key": "Z1", "text": "Added after it was sent", "type": "text"}],
}

CONTENT: dict[str, Any] = {
    "title": "Tell us about a child",
    "sections": [
        {"key": "needed", "title": "What you tell us", "pages": [DANGER, WHAT, CHILDREN, YOU]},
        {"key": "later", "title": "Added after it was sent", "pages": [LATER]},
    ],
}
