"""The page of the first version that asks who else matters to the child."""

from __future__ import annotations

from typing import Any

YES_NO_UNKNOWN = [
    {"code": "yes", "label": "Yes"},
    {"code": "no", "label": "No"},
    {"code": "unknown", "label": "I do not know"},
]

PEOPLE: dict[str, Any] = {
    "key": "people",
    "title": "Who lives with them and who else matters",
    "hint": "Parents, brothers and sisters, partners, grandparents. “Not known” is an answer.",
    "questions": [
        {
            "key": "A4",
            "text": "Who lives with or looks after the child, and who else matters?",
            "type": "people",
            "rows": 12,
            "need": "helpful",
            "parts": [
                {"key": "name", "text": "Name", "type": "line"},
                {
                    "key": "relation",
                    "text": "Who they are to the child",
                    "hint": "For example mother, mother’s partner, half-brother",
                    "type": "line",
                },
                {
                    "key": "lives",
                    "text": "Lives with the child",
                    "type": "one",
                    "options": YES_NO_UNKNOWN,
                },
                {
                    "key": "pr",
                    "text": "Has parental responsibility",
                    "type": "one",
                    "options": YES_NO_UNKNOWN,
                },
                {
                    "key": "born",
                    "text": "Date of birth or age",
                    "type": "line",
                    "fold": "Age and address",
                },
                {
                    "key": "where",
                    "text": "Address, if it is another one",
                    "type": "line",
                    "fold": "Age and address",
                },
                {
                    "key": "safe",
                    "text": "Is it safe to contact this person?",
                    "type": "one",
                    "options": YES_NO_UNKNOWN,
                    "when": [{"question": "B1", "includes": "domestic_abuse"}],
                },
            ],
        },
        {
            "key": "A4_unknown",
            "text": "If you do not know",
            "short": "Household",
            "type": "many",
            "need": "helpful",
            "options": [{"code": "unknown", "label": "I do not know who lives with the child"}],
        },
    ],
}
