"""The first page of the first version: which children, where they are, and whether they are safe."""

from __future__ import annotations

from typing import Any

FIND = "No name, or more that helps us find the right child"
# Somebody who works with adults begins with the adult (§7).
ADULT_SERVICE = [{"question": "is:sender", "is": "adult_service"}]

ADULT: dict[str, Any] = {
    "key": "adult",
    "title": "The adult you work with",
    "when": ADULT_SERVICE,
    "questions": [
        {
            "key": "AD1",
            "text": "Which adult do you work with?",
            "short": "The adult the sender works with",
            "hint": "Name, and date of birth if you know it",
            "type": "line",
        },
        {
            "key": "AD2",
            "text": "Which children is this adult in contact with, and how?",
            "hint": "For example lives with them, sees them at weekends, is pregnant",
            "type": "line",
        },
    ],
}

CHILDREN: dict[str, Any] = {
    "key": "children",
    "title": "Which children, and are they safe now",
    "hint": "A name is enough to start. If you have no name, say what the child looks like and where."
    " For a baby who is not born yet, say where the mother lives.",
    "questions": [
        {
            "key": "A1_name",
            "text": "Which child or children are you worried about?",
            "short": "Name",
            "hint": "First name and surname, if you know them",
            "type": "line",
            "need": "essential",
            "per_child": True,
        },
        {
            "key": "A1_age",
            "text": "Date of birth, age, or when the baby is due",
            "short": "Born",
            "hint": "For example 14 March 2019, or about 7, or unborn, due 9 December",
            "type": "age",
            "need": "helpful",
            "per_child": True,
        },
        {
            "key": "A1_description",
            "fold": FIND,
            "text": "If you do not know the name: what does the child look like?",
            "short": "Description",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "A1_sex",
            "fold": FIND,
            "text": "Girl or boy",
            "type": "one",
            "per_child": True,
            "options": [
                {"code": "F", "label": "Girl"},
                {"code": "M", "label": "Boy"},
                {"code": "U", "label": "I do not know"},
            ],
        },
        {
            "key": "A1_address",
            "fold": FIND,
            "text": "Home address",
            "hint": "“No fixed address” is an answer",
            "type": "line",
            "per_child": True,
        },
        {
            "key": "A1_postcode",
            "fold": FIND,
            "text": "Postcode",
            "type": "postcode",
            "per_child": True,
        },
        {
            "key": "A1_nhs",
            "fold": FIND,
            "text": "NHS number",
            "hint": "If you have it at hand. It makes sure that we find the right child",
            "type": "nhs",
            "per_child": True,
        },
        {
            "key": "A1_upn",
            "fold": FIND,
            "text": "Unique pupil number",
            "type": "upn",
            "per_child": True,
        },
        {
            "key": "A2",
            "text": "Where is the child now?",
            "type": "one",
            "need": "helpful",
            "options": [
                {"code": "home", "label": "At home"},
                {"code": "setting", "label": "At school, nursery or another setting"},
                {"code": "hospital", "label": "In hospital"},
                {"code": "police", "label": "With the police"},
                {"code": "other", "label": "Somewhere else"},
                {
                    "code": "not_known",
                    "label": "I do not know",
                    "hint": "If a child may be in danger and nobody knows where, ring 999 now",
                },
            ],
        },
        {
            "key": "A2_where",
            "text": "Where exactly is the child?",
            "hint": "The address, or a place somebody could find",
            "type": "line",
        },
        {
            "key": "A3",
            "text": "Are any of them in danger right now?",
            "type": "one",
            "need": "essential",
            "options": [
                {"code": "safe", "label": "No"},
                {"code": "safe_for_now", "label": "Worried, but safe for now"},
                {
                    "code": "not_safe",
                    "label": "Yes",
                    "hint": "We send what you have typed at once and show you who to ring",
                },
                {"code": "not_known", "label": "I do not know"},
            ],
        },
    ],
}
